"""Changes of the open project: applied and saved one after the other, off the GUI thread."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.projects import Project
from engine.errors import EngineError

if TYPE_CHECKING:
    from desktop.studio import Studio
    from desktop.worker import Task

Change = tuple[Callable[[Project], Project], Callable[[], object], Callable[[], object]]


class Changes(QObject):
    """The queue of them. The studio shows what comes out of each."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self._queue: deque[Change] = deque()
        self._now: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether one is on its way to disk."""
        return self._now is not None

    def add(self, change: Change) -> None:
        """Apply this after those before it; then its `done` is called, or its `undone`."""
        self._queue.append(change)
        self._next()

    def finish(self) -> None:
        """Have all of them on disk before this returns."""
        while self._now is not None:
            self._now.conclude()

    def _next(self) -> None:
        project = self._studio.project
        if self._now is not None or not self._queue or project is None:
            return
        change, done, undone = self._queue.popleft()

        def changed(result: Project) -> None:
            self._now = None
            self._studio.set_project(result)
            done()
            self._next()
            self._studio.kept.emit()

        def failed(error: EngineError) -> None:
            self._now = None
            self._studio.trouble.emit(error)
            self._studio.project_changed.emit()
            undone()
            self._next()
            self._studio.kept.emit()

        self._now = self._studio.run(lambda: change(project), changed, failed)
