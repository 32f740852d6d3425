"""The list of files that were brought along: one row each, however many there are."""

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.language import clock, said
from desktop.theme import colour
from engine.audio.bringing import Brought

STATE, NAME, LENGTH, WHY = range(4)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class BroughtModel(QAbstractTableModel):
    """Rows of `Brought`; a file that comes again takes the place of its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Brought] = []
        self._places: dict[str, int] = {}

    @property
    def rows(self) -> tuple[Brought, ...]:
        return tuple(self._rows)

    def show(self, rows: list[Brought]) -> None:
        """These rows and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.path: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def add(self, rows: list[Brought]) -> None:
        """Add rows at the end."""
        new = [row for row in rows if row.path not in self._places]
        for row in rows:
            if (place := self._places.get(row.path)) is not None:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place, 0), self.index(place, WHY))
        if new:
            first = len(self._rows)
            self.beginInsertRows(NOWHERE, first, first + len(new) - 1)
            self._rows += new
            self._places |= {row.path: first + number for number, row in enumerate(new)}
            self.endInsertRows()

    def remove(self, numbers: set[int]) -> None:
        """Take rows out."""
        self.show([row for number, row in enumerate(self._rows) if number not in numbers])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else WHY + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Kept"), self.tr("File"), self.tr("Length"), self.tr("What to know"))
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.path}\n{said(row.why)}" if row.why else row.path
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == STATE:
                return self.tr("kept") if row.taken else self.tr("not kept")
            case Qt.ItemDataRole.ForegroundRole if not row.taken:
                return colour("badink" if index.column() in (STATE, WHY) else "muted")
            case Qt.ItemDataRole.ForegroundRole if index.column() == STATE:
                return colour("goodink")
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == STATE:
                return Qt.AlignmentFlag.AlignCenter
        return None

    def _words(self, row: Brought, column: int) -> str:
        if column == STATE:
            return "✓" if row.taken else "✗"
        if column == NAME:
            return Path(row.path).name
        if column == LENGTH:
            return clock(row.seconds) if row.seconds else ""
        return said(row.why)
