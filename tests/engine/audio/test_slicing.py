"""Slices: nothing lost, nothing twice, never through speech."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.cutting import cut_between_words
from engine.audio.slicing import LONGEST, SHORTEST, one_slice, slice_speech
from engine.audio.vad import FRAME_SECONDS, speech_spans
from engine.project import Word

turns = st.lists(st.tuples(st.integers(4, 600), st.integers(1, 200)), min_size=0, max_size=30)


def recording(parts, seed=0):
    """Speech and pauses of the given frames: probabilities and levels `[F]`."""
    flags = [np.repeat([1.0, 0.0], part) for part in parts]
    speech = np.concatenate([np.zeros(3), *flags])
    noise = np.random.default_rng(seed).normal(0, 1, len(speech))
    return speech.astype(np.float32), np.where(speech > 0, -20.0, -65.0) + noise


@settings(max_examples=60, deadline=None)
@given(turns, st.sampled_from([1.0, SHORTEST]))
def test_slices_and_remainders_are_the_recording(parts, shortest):
    probabilities, levels = recording(parts)
    slices, rest = slice_speech(probabilities, levels, shortest)
    covered = sorted([*slices, *rest], key=lambda item: item.start)
    assert sum(item.end - item.start for item in covered) == len(probabilities)
    position = 0
    for item in covered:
        assert item.start == position < item.end
        position = item.end


@settings(max_examples=60, deadline=None)
@given(turns)
def test_slices_are_2_to_15_seconds_and_cut_only_in_pauses(parts):
    probabilities, levels = recording(parts)
    slices, _ = slice_speech(probabilities, levels)
    for piece in slices:
        assert piece.seconds >= SHORTEST
        assert piece.too_long or piece.seconds <= LONGEST
        for edge in (piece.start, piece.end):
            inside = edge == len(probabilities) or edge == 0 or probabilities[edge] == 0
            assert inside or probabilities[edge - 1] == 0


def test_breaths_stay_with_the_words_that_follow():
    probabilities, levels = recording([(100, 60), (100, 60)])
    breath = slice(163 - 12, 163)
    levels[breath] = -45.0
    slices, _ = slice_speech(probabilities, levels)
    assert slices[1].start <= breath.start
    assert slices[0].end < breath.start


def test_a_sentence_is_trimmed_but_not_cut():
    probabilities, levels = recording([(20, 30), (20, 90)])
    (piece,), rest = one_slice(probabilities, levels)
    assert piece.start <= 3
    assert 73 < piece.end <= 73 + round(0.5 / FRAME_SECONDS)
    assert sum(item.end - item.start for item in (piece, *rest)) == len(probabilities)
    assert one_slice(np.zeros(50), np.full(50, -60.0))[0] == []


def test_a_blink_is_no_speech_and_a_closure_no_pause():
    probabilities = np.array([0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0.4])
    assert speech_spans(probabilities) == [(7, 16)]


def test_long_speech_is_divided_at_the_quietest_gap_between_words():
    rate, seconds = 1000, 20.0
    sound = np.random.default_rng(0).normal(0, 0.1, int(rate * seconds))
    words = tuple(Word("w", second + 0.05, second + 0.95) for second in range(20))
    sound[10_960:11_040] = 0.0
    frames = round(seconds / FRAME_SECONDS)
    cuts = cut_between_words(sound, rate, words, frames)
    assert cuts[0] == 0 and cuts[-1] == frames
    assert abs(cuts[1] * FRAME_SECONDS - 11.0) < 0.05
    assert cut_between_words(sound, rate, (), frames) is None
