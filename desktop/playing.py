"""Hearing a narration: from a sentence on, or along while it is being spoken."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.narration.project import Line, pause_after

if TYPE_CHECKING:
    from desktop.studio import Studio


class Playing(QObject):
    """Plays takes through the one player. `moved` carries the row that is heard, -1 for none."""

    moved = Signal(int)
    changed = Signal()

    def __init__(self, studio: "Studio", parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._narrator = studio.narrator
        self._numbers: dict[str, int] = {}
        self._along = False
        self._row = -1
        self.following = False
        studio.player.moved.connect(self._moved)
        studio.player.ended.connect(self._ended)
        studio.reciter.taken.connect(self._taken)
        studio.reciter.changed.connect(self._maybe_done)
        studio.narrator.opened.connect(self.stop)

    @property
    def playing(self) -> bool:
        return bool(self._numbers) and self._studio.player.playing

    def toggle(self, row: int) -> None:
        """Play from that sentence on, or stop."""
        if self.playing:
            self.stop()
        else:
            self.start(row)

    def start(self, row: int) -> None:
        """Play all that is spoken from that sentence on."""
        narration = self._narrator.narration
        lines = [line for line in (narration.lines if narration else ())[row:] if line.take]
        if lines:
            self._begin()
            for line in lines:
                self._add(line)
            self._studio.player.finish()
            self.changed.emit()

    def one(self, row: int) -> None:
        """Play one sentence."""
        narration = self._narrator.narration
        line = narration.lines[row] if narration and row < len(narration.lines) else None
        if line is not None and line.take is not None:
            self._begin()
            self.following = False
            self._add(line)
            self._studio.player.finish()
            self.changed.emit()

    def along(self) -> None:
        """Play each sentence of the queue that is about to be spoken as it comes."""
        if not self._along:
            self._begin()
            self._along = True

    @Slot()
    def stop(self) -> None:
        """Be silent; what is being spoken goes on."""
        self._along = False
        if self._numbers:
            self._studio.player.stop()

    def _begin(self) -> None:
        self._numbers.clear()
        self._along = False
        self.following = True
        self._studio.player.begin()

    def _add(self, line: Line) -> None:
        narration = self._narrator.narration
        if narration is None or line.take is None:
            return
        path = str(self._narrator.file(line.take))
        self._numbers[path] = line.number
        self._studio.player.add(path, pause_after(narration, line))

    @Slot(int, str)
    def _taken(self, number: int, _path: str) -> None:
        line = self._narrator.line(number)
        if self._along and line is not None:
            self._add(line)
        self._maybe_done()

    @Slot()
    def _maybe_done(self) -> None:
        """The queue is through: the player ends after what it has."""
        reciter = self._studio.reciter
        if self._along and not reciter.busy and not reciter.keeping:
            self._along = False
            self._studio.player.finish()

    @Slot(str, float, float)
    def _moved(self, path: str, _seconds: float, _total: float) -> None:
        row = self._narrator.row(self._numbers[path]) if path in self._numbers else -1
        if row != self._row:
            self._row = row
            self.moved.emit(row)

    @Slot()
    def _ended(self) -> None:
        self._numbers.clear()
        self._row = -1
        self.moved.emit(-1)
        self.changed.emit()
