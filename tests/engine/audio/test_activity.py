"""A voice starts and stops a recording; a click, a hum and a room do not."""

import numpy as np
import pytest

from engine.audio.activity import Activity
from engine.audio.files import read_audio
from resources import path as resource

RATE = 48_000


def noise(seconds: float, level_db: float, seed: int = 0) -> np.ndarray:
    return 10 ** (level_db / 20) * np.random.default_rng(seed).standard_normal(int(seconds * RATE))


def speech() -> np.ndarray:
    samples, rate = read_audio(resource("samples/LJ001-0002.flac"))
    old = np.arange(len(samples)) / rate
    return np.interp(np.arange(0, old[-1], 1 / RATE), old, samples)


def changes(sound: np.ndarray, block: int = 1600) -> list[tuple[str, float]]:
    activity = Activity(RATE)
    found = []
    for start in range(0, len(sound), block):
        part = activity.feed(sound[start : start + block].astype(np.float32))
        found += [(change.what, change.position / RATE) for change in part]
    return found


@pytest.mark.parametrize("room_db", [-200.0, -70.0, -55.0, -48.0])
def test_a_sentence_is_found_in_quiet_and_in_louder_rooms(room_db):
    spoken = speech()
    length = len(spoken) / RATE
    sound = np.concatenate((np.zeros(2 * RATE), spoken, np.zeros(3 * RATE)))
    found = changes(sound + noise(len(sound) / RATE, room_db))
    assert [what for what, _ in found] == ["began", "ended"]
    assert found[0][1] == pytest.approx(2.0, abs=0.25)
    assert found[1][1] == pytest.approx(2.0 + length, abs=0.4)


def test_a_room_alone_says_nothing_nor_do_clicks_or_a_fan_that_starts():
    room = noise(20.0, -60.0)
    assert changes(room) == []
    clicks = room.copy()
    clicks[RATE :: 3 * RATE] = 0.9
    assert changes(clicks) == []
    fan = np.concatenate((noise(3.0, -65.0), noise(10.0, -57.0, 1)))
    assert changes(fan) == []


def test_two_sentences_are_two():
    spoken = speech()
    pause = np.zeros(2 * RATE)
    sound = np.concatenate((pause, spoken, pause, spoken, pause))
    found = changes(sound + noise(len(sound) / RATE, -62.0))
    assert [what for what, _ in found] == ["began", "ended"] * 2


def test_the_size_of_the_blocks_does_not_matter():
    sound = np.concatenate((np.zeros(RATE), speech(), np.zeros(2 * RATE))) + noise(1.0, -60)[0]
    assert changes(sound, 137) == changes(sound, 9600)
