"""The clips of a dataset as a model: what is shown of them, what may be changed, and undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop.language import language_name, said
from desktop.theme import colour, icon
from desktop.widgets.peaks import PeakStore
from engine.project import Clip, Dataset

KEEP, PLAY, WAVE, TEXT, SECONDS, LANGUAGE, QUALITY = range(7)
COLUMNS = 7
# More changes than this are told to the view at once: it looks at what is in sight anyway.
FEW = 50
PEAKS = Qt.ItemDataRole.UserRole
SHARE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Which = Literal["all", "doubtful", "left out"]


@dataclass(frozen=True)
class Edit:
    """One change of one or more clips."""

    title: str
    before: Sequence[Clip]
    after: Sequence[Clip]


class ClipModel(QAbstractTableModel):
    """Shows a dataset, or what is looked for in it; edits go through an undo stack.

    `changed` is called with the clips that are others now.
    """

    def __init__(self, changed: Callable[[Sequence[Clip]], object], store: PeakStore) -> None:
        super().__init__()
        self.undo = QUndoStack(self)
        self.folder = Path()
        self._changed = changed
        self._store = store
        self._clips: list[Clip] = []
        self._texts: list[str] = []
        self._places: dict[str, int] = {}
        self._shown: list[int] = []
        self._rows: dict[int, int] = {}
        self._wanted: tuple[str, Which] = "", "all"
        self._playing, self._share = "", 0.0
        store.ready.connect(self._peaks_found)

    def show(self, dataset: Dataset | None, folder: Path) -> None:
        """Show these clips; what was undone before is forgotten."""
        self.beginResetModel()
        self.folder = folder
        self._clips = list(dataset.clips) if dataset else []
        self._texts = [clip.text.casefold() for clip in self._clips]
        self._places = {clip.id: place for place, clip in enumerate(self._clips)}
        self.undo.clear()
        self._choose()
        self.endResetModel()

    def find(self, text: str, which: Which = "all") -> None:
        """Show only clips in whose text this is said, and of those all, doubtful, or left out."""
        if (text, which) != self._wanted:
            self._wanted = text, which
            self.beginResetModel()
            self._choose()
            self.endResetModel()

    def _choose(self) -> None:
        text, which = self._wanted
        sought = " ".join(text.casefold().split())
        places = [place for place, said in enumerate(self._texts) if sought in said]
        if which == "doubtful":
            places = [place for place in places if self._clips[place].doubts]
        elif which == "left out":
            places = [place for place in places if not self._clips[place].kept]
        self._shown = places
        self._rows = {place: row for row, place in enumerate(places)}

    def clip(self, row: int) -> Clip:
        return self._clips[self._shown[row]]

    def row_of(self, clip_id: str) -> int:
        """In which row a clip is shown; -1 when it is not."""
        return self._rows.get(self._places.get(clip_id, -1), -1)

    def set_playing(self, clip_id: str, share: float = 0.0) -> None:
        """Which clip is heard now ("" for none), and how much of it was, 0 to 1."""
        before, self._playing, self._share = self._playing, clip_id, share
        if before != clip_id:
            self._touch(before, PLAY, WAVE)
        self._touch(clip_id, PLAY if before != clip_id else WAVE, WAVE)

    def put(self, clips: Sequence[Clip]) -> None:
        """Replace clips without a trace in the undo stack."""
        for clip in clips:
            place = self._places[clip.id]
            self._clips[place], self._texts[place] = clip, clip.text.casefold()
            if len(clips) <= FEW:
                self._touch(clip.id, 0, COLUMNS - 1)
        if len(clips) > FEW and self._shown:
            last = self.index(len(self._shown) - 1, COLUMNS - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self._changed(clips)

    def keep(self, rows: Sequence[int], kept: bool) -> None:
        """Keep or leave out several clips in one step."""
        before = [clip for clip in map(self.clip, rows) if clip.kept != kept]
        if before:
            after = [replace(clip, kept=kept) for clip in before]
            self.undo.push(_Change(self, Edit(self.tr("keep or leave out"), before, after)))

    @property
    def history(self) -> tuple[list[Edit], int]:
        """Every change that can be taken back or made again, and how many of them are made."""
        commands = (self.undo.command(number) for number in range(self.undo.count()))
        edits = [command.edit for command in commands if isinstance(command, _Change)]
        return edits, self.undo.index()

    def take_over(self, history: tuple[list[Edit], int]) -> None:
        """Changes that another model of these clips has made can be taken back here."""
        edits, made = history
        if all(clip.id in self._places for edit in edits for clip in edit.after):
            for edit in edits:
                self.undo.push(_Change(self, edit, made=True))
            while self.undo.index() > made:
                self.undo.undo()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

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
            self.tr("Sound"),
            self.tr("What is said"),
            self.tr("Seconds"),
            self.tr("Language"),
            self.tr("How good it is"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == KEEP:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == TEXT:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        clip, column = self.clip(index.row()), index.column()
        if column == WAVE and role in (PEAKS, SHARE):
            return self._wave(clip, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._words(clip, column)
            case Qt.ItemDataRole.CheckStateRole if column == KEEP:
                return Qt.CheckState.Checked if clip.kept else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole if column == PLAY:
                return icon("stop" if clip.id == self._playing else "play", "accent")
            case Qt.ItemDataRole.ForegroundRole if not clip.kept:
                return colour("muted")
            case Qt.ItemDataRole.ForegroundRole if column == QUALITY:
                return colour("badink" if clip.doubts else "goodink")
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(clip, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(clip, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        clip = self.clip(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == KEEP:
            self.keep([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        text = " ".join(str(value).split())
        if role == Qt.ItemDataRole.EditRole and index.column() == TEXT and text:
            if text != clip.text:
                changed = replace(clip, text=text, text_from="edited", words=(), doubts=())
                self.undo.push(_Change(self, Edit(self.tr("edit the text"), [clip], [changed])))
            return True
        return False

    def _wave(self, clip: Clip, role: int) -> Any:
        if role == SHARE:
            return self._share if clip.id == self._playing else 0.0
        return self._store.get(self.folder / clip.path)

    def _peaks_found(self, name: str) -> None:
        """The peaks of a file named after its clip, as all of a dataset are."""
        self._touch(Path(name).stem, WAVE, WAVE)

    def _touch(self, clip_id: str, first: int, last: int) -> None:
        if (row := self.row_of(clip_id)) >= 0:
            self.dataChanged.emit(self.index(row, first), self.index(row, last))

    def _words(self, clip: Clip, column: int) -> str:
        match column:
            case 3:
                return clip.text
            case 4:
                return f"{clip.seconds:.1f}"
            case 5:
                return language_name(clip.language)
            case 6:
                return self._quality(clip)
        return ""

    def _quality(self, clip: Clip) -> str:
        if clip.doubts:
            return " ".join(said(doubt) for doubt in clip.doubts)
        return self.tr("Text corrected") if clip.text_from == "edited" else self.tr("Good")

    def _tip(self, clip: Clip, column: int) -> str:
        match column:
            case 0:
                return self.tr("Only ticked clips teach the voice (Space)")
            case 1 | 2:
                return self.tr("Hear this clip (Ctrl+P)")
            case 3:
                tip = self.tr("Double-click or press F2 to correct the text")
                return f"{clip.text}\n{tip}"
            case 6:
                return self._quality(clip).replace(". ", ".\n")
        return ""

    def _spoken(self, clip: Clip, column: int) -> str:
        match column:
            case 0:
                return self.tr("kept") if clip.kept else self.tr("left out")
            case 1 | 2:
                return self.tr("Play: %1").replace("%1", clip.text)
        return self._words(clip, column)


class _Change(QUndoCommand):
    """One change of one or more clips; one that is `made` already is not made when it is pushed."""

    def __init__(self, model: ClipModel, edit: Edit, made: bool = False) -> None:
        super().__init__(edit.title)
        self.edit = edit
        self._model, self._made = model, made

    def redo(self) -> None:
        if not self._made:
            self._model.put(self.edit.after)
        self._made = False

    def undo(self) -> None:
        self._model.put(self.edit.before)
