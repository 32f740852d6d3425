"""What this computer can do, asked of the engine once and shown wherever it is of use."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.worker import Tasks
from engine.child import Child, answer_of
from engine.errors import EngineError


class Examination(QObject):
    """`changed` says that `report` or `trouble` is new; `busy` that the engine is still looking."""

    changed = Signal()

    def __init__(self, engine: Sequence[str], tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self.report: dict[str, Any] = {}
        self.trouble: EngineError | None = None
        self.busy = False
        self._child: Child | None = None

    def want(self) -> None:
        """Look, unless that has been done."""
        if not self.report:
            self.begin()

    def begin(self) -> None:
        """Look again."""
        if self.busy:
            return
        self.busy, self.trouble = True, None
        self._tasks.run(self._ask, self._done, self._failed)
        self.changed.emit()

    def close(self) -> None:
        """End the looking: nobody is waiting for it any more."""
        if self._child is not None:
            self._child.kill()

    def _ask(self) -> dict[str, Any]:
        self._child = Child.start([*self._engine, "doctor", "--json"])
        return answer_of(self._child)

    def _done(self, report: dict[str, Any]) -> None:
        self.busy, self.report, self._child = False, report, None
        self.changed.emit()

    def _failed(self, error: EngineError) -> None:
        self.busy, self.trouble, self._child = False, error, None
        self.changed.emit()
