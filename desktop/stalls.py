"""How long the event loop was kept from working, by whom, and what the GUI thread did meanwhile."""

import sys
import threading
import time
import traceback

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

TICK_MILLISECONDS = 4
LOOK_SECONDS = 0.005
STACKS_KEPT = 40
FRAMES = 8


class Watchdog(QObject):
    """Notes how late a timer comes, and how much of that the GUI thread itself computed.

    On a busy computer a loop is also late because others have the processor; the second figure
    is what the window is to blame for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self.own: list[float] = []
        self._worked = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin anew."""
        self.late.clear()
        self.own.clear()
        self._worked = time.thread_time()
        self._clock.start()
        self._timer.start()

    @property
    def age(self) -> float:
        """Milliseconds since the last tick; may be read from any thread."""
        return self._clock.nsecsElapsed() / 1e6

    def _tick(self) -> None:
        milliseconds = self._clock.nsecsElapsed() / 1e6
        self._clock.restart()
        self.late.append(max(0.0, milliseconds - TICK_MILLISECONDS))
        worked = time.thread_time()
        self.own.append(1000 * (worked - self._worked))
        self._worked = worked

    def figures(self) -> dict[str, float]:
        """Longest, 99th percentile and median, in milliseconds, of both."""
        found = {}
        for name, values in (("stall", self.late), ("own_work", self.own)):
            ordered = sorted(values) or [0.0]
            found[f"{name}_longest_ms"] = round(ordered[-1], 1)
            for share, words in ((0.99, "p99"), (0.5, "median")):
                found[f"{name}_{words}_ms"] = round(ordered[int(share * (len(ordered) - 1))], 1)
        return found


class Lookout(threading.Thread):
    """Writes down where the GUI thread is whenever it has been away for too long."""

    def __init__(self, watchdog: Watchdog, milliseconds: float) -> None:
        super().__init__(daemon=True)
        self._watchdog = watchdog
        self._milliseconds = milliseconds
        self._watched = threading.get_ident()
        self._done = threading.Event()
        self.stacks: list[str] = []

    def run(self) -> None:
        """Look until told to stop."""
        while not self._done.wait(LOOK_SECONDS):
            age = self._watchdog.age
            if age > self._milliseconds and len(self.stacks) < STACKS_KEPT:
                self.stacks.append(f"away for {age:.0f} ms\n{self._stack()}")

    def _stack(self) -> str:
        """Where the thread is. Its frames are let go at once: what they hold, as a painter that
        must end with its frame, would live on and end in this thread."""
        frame, places = sys._current_frames().get(self._watched), []
        while frame is not None:
            places.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, ""))
            frame = frame.f_back
        return "".join(traceback.format_list(places[:FRAMES][::-1]))

    def stop(self) -> None:
        """End the thread."""
        self._done.set()
        self.join()
