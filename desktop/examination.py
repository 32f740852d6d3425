"""What this computer can do, asked of the engine once and shown wherever it is of use."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.questions import Questions
from desktop.worker import Tasks
from engine.errors import EngineError


class Examination(QObject):
    """`changed` says that `report` or `trouble` is new; `busy` that the engine is still looking."""

    changed = Signal()

    def __init__(
        self, engine: Sequence[str], questions: Questions, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._questions = questions
        self._tasks = tasks
        self.report: dict[str, Any] = {}
        self.trouble: EngineError | None = None
        self.busy = False

    def want(self) -> None:
        """Look, unless that has been done."""
        if not self.report:
            self.begin()

    def begin(self) -> None:
        """Look again."""
        if self.busy:
            return
        self.busy, self.trouble = True, None
        command = [*self._engine, "doctor", "--json"]
        self._tasks.run(lambda: self._questions.ask(command), self._done, self._failed)
        self.changed.emit()

    def _done(self, report: dict[str, Any]) -> None:
        self.busy, self.report = False, report
        self.changed.emit()

    def _failed(self, error: EngineError) -> None:
        self.busy, self.trouble = False, error
        self.changed.emit()
