"""The ring keeps the last of what was heard; levels are what physics says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.microphone import SILENT_DB, Ring, measure


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), max_size=30), st.integers(1, 40))
def test_the_ring_gives_back_the_last_samples_in_order(sizes, size):
    ring = Ring(size)
    heard = np.arange(sum(sizes), dtype=np.float32)
    start = 0
    for count in sizes:
        ring.write(heard[start : start + count])
        start += count
    assert ring.position == len(heard)
    assert np.array_equal(ring.read(0, ring.position), heard[-size:])


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_stretch_of_the_ring_is_that_stretch(start, end):
    ring = Ring(20)
    heard = np.arange(50, dtype=np.float32)
    for block in np.split(heard, 10):
        ring.write(block)
    assert np.array_equal(ring.read(start, end), heard[max(30, start) : min(50, end)])


def test_what_is_read_does_not_change_with_what_comes_later():
    ring = Ring(8)
    ring.write(np.ones(8, dtype=np.float32))
    before = ring.read(0, 8)
    ring.write(np.zeros(8, dtype=np.float32))
    assert before.sum() == 8


def test_levels():
    sine = np.sin(np.linspace(0, 200 * np.pi, 48_000)).astype(np.float32)
    full, half = measure(sine), measure(sine / 2)
    assert full.peak_db == pytest.approx(0.0, abs=0.01)
    assert full.rms_db == pytest.approx(-3.01, abs=0.01)
    assert full.peak_db - half.peak_db == pytest.approx(6.02, abs=0.01)
    assert measure(np.zeros(10, dtype=np.float32)).peak_db == SILENT_DB
    assert measure(np.zeros(0, dtype=np.float32)).rms_db == SILENT_DB
