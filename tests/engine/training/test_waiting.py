"""A card that is not busy: what it waits for is said once, in words."""

import pytest

from engine.training.waiting import ENOUGH_SAMPLES, Waiting


def told(use: float, data: float = 0.0, scoring_every: int = 0, samples: int = 400) -> list[str]:
    """What is said over samples of half a second, of which each stands for `data` s of waiting."""
    waiting, said = Waiting(), []
    for number in range(samples):
        waiting.waited_for_data(data)
        if scoring_every and number % scoring_every == 0:
            with waiting.scoring():
                note = waiting.sample(0.0, 0.5)
        else:
            note = waiting.sample(use, 0.5)
        said += [note.message] if note else []
    return said


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"use": 0.4, "data": 0.28}, "waits for the next clips"),
        ({"use": 0.4, "data": 0.05}, "waits for the processor"),
        ({"use": 0.95, "scoring_every": 3}, "waits for the scoring"),
    ],
)
def test_the_longest_wait_is_named_once(changes, reason):
    (message,) = told(**changes)
    assert reason in message and "%" in message


def test_a_busy_card_and_a_short_run_are_not_talked_about():
    assert told(use=0.9, data=0.05) == []
    assert told(use=0.1, samples=ENOUGH_SAMPLES - 1) == []


def test_a_card_that_does_not_tell_its_use_is_not_judged():
    waiting = Waiting()
    assert all(waiting.sample(None, 0.5) is None for _ in range(400))
