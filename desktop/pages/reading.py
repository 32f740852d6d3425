"""The reading stand: one sentence at a time, recorded, judged, heard again."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from desktop.hearing import Hearing
from desktop.language import said
from desktop.listening import Listener
from desktop.pages.reading_controls import ReadingControls
from desktop.pages.reading_head import LANGUAGE_NAMES, ReadingHead
from desktop.projects import Project, Take, load_script, save_project
from desktop.studio import Studio
from desktop.takes import (
    drop_take,
    keep_take,
    next_to_read,
    reading_file,
    recover_takes,
    restore_take,
    sentence_states,
    unfinished,
)
from desktop.taking import Taken, Taker
from desktop.widgets.controls import column, label, set_role
from desktop.widgets.sentences import SentenceStrip
from desktop.widgets.waveform import Waveform, file_peaks
from engine.audio.levels import BROKEN_OFF
from engine.audio.microphone import Level
from engine.models.families import family_spec

Place = tuple[str, int]


class ReadingStand(QFrame):
    """Shows the script, records through the taker, and keeps each sentence as it ends.

    `all_read` says that the last sentence that was missing is there, and good.
    """

    all_read = Signal()

    def __init__(self, studio: Studio, listener: Listener) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.studio = studio
        self.listener = listener
        self.taker = Taker(listener, self._place, self)
        self._hearing = Hearing(studio, self)
        self._script = load_script("en")
        self._index = 0
        self._project_name = ""
        self._saving = False
        self._being_read: tuple[str, Place, str] = ("", ("en", 0), "")
        self._gone: list[Take] = []
        self._build()
        self.taker.began.connect(self._began)
        self.taker.ended.connect(self._ended)
        self.taker.failed.connect(studio.trouble)
        listener.heard.connect(self._hear)
        listener.opened.connect(self.refresh)
        listener.absent.connect(self.refresh)
        studio.project_changed.connect(self._project_changed)
        studio.player.moved.connect(self._moved)
        studio.player.ended.connect(self._played)
        self._project_changed()

    def _build(self) -> None:
        self.head = ReadingHead()
        self.head.language_chosen.connect(self._choose_language)
        self.sentence = label(role="sentence")
        self.sentence.setMinimumHeight(112)
        self.verdict = label(role="muted")
        self.verdict.setMinimumHeight(40)
        self.waveform = Waveform(104)
        self.controls = ReadingControls(self)
        self.strip = SentenceStrip()
        self.strip.chosen.connect(self.go)
        stand = column(self.head)
        stand.addSpacing(8)
        stand.addWidget(self.sentence, 1)
        stand.addWidget(self.waveform)
        stand.addWidget(self.verdict)
        stand.addWidget(self.controls)
        stand.addSpacing(8)
        stand.addWidget(self.strip)
        stand.setContentsMargins(24, 24, 24, 24)
        self.setLayout(stand)

    def go(self, index: int) -> None:
        """Show another sentence of the script."""
        if 0 <= index < len(self._script.sentences) and not self.taker.recording:
            self._index = index
            self.waveform.show_peaks(None)
            self.refresh()

    def back(self) -> None:
        """Show the sentence before."""
        self.go(self._index - 1)

    def forward(self) -> None:
        """Show the next sentence."""
        self.go(self._index + 1)

    def kept(self) -> tuple[str, int, list[Take]]:
        """Where the person is, and what can be put back."""
        return self._project_name, self._index, self._gone

    def take_over(self, kept: tuple[str, int, list[Take]]) -> None:
        """Go on there, if it is still the same voice."""
        name, index, gone = kept
        if name == self._project_name:
            self._gone = gone
            self.go(index)

    def toggle(self) -> None:
        """Begin a sentence, or end the one being read."""
        if self.taker.recording:
            self.taker.end_soon()
        else:
            self.studio.player.stop()
            self.taker.begin()

    def _place(self) -> Path | None:
        """Where the present sentence is written; None while nothing can be recorded."""
        project = self.studio.project
        if project is None or self._saving or self.studio.player.playing:
            return None
        return reading_file(project, self._script.language, self._index)

    @Slot()
    def _began(self) -> None:
        place = (self._language, self._index)
        self._being_read = (self._project_name, place, self._script.sentences[self._index])
        self.waveform.show_peaks(None)
        self.waveform.recording = True
        self.refresh()

    @Slot(object)
    def _ended(self, taken: Taken) -> None:
        self.waveform.recording = False
        name, place, text = self._being_read
        project = self.studio.project
        if project is None or project.name != name:
            # Another voice is open by now; this sentence is found when its own is opened again.
            self.studio.run(lambda: taken.recorder.finish(taken.end), lambda _: None)
            return
        self._saving = True
        before = project.take(place[1], place[0])

        def keep(project: Project) -> Project:
            recorded = taken.recorder.finish(taken.end)
            return keep_take(project, place, text, recorded, (BROKEN_OFF,) if taken.broken else ())

        def kept() -> None:
            if before is not None:
                self._gone.append(before)
            self._saved(taken)
            self._judge(place)

        self.studio.change_project(keep, kept, lambda: self._saved(taken))
        self.refresh()

    def _saved(self, taken: Taken) -> None:
        self._saving = False
        if taken.recorder.problem is not None:
            self.studio.trouble.emit(taken.recorder.problem)
        self.refresh()

    def _judge(self, place: Place) -> None:
        """Go on if the sentence is good so far; what was said is heard meanwhile."""
        project = self.studio.project
        take = project.take(place[1], place[0]) if project is not None else None
        if project is None or take is None or take.doubts:
            return
        self._hearing.hear(project, take)
        if place != (self._language, self._index):
            return
        following = next_to_read(self._states(), self._index)
        if following == self._index:
            self.all_read.emit()
        self.go(following)

    def _states(self) -> list[str]:
        takes = self.studio.project.takes if self.studio.project else ()
        return sentence_states(takes, self._script)

    @property
    def _language(self) -> str:
        return self._script.language

    def _take(self) -> Take | None:
        project = self.studio.project
        return project.take(self._index, self._language) if project else None

    @Slot(str)
    def _choose_language(self, language: str) -> None:
        if language not in family_spec("starter").languages:
            words = self.tr("%1 is spoken by the v2 bases alone; get one on the page Bases.")
            self.studio.noted.emit(words.replace("%1", LANGUAGE_NAMES[language]))
        self.studio.change_project(lambda p: save_project(replace(p, language=language)))

    @Slot()
    def _project_changed(self) -> None:
        project = self.studio.project
        name = project.name if project else ""
        language = project.language if project else "en"
        if name != self._project_name:
            self.taker.end(broken=True)
        if name != self._project_name or language != self._language:
            self._script = load_script(language)
            self.head.show_language(language)
            self._index = 0
        if name != self._project_name:
            self._project_name = name
            self._gone.clear()
            if project is not None and unfinished(project):
                self.studio.change_project(recover_takes)
        self.refresh()

    def play(self) -> None:
        """Hear the present sentence, or stop hearing it."""
        take, project = self._take(), self.studio.project
        if take is not None and project is not None:
            path = project.recordings / take.file
            self.studio.run(lambda: file_peaks(path), self.waveform.show_peaks)
            self.studio.player.toggle(path)
            self.refresh()

    def delete(self) -> None:
        """Take the present sentence out."""
        take = self._take()
        if take is not None and not self.studio.changing:
            self.studio.player.stop()
            self._gone.append(take)
            self.studio.change_project(lambda project: drop_take(project, take))

    def restore(self) -> None:
        """Put back what was deleted or recorded over last."""
        if self._gone and not self.studio.changing:
            take = self._gone.pop()
            self.studio.change_project(lambda project: restore_take(project, take))
            if take.language == self._language:
                self.go(take.sentence)

    def _moved(self, path: str, seconds: float, total: float) -> None:
        take, project = self._take(), self.studio.project
        if take and project and path == str(project.recordings / take.file) and total:
            self.waveform.set_position(seconds / total)

    def _played(self) -> None:
        self.waveform.set_position(0.0)
        self.refresh()

    @Slot()
    def refresh(self, *_: object) -> None:
        """Show the present sentence, its take and what can be done with it."""
        sentences = self._script.sentences
        take = self._take()
        seconds = self.studio.project.seconds if self.studio.project else 0.0
        free = not self.taker.recording and not self._saving
        self.head.show_state(self._index, len(sentences), seconds, free)
        self.sentence.setText(sentences[self._index])
        self.sentence.setAccessibleName(sentences[self._index])
        self.strip.show_states(self._states(), self._index)
        role, words = self._verdict(take)
        set_role(self.verdict, role)
        self.verdict.setText(words)
        self.controls.show_state(
            take=take is not None,
            ready=self.listener.microphone is not None and self.studio.project is not None,
            recording=self.taker.recording,
            playing=self.studio.player.playing,
            gone=bool(self._gone),
            place=(self._index, len(sentences) - 1),
        )

    def _verdict(self, take: Take | None) -> tuple[str, str]:
        """What is to be said of the present sentence, and the role of those words."""
        if self.taker.recording and self.taker.hands_free:
            return "muted", self.tr("Listening. A pause ends the sentence.")
        if self.taker.recording:
            return "muted", self.tr("Listening. Press again when you have finished.")
        if self._saving:
            return "muted", self.tr("Saving…")
        if take is None:
            return "muted", self.tr("Not recorded yet.")
        if take.doubts:
            return "bad", " ".join((*map(said, take.doubts), self.tr("Please read it again.")))
        words = self.tr("✓ Good: %1 seconds, saved.")
        return "good", words.replace("%1", f"{take.seconds:.1f}")

    def _hear(self, samples: object, rate: int, level: Level) -> None:
        self.waveform.hear(samples, rate)  # type: ignore[arg-type]
