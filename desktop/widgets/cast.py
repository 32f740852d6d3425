"""Who speaks in a dialogue: a row for each name that stands before a colon."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from desktop.widgets.controls import column, describe, label


class Cast(QWidget):
    """Names and their voices; `choose(name, voice)` with "" reads the name aloud as text."""

    def __init__(self, choose: Callable[[str, str], object]) -> None:
        super().__init__()
        self._choose = choose
        self._shown: object = None
        self.boxes: dict[str, QComboBox] = {}
        self._hint = label(
            self.tr(
                "Lines that begin with a name and a colon can be spoken by a voice of their own."
            ),
            "muted",
        )
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        column(self._hint, self._area, into=self).setStretch(1, 1)

    def show_names(
        self,
        names: dict[str, int],
        cast: dict[str, str],
        voices: Sequence[tuple[str, str]],
    ) -> None:
        """A row for each of `names` (with how often it stands there); `voices` are (id, words)."""
        wanted = (tuple(names.items()), tuple(voices))
        if wanted != self._shown:
            self._shown = wanted
            self._fill(names, voices)
        for name, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(cast.get(name, ""))))

    def _fill(self, names: dict[str, int], voices: Sequence[tuple[str, str]]) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        self.boxes = {}
        for place, (name, count) in enumerate(names.items()):
            box = QComboBox()
            box.addItem(self.tr("Read the name aloud"), "")
            for voice, words in voices:
                box.addItem(words, voice)
            describe(box, self.tr("Voice of %1").replace("%1", name))
            box.activated.connect(
                lambda _, name=name, box=box: self._choose(name, str(box.currentData()))
            )
            words = f"{name} ({count})"
            grid.addWidget(label(words), place, 0)
            grid.addWidget(box, place, 1)
            self.boxes[name] = box
        grid.setRowStretch(len(names), 1)
        grid.setColumnStretch(1, 1)
        # Not at once: a box among the former may be the one that is being answered.
        if (former := self._area.takeWidget()) is not None:
            former.deleteLater()
        self._area.setWidget(inside)
