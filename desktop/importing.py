"""Looking at recordings that are brought along, off the GUI thread, with progress."""

import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.audio.bringing import Brought, look

BATCH_SECONDS = 0.1


class Import(QObject):
    """Looks at files and folders, and tells what it found ten times a second.

    `found` carries a list of `Brought`, from whatever thread `run` is called in.
    """

    found = Signal(list)

    def __init__(self, paths: list[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = paths
        self._stop = threading.Event()

    def stop(self) -> None:
        """Look no further; what was found is kept."""
        self._stop.set()

    def run(self) -> list[Brought]:
        """Look until everything was looked at, or somebody says stop. All that was found."""
        whole: list[Brought] = []
        batch: list[Brought] = []
        told = time.monotonic()
        for item in look(self.paths):
            batch.append(item)
            if time.monotonic() - told >= BATCH_SECONDS:
                self.found.emit(batch)
                whole, batch, told = whole + batch, [], time.monotonic()
            if self._stop.is_set():
                break
        self.found.emit(batch)
        return whole + batch
