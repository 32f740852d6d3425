"""How a text is spoken: language, speed, pauses, and a clip whose manner is followed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.theme import GRID
from desktop.widgets.controls import button, column, describe, label, row
from engine.narration.project import Manner
from engine.text.split import Pauses


@dataclass(frozen=True)
class Choice:
    """What the form says."""

    manner: Manner
    pauses: Pauses


class Delivery(QWidget):
    """A form; `changed(Choice)` is called when a person, not the program, changes it."""

    def __init__(self, changed: Callable[[Choice], object]) -> None:
        super().__init__()
        self._changed = changed
        self._manner = Manner()
        self._filling = False
        self._build_fields()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Language"), self.language)
        form.addRow(self.tr("Speed"), self.speed)
        form.addRow(self.tr("Pause after a sentence"), self.sentence_pause)
        form.addRow(self.tr("Pause after a paragraph"), self.paragraph_pause)
        form.addRow(self.tr("Speak like this clip"), row(self.clip, self.choose_button))
        form.addRow(self.tr("What it says"), self.clip_text)
        words = self.tr(
            "A clip of 3 to 10 seconds lends its manner to voices made from GPT-SoVITS."
        )
        inside = QWidget()
        column(form, label(words, "small"), 1, into=inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        column(area, into=self)

    def _build_fields(self) -> None:
        self.language = QComboBox()
        for code, words in (
            ("auto", self.tr("As it is written")),
            ("en", self.tr("English (American)")),
            ("en-gb", self.tr("English (British)")),
            ("zh", self.tr("Chinese")),
            ("ja", self.tr("Japanese")),
            ("ko", self.tr("Korean")),
            ("yue", self.tr("Cantonese")),
        ):
            self.language.addItem(words, code)
        describe(self.language, self.tr("Language"), self.tr("How the text is read"))
        self.language.activated.connect(self._tell)
        self.speed = self._number(0.5, 2.0, 0.05, " ×")
        describe(self.speed, self.tr("Speed"), self.tr("1 is the voice's own speed"))
        self.sentence_pause = self._number(0.0, 10.0, 0.05, " s")
        describe(self.sentence_pause, self.tr("Pause after a sentence"))
        self.paragraph_pause = self._number(0.0, 10.0, 0.1, " s")
        describe(self.paragraph_pause, self.tr("Pause after a paragraph"))
        self.clip = label(self.tr("None"), "muted")
        self.choose_button = button(
            self.tr("Choose…"),
            self.tr("Choose a clip to speak like, or none"),
            self._choose_clip,
            icon="open",
        )
        self.clip_text = QLineEdit()
        self.clip_text.setPlaceholderText(self.tr("Left empty, the clip is listened to"))
        describe(
            self.clip_text, self.tr("What the clip says"), self.tr("The words that are said in it")
        )
        self.clip_text.editingFinished.connect(self._tell)

    def _number(self, least: float, most: float, step: float, suffix: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(least, most)
        box.setSingleStep(step)
        box.setSuffix(suffix)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._tell)
        return box

    def show_choice(self, manner: Manner, pauses: Pauses) -> None:
        """Show this."""
        self._filling = True
        self._manner = manner
        self.language.setCurrentIndex(max(0, self.language.findData(manner.language)))
        self.speed.setValue(manner.speed)
        self.sentence_pause.setValue(pauses.sentence)
        self.paragraph_pause.setValue(pauses.paragraph)
        self._show_clip(manner.reference)
        self.clip_text.setText(manner.reference_text or "")
        self._filling = False

    def _show_clip(self, path: str | None) -> None:
        self.clip.setText(Path(path).name if path else self.tr("None"))
        self.clip.setToolTip(path or "")
        self.choose_button.setText(self.tr("Remove") if path else self.tr("Choose…"))
        self.clip_text.setEnabled(path is not None)

    def _choose_clip(self) -> None:
        path = ""
        if self._manner.reference is None:
            path, _ = QFileDialog.getOpenFileName(
                self,
                self.tr("A clip to speak like"),
                "",
                self.tr("Sound (*.wav *.flac *.mp3 *.m4a *.ogg *.opus)"),
            )
            if not path:
                return
        self.set_clip(path or None)

    def set_clip(self, path: str | None) -> None:
        """Speak like this clip, or like none."""
        self._show_clip(path)
        self.clip_text.clear()
        self._manner = replace(self._manner, reference=path, reference_text=None)
        self._tell()

    def _tell(self) -> None:
        if self._filling:
            return
        reference = self._manner.reference
        text = self.clip_text.text().strip() or None
        manner = Manner(
            self._manner.voice,
            str(self.language.currentData()),
            round(self.speed.value(), 3),
            reference,
            text if reference else None,
        )
        self._manner = manner
        pauses = Pauses(
            round(self.sentence_pause.value(), 3), round(self.paragraph_pause.value(), 3)
        )
        self._changed(Choice(manner, pauses))
