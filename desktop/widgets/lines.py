"""The sentences of a narration as a table: how each stands, what it says, its takes and length."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.theme import colour, icon
from desktop.widgets.controls import describe
from engine.narration.project import Line

STATE, TEXT, TAKES, LENGTH = range(4)
EMPTY, READY, OLD, QUEUED, SPEAKING, FAILED = range(6)
ICONS = {
    EMPTY: ("dot", "faint"),
    READY: ("tick", "green"),
    OLD: ("redo", "amber"),
    QUEUED: ("pause", "muted"),
    SPEAKING: ("studio", "accent"),
    FAILED: ("warning", "badink"),
}
Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractTableModel):
    """Shows lines; `state_of` says how one stands, `reason_of` why it failed."""

    def __init__(self, state_of: Callable[[Line], int], reason_of: Callable[[Line], str]) -> None:
        super().__init__()
        self._state_of = state_of
        self._reason_of = reason_of
        self._lines: list[Line] = []
        self._playing = -1
        self._icons: dict[tuple[str, str], QIcon] = {}

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; rows that stay keep their selection."""
        old, new = [line.number for line in self._lines], [line.number for line in lines]
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        if (gone := len(old) - head - tail) > 0:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            del self._lines[head : head + gone]
            self.endRemoveRows()
        if (come := len(new) - head - tail) > 0:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._lines[head:head] = lines[head : head + come]
            self.endInsertRows()
        self._lines = list(lines)
        self.refresh()

    def put(self, row: int, line: Line) -> None:
        """One line has changed."""
        self._lines[row] = line
        self.dataChanged.emit(self.index(row, STATE), self.index(row, LENGTH))

    def refresh(self) -> None:
        """How the lines stand has changed."""
        if self._lines:
            last = self.index(len(self._lines) - 1, LENGTH)
            self.dataChanged.emit(self.index(0, STATE), last)

    def set_playing(self, row: int) -> None:
        """Which row is heard now; -1 for none."""
        if row != self._playing:
            self._playing = row
            self.refresh()

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if section > TEXT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return ("", self.tr("Sentence"), self.tr("Takes"), self.tr("Length"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(line, column)
            case Qt.ItemDataRole.DecorationRole if column == STATE:
                playing = index.row() == self._playing
                return self._icon(*(("play", "accent") if playing else ICONS[self._state_of(line)]))
            case Qt.ItemDataRole.ForegroundRole if column != TEXT:
                return colour("muted")
            case Qt.ItemDataRole.ToolTipRole:
                words = line.text if column == TEXT else self._state(line)
                return self._reason_of(line) or words
            case Qt.ItemDataRole.AccessibleTextRole if column in (STATE, TEXT):
                return f"{self._state(line)}. {self._words(line, TEXT)}"
            case Qt.ItemDataRole.TextAlignmentRole if column in (TAKES, LENGTH):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def restyle(self) -> None:
        """Light and dark have changed."""
        self._icons.clear()
        self.refresh()

    def _icon(self, name: str, tint: str) -> QIcon:
        """Kept, because a table asks again for each row it paints."""
        if (name, tint) not in self._icons:
            self._icons[name, tint] = icon(name, tint)
        return self._icons[name, tint]

    def _words(self, line: Line, column: int) -> str:
        match column:
            case 0:
                return ""
            case 1:
                return f"{line.role}: {line.text}" if line.role else line.text
            case 2:
                count = len(line.takes)
                return f"{line.chosen + 1}/{count}" if count > 1 else str(count or "")
        return f"{line.take.seconds:.1f} s" if line.take else ""

    def _state(self, line: Line) -> str:
        return {
            EMPTY: self.tr("Not spoken"),
            READY: self.tr("Ready"),
            OLD: self.tr("Changed since"),
            QUEUED: self.tr("Waiting"),
            SPEAKING: self.tr("Speaking…"),
            FAILED: self.tr("Failed"),
        }[self._state_of(line)]


class LineTable(QTableView):
    """Rows of one height, so that a thousand of them cost no more than those in sight."""

    def __init__(self, model: LineModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit()
        describe(
            self,
            self.tr("Sentences"),
            self.tr("Every sentence of the text; Enter or a double click plays one"),
        )

    def fit(self) -> None:
        """Sizes that follow the size of the text."""
        letters = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(letters.height() * 1.9))
        self.verticalHeader().setFixedWidth(letters.horizontalAdvance("00000"))
        self.setColumnWidth(STATE, 40)
        self.setColumnWidth(TAKES, letters.horizontalAdvance("00/00") + 24)
        self.setColumnWidth(LENGTH, letters.horizontalAdvance("000.0 s") + 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty table says what will stand there."""
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            box = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, self.tr("Each sentence you write appears here."))
            painter.end()

    @property
    def chosen_rows(self) -> list[int]:
        """The rows that are selected, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())


def _alike(left: Sequence[int], right: Sequence[int]) -> int:
    count = 0
    for one, other in zip(left, right):
        if one != other:
            break
        count += 1
    return count
