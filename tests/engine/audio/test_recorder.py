"""What is spoken is on the disk while it is spoken, whatever happens next."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.growing_wav import GrowingWav
from engine.audio.microphone import Ring
from engine.audio.recorder import Recorder
from engine.errors import EngineError

RATE = 8_000


class Room:
    """A microphone as the recorder sees it."""

    rate = RATE

    def __init__(self) -> None:
        self._ring = Ring(60 * RATE)
        self.held = False

    def hear(self, samples: np.ndarray) -> None:
        self._ring.write(samples)

    @property
    def position(self) -> int:
        return self._ring.position

    def read(self, start: int, end: int | None = None) -> np.ndarray:
        return self._ring.read(start, self._ring.position if end is None else end)

    def hold_channels(self, on: bool) -> None:
        self.held = on


def tone(seconds: float) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 700), max_size=6), st.integers(0, 2000))
def test_a_growing_file_is_whole_after_every_step(tmp_path_factory, sizes, left):
    path = tmp_path_factory.mktemp("wav") / "growing.wav"
    file = GrowingWav(path, RATE)
    sound = np.random.default_rng(1).uniform(-1, 1, sum(sizes)).astype(np.float32)
    done = 0
    for size in sizes:
        file.append(sound[done : done + size])
        done += size
        read, rate = soundfile.read(path, dtype="float32")
        assert rate == RATE and np.allclose(read, sound[:done], atol=2e-7)
    file.cut(left)
    file.close()
    assert soundfile.info(path).frames == min(left, done)
    assert path.stat().st_size == 44 + 3 * min(left, done)


def test_what_is_too_loud_is_limited_and_not_wrapped_around(tmp_path):
    file = GrowingWav(tmp_path / "loud.wav", RATE)
    file.append(np.array([2.0, -2.0], np.float32))
    file.close()
    assert np.allclose(soundfile.read(tmp_path / "loud.wav")[0], [1.0, -1.0], atol=1e-6)


def test_a_sentence_is_written_from_before_its_start_to_its_end(tmp_path):
    room = Room()
    room.hear(tone(1.0))
    recorder = Recorder(room, tmp_path / "a.wav", start=room.position - RATE // 4)
    assert room.held
    room.hear(tone(2.0))
    recorded = recorder.finish(end=int(2.5 * RATE))
    assert not room.held
    assert recorded.seconds == 1.75
    assert soundfile.info(recorded.path).frames == recorded.samples == int(1.75 * RATE)


def test_no_clock_decides_how_long_a_sentence_is(tmp_path, monkeypatch):
    room = Room()
    recorder = Recorder(room, tmp_path / "a.wav", start=0)
    monkeypatch.setattr(time, "time", lambda: -1e9)
    room.hear(tone(1.5))
    assert recorder.finish().seconds == 1.5


KILLED = """
import sys, time
from pathlib import Path
from tests.engine.audio.test_recorder import Room, tone
from engine.audio.recorder import Recorder
room = Room()
recorder = Recorder(room, Path(sys.argv[1]), 0)
while True:
    room.hear(tone(0.05))
    print(room.position, flush=True)
    time.sleep(0.05)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_a_kill_loses_less_than_a_second(tmp_path):
    path = tmp_path / "a.wav"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE)
    heard = 0
    while heard < 2 * RATE:
        heard = int(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    read, _ = soundfile.read(path, dtype="float32")
    assert heard - RATE < len(read) <= heard + RATE
    assert np.abs(read).max() == pytest.approx(0.5, abs=0.01)


def test_a_full_disk_keeps_what_was_there_and_says_so(tmp_path):
    """The system's own limit on a file's size stands for the disk."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = Room()
    recorder = Recorder(room, tmp_path / "a.wav", 0)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (44 + 3 * RATE, before[1]))
    try:
        room.hear(tone(1.0))
        while recorder._file.samples < RATE:
            time.sleep(0.01)
        room.hear(tone(1.0))
        while recorder.problem is None:
            time.sleep(0.01)
        recorded = recorder.finish()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert recorder.problem.kind == "disk"
    assert recorded.seconds == 1.0
    assert soundfile.info(tmp_path / "a.wav").frames == RATE


def test_a_folder_that_cannot_be_written_is_an_error_at_once(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError) as caught:
        Recorder(Room(), tmp_path / "file" / "a.wav", 0)
    assert caught.value.kind == "disk"
