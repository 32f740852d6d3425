"""Listen: the person, the voice before training, the voice after; and a sentence of your own."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from desktop.heard import Heard, Sound, heard_of, score_of
from desktop.pages.identity import Identity
from desktop.pages.page import Page
from desktop.speech import Speech
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, describe, label, row, set_icon
from desktop.widgets.samples import Samples
from engine.library import voice_names
from engine.voice import Scores

# What fits side by side in a small window: three narrow lists.
LETTERS = 20
VERY_LIKE, LIKE = 0.85, 0.75


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
            self._open_studio,
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
        self.identity = Identity(self.studio)
        self.identity.renamed.connect(self._load_named)
        columns = Columns(
            (self._column(self.tr("The person"), self._person_score, self.person), 1),
            (self._column(self.tr("Before training"), self._before_score, self.before), 1),
            (self._column(self.tr("After training"), self._after_score, self.after), 1),
            letters=LETTERS,
        )
        self.body.addWidget(self.identity)
        self.body.addWidget(columns, 1)
        self.body.addWidget(self._try_card())

    def _open_studio(self) -> None:
        self.studio.page_wanted.emit("speak")

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

    def kept(self) -> tuple[str, str]:
        typed = self.text.text() if self.text.isModified() else ""
        return self.chooser.currentText(), typed

    def take_over(self, kept: tuple[str, str]) -> None:
        voice, typed = kept
        if voice:
            self.chooser.addItem(voice)  # till all of them are read
        if typed:
            self.text.setText(typed)
            self.text.setModified(True)

    def leave(self) -> None:
        self.speech.stop()

    def _trained(self, job: str, event: object) -> None:
        result = getattr(event, "result", {})
        name = result.get("voice", result.get("name", "")) if isinstance(result, dict) else ""
        if isinstance(name, dict):
            name = name.get("name", "")
        if job == "train" and name:
            self._fill(str(name))

    @Slot()
    def _fill(self, wanted: str = "") -> None:
        project = self.studio.project
        wanted = wanted or self.chooser.currentText() or (project.name if project else "")

        def show(names: tuple[str, ...]) -> None:
            self.chooser.clear()
            self.chooser.addItems(list(names))
            self.chooser.setCurrentText(wanted)
            self._load()

        self.studio.run(voice_names, show)

    @Slot(str)
    def _load_named(self, name: str) -> None:
        """The voice has another name now."""
        self.chooser.setItemText(self.chooser.currentIndex(), name)

    def _load(self, *_: object) -> None:
        name = self.chooser.currentText()
        if not name:
            self._show(None)
            return
        self.studio.run(lambda: heard_of(name), self._show)

    def _show(self, heard: Heard | None) -> None:
        self._heard = heard
        self.identity.show_voice(heard)
        self._list(self.person, heard.person if heard else ())
        self._list(self.before, heard.before if heard else ())
        self._list(self.after, heard.after if heard else ())
        if heard is not None:
            self._before_score.setText(self._in_words(score_of(heard.voice, "zero")))
            self._after_score.setText(self._in_words(score_of(heard.voice, "tuned")))
        self._refresh()

    @staticmethod
    def _list(samples: Samples, sounds: tuple[Sound, ...]) -> None:
        samples.clear()
        for path, title, text in sounds:
            samples.add(path, title, text)

    def _in_words(self, scores: Scores | None) -> str:
        if scores is None:
            return self.tr("Not measured")
        like = self.tr("close to the person")
        if scores.similarity >= VERY_LIKE:
            like = self.tr("very like the person")
        elif scores.similarity < LIKE:
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
