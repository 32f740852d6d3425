"""Waveforms of many clips: their peaks are found in a thread when they are first seen, and kept."""

import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QThread, Signal

from desktop.widgets.waveform import file_peaks

COLUMNS = 60
# What was asked for and scrolled away since is forgotten: what is in sight comes first.
MOST_WAITING = 60
MOST_KEPT = 20_000


class PeakStore(QObject):
    """`ready` says whose peaks are known now; ask with `get`, which never waits."""

    ready = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, np.ndarray] = {}
        self._thread: PeakThread | None = None

    def get(self, path: Path) -> np.ndarray | None:
        """Peaks [60] of a sound file, 0 to 1; None while they are being found."""
        name = str(path)
        if (found := self._known.get(name)) is not None:
            return found
        if self._thread is None or not self._thread.ask(name):
            thread = PeakThread(self)
            thread.found.connect(self._keep)
            thread.finished.connect(thread.deleteLater)
            thread.ask(name)
            self._thread = thread
            thread.start()
        return None

    def forget(self) -> None:
        """The sounds may be others now."""
        self._known.clear()

    def close(self) -> None:
        """Find no more, and wait for the thread."""
        for thread in self.findChildren(PeakThread):
            thread.stop()
            thread.wait()
        self._thread = None

    def _keep(self, name: str, found: np.ndarray) -> None:
        if len(self._known) >= MOST_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[name] = found
        self.ready.emit(name)


class PeakThread(QThread):
    """Works through what is asked for, the latest first, and ends when there is no more."""

    found = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[str] = []
        self._lock = threading.Lock()
        self._over = False

    def ask(self, name: str) -> bool:
        """Queue a file; False when the thread has come to its end."""
        with self._lock:
            if not self._over and name not in self._waiting:
                self._waiting.append(name)
                del self._waiting[:-MOST_WAITING]
            return not self._over

    def stop(self) -> None:
        """Leave the rest."""
        with self._lock:
            self._waiting.clear()
            self._over = True

    def run(self) -> None:
        """Until nothing waits."""
        while (name := self._next()) is not None:
            self.found.emit(name, _peaks(name))

    def _next(self) -> str | None:
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
            self._over = True
            return None


def _peaks(name: str) -> np.ndarray:
    """A clip that cannot be read has a flat line; playing it tells why."""
    try:
        return file_peaks(Path(name), COLUMNS)
    except (OSError, RuntimeError):
        return np.zeros(COLUMNS, dtype=np.float32)
