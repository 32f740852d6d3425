"""Studio: any text, spoken in any of your voices, heard at once and saved."""

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFrame,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QSpinBox,
)

from desktop.pages.page import Page
from desktop.speech import Speech
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, describe, label, row, set_icon
from engine.library import voice_names

LONGEST_TEXT = 50_000
STOCK = ("starter:af_heart", "starter:am_michael", "starter:bf_emma", "starter:bm_george")


class SpeakPage(Page):
    """The text on the left; voice, speed and what was spoken on the right."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Studio"), self.tr("Write something and hear it in a voice of yours.")
        )
        self.speech = Speech(studio, self)
        self._build()
        self.speech.changed.connect(self._refresh)
        self.speech.changed.connect(self._list)
        studio.voices_changed.connect(self._fill)
        studio.player.ended.connect(self._refresh)
        studio.player.started.connect(lambda _: self._refresh())
        studio.player.moved.connect(self._moved)
        self.text.textChanged.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self.save_button = button(
            self.tr("Save…"),
            self.tr("Save what was spoken as WAV, FLAC, MP3, Opus or M4A"),
            self._save,
            icon="save",
            shortcut="Ctrl+S",
        )
        self.say_button = button(
            self.tr("Speak"),
            self.tr("Speak the text, or only what is selected"),
            self.say,
            icon="play",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.save_button)
        self.head_actions.addWidget(self.say_button)
        right = column(self._voice_card(), self._spoken_card(), gap=2)
        right.setStretch(1, 1)
        layout = row(self._text_card(), gap=2)
        layout.addLayout(right)
        layout.setStretch(0, 5)
        layout.setStretch(1, 3)
        self.body.addLayout(layout, 1)

    def _text_card(self) -> QFrame:
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(
            self.tr("Type or paste a text here. Numbers, dates and names are read as people do.")
        )
        self.text.setTabChangesFocus(True)
        describe(self.text, self.tr("Text to speak"), self.tr("The text that will be spoken"))
        self.count = label(role="small")
        open_button = button(
            self.tr("Open a text…"),
            self.tr("Read a text file into the editor"),
            self._open,
            icon="open",
            kind="quiet",
            shortcut="Ctrl+O",
        )
        under = row(self.count, open_button)
        under.setStretch(0, 1)
        frame = card()
        layout = column(self.text, under, margin=2, into=frame)
        layout.setStretch(0, 1)
        return frame

    def _voice_card(self) -> QFrame:
        self.voice = QComboBox()
        describe(self.voice, self.tr("Voice"), self.tr("Who speaks"))
        self.speed = QDoubleSpinBox()
        self.speed.setRange(0.5, 2.0)
        self.speed.setSingleStep(0.05)
        self.speed.setValue(1.0)
        self.speed.setSuffix(" ×")
        describe(self.speed, self.tr("Speed"), self.tr("1 is the voice's own speed"))
        self.seed = QSpinBox()
        self.seed.setRange(0, 999_999)
        describe(self.seed, self.tr("Variation"), self.tr("The same number sounds the same again"))
        frame = card()
        column(
            label(self.tr("Voice"), "heading"),
            self.voice,
            row(label(self.tr("Speed"), "muted"), self.speed),
            row(label(self.tr("Variation"), "muted"), self.seed),
            margin=2,
            into=frame,
        )
        return frame

    def _spoken_card(self) -> QFrame:
        self.sentences = QListWidget()
        self.sentences.setWordWrap(True)
        describe(
            self.sentences,
            self.tr("Spoken sentences"),
            self.tr("Press Enter or double-click to hear one again"),
        )
        self.sentences.itemActivated.connect(lambda _: self._play_one())
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        describe(self.bar, self.tr("How much is spoken"))
        self.status = label(role="small")
        self.play_button = button(
            self.tr("Play"),
            self.tr("Hear all of it again"),
            self._play,
            icon="play",
            shortcut="Ctrl+P",
        )
        under = row(self.status, self.play_button)
        under.setStretch(0, 1)
        frame = card()
        layout = column(
            label(self.tr("Spoken"), "heading"),
            self.sentences,
            self.bar,
            under,
            margin=2,
            into=frame,
        )
        layout.setStretch(1, 1)
        return frame

    def arrive(self) -> None:
        self._fill()
        self.text.setFocus()

    def say(self) -> None:
        """Speak the selection or the whole text; while speaking, stop."""
        if self.speech.running:
            self.speech.stop()
            return
        chosen = self.text.textCursor().selectedText().replace("\u2029", "\n")
        text = (chosen or self.text.toPlainText()).strip()
        if text:
            options = {"speed": self.speed.value(), "seed": self.seed.value()}
            self.speech.say(str(self.voice.currentData()), text, **options)

    def _fill(self) -> None:
        def show(names: tuple[str, ...]) -> None:
            chosen = self.voice.currentData()
            self.voice.clear()
            for name in names:
                self.voice.addItem(name, name)
            for name in STOCK:
                short = name.partition("_")[2].capitalize()
                self.voice.addItem(self.tr("%1 (stock voice)").replace("%1", short), name)
            place = self.voice.findData(chosen)
            self.voice.setCurrentIndex(max(0, place))
            self._refresh()

        self.studio.run(voice_names, show)

    def _open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a text"), "", self.tr("Text (*.txt *.md)")
        )
        if name:
            self.studio.run(
                lambda: Path(name).read_text(encoding="utf-8", errors="replace")[:LONGEST_TEXT],
                self.text.setPlainText,
            )

    def _save(self) -> None:
        suggestion = str(Path.home() / f"{self.voice.currentText()}.wav")
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save what was spoken"),
            suggestion,
            self.tr("Sound (*.wav *.flac *.mp3 *.opus *.m4a)"),
        )
        if name:
            path = Path(name)
            self.speech.save(path if path.suffix else path.with_suffix(".wav"))

    def _play(self) -> None:
        if self.studio.player.playing:
            self.studio.player.stop()
        else:
            self.speech.play()

    def _play_one(self) -> None:
        row_chosen = self.sentences.currentRow()
        if 0 <= row_chosen < len(self.speech.chunks):
            self.studio.player.play(self.speech.chunks[row_chosen]["path"])

    def _moved(self, path: str, seconds: float, total: float) -> None:
        for index, chunk in enumerate(self.speech.chunks):
            if chunk["path"] == path and self.sentences.currentRow() != index:
                self.sentences.setCurrentRow(index)

    def _list(self) -> None:
        chunks = self.speech.chunks
        if self.sentences.count() > len(chunks):
            self.sentences.clear()
        for chunk in chunks[self.sentences.count() :]:
            self.sentences.addItem(f"{chunk.get('text', '')}  ·  {chunk['seconds']:.1f} s")

    def _refresh(self) -> None:
        running = self.speech.running
        length = len(self.text.toPlainText())
        words = self.tr("%1 of 50,000 characters").replace("%1", f"{length:,}")
        self.count.setText(words)
        self.say_button.setEnabled(running or 0 < length <= LONGEST_TEXT)
        self.say_button.setText(self.tr("Stop") if running else self.tr("Speak"))
        set_icon(self.say_button, "stop" if running else "play")
        has = bool(self.speech.chunks)
        self.save_button.setEnabled(has and not running)
        self.play_button.setEnabled(has and not running)
        playing = self.studio.player.playing and not running
        self.play_button.setText(self.tr("Stop") if playing else self.tr("Play"))
        set_icon(self.play_button, "stop" if playing else "play")
        self.bar.setValue(round(1000 * self.speech.share) if has or running else 0)
        if running and not has:
            self.status.setText(self.tr("Waking the voice…"))
        else:
            spoken = self.tr("%1 seconds").replace("%1", f"{self.speech.seconds:.1f}")
            self.status.setText(spoken if has else self.tr("Nothing spoken yet"))
