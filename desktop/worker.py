"""Threads that wait so that the window never has to: a job's child, a short task, a question."""

import json
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import CellType
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from desktop.relay import Relay
from engine.child import Child, Patience, Word
from engine.errors import EngineError
from engine.events import TERMINAL, Event, Failed
from engine.files import disk_error

RESIDENT_SECONDS = 3.0


class JobThread(QThread):
    """Owns one child of the command line, and turns its events into signals.

    `told` carries every event in order; `ended` the last one (Finished, Failed or Stopped), once.
    """

    told = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        command: Sequence[str],
        parent: QObject | None = None,
        patience: Patience | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._env = env
        self._patience = patience
        self._child: Child | None = None
        self._stop_asked = False
        self._relay = Relay(self._tell, self)

    def run(self) -> None:
        """Start the child here: on Linux it lives as long as the thread that bore it."""
        try:
            child = Child.start(self._command, self._env, patience=self._patience)
        except EngineError as error:
            self._relay.put(Failed(error.kind, error.message, error.hint))
            return
        self._child = child
        if self._stop_asked:
            child.stop()
        for event in child.events():
            self._relay.put(event)

    def _tell(self, event: Event) -> None:
        self.told.emit(event)
        if isinstance(event, TERMINAL):
            self.ended.emit(event)

    def send(self, word: Word) -> None:
        """Say "pause" or "resume" to the child."""
        if self._child is not None:
            self._child.send(word)

    def stop(self) -> None:
        """Ask the child to stop; the ladder of `Child` does the rest. Returns at once."""
        self._stop_asked = True
        if self._child is not None:
            self._child.stop()

    def leave(self) -> None:
        """Nobody follows the job any more, and it does not go on alone."""
        self._relay.hurry()
        self.stop()


class LineThread(QThread):
    """Owns a resident child that answers lines of JSON with lines of JSON (`timbre serve`).

    A file that an answer names under "path" is copied to `keep` first, since the child's own goes
    with the child.
    """

    answer = Signal(dict)
    ended = Signal(object)

    def __init__(self, command: Sequence[str], keep: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._keep = keep
        self._child: Child | None = None
        self._waiting: list[str] = []
        self._lock = threading.Lock()
        self._stop_asked = False

    def run(self) -> None:
        """Start the child and pass on what it says until it ends."""
        try:
            child = Child.start(self._command)
        except EngineError as error:
            self.ended.emit(Failed(error.kind, error.message, error.hint))
            return
        with self._lock:
            self._child = child
            for line in self._waiting:
                child.send_line(line)
        if self._stop_asked:
            child.hang_up(RESIDENT_SECONDS)
        for line in child.lines():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict):
                self.answer.emit(self._kept(said))
        child.hang_up(RESIDENT_SECONDS)
        self.ended.emit(child.ending())

    def _kept(self, said: dict[str, Any]) -> dict[str, Any]:
        if "path" not in said:
            return said
        target = self._keep / f"{time.time_ns()}.wav"
        try:
            self._keep.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(said["path"], target)
        except OSError as error:
            trouble = disk_error(target, error)
            return {"id": said.get("id"), "event": "failed", **trouble.as_json()["error"]}
        return {**said, "path": str(target)}

    def ask(self, request: dict[str, Any]) -> None:
        """Send one request; it waits while the child is being started."""
        line = json.dumps(request, ensure_ascii=False)
        with self._lock:
            if self._child is None:
                self._waiting.append(line)
            else:
                self._child.send_line(line)

    def stop(self) -> None:
        """Hang up: the child ends by itself, or is ended. Returns at once."""
        self._stop_asked = True
        if self._child is not None:
            self._child.hang_up(RESIDENT_SECONDS)


class Task(QThread):
    """One short piece of work off the GUI thread; its outcome comes back on it."""

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[EngineError], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work, self._done, self._failed = work, done, failed
        self._result: Any = None
        self._error: EngineError | None = None
        self._dropped = False
        self.finished.connect(self._deliver)

    def run(self) -> None:
        """Do the work; whatever goes wrong becomes an error with words."""
        try:
            self._result = self._work()
        except EngineError as error:
            self._error = error
        except Exception as error:  # the edge of a thread: nothing above it would hear
            self._error = surprise(error)

    def drop(self) -> None:
        """Whatever comes out of it, nobody wants it any more."""
        self._dropped = True

    def conclude(self) -> None:
        """Wait for it and deliver what came out at once, not when the event loop comes to it."""
        self.wait()
        self._deliver()

    @Slot()
    def _deliver(self) -> None:
        dropped, self._dropped = self._dropped, True  # once
        if dropped or not _is_wanted(self._done):
            pass
        elif self._error is not None:
            self._failed(self._error)
        else:
            self._done(self._result)
        self.deleteLater()


def _is_wanted(callback: Callable[..., object]) -> bool:
    """Whether the page that waits for a result is still there: a change of language makes anew."""
    cells = getattr(callback, "__closure__", None) or ()
    # A cell may be empty, as that of a name which is assigned later.
    owners = [c.cell_contents for c in cells if c != CellType()]
    owners.append(getattr(callback, "__self__", None))
    return all(isValid(owner) for owner in owners if isinstance(owner, QObject))


class Tasks(QObject):
    """Starts tasks and waits for the last of them when the window closes."""

    @property
    def busy(self) -> bool:
        """Whether a task has still to deliver."""
        return bool(self.findChildren(Task))

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[EngineError], object],
    ) -> Task:
        """Call `work` in a thread, then `done(result)` or `failed(error)` in this one."""
        task = Task(work, done, failed, self)
        task.start()
        return task

    def wait(self) -> None:
        """Block until every task has ended; what it was to deliver is dropped."""
        for task in self.findChildren(Task):
            task.drop()
            task.wait()


def surprise(error: BaseException) -> EngineError:
    """An unexpected exception as an error; the report is in the hint."""
    trace = "".join(traceback.format_exception(error))
    return EngineError(
        "internal", f"Something unexpected happened: {error or type(error).__name__}.", trace
    )
