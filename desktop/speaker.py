"""The resident child that speaks (`timbre serve`), as an object with signals."""

import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.worker import LineThread
from engine.events import Failed, Stopped
from engine.files import data_home


class Speaker(QObject):
    """Asks the child to speak; it is started at the first request and stays warm.

    `chunk` carries a spoken sentence as a dict: path, text, seconds, words. Each request ends with
    exactly one `done` or `failed`. `heard` answers `hear`: the text heard, and doubts.
    """

    chunk = Signal(str, dict)
    done = Signal(str)
    failed = Signal(str, object)
    heard = Signal(str, dict)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = [*command, "serve"]
        self.takes = data_home() / "cache" / "takes"
        self._thread: LineThread | None = None
        self._pending: set[str] = set()
        self._numbers = itertools.count(1)

    @property
    def busy(self) -> bool:
        return bool(self._pending)

    def speak(self, voice: str, text: str, **options: Any) -> str:
        """Ask for `text` in a voice; `options` are language, speed, seed. The request's id."""
        name = f"r{next(self._numbers)}"
        self._pending.add(name)
        self._running().ask({"id": name, "voice": voice, "text": text, **options})
        return name

    def hear(self, path: Path, text: str, language: str) -> str:
        """Ask whether a recording says `text`. The request's id."""
        name = f"r{next(self._numbers)}"
        self._pending.add(name)
        self._running().ask({"id": name, "hear": str(path), "text": text, "language": language})
        return name

    def cancel(self, name: str) -> None:
        """Forget a request; the child stops working on it at the next sentence."""
        if name in self._pending and self._thread is not None:
            self._thread.ask({"cancel": name})
            self._finish(name, Failed("input", "Stopped.", ""))

    def close(self) -> None:
        """End the child, because its memory is needed; returns at once."""
        thread, self._thread = self._thread, None
        for name in tuple(self._pending):
            self._finish(name, Failed("busy", "Speaking was interrupted.", "Speak again."))
        if thread is not None:
            thread.finished.connect(thread.deleteLater)
            thread.stop()

    def wait(self) -> None:
        """Close, and wait until no child is left; for the end of the program."""
        self.close()
        for thread in self.findChildren(LineThread):
            thread.wait()
        shutil.rmtree(self.takes, ignore_errors=True)

    def _running(self) -> LineThread:
        if self._thread is None:
            thread = LineThread(self._command, self.takes, self)
            thread.answer.connect(self._heard)
            thread.ended.connect(self._ended)
            thread.start()
            self._thread = thread
        return self._thread

    @Slot(dict)
    def _heard(self, said: dict[str, Any]) -> None:
        name = str(said.get("id", ""))
        if self.sender() is not self._thread or name not in self._pending:
            return
        match said.get("event"):
            case "chunk":
                self.chunk.emit(name, said)
            case "done":
                self._pending.discard(name)
                self.done.emit(name)
            case "heard":
                self._pending.discard(name)
                self.heard.emit(name, said)
            case "failed":
                words = (str(said.get(key, "")) for key in ("kind", "message", "hint"))
                self._finish(name, Failed(*words))

    @Slot(object)
    def _ended(self, ending: Failed | Stopped) -> None:
        thread = self.sender()
        if thread is not self._thread or not isinstance(thread, LineThread):
            return
        self._thread = None
        thread.finished.connect(thread.deleteLater)
        for name in tuple(self._pending):
            self._finish(name, ending)

    def _finish(self, name: str, ending: Failed | Stopped) -> None:
        self._pending.discard(name)
        self.failed.emit(name, ending)
