"""Median pitch: a known tone is found, noise and silence have none."""

import numpy as np
import pytest

from engine.scoring.pitch import median_pitch


def buzz(hertz, rate, seconds=1.0):
    """A vowel-like sound: harmonics that fall by 6 dB an octave."""
    time = np.arange(int(rate * seconds)) / rate
    partials = range(1, int(3500 / hertz))
    return 0.1 * sum(np.sin(2 * np.pi * hertz * k * time) / k for k in partials)


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
@pytest.mark.parametrize("hertz", [80.0, 123.4, 210.0, 390.0])
def test_a_buzz_has_its_pitch(hertz, rate):
    assert median_pitch(buzz(hertz, rate), rate) == pytest.approx(hertz, rel=0.005)


def test_gain_and_pauses_do_not_matter():
    sound = buzz(150.0, 16_000)
    paused = np.concatenate([np.zeros(16_000), 0.01 * sound, np.zeros(32_000)])
    assert median_pitch(paused, 16_000) == pytest.approx(150.0, rel=0.005)


def test_noise_silence_and_nothing_have_no_pitch():
    noise = np.random.default_rng(0).normal(0, 0.1, 16_000)
    assert median_pitch(noise, 16_000) == 0.0
    assert median_pitch(np.zeros(16_000), 16_000) == 0.0
    assert median_pitch(np.zeros(10), 16_000) == 0.0
