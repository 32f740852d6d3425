"""The published slicer on tones and silence."""

import numpy as np

from engine.models.gpt_sovits.published_slicer import SlicerSettings, published_loudness, slices

RATE = 16000


def tone(seconds):
    return (0.5 * np.sin(np.arange(int(seconds * RATE)) / 10)).astype(np.float32)


def quiet(seconds):
    return np.zeros(int(seconds * RATE), np.float32)


def spans(*parts, **settings):
    found = slices(np.concatenate(parts), RATE, SlicerSettings(**settings))
    return [(cut.start / RATE, cut.end / RATE) for cut in found]


def test_speech_without_pauses_stays_whole():
    found = slices(tone(6), RATE)
    assert len(found) == 1
    assert len(found[0].samples) == 6 * RATE


def test_a_long_pause_loses_its_middle():
    (first, second) = spans(tone(5), quiet(3), tone(5))
    assert first[0] == 0
    assert 5 <= first[1] <= 5.5 and 7.45 <= second[0] <= 8
    assert abs(second[1] - 13) < 0.02


def test_a_short_pause_is_cut_without_loss():
    first, second = spans(tone(5), quiet(0.4), tone(5))
    assert first[1] == second[0]


def test_slices_are_not_shorter_than_asked():
    assert len(spans(tone(2), quiet(0.5), tone(5))) == 1
    assert len(spans(tone(2), quiet(0.5), tone(5), shortest=1000)) == 2


def test_silence_at_both_ends_goes():
    ((start, end),) = spans(quiet(2), tone(5), quiet(2))
    assert 1.45 <= start <= 2 and 7 <= end <= 7.55


def test_loudness_mixes_in_a_quarter_at_full_peak():
    chunk = tone(1)
    assert np.allclose(published_loudness(chunk), chunk * (0.225 / np.abs(chunk).max() + 0.75))
    loud = 4 * chunk / np.abs(chunk).max()
    assert np.isclose(np.abs(published_loudness(loud)).max(), 0.225 / 4 + 0.75)
