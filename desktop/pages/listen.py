"""Listen: the person, the voice before training, the voice after; and a sentence of your own."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from desktop.pages.page import Page
from desktop.speech import Speech
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, describe, label, row, set_icon
from desktop.widgets.samples import Samples
from engine.errors import EngineError
from engine.library import load_voice, voice_folder, voice_names
from engine.voice import Scores, Voice


@dataclass(frozen=True)
class Heard:
    """A voice and what there is to hear of it: (path, name, text) each."""

    voice: Voice
    person: tuple[tuple[Path, str, str], ...]
    before: tuple[tuple[Path, str, str], ...]
    after: tuple[tuple[Path, str, str], ...]


class ListenPage(Page):
    """Three columns to compare, scores in words, and a line to try."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Listen"),
            self.tr("Compare the person with the voice, then let it say something of your own."),
        )
        self.speech = Speech(studio, self)
        self._heard: Heard | None = None
        self._build()
        studio.voices_changed.connect(self._fill)
        studio.job_ended.connect(self._trained)
        self.speech.changed.connect(self._refresh)

    def _build(self) -> None:
        self.chooser = QComboBox()
        self.chooser.setMinimumWidth(220)
        describe(self.chooser, self.tr("Voice"), self.tr("Which voice to listen to"))
        self.chooser.activated.connect(self._load)
        self.studio_button = button(
            self.tr("Open in Studio"),
            self.tr("Go on to the studio, for longer texts"),
            lambda: self.studio.page_wanted.emit("speak"),
            icon="studio",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.chooser)
        self.head_actions.addWidget(self.studio_button)
        player = self.studio.player
        self.person = Samples(player, self.tr("The person"))
        self.before = Samples(player, self.tr("Before training"))
        self.after = Samples(player, self.tr("After training"))
        self._person_score = label(self.tr("What was recorded"), "small")
        self._before_score = label(role="small")
        self._after_score = label(role="small")
        columns = row(
            self._column(self.tr("The person"), self._person_score, self.person),
            self._column(self.tr("Before training"), self._before_score, self.before),
            self._column(self.tr("After training"), self._after_score, self.after),
            gap=2,
        )
        self.body.addLayout(columns, 1)
        self.body.addWidget(self._try_card())

    @staticmethod
    def _column(title: str, score: object, samples: Samples) -> QFrame:
        frame = card()
        layout = column(label(title, "heading"), score, samples, margin=2, into=frame)  # type: ignore[arg-type]
        layout.setStretch(2, 1)
        return frame

    def _try_card(self) -> QFrame:
        self.text = QLineEdit(self.tr("This is my voice, and I have never said this before."))
        describe(self.text, self.tr("A sentence to try"), self.tr("Type anything and press Enter"))
        self.text.returnPressed.connect(self._say)
        self.say_button = button(
            self.tr("Speak"),
            self.tr("Let the voice say this sentence"),
            self._say,
            icon="play",
            shortcut="Ctrl+P",
        )
        self.status = label(role="small")
        frame = card()
        line = row(self.text, self.say_button)
        column(label(self.tr("Try your own"), "heading"), line, self.status, margin=2, into=frame)
        return frame

    def arrive(self) -> None:
        self._fill()

    def leave(self) -> None:
        self.speech.stop()

    def _trained(self, job: str, event: object) -> None:
        result = getattr(event, "result", {})
        name = result.get("voice", result.get("name", "")) if isinstance(result, dict) else ""
        if isinstance(name, dict):
            name = name.get("name", "")
        if job == "train" and name:
            self._fill(str(name))

    def _fill(self, wanted: str = "") -> None:
        project = self.studio.project
        wanted = wanted or self.chooser.currentText() or (project.name if project else "")

        def show(names: tuple[str, ...]) -> None:
            self.chooser.clear()
            self.chooser.addItems(list(names))
            self.chooser.setCurrentText(wanted)
            self._load()

        self.studio.run(voice_names, show)

    def _load(self) -> None:
        name = self.chooser.currentText()
        if not name:
            self._show(None)
            return
        self.studio.run(lambda: heard_of(name), self._show)

    def _show(self, heard: Heard | None) -> None:
        self._heard = heard
        for samples in (self.person, self.before, self.after):
            samples.clear()
        if heard is not None:
            for samples, sounds in (
                (self.person, heard.person),
                (self.before, heard.before),
                (self.after, heard.after),
            ):
                for path, title, text in sounds:
                    samples.add(path, title, text)
            self._before_score.setText(self._in_words(score_of(heard.voice, "zero")))
            self._after_score.setText(self._in_words(score_of(heard.voice, "tuned")))
        self._refresh()

    def _in_words(self, scores: Scores | None) -> str:
        if scores is None:
            return self.tr("Not measured")
        like = self.tr("close to the person")
        if scores.similarity >= 0.87:
            like = self.tr("very like the person")
        elif scores.similarity < 0.78:
            like = self.tr("not yet like the person")
        words = self.tr("%1 (likeness %2), %3 of 100 words lost or changed")
        words = words.replace("%1", like).replace("%2", f"{scores.similarity:.2f}")
        return words.replace("%3", f"{100 * scores.word_error:.0f}")

    def _say(self) -> None:
        if self.speech.running:
            self.speech.stop()
        elif self._heard is not None and self.text.text().strip():
            self.speech.say(self._heard.voice.name, self.text.text())

    def _refresh(self) -> None:
        running = self.speech.running
        self.say_button.setEnabled(self._heard is not None)
        self.studio_button.setEnabled(self._heard is not None)
        self.say_button.setText(self.tr("Stop") if running else self.tr("Speak"))
        set_icon(self.say_button, "stop" if running else "play")
        if self._heard is None:
            self.status.setText(self.tr("There is no finished voice yet. Train one first."))
        elif running and not self.speech.chunks:
            self.status.setText(self.tr("Waking the voice…"))
        elif self.speech.chunks:
            words = self.tr("%1 seconds of speech")
            self.status.setText(words.replace("%1", f"{self.speech.seconds:.1f}"))
        else:
            self.status.setText("")


def heard_of(name: str) -> Heard:
    """Everything there is to hear of a voice.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    voice, folder = load_voice(name), voice_folder(name)
    person = tuple(
        (folder / reference.path, f"{reference.seconds:.1f} s", reference.text)
        for reference in voice.references
    )
    sounds = sorted((folder / "samples").glob("*.*")) if (folder / "samples").is_dir() else []
    found = [(path, path.stem.replace("-", " "), "") for path in sounds]
    before = tuple(sound for sound in found if "zero" in sound[1].casefold())
    after = tuple(sound for sound in found if sound not in before)
    if not all(path.is_file() for path, _, _ in person):
        raise EngineError("damaged", f"{name} lacks a recording.", "Import the voice again.")
    return Heard(voice, person, before, after)


def score_of(voice: Voice, word: str) -> Scores | None:
    """The scores whose label contains a word ("zero-shot", "tuned")."""
    return next((s for name, s in voice.scores.items() if word in name.casefold()), None)
