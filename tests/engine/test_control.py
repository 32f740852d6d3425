"""Stopping and pausing a real child by its stdin."""

import subprocess
import sys
import threading

import pytest

from engine.control import Control
from engine.errors import Cancelled
from engine.events import Paused

CHILD = """
import sys, threading
from engine.control import Control
from engine.errors import Cancelled
control = Control()
control.listen_to_stdin()
print("up", flush=True)
try:
    while True:
        control.check()
except Cancelled:
    print("stopped", flush=True)
"""


def child() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=".",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def test_a_stop_line_stops():
    output, _ = child().communicate("nonsense\nstop\n", timeout=30)
    assert output == "stopped\n"


def test_a_parent_that_vanishes_stops():
    output, _ = child().communicate("", timeout=30)
    assert output == "stopped\n"


def test_pause_blocks_until_resume():
    events = []
    said = threading.Event()
    control = Control(lambda event: (events.append(event), said.set())[0])
    passed = threading.Event()
    control.pause()
    worker = threading.Thread(target=lambda: (control.check("timbre", 3), passed.set()))
    worker.start()
    assert said.wait(10)
    assert events == [Paused("timbre", 3)]
    assert not passed.is_set()
    control.resume()
    worker.join(10)
    assert passed.is_set()


def test_stop_ends_a_pause():
    control = Control()
    control.pause()
    control.stop()
    with pytest.raises(Cancelled):
        control.check()
