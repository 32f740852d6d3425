"""Measure the window: start to first paint, stalls of its event loop during a run, memory."""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.window import Window
from engine.child import Child

TICK_MILLISECONDS = 4
# A run with an hour of noisy losses behind it that tells 20 events a second; as many busy processes
# as there are cores run beside it.
RUN = """
import json, os, random, sys, threading, time
NAMES = ("timbre", "mel", "magnitude", "convergence", "distribution", "average")
threading.Thread(target=lambda: (sys.stdin.readline(), os._exit(0)), daemon=True).start()
def say(**fields): print(json.dumps(fields), flush=True)
say(event="started", t=0, job="train")
say(event="stage", t=0, stage="timbre", title="Learning how you sound", steps=100000)
step = 0
while True:
    step += 1
    say(event="step", t=step, stage="timbre", step=step, steps=100000, speech_rate=2.0,
        losses={name: random.random() + at for at, name in enumerate(NAMES)},
        eta_seconds=60.0, seconds=0.1)
    say(event="memory", t=step, process_bytes=2000000000 + step, others_bytes=600000000,
        total_bytes=8000000000, device="cpu")
    if step > 2000: time.sleep(0.1)
"""
BURN = "while True: pass"


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

    def _tick(self) -> None:
        milliseconds = self._clock.nsecsElapsed() / 1e6
        self._clock.restart()
        self.late.append(max(0.0, milliseconds - TICK_MILLISECONDS))
        worked = time.thread_time()
        self.own.append(1000 * (worked - self._worked))
        self._worked = worked

    def figures(self) -> dict[str, float]:
        """Longest and 99th percentile, in milliseconds, of both."""
        found = {}
        for name, values in (("stall", self.late), ("own_work", self.own)):
            ordered = sorted(values) or [0.0]
            found[f"{name}_longest_ms"] = round(ordered[-1], 1)
            found[f"{name}_p99_ms"] = round(ordered[int(0.99 * (len(ordered) - 1))], 1)
        return found


class FirstPaint(QObject):
    """Notes when the window is first drawn."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and not self.at:
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.at = self.at or time.time()


def measure(seconds: float) -> dict[str, Any]:
    """Open the window, look at each page, and watch it while a run goes on and all cores burn."""
    born = psutil.Process().create_time()
    app = QApplication.instance() or QApplication(["timbre"])
    assert isinstance(app, QApplication)
    theme = Theme(app, "light")
    studio = Studio([sys.executable, "-c", RUN], Settings())
    window = Window(studio, theme)
    painted = FirstPaint(window)
    window.show()
    window.start()
    wait(1.0)
    watchdog = Watchdog()
    watchdog.start()
    studio.open("bench")
    wait(2.0)
    idle = watchdog.figures()
    watchdog.start()
    for name in ("check", "train", "listen", "speak", "voices", "settings", "record"):
        window.show_page(name)
        wait(0.3)
    pages = watchdog.figures()
    burners = [Child.start([sys.executable, "-c", BURN]) for _ in range(os.cpu_count() or 1)]
    studio.start("train", ["train"])
    window.show_page("train")
    wait(4.0)
    watchdog.start()
    wait(seconds)
    training = watchdog.figures()
    resident = psutil.Process().memory_info().rss
    studio.stop_job()
    for burner in burners:
        burner.kill()
    studio.close()
    window.close()
    return {
        "first_paint_seconds": round(painted.at - born, 2),
        "idle": idle,
        "first_visit_of_pages": pages,
        "during_training": training,
        "resident_bytes": resident,
    }


def wait(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to watch a run")
    parser.add_argument("--json", action="store_true", help="the only format there is")
    args = parser.parse_args()
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["TIMBRE_HOME"] = str(Path(home))
        print(json.dumps(measure(args.seconds), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
