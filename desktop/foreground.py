"""The thread of the window comes first: others soon give way to it, and garbage waits for it."""

import gc
import sys

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.window import Window

SWITCH_SECONDS = 0.001
TIDY_MILLISECONDS = 1_000


class Foreground(QObject):
    """Takes over from Python when threads change and garbage is collected, until `stop`.

    A thread that computes keeps the others waiting for 5 ms at a time by itself. And the collector
    works in whichever thread it is due in: objects of Qt must not end anywhere but in the thread of
    the window. To look at all that a window consists of takes it 50 ms, so what stays is set aside.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._switch = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        gc.disable()
        gc.freeze()
        # Before all pages are there, to look at the old again and again would take 40 ms each time.
        self._oldest = 1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tidy)
        self._timer.start(TIDY_MILLISECONDS)
        window.complete.connect(self._set_aside)
        window.discarded.connect(self._look_at_all)

    @Slot()
    def _set_aside(self) -> None:
        """All that there is now will stay: from now on only what comes later is looked at."""
        gc.freeze()
        self._oldest = 2

    @Slot()
    def _look_at_all(self) -> None:
        """Something of it has gone after all."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    @Slot()
    def _tidy(self) -> None:
        """As Python would do it: the youngest often, the older ones seldom."""
        limits = enumerate(gc.get_threshold()[: self._oldest + 1])
        due = [n for n, limit in limits if gc.get_count()[n] > limit]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        sys.setswitchinterval(self._switch)
        gc.unfreeze()
        gc.enable()
