"""A row that breaks into several where it is too long for its place."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from desktop.theme import GRID


class Flow(QLayout):
    """Items keep their preferred size; `end` puts each row at the far side."""

    def __init__(self, *widgets: QWidget, end: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._end = end
        self.setSpacing(GRID)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(height for _, height in rows) + self.spacing() * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        return QSize(sum(s.width() for s in sizes) + gaps, self._tallest(sizes))

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), self._tallest(sizes))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        owner = self.parentWidget()
        way = owner.layoutDirection() if owner is not None else Qt.LayoutDirection.LeftToRight
        top = rect.y()
        for items, height in self._rows(rect.width()):
            used = sum(item.sizeHint().width() for item in items)
            used += self.spacing() * (len(items) - 1)
            left = rect.x() + (max(0, rect.width() - used) if self._end else 0)
            for item in items:
                size = QSize(min(item.sizeHint().width(), rect.width()), height)
                place = QRect(QPoint(left, top), size)
                item.setGeometry(QStyle.visualRect(way, rect, place))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """Which items share a row, and how tall it is."""
        rows: list[tuple[list[QLayoutItem], int]] = []
        left = 0
        for item in self._shown():
            size = item.sizeHint()
            if rows and left + size.width() <= width:
                items, height = rows[-1]
                rows[-1] = ([*items, item], max(height, size.height()))
            else:
                rows.append(([item], size.height()))
                left = 0
            left += size.width() + self.spacing()
        return rows

    @staticmethod
    def _tallest(sizes: list[QSize]) -> int:
        return max((size.height() for size in sizes), default=0)
