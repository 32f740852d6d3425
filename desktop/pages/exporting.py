"""Writing the open narration as sound: asked how in a dialog, done in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QFormLayout, QWidget

from desktop.language import clock
from desktop.studio import Studio
from desktop.theme import GRID
from desktop.widgets.controls import button, column, describe, label, row
from engine.subtitles import Format

FORMATS = (".wav", ".flac", ".mp3", ".opus")


@dataclass(frozen=True)
class Choice:
    """What is to be written. `place` is a file, or a folder where there is a file a sentence."""

    place: Path
    suffix: str
    per_sentence: bool
    loudness: float | None
    subtitles: Format | None
    keep_times: bool


class ExportDialog(QDialog):
    """Asks how and where; then calls `write(Choice)`."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        summary: str,
        loudness: float | None,
        timed: bool,
        write: Callable[[Choice], object],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export")
        self.setWindowTitle(self.tr("Export the sound"))
        self._name = name
        self._write = write
        self._build_fields(loudness)
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("Files"), self.files)
        form.addRow(self.tr("Loudness"), self.loudness)
        form.addRow(self.tr("Subtitles"), self.subtitles)
        self.times.setVisible(timed)
        self.go_button = button(
            self.tr("Choose where…"),
            self.tr("Choose where to write, and write"),
            self._choose,
            icon="save",
            kind="primary",
        )
        self.go_button.setDefault(True)
        cancel = button(self.tr("Cancel"), self.tr("Write nothing"), self.reject)
        column(
            label(self.tr("Export the sound"), "heading"),
            label(summary, "muted"),
            form,
            self.times,
            row(1, cancel, self.go_button),
            margin=3,
            gap=2,
            into=self,
        )

    def _build_fields(self, loudness: float | None) -> None:
        self.format = QComboBox()
        for suffix, words in zip(
            FORMATS,
            (
                self.tr("WAV (exact, large)"),
                self.tr("FLAC (exact, half the size)"),
                self.tr("MP3 (small, plays everywhere)"),
                self.tr("Opus (smallest)"),
            ),
        ):
            self.format.addItem(words, suffix)
        describe(self.format, self.tr("Format"), self.tr("The kind of sound file"))
        self.files = QComboBox()
        self.files.addItem(self.tr("One file"), False)
        self.files.addItem(self.tr("One file a sentence, numbered"), True)
        describe(self.files, self.tr("Files"), self.tr("One sound, or a folder of them"))
        self.files.currentIndexChanged.connect(self._refresh)
        self.loudness = QComboBox()
        self.loudness.addItem(self.tr("As spoken"), None)
        self.loudness.addItem(self.tr("−16 LUFS (podcasts, video)"), -16.0)
        self.loudness.addItem(self.tr("−23 LUFS (broadcast)"), -23.0)
        self.loudness.setCurrentIndex(max(0, self.loudness.findData(loudness)))
        describe(
            self.loudness, self.tr("Loudness"), self.tr("Peaks stay below −1 dB, without clipping")
        )
        self.subtitles = QComboBox()
        self.subtitles.addItem(self.tr("None"), None)
        self.subtitles.addItem(self.tr("SRT"), "srt")
        self.subtitles.addItem(self.tr("WebVTT, word by word"), "vtt")
        describe(
            self.subtitles, self.tr("Subtitles"), self.tr("A text file with times beside the sound")
        )
        self.times = QCheckBox(self.tr("Begin each sentence at its time in the subtitles"))
        describe(
            self.times,
            self.tr("Keep the times of the subtitles"),
            self.tr("For dubbing: silence is put in where the speech is early"),
        )

    def _refresh(self) -> None:
        self.subtitles.setEnabled(not self.files.currentData())
        self.times.setEnabled(not self.files.currentData())

    def _choose(self) -> None:
        suffix = str(self.format.currentData())
        if self.files.currentData():
            place = QFileDialog.getExistingDirectory(
                self, self.tr("A folder for the sentences"), str(Path.home())
            )
        else:
            suggestion = str(Path.home() / f"{self._name}{suffix}")
            place, _ = QFileDialog.getSaveFileName(
                self, self.tr("Where to write"), suggestion, f"(*{suffix})"
            )
        if place:
            self.write(Path(place))

    def write(self, place: Path) -> None:
        """Write there what the fields say."""
        suffix = str(self.format.currentData())
        many = bool(self.files.currentData())
        if not many and place.suffix.lower() != suffix:
            place = place.with_name(place.name + suffix)
        self._write(
            Choice(
                place,
                suffix,
                many,
                self.loudness.currentData(),
                None if many else self.subtitles.currentData(),
                self.times.isVisible() and self.times.isChecked() and not many,
            )
        )
        self.accept()


class Exports(QObject):
    """Asks over a page how the narration is to be written, and writes it."""

    def __init__(self, studio: Studio, page: QWidget) -> None:
        super().__init__(page)
        self._studio = studio
        self._narrator = studio.narrator
        self._page = page

    def ask(self, unspoken: int) -> None:
        """Ask how and where, and say what there is; `unspoken` sentences would be missing."""
        narration = self._narrator.narration
        if narration is None:
            return
        summary = self.tr("%1 of speech").replace("%1", clock(narration.seconds))
        if unspoken:
            words = self.tr("%1 · %2 sentences are not spoken yet or were changed since.")
            summary = words.replace("%1", summary).replace("%2", str(unspoken))
        timed = any(line.at is not None for line in narration.lines)
        self.dialog = ExportDialog(
            self._page, narration.name, summary, narration.loudness, timed, self._write
        )
        self.dialog.open()

    def _write(self, choice: Choice) -> None:
        self._narrator.change(loudness=choice.loudness)
        narration = self._narrator.narration
        assert narration is not None

        def work() -> float:
            from engine.narration.export import Order, export, passages

            many = choice.per_sentence
            order = Order(
                target=None if many else choice.place,
                folder=choice.place if many else None,
                suffix=choice.suffix,
                loudness=choice.loudness,
                subtitles=choice.subtitles,
                keep_times=choice.keep_times,
            )
            return export(passages(narration), order).seconds

        def done(seconds: float) -> None:
            words = self.tr("%1 were written to %2.").replace("%1", clock(seconds))
            self._studio.noted.emit(words.replace("%2", str(choice.place)))

        self._studio.run(work, done)
