"""What a thread tells reaches the window in order, a few milliseconds of work at a time."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

# Between two portions of a torrent the window can paint.
PORTION_SECONDS = 0.002
# Whoever reads a torrent rests when it is so far ahead: while it computes, the window gets the
# interpreter back a millisecond late each time it lets go of it, which is several times an event.
AHEAD = 16


class Relay(QObject):
    """Calls `tell` with each thing that was `put`, in the thread this was made in."""

    _arrived = Signal()

    def __init__(self, tell: Callable[[Any], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._things: deque[Any] = deque()
        self._announced = False
        self._room = threading.Event()
        self._hurried = False
        self._arrived.connect(self._pass_on)

    def put(self, thing: object) -> None:
        """Pass this on, from any other thread; waits while too much is still to be told."""
        self._things.append(thing)
        if not self._announced:
            self._announced = True
            self._arrived.emit()
        self._room.clear()
        if len(self._things) >= AHEAD and not self._hurried:
            self._room.wait()

    def hurry(self) -> None:
        """Nobody waits in `put` from now on: the thread of this relay is about to wait for it."""
        self._hurried = True
        self._room.set()

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
                self._room.set()
                return
            self._announced = True
