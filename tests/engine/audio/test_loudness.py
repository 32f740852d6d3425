"""Loudness: the reference tone reads as the standard says, and no peak passes the ceiling."""

import numpy as np
import pytest

from engine.audio.loudness import limited, measure

RATE = 48_000


def tone(seconds, db, hertz=997.0, rate=RATE, phase=0.0):
    time = np.arange(int(seconds * rate)) / rate
    return (10 ** (db / 20) * np.sin(2 * np.pi * hertz * time + phase)).astype(np.float32)


def test_the_reference_tone_reads_as_in_the_standard():
    # BS.1770: 997 Hz at 0 dBFS in one channel is -3.01 LKFS.
    measured = measure([tone(4, -20.0)], RATE)
    assert measured.lufs == pytest.approx(-23.0, abs=0.1)
    assert measured.peak == pytest.approx(-20.0, abs=0.1)


def test_silence_is_gated_and_blocks_join():
    sound = tone(4, -20.0)
    blocks = [sound, np.zeros(RATE * 6, np.float32), *np.array_split(sound, 31)]
    assert measure(blocks, RATE).lufs == pytest.approx(-23.0, abs=0.2)
    assert measure([np.zeros(RATE, np.float32)], RATE).lufs == -70.0
    assert measure([], RATE).lufs == -70.0


def test_a_peak_between_samples_is_brought_below_the_ceiling():
    # A quarter of the rate, an eighth of a turn off: each sample lies 3 dB below the true peak.
    sound = np.concatenate(
        [tone(0.5, -12), tone(0.2, 0.0, RATE / 4, phase=np.pi / 4), tone(0.5, -12)]
    )
    sound *= np.hanning(len(sound)) ** 0.1
    before = measure([sound], RATE)
    after = measure([limited(sound.astype(np.float32), RATE)], RATE)
    assert before.peak > -0.5
    assert -1.6 < after.peak <= -1.0 + 0.05
    assert np.array_equal(limited(sound[: RATE // 3], RATE), sound[: RATE // 3])
