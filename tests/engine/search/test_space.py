"""What a search may choose, and the page that shows what it found."""

import dataclasses
import random

import pytest
import tiny

from engine.search.results import Search, TrialResult, as_page, in_words
from engine.search.space import apply, as_it_is, suggest


class Drawn:
    """Chooses at random, as a sampler without experience does."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self.offered = {}

    def suggest_float(self, name, low, high, *, log=False):
        return self._rng.uniform(low, high)

    def suggest_categorical(self, name, choices):
        self.offered[name] = choices
        return self._rng.choice(list(choices))


def test_the_plan_as_it_is_stays_but_for_when_it_is_looked_at(plan):
    same = apply(plan, as_it_is(plan))
    looks = [(s.score_every, s.sample_every) for s in same.stages]
    back = [
        dataclasses.replace(s, score_every=every, sample_every=sample)
        for s, (every, sample) in zip(plan.stages, looks)
    ]
    assert same.stages == tuple(back)
    assert same.predicted_seconds == pytest.approx(plan.predicted_seconds)


@pytest.mark.parametrize("seed", range(20))
def test_every_choice_is_a_plan_of_the_same_size_or_less(plan, seed):
    trial = Drawn(seed)
    made = apply(plan, suggest(trial, plan, tiny.SPEC))
    for stage, before in zip(made.stages, plan.stages):
        assert 0.3 <= stage.learning_rate / before.learning_rate <= 3
        assert stage.steps / before.steps in (pytest.approx(0.5, abs=0.1), 1, 2)
        assert (stage.lora_rank is not None) == (stage.train == "lora")
        assert 1 <= stage.score_every <= stage.steps / 2 + 1
    assert trial.offered["timbre.train"][0] == "full"


def test_what_memory_did_not_allow_is_not_offered(plan):
    small = tuple(dataclasses.replace(s, train="lora", lora_rank=8) for s in plan.stages)
    trial = Drawn(0)
    suggest(trial, dataclasses.replace(plan, stages=small), tiny.SPEC)
    assert trial.offered["timbre.train"] == ["lora 8", "lora 4"]


def test_the_page_needs_nothing_beside_it_and_trusts_no_name():
    trials = (
        TrialResult(0, "done", {"timbre.rate": 1.0}, 60.0, 0.7, 0.75, 0.02),
        TrialResult(1, "done", {"timbre.rate": 2.0}, 30.0, 0.8, 0.82, 0.01),
        TrialResult(2, "failed", {"timbre.rate": 3.0}, 5.0, said="<b>No memory</b>"),
    )
    found = Search("<script>x</script>", "tiny", "f", 95.0, trials, 1, "f/plan.json", "f/r.html")
    page = as_page(found)
    assert "<script" not in page and "<b>No" not in page
    assert "http" not in page
    assert page.count("<circle") == 2
    assert [trial.number for trial in found.ranked] == [1, 0, 2]
    words = in_words(found)
    assert "The best scores 0.800, what it began with 0.700." in words
    assert '--plan "f/plan.json"' in words
    empty = dataclasses.replace(found, trials=(), winner=None, plan=None)
    assert "more --minutes" in in_words(empty)
