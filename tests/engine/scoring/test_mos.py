"""DNSMOS: the numbers of the published package, and noise sounds worse."""

import numpy as np
import pytest

from engine.errors import EngineError
from engine.scoring.mos import Dnsmos


@pytest.fixture(scope="module")
def dnsmos():
    return Dnsmos()


def test_numbers_are_those_of_speechmos(dnsmos):
    speechmos = pytest.importorskip("speechmos.dnsmos")
    time = np.arange(11 * 16_000) / 16_000
    sound = (0.2 * np.sin(2 * np.pi * 200 * time) * np.sin(2 * np.pi * 3 * time)).astype(np.float32)
    theirs = speechmos.run(sound, 16_000)["ovrl_mos"]
    assert dnsmos.overall(sound, 16_000) == pytest.approx(theirs, abs=1e-3)


def test_a_short_sound_is_repeated_to_fill_a_window(dnsmos):
    sound = np.random.default_rng(0).normal(0, 0.01, 80_000).astype(np.float32)
    assert dnsmos.overall(sound, 16_000) == dnsmos.overall(np.tile(sound, 2), 16_000)


def test_nothing_cannot_be_scored(dnsmos):
    with pytest.raises(EngineError):
        dnsmos.overall(np.zeros(0, np.float32), 16_000)
