"""The library as cards: face, name and a line about each voice."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.theme import colour
from desktop.widgets.face import draw_face

FACE_PIXELS = 44
PADDING = 12
RADIUS = 10
ABOUT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class CardOf:
    """A voice as its card shows it."""

    name: str
    about: str
    colour: str
    picture: QImage | None


class VoiceCards(QListWidget):
    """`dragged` names a voice that is being pulled out of the window."""

    dragged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "cards")
        self.setItemDelegate(_CardPainter(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setSpacing(4)

    @property
    def chosen(self) -> str:
        """The name of the chosen voice; "" if there is none."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def show_cards(self, cards: list[CardOf], chosen: str) -> None:
        """Show these voices, the chosen one again if it is still there."""
        blocked = self.blockSignals(True)  # or the details would be emptied in between
        self.clear()
        ratio = self.devicePixelRatioF()
        for card in cards:
            item = QListWidgetItem(card.name)
            item.setData(Qt.ItemDataRole.UserRole, card.name)
            item.setData(ABOUT, card.about)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{card.name}, {card.about}")
            item.setToolTip(f"{card.name}\n{card.about}")
            face = draw_face(card.name, card.colour, card.picture, FACE_PIXELS, ratio)
            item.setData(Qt.ItemDataRole.DecorationRole, face)
            self.addItem(item)
            if card.name == chosen:
                self.setCurrentItem(item)
        if self.currentItem() is None and self.count():
            self.setCurrentRow(0)
        self.blockSignals(blocked)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        if self.chosen:
            self.dragged.emit(self.chosen)


class _CardPainter(QStyledItemDelegate):
    """Paints a card; the chosen one has a thick edge, so that not only its colour tells."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = max(FACE_PIXELS, 2 * option.fontMetrics.lineSpacing())
        return QSize(160, height + 2 * PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        edge = QPen(colour("accent" if chosen else "line"), 2 if chosen else 1)
        painter.setPen(edge)
        painter.setBrush(colour("accentsoft" if chosen else "surface"))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        inner = option.rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        face = QRect(inner.x(), inner.center().y() - FACE_PIXELS // 2, FACE_PIXELS, FACE_PIXELS)
        words = inner.adjusted(FACE_PIXELS + PADDING, 0, 0, 0)
        way = option.direction
        painter.drawPixmap(
            QStyle.visualRect(way, inner, face), index.data(Qt.ItemDataRole.DecorationRole)
        )
        self._write(painter, option, QStyle.visualRect(way, inner, words), index)
        painter.restore()

    @staticmethod
    def _write(
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        lines = (
            (str(index.data(Qt.ItemDataRole.DisplayRole)), bold, "ink"),
            (str(index.data(ABOUT)), option.font, "muted"),
        )
        height = option.fontMetrics.lineSpacing()
        top = place.y() + (place.height() - 2 * height) // 2
        for number, (text, font, tint) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(colour(tint))
            line = QRect(place.x(), top + number * height, place.width(), height)
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignLeading, shown)
