"""What a program with a window holds at the moment: threads, timers, children, windows, files."""

import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import getAllValidWrappers

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Footprint:
    """Names of what is held, each as often as it is; `resident_bytes` without the children.

    `windows` tells whether those were looked for.
    """

    held: Counter[str]
    handles: Counter[str]
    resident_bytes: int
    windows: bool = True

    def leaked(self, later: "Footprint") -> list[str]:
        """What `later` holds more of: threads, timers, children and windows."""
        return [f"{name} ({count})" for name, count in (later.held - self.held).items()]


def footprint(windows: bool = True) -> Footprint:
    """What is held now, once all that was to be deleted has been."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    process = psutil.Process()
    held = Counter((*_held(process), *(_windows() if windows else ())))
    return Footprint(held, _handles(), process.memory_info().rss, windows)


def settled(before: Footprint, seconds: float = PATIENCE_SECONDS) -> Footprint:
    """What is held when everything that was begun since has ended, or `seconds` have passed."""
    end = time.monotonic() + seconds
    while before.leaked(now := footprint(before.windows)) and time.monotonic() < end:
        QTest.qWait(20)
    return now


def _held(process: psutil.Process) -> Iterator[str]:
    for thread in threading.enumerate():
        # What Python calls a dummy is a thread of Qt's that it has met; it is none of Python's.
        if not isinstance(thread, threading._DummyThread):
            yield f"thread {thread.name}"
    for wrapper in getAllValidWrappers():
        if isinstance(wrapper, QTimer) and wrapper.isActive():
            yield f"timer of {type(wrapper.parent()).__name__} every {wrapper.interval()} ms"
        elif isinstance(wrapper, QThread) and wrapper.isRunning():
            yield f"running {type(wrapper).__name__}"
    for child in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ends just now
            yield f"child {child.name()} {child.pid}"


def _windows() -> Iterator[str]:
    if QApplication.instance() is None:
        return
    for widget in QApplication.topLevelWidgets():
        kind = widget.metaObject().className()
        # Qt keeps one tooltip for all of the program.
        if kind != "QTipLabel":
            yield f"window {kind} {widget.objectName()}".strip()


def _handles() -> Counter[str]:
    """Open files and sockets by name, where the system tells."""
    found: Counter[str] = Counter()
    if not os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        return found
    for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
        try:
            name = os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115
        except OSError:
            continue
        found[name.split(":")[0] if ":[" in name else name] += 1
    return found
