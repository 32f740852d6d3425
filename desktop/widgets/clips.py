"""The clips of a dataset as a table: keep, play, text, seconds, what is doubtful."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QTableView

from desktop.theme import colour, icon
from engine.project import Clip, Dataset

KEEP, PLAY, TEXT, SECONDS, LANGUAGE, DOUBTS = range(6)
Index = QModelIndex | QPersistentModelIndex


class ClipModel(QAbstractTableModel):
    """Shows a dataset; edits go through an undo stack and then to `changed(clip)`."""

    def __init__(self, changed: Callable[[Clip], object]) -> None:
        super().__init__()
        self.undo = QUndoStack(self)
        self._changed = changed
        self._clips: list[Clip] = []
        self._playing = ""

    def show(self, dataset: Dataset | None) -> None:
        """Show these clips; what was undone before is forgotten."""
        self.beginResetModel()
        self._clips = list(dataset.clips) if dataset else []
        self.undo.clear()
        self.endResetModel()

    def clip(self, row: int) -> Clip:
        return self._clips[row]

    def set_playing(self, clip_id: str) -> None:
        """Which clip is heard now ("" for none)."""
        self._playing = clip_id
        last = self.index(max(0, len(self._clips) - 1), PLAY)
        self.dataChanged.emit(self.index(0, PLAY), last, [Qt.ItemDataRole.DecorationRole])

    def put(self, clip: Clip) -> None:
        """Replace a clip without a trace in the undo stack."""
        row = next(i for i, other in enumerate(self._clips) if other.id == clip.id)
        self._clips[row] = clip
        self.dataChanged.emit(self.index(row, 0), self.index(row, DOUBTS))
        self._changed(clip)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._clips)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return (
            self.tr("Keep"),
            "",
            self.tr("What is said"),
            self.tr("Seconds"),
            self.tr("Language"),
            self.tr("Worth a look"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == KEEP:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == TEXT:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        clip, column = self._clips[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._words(clip, column)
            case Qt.ItemDataRole.CheckStateRole if column == KEEP:
                return Qt.CheckState.Checked if clip.kept else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole if column == PLAY:
                return icon("stop" if clip.id == self._playing else "play", "accent")
            case Qt.ItemDataRole.ForegroundRole if not clip.kept:
                return colour("muted")
            case Qt.ItemDataRole.ForegroundRole if column == DOUBTS:
                return colour("badink")
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(clip.doubts) if column == DOUBTS else self._tip(column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(clip, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        clip = self._clips[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == KEEP:
            kept = Qt.CheckState(value) == Qt.CheckState.Checked
            self._push(self.tr("keep or leave out"), clip, replace(clip, kept=kept))
            return True
        text = " ".join(str(value).split())
        if role == Qt.ItemDataRole.EditRole and index.column() == TEXT and text:
            if text != clip.text:
                changed = replace(clip, text=text, text_from="edited", words=(), doubts=())
                self._push(self.tr("edit the text"), clip, changed)
            return True
        return False

    def _push(self, title: str, before: Clip, after: Clip) -> None:
        self.undo.push(_Edit(self, title, before, after))

    def _words(self, clip: Clip, column: int) -> str:
        match column:
            case 2:
                return clip.text
            case 3:
                return f"{clip.seconds:.1f}"
            case 4:
                return clip.language
            case 5:
                return " ".join(clip.doubts)
        return ""

    def _tip(self, column: int) -> str:
        tips = {
            KEEP: self.tr("Only ticked clips teach the voice (Space)"),
            PLAY: self.tr("Hear this clip (Ctrl+P)"),
            TEXT: self.tr("Double-click or press F2 to correct the text"),
        }
        return tips.get(column, "")

    def _spoken(self, clip: Clip, column: int) -> str:
        match column:
            case 0:
                return self.tr("kept") if clip.kept else self.tr("left out")
            case 1:
                return self.tr("Play: %1").replace("%1", clip.text)
        return self._words(clip, column)


class _Edit(QUndoCommand):
    """One change of one clip."""

    def __init__(self, model: ClipModel, title: str, before: Clip, after: Clip) -> None:
        super().__init__(title)
        self._model, self._before, self._after = model, before, after

    def redo(self) -> None:
        self._model.put(self._after)

    def undo(self) -> None:
        self._model.put(self._before)


class ClipTable(QTableView):
    """The table: Space acts on the whole row, whichever column is chosen."""

    def __init__(self, toggle: Callable[[], object]) -> None:
        super().__init__()
        self._toggle = toggle

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle()
        else:
            super().keyPressEvent(event)
