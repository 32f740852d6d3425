"""What a page shows while it has nothing: a drawing, a sentence, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.theme import current, pixmap
from desktop.widgets.controls import column, label

DRAWING_PIXELS = 128


class EmptyState(QWidget):
    """`drawing` is the name of an icon without its "empty-"."""

    def __init__(self, drawing: str, title: str, words: str, *actions: QPushButton) -> None:
        super().__init__()
        self._drawing = drawing
        self._picture = QLabel()
        middle = Qt.AlignmentFlag.AlignHCenter
        heading, text = label(title, "heading"), label(words, "muted")
        for each in (self._picture, heading, text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(1, self._picture, heading, text, margin=2, gap=2, into=self)
        for action in actions:
            layout.addWidget(action, alignment=middle)
        layout.addStretch(2)
        self.restyle()

    def restyle(self) -> None:
        """Colours of the present theme."""
        drawing = pixmap(f"empty-{self._drawing}", DRAWING_PIXELS, current().muted)
        self._picture.setPixmap(drawing)
