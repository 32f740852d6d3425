"""Stopping and pausing a real child by its stdin."""

import subprocess
import sys
import threading

import pytest

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Paused

CHILD = """
import sys, threading
from engine.control import Control
from engine.errors import Cancelled, EngineError
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


FOLLOWER = CHILD.replace(
    "listen_to_stdin()", "listen_to_file(__import__('pathlib').Path(sys.argv[1]))"
)


def test_words_in_a_file_are_obeyed_and_the_end_of_stdin_is_not(tmp_path):
    """A job without a parent: only what is appended to its file counts."""
    words = tmp_path / "words"
    words.write_text("")
    process = subprocess.Popen(
        [sys.executable, "-c", FOLLOWER, str(words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        cwd=".",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    with words.open("a") as file:
        file.write("nonsense\nstop\n")
    output, _ = process.communicate(timeout=30)
    assert output == "stopped\n"


def test_a_file_of_words_that_is_not_there_is_said(tmp_path):
    with pytest.raises(EngineError) as raised:
        Control().listen_to_file(tmp_path / "nowhere")
    assert raised.value.kind == "disk"
