"""What a person knows a voice by: a button that opens its picture and its colour."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.studio import Studio
from desktop.widgets.controls import button
from desktop.widgets.face import COLOURS, png_of, read_picture
from engine.errors import EngineError
from engine.library import change_voice, set_picture

SWATCH_PIXELS = 16


class FaceMenu(QMenu):
    """Gives the voice that `name()` says another picture or colour."""

    def __init__(self, studio: Studio, name: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self._name = name
        self.addAction(self.tr("Choose a picture…")).triggered.connect(self._choose_picture)
        self.addAction(self.tr("No picture")).triggered.connect(self._drop_picture)
        self.addSeparator()
        names = (
            *(self.tr("Teal"), self.tr("Copper"), self.tr("Plum"), self.tr("Blue")),
            *(self.tr("Brick"), self.tr("Olive"), self.tr("Violet"), self.tr("Stone")),
        )
        for words, value in zip(names, COLOURS, strict=True):
            self.addAction(self._colour(words, value))

    def button(self) -> QPushButton:
        """The button that opens this menu: by a click, or by its shortcut."""
        made = button(
            self.tr("Picture, colour"),
            self.tr("What you know this voice by"),
            lambda: None,
            icon="edit",
            shortcut="Ctrl+K",
        )
        made.setMenu(self)
        return made

    def paint(self, colour: str) -> None:
        """Give the voice a colour."""
        name = self._name()
        self._studio.run(lambda: change_voice(name, colour=colour), self._changed)

    def take_picture(self, path: str) -> None:
        """Give the voice a picture from a file."""
        name = self._name()
        self._studio.run(lambda: set_picture(name, _png_from(path)), self._changed)

    def _colour(self, words: str, value: str) -> QAction:
        swatch = QPixmap(SWATCH_PIXELS, SWATCH_PIXELS)
        swatch.fill(QColor(value))
        action = QAction(QIcon(swatch), words, self)
        action.triggered.connect(lambda _checked=False: self.paint(value))
        return action

    def _choose_picture(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("A picture for the voice"), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if path:
            self.take_picture(path)

    def _drop_picture(self) -> None:
        name = self._name()
        self._studio.run(lambda: set_picture(name, b""), self._changed)

    def _changed(self, _: object) -> None:
        self._studio.voices_changed.emit()


def _png_from(path: str) -> bytes:
    image = read_picture(path)
    if image.isNull():
        raise EngineError(
            "input",
            f"{Path(path).name} cannot be used as a picture.",
            "Choose a PNG or JPEG of at most 50 million pixels.",
        )
    return png_of(image)
