"""Cards side by side where there is room, one under the other where there is not."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from desktop.theme import GRID

READABLE_LETTERS = 34


class Columns(QWidget):
    """Holds (widget, stretch) pairs; small screens and large text make it one column."""

    def __init__(self, *items: tuple[QWidget, int], letters: int = READABLE_LETTERS) -> None:
        super().__init__()
        self._letters = letters
        self._items = [widget for widget, _ in items]
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2 * GRID)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for widget, stretch in items:
            self._box.addWidget(widget, stretch)

    @property
    def stacked(self) -> bool:
        """Whether the items lie one under the other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        sizes = [item.minimumSizeHint().expandedTo(item.minimumSize()) for item in self._items]
        gaps = self._box.spacing() * max(0, len(sizes) - 1)
        heights = [size.height() for size in sizes]
        height = sum(heights) + gaps if self.stacked else max(heights, default=0)
        return QSize(max((size.width() for size in sizes), default=0), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()  # an item holds more words now
        return super().event(event)

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if self._fits(self.width()) else way.TopToBottom
        if wanted != self._box.direction():
            self._box.setDirection(wanted)
            self.updateGeometry()

    def _fits(self, width: int) -> bool:
        readable = self._letters * self.fontMetrics().averageCharWidth()
        needs = [max(readable, item.minimumSizeHint().width()) for item in self._items]
        return sum(needs) + self._box.spacing() * (len(needs) - 1) <= width
