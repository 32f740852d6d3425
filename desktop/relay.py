"""What a thread tells reaches the window in order, a few milliseconds of work at a time."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

# Between two portions of a torrent the window can paint.
PORTION_SECONDS = 0.006


class Relay(QObject):
    """Calls `tell` with each thing that was `put`, in the thread this was made in."""

    _arrived = Signal()

    def __init__(self, tell: Callable[[Any], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._things: deque[Any] = deque()
        self._announced = False
        self._arrived.connect(self._pass_on)

    def put(self, thing: object) -> None:
        """Pass this on; from any thread, at once."""
        self._things.append(thing)
        if not self._announced:
            self._announced = True
            self._arrived.emit()

    @Slot()
    def _pass_on(self) -> None:
        end = time.perf_counter() + PORTION_SECONDS
        while True:
            while self._things:
                self._tell(self._things.popleft())
                if time.perf_counter() > end:
                    # Announced as it is: the rest waits for this timer, not in the queue of events.
                    QTimer.singleShot(0, self, self._pass_on)
                    return
            self._announced = False
            if not self._things:  # what was put before that was not announced
                return
            self._announced = True
