"""What is changed is on disk soon: its newest state, one write at a time, until it is there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import EngineError

if TYPE_CHECKING:
    from desktop.studio import Studio
    from desktop.worker import Task

AGAIN_MILLISECONDS = 5_000


class Saver(QObject):
    """Writes off the GUI thread, `milliseconds` after a change; what fails is tried again.

    `rested` says that a write has ended: nothing is left to be written, or `problem` says why not.
    """

    rested = Signal()

    def __init__(self, studio: "Studio", milliseconds: int = 0) -> None:
        super().__init__(studio)
        self._studio = studio
        self._write: Callable[[], object] | None = None
        self._writing: Task | None = None
        self.problem: EngineError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.hurry)

    @property
    def unsaved(self) -> bool:
        """Whether something is not on disk yet."""
        return self._write is not None or self._writing is not None

    def keep(self, write: Callable[[], object]) -> None:
        """Have this written; what was still to be written is out of date by it."""
        self._write = write
        if not self._timer.isActive():
            self._timer.start()

    def hurry(self) -> None:
        """Write now."""
        self._timer.stop()
        write = self._write
        if write is None or self._writing is not None:
            return
        self._write = None
        self._writing = self._studio.run(
            write, lambda _: self._written(), lambda error: self._failed(write, error)
        )

    def flush(self) -> bool:
        """Have all of it on disk before this returns; else say why not, and it is False."""
        self.problem = None
        for _ in range(2):  # what is being written, and what came meanwhile
            self.hurry()
            if self._writing is not None:
                self._writing.conclude()
        return not self.unsaved

    def forget(self) -> None:
        """Give up what cannot be written."""
        self._timer.stop()
        self._write, self.problem = None, None

    def _written(self) -> None:
        self._writing, self.problem = None, None
        if self._write is not None:
            self._timer.start()
        self.rested.emit()

    def _failed(self, write: Callable[[], object], error: EngineError) -> None:
        """Said once; tried again until it works."""
        self._writing, before, self.problem = None, self.problem, error
        self._write = self._write or write
        if before is None:
            self._studio.trouble.emit(error)
        QTimer.singleShot(AGAIN_MILLISECONDS, self, self.hurry)
        self.rested.emit()


class Savers:
    """All that is saved, asked as one."""

    def __init__(self) -> None:
        self._all: list[Saver] = []

    def add(self, saver: Saver) -> None:
        """One more, for as long as the window is there."""
        self._all.append(saver)

    @property
    def unsaved(self) -> bool:
        """Whether something is not on disk yet."""
        return any(saver.unsaved for saver in self._all)

    @property
    def problem(self) -> EngineError | None:
        """Why something could not be written when it was tried last."""
        return next((saver.problem for saver in self._all if saver.problem), None)

    def hurry(self) -> None:
        """Have everything written as soon as can be."""
        for saver in self._all:
            saver.hurry()

    def flush(self) -> None:
        """Have everything on disk before this returns, as far as it can be written."""
        for saver in self._all:
            saver.flush()

    def forget(self) -> None:
        """Give up what cannot be written."""
        for saver in self._all:
            saver.forget()
