"""Buckets waste less on padding, forget nobody, and depend on nothing but the place in the run."""

import dataclasses

import numpy as np
import pytest

from engine.training.buckets import Rounds, drawn, padding_share

FRAMES = np.random.default_rng(0).integers(60, 750, 90).tolist()


def rounds(plan, **switches):
    planned = dataclasses.replace(plan.stages[1], micro_batch=8, **switches)
    return Rounds(FRAMES, planned, lambda round_: np.random.default_rng([1, round_]))


def test_buckets_waste_less_than_half_of_the_padding(plan):
    plain = padding_share(rounds(plan).round(0), FRAMES)
    bucketed = padding_share(rounds(plan, bucketed=True).round(0), FRAMES)
    assert plain > 0.3 and bucketed < 0.4 * plain


@pytest.mark.parametrize("switches", [{}, {"bucketed": True}, {"frame_budget": 1500}])
def test_every_clip_comes_once_a_round_in_another_company(plan, switches):
    made = rounds(plan, **switches)
    one, other = made.round(0), made.round(1)
    for batches in (one, other):
        assert sorted(i for batch in batches for i in batch) == list(range(len(FRAMES)))
        assert max(map(len, batches)) <= 8
    assert {frozenset(b) for b in one} != {frozenset(b) for b in other}


def test_a_budget_bounds_what_a_micro_batch_holds(plan):
    made = rounds(plan, frame_budget=1500, bucketed=True)
    held = [len(b) * max(FRAMES[i] for i in b) for b in made.round(0)]
    assert max(held) <= 1500 and np.mean(held) > 1000
    (alone,) = [b for b in rounds(plan, frame_budget=10).round(0) if 0 in b]
    assert alone == [0], "a clip over the budget still is learned from"


def test_batches_depend_on_their_number_alone(plan):
    forwards, late = rounds(plan, bucketed=True), rounds(plan, bucketed=True)
    every = [forwards.batch(number) for number in range(30)]
    assert late.batch(29) == every[29]


def test_drawn_clips_are_alike_and_long_ones_come_more_often(plan):
    planned = dataclasses.replace(plan.stages[1], micro_batch=4, bucketed=True)
    batches = [drawn(np.random.default_rng(n), FRAMES, planned) for n in range(300)]
    assert padding_share(batches, FRAMES) < 0.12
    loose = dataclasses.replace(planned, bucketed=False)
    plain = [drawn(np.random.default_rng(n), FRAMES, loose) for n in range(300)]
    assert padding_share(plain, FRAMES) > 0.2
    every = [FRAMES[i] for batch in batches for i in batch]
    assert np.mean(every) > 1.1 * np.mean(FRAMES)
    assert all(len(set(batch)) == 4 for batch in batches)
