"""How a running job is stopped and paused: by lines on stdin or in a file, by Ctrl-C, by a
vanished parent.
"""

import os
import signal
import stat
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from engine.errors import Cancelled
from engine.events import Emit, Paused
from engine.files import disk_error

FILE_SECONDS = 0.25


class Control:
    """Asked between the steps of a job; thread-safe.

    A job calls `check(stage, step)` at least every second. It raises `Cancelled` once somebody has
    asked to stop, and blocks while the job is paused.
    """

    def __init__(self, emit: Emit | None = None) -> None:
        self._emit = emit
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    @property
    def paused(self) -> bool:
        return not self._go.is_set()

    def stop(self) -> None:
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        if not self.stopping:
            self._go.clear()

    def resume(self) -> None:
        self._go.set()

    def check(self, stage: str = "", step: int = 0) -> None:
        """Return at once while all is well.

        Raises:
            Cancelled: somebody asked to stop.
        """
        if not self._go.is_set():
            if self._emit is not None:
                self._emit(Paused(stage, step))
            self._go.wait()
        if self._stop.is_set():
            raise Cancelled

    def obey(self, line: str) -> None:
        """Act on one line from the parent: "stop", "pause" or "resume"; others are ignored."""
        actions = {"stop": self.stop, "pause": self.pause, "resume": self.resume}
        if action := actions.get(line.strip()):
            action()

    def listen_to_stdin(self) -> None:
        """Obey lines from a parent; the end of the stream means that the parent is gone.

        Only a pipe or socket is a parent: a terminal or /dev/null says nothing about anybody.
        """
        mode = os.fstat(sys.stdin.fileno()).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            threading.Thread(target=self._read_stdin, name="control", daemon=True).start()

    def listen_to_file(self, path: Path) -> None:
        """Obey lines that anybody appends to a file: for a job that has no parent to talk to it.

        Raises:
            EngineError: kind "disk" when the file cannot be read.
        """
        try:
            path.open(encoding="utf-8").close()
        except OSError as error:
            raise disk_error(path, error) from error
        threading.Thread(
            target=self._read_file, args=(path,), name="control-file", daemon=True
        ).start()

    def listen_to_signals(self) -> None:
        """The first Ctrl-C (or SIGTERM) stops between steps; the second interrupts at once."""

        def handle(signum: int, frame: FrameType | None) -> None:
            if self.stopping:
                raise KeyboardInterrupt
            self.stop()

        signal.signal(signal.SIGINT, handle)
        signal.signal(signal.SIGTERM, handle)

    def _read_stdin(self) -> None:
        for line in sys.stdin:
            self.obey(line)
        self.stop()

    def _read_file(self, path: Path) -> None:
        with path.open(encoding="utf-8") as file:
            while not self.stopping:
                if line := file.readline():
                    self.obey(line)
                else:
                    time.sleep(FILE_SECONDS)
