"""Which clips the published recipe learns from, and in which batches."""

from collections import Counter

import pytest

from engine.models.gpt_sovits.published_data import (
    gpt_batch_size,
    gpt_batches,
    gpt_learns,
    repeated,
    sovits_batches,
    sovits_frames,
    sovits_learns,
    sovits_order,
)


@pytest.mark.parametrize("items, times", [(1, 100), (30, 3), (51, 2), (99, 2), (100, 1), (0, 0)])
def test_small_voices_are_repeated(items, times):
    assert len(repeated(["clip"] * items)) == items * times


@pytest.mark.parametrize(
    "tokens, phones, learns",
    [
        (100, 40, True),
        (100, 12, True),  # 3 a second
        (100, 11, False),
        (100, 100, True),  # 25 a second
        (100, 101, False),
        (1350, 540, True),
        (1350, 541, False),
        (1351, 300, False),
        (0, 5, False),
    ],
)
def test_the_gpt_keeps_clips_of_ordinary_pace_and_length(tokens, phones, learns):
    assert gpt_learns(tokens, phones) is learns


def test_a_batch_is_at_most_a_quarter_of_the_voice():
    assert [gpt_batch_size(8, items) for items in (3, 12, 100)] == [1, 3, 8]


def test_gpt_batches_hold_every_clip_once_and_change_with_the_epoch():
    seconds = [0.5 + 0.37 * number for number in range(30)]
    batches = gpt_batches(seconds, 4, 0)
    assert Counter(i for batch in batches for i in batch) == Counter(range(30))
    assert [len(batch) for batch in batches] == [4] * 7 + [2]
    assert batches == gpt_batches(seconds, 4, 0) != gpt_batches(seconds, 4, 1)


def test_gpt_batches_hold_clips_of_like_length():
    seconds = [1.0] * 8 + [3.0] * 8 + [5.0] * 8
    for batch in gpt_batches(seconds, 4, 3):
        assert len({seconds[index] for index in batch}) == 1


def test_published_sampling_is_that_of_its_seed():
    # What the published sampler gave for these clips in epoch 5.
    assert gpt_batches([1.0, 1.1, 1.2, 3.0, 3.1, 3.2], 2, 5) == [[2, 3], [0, 1], [4, 5]]


@pytest.mark.parametrize(
    "samples, learns",
    [(19178, False), (19179, True), (32000 * 54 - 23, True), (32000 * 54 - 22, False)],
)
def test_sovits_counts_the_header_as_sound(samples, learns):
    assert sovits_learns(samples) is learns


def test_sovits_frames_are_those_of_the_file():
    assert [sovits_frames(samples) for samples in (617, 618, 640)] == [0, 1, 1]


def test_sovits_order_is_one_for_all_processes():
    order = sovits_order(["c", "a", "b"])
    assert order == sovits_order(["b", "c", "a"])
    assert Counter(order) == Counter({"a": 33, "b": 33, "c": 33})


def test_sovits_batches_are_full_and_of_like_length():
    frames = [32, 33, 299, 300, 301, 350, 400, 1900, 1901]
    batches = sovits_batches(frames, 2, 1)
    assert {i for batch in batches for i in batch} == {1, 2, 3, 4, 5, 6, 7}
    assert all(len(batch) == 2 for batch in batches)
    buckets = [{1, 2, 3}, {4, 5, 6}, {7}]
    assert all(any(set(batch) <= bucket for bucket in buckets) for batch in batches)
    assert len(batches) == 2 + 2 + 1
    assert batches == sovits_batches(frames, 2, 1)
    assert any(batches != sovits_batches(frames, 2, epoch) for epoch in range(2, 6))
