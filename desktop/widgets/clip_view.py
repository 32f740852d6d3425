"""The view of a clip table: waveforms as cells, a text editor in place, keys for the whole row."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QLineF,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme import GRID, colour
from desktop.widgets.clips import KEEP, LANGUAGE, PEAKS, PLAY, QUALITY, SECONDS, SHARE, TEXT, WAVE
from desktop.widgets.controls import describe

Index = QModelIndex | QPersistentModelIndex
STEP = 3
EDITOR_LINES = 4
# Widths in letters. What stays the longest where there is little room comes first.
TEXT_LETTERS = 20
WIDTHS = {KEEP: 7, PLAY: 5, QUALITY: 30, WAVE: 20, SECONDS: 10, LANGUAGE: 11}
WHAT_STAYS = (KEEP, PLAY, QUALITY, WAVE, SECONDS, LANGUAGE)


class WaveDelegate(QStyledItemDelegate):
    """Paints peaks [60] and how far they were played; both come from the model."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        peaks = index.data(PEAKS)
        # pyright does not know the fields of style options.
        rect: QRect = option.rect.adjusted(GRID, GRID, -GRID, -GRID)  # type: ignore[attr-defined]
        middle = rect.top() + rect.height() / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if peaks is None or not len(peaks):
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QLineF(rect.left(), middle, rect.right(), middle))
        else:
            self._draw(painter, rect, middle, peaks, index.data(SHARE) or 0.0)
        painter.restore()

    @staticmethod
    def _draw(
        painter: QPainter, rect: QRect, middle: float, peaks: np.ndarray, share: float
    ) -> None:
        columns = max(1, rect.width() // STEP)
        shown = np.sqrt(np.minimum(1.0, peaks[np.linspace(0, len(peaks) - 1, columns).astype(int)]))
        halves = np.maximum(0.75, shown * rect.height() / 2)
        lines = [
            QLineF(x, middle - half, x, middle + half)
            for x, half in zip(range(rect.left() + 1, rect.right(), STEP), halves.tolist())
        ]
        played = round(share * columns)
        for part, tint in ((lines[:played], "accent"), (lines[played:], "faint")):
            painter.setPen(QPen(colour(tint), 2))
            painter.drawLines(part)


class TextDelegate(QStyledItemDelegate):
    """Edits a text in a small field of several lines: Enter takes it, Escape leaves it."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QPlainTextEdit:
        editor = QPlainTextEdit(parent)
        editor.setTabChangesFocus(True)
        describe(editor, self.tr("What is said"), self.tr("Enter keeps the text, Escape leaves it"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        height = max(rect.height(), EDITOR_LINES * editor.fontMetrics().lineSpacing() + 2 * GRID)
        below = editor.parentWidget().height()  # type: ignore[union-attr]
        top = max(0, min(rect.top(), below - height))
        editor.setGeometry(rect.left(), top, rect.width(), height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            isinstance(editor, QPlainTextEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in enter
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(editor, event)


class ClipTable(QTableView):
    """The table: Space acts on all chosen rows, whichever column is current."""

    def __init__(self, toggle: Callable[[], object]) -> None:
        super().__init__()
        self._toggle = toggle
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        # A view does not own its delegates.
        self._delegates = WaveDelegate(self), TextDelegate(self)
        self.setItemDelegateForColumn(WAVE, self._delegates[0])
        self.setItemDelegateForColumn(TEXT, self._delegates[1])

    def setModel(self, model: QAbstractItemModel) -> None:  # type: ignore[override]
        super().setModel(model)
        # A header that shows what is chosen asks about all cells: 300 ms for 10,000 rows.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))

    def chosen_rows(self) -> list[int]:
        """Rows that are chosen, in order."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return sorted(rows)

    def lay_out(self) -> None:
        """Widths and heights for the font in use; after a model was set, and when it changes."""
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        room = self.viewport().width() - TEXT_LETTERS * letter
        for section in WHAT_STAYS:
            width = WIDTHS[section] * letter
            room -= width
            self.setColumnHidden(section, room < 0)
            self.setColumnWidth(section, width)
        lines = 2.4 * self.fontMetrics().lineSpacing()
        self.verticalHeader().setDefaultSectionSize(round(max(48, lines + GRID)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle()
        else:
            super().keyPressEvent(event)
