"""The reading stand: one sentence at a time, recorded, judged, heard again."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from desktop.listening import Listener
from desktop.projects import Take, add_take, drop_take, load_script, restore_take
from desktop.studio import Studio
from desktop.widgets.controls import button, column, describe, label, row, set_icon, set_role
from desktop.widgets.sentences import SentenceStrip
from desktop.widgets.waveform import Waveform, file_peaks
from engine.audio.microphone import Level
from engine.errors import EngineError

TAIL_MILLISECONDS = 250
LONGEST_SENTENCE_SECONDS = 40
WANTED_SECONDS = 60


class ReadingStand(QFrame):
    """Shows the script, records through the listener, and saves each sentence as it ends."""

    def __init__(self, studio: Studio, listener: Listener) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.studio = studio
        self.listener = listener
        self._script = load_script()
        self._index = 0
        self._dropped: Take | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(LONGEST_SENTENCE_SECONDS * 1000)
        self._limit.timeout.connect(self.stop)
        self._build()
        listener.heard.connect(self._hear)
        listener.opened.connect(self.refresh)
        listener.trouble.connect(self._lost)
        studio.project_changed.connect(self.refresh)
        studio.player.moved.connect(self._moved)
        studio.player.ended.connect(self._played)
        self.refresh()

    def _build(self) -> None:
        self.count = label(role="section", wrap=False)
        self.minute = label(role="small", wrap=False)
        self._minute_bar = QProgressBar()
        self._minute_bar.setRange(0, WANTED_SECONDS * 10)
        self._minute_bar.setTextVisible(False)
        describe(self._minute_bar, self.tr("How much of a minute is recorded"))
        self.sentence = label(role="sentence")
        self.sentence.setMinimumHeight(112)
        self.verdict = label(role="muted")
        self.verdict.setMinimumHeight(40)
        self.waveform = Waveform(104)
        self.strip = SentenceStrip()
        self.strip.chosen.connect(self.go)
        stand = column(row(self.count, 1, self.minute), self._minute_bar, gap=1)
        stand.addSpacing(8)
        stand.addWidget(self.sentence, 1)
        stand.addWidget(self.waveform)
        stand.addWidget(self.verdict)
        stand.addLayout(self._controls())
        stand.addSpacing(8)
        stand.addWidget(self.strip)
        stand.setContentsMargins(24, 24, 24, 24)
        self.setLayout(stand)

    @property
    def recording(self) -> bool:
        return self.waveform.recording

    def go(self, index: int) -> None:
        """Show another sentence of the script."""
        if 0 <= index < len(self._script.sentences) and not self.recording:
            self._index = index
            self.waveform.show_peaks(None)
            self.refresh()

    def toggle(self) -> None:
        """Begin a sentence, or end the one being read."""
        microphone = self.listener.microphone
        if self.recording:
            QTimer.singleShot(TAIL_MILLISECONDS, self, self.stop)
        elif microphone is not None:
            self.studio.player.stop()
            self.waveform.show_peaks(None)
            microphone.begin()
            self.waveform.recording = True
            self._limit.start()
            self.refresh()

    def stop(self) -> None:
        """End the sentence being read, judge it and save it."""
        self._limit.stop()
        microphone = self.listener.microphone
        if not self.recording:
            return
        self.waveform.recording = False
        if microphone is not None:
            samples, rate = microphone.cut(), microphone.rate
            index, text = self._index, self._script.sentences[self._index]
            if len(samples):
                self.studio.change_project(
                    lambda project: add_take(project, index, text, samples, rate), self._kept
                )
            else:
                self.studio.trouble.emit(_no_sound())
        self.refresh()

    def _kept(self) -> None:
        take = self._take()
        if take is not None and not take.doubts:
            self.go(self._next_open())

    def _next_open(self) -> int:
        taken = {take.sentence for take in self._project_takes()}
        order = range(self._index + 1, len(self._script.sentences))
        return next((index for index in order if index not in taken), self._index)

    def _project_takes(self) -> tuple[Take, ...]:
        return self.studio.project.takes if self.studio.project else ()

    def _take(self) -> Take | None:
        return self.studio.project.take(self._index) if self.studio.project else None

    def _play(self) -> None:
        take, project = self._take(), self.studio.project
        if take is not None and project is not None:
            path = project.recordings / take.file
            self.studio.run(lambda: file_peaks(path), self.waveform.show_peaks)
            self.studio.player.toggle(path)
            self.refresh()

    def _delete(self) -> None:
        take = self._take()
        if take is not None and not self.studio.changing:
            self.studio.player.stop()
            self._dropped = take
            self.studio.change_project(lambda project: drop_take(project, take.sentence))

    def _restore(self) -> None:
        take, self._dropped = self._dropped, None
        if take is not None:
            self.studio.change_project(lambda project: restore_take(project, take))

    def _moved(self, path: str, seconds: float, total: float) -> None:
        take, project = self._take(), self.studio.project
        if take and project and path == str(project.recordings / take.file) and total:
            self.waveform.set_position(seconds / total)

    def _played(self) -> None:
        self.waveform.set_position(0.0)
        self.refresh()

    def refresh(self) -> None:
        """Show the present sentence, its take and what can be done with it."""
        sentences = self._script.sentences
        take = self._take()
        words = self.tr("SENTENCE %1 OF %2")
        self.count.setText(
            words.replace("%1", str(self._index + 1)).replace("%2", str(len(sentences)))
        )
        self.sentence.setText(sentences[self._index])
        self.sentence.setAccessibleName(sentences[self._index])
        seconds = self.studio.project.seconds if self.studio.project else 0.0
        self._minute_bar.setValue(min(WANTED_SECONDS * 10, round(seconds * 10)))
        self.minute.setText(
            self.tr("%1 s recorded, a minute is plenty").replace("%1", f"{seconds:.0f}")
        )
        states = {t.sentence: "doubt" if t.doubts else "good" for t in self._project_takes()}
        self.strip.show_states(
            [states.get(index, "empty") for index in range(len(sentences))], self._index
        )
        self._refresh_verdict(take)
        self._refresh_buttons(take)

    def _refresh_verdict(self, take: Take | None) -> None:
        if self.recording:
            set_role(self.verdict, "muted")
            self.verdict.setText(self.tr("Listening. Press again when you have finished."))
        elif take is None:
            set_role(self.verdict, "muted")
            self.verdict.setText(self.tr("Not recorded yet."))
        elif take.doubts:
            set_role(self.verdict, "bad")
            self.verdict.setText(" ".join((*take.doubts, self.tr("Please read it again."))))
        else:
            set_role(self.verdict, "good")
            words = self.tr("✓ Good: %1 seconds, saved.")
            self.verdict.setText(words.replace("%1", f"{take.seconds:.1f}"))

    def _refresh_buttons(self, take: Take | None) -> None:
        ready = self.listener.microphone is not None and self.studio.project is not None
        self.record_button.setEnabled(ready)
        again = self.tr("Record again") if take else self.tr("Record")
        self.record_button.setText(self.tr("Done") if self.recording else again)
        set_icon(self.record_button, "stop" if self.recording else "record")
        playing = self.studio.player.playing
        self.play_button.setEnabled(take is not None and not self.recording)
        self.play_button.setText(self.tr("Stop") if playing else self.tr("Play"))
        set_icon(self.play_button, "stop" if playing else "play")
        self.delete_button.setEnabled(take is not None and not self.recording)
        self.undo_button.setVisible(self._dropped is not None)
        last = len(self._script.sentences) - 1
        self.back_button.setEnabled(self._index > 0 and not self.recording)
        self.next_button.setEnabled(self._index < last and not self.recording)

    def _controls(self) -> QHBoxLayout:
        self.back_button = button(
            "",
            self.tr("The sentence before"),
            lambda: self.go(self._index - 1),
            icon="back",
            kind="quiet",
            shortcut="Alt+Left",
        )
        self.record_button = button(
            self.tr("Record"),
            self.tr("Start reading, and press again at the end of the sentence"),
            self.toggle,
            icon="record",
            kind="record",
            shortcut="Ctrl+R",
            name=self.tr("Record the sentence"),
        )
        self.next_button = button(
            "",
            self.tr("The next sentence"),
            lambda: self.go(self._index + 1),
            icon="next",
            kind="quiet",
            shortcut="Alt+Right",
        )
        self.play_button = button(
            self.tr("Play"),
            self.tr("Hear this sentence as it was recorded"),
            self._play,
            icon="play",
            shortcut="Ctrl+P",
        )
        self.delete_button = button(
            self.tr("Delete"),
            self.tr("Take this sentence out; you can put it back"),
            self._delete,
            icon="trash",
            kind="quiet",
            shortcut="Ctrl+D",
        )
        self.undo_button = button(
            self.tr("Put back"),
            self.tr("Put the deleted sentence back"),
            self._restore,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Z",
        )
        left = row(self.back_button, self.record_button, self.next_button)
        return row(left, 1, self.undo_button, self.delete_button, self.play_button)

    def _hear(self, samples: object, rate: int, level: Level) -> None:
        self.waveform.hear(samples, rate)  # type: ignore[arg-type]

    def _lost(self, error: EngineError) -> None:
        self._limit.stop()
        self.waveform.recording = False
        self.refresh()


def _no_sound() -> EngineError:
    return EngineError(
        "device",
        "The microphone gave no sound, so nothing was recorded.",
        "Choose another microphone, or Look again, and read the sentence once more.",
    )
