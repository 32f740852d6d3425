"""The dry run: it tells what a step takes, and leaves everything as it was."""

import dataclasses
from typing import ClassVar

import pytest
import tiny
import torch

from engine.control import Control
from engine.errors import EngineError
from engine.events import Event, Note
from engine.planning.correction import Rehearsed, corrected
from engine.training.learner import Learner
from engine.training.rehearsal import rehearse
from engine.training.trying import tried


@pytest.mark.parametrize("train", ["full", "lora"])
def test_a_dry_run_changes_nothing_and_measures_every_stage(plan, train):
    family = tiny.TinyFamily("cpu")
    rank = 4 if train == "lora" else None
    stages = tuple(dataclasses.replace(s, train=train, lora_rank=rank) for s in plan.stages)
    before = {name: t.clone() for name, t in family.nets.state_dict().items()}
    begun = []
    found = rehearse(family, dataclasses.replace(plan, stages=stages), lambda: None, begun.append)
    assert begun == [item.stage for item in found] == ["timbre", "prosody"]
    assert all(item.peak_bytes > 50_000_000 and item.step_seconds > 0 for item in found)
    after = family.nets.state_dict()
    assert list(after) == list(before)
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())


def test_a_dry_run_takes_the_heaviest_micro_batch_and_counts_all_of_a_step(plan):
    class Uneven(tiny.TinyStage):
        seen: ClassVar[list[int]] = []

        def heaviest(self):
            return torch.randn(7, tiny.WIDTH, 32)

        def losses(self, batch):
            Uneven.seen.append(len(batch))
            yield from super().losses(batch)

    class Family(tiny.TinyFamily):
        def stage(self, plan):
            return Uneven(self, plan)

    many = tuple(dataclasses.replace(stage, accumulation=50) for stage in plan.stages)
    rehearse(Family("cpu"), dataclasses.replace(plan, stages=many), lambda: None, print)
    assert set(Uneven.seen) == {7}
    assert len(Uneven.seen) < 20


def test_what_comes_after_a_dry_run_is_what_would_have_come_without(plan):
    def losses(rehearsed: bool) -> list[float]:
        torch.manual_seed(5)
        family = tiny.TinyFamily("cpu")
        if rehearsed:
            rehearse(family, plan, lambda: None, print)
        learner = Learner(family.stage(plan.stages[1]), plan.stages[1], "cpu")
        return [learner.step(number, lambda: None)["away"] for number in range(3)]

    assert losses(True) == losses(False)


def test_a_plan_is_corrected_by_what_its_stages_took(plan):
    found = (Rehearsed("timbre", 4_000_000_000, 2.0), Rehearsed("prosody", 1_000_000_000, 0.5))
    tried = corrected(plan, tiny.SPEC, found)
    assert tried.stages[0].predicted_bytes == pytest.approx(4e9, rel=0.06)
    assert tried.predicted_bytes == tried.stages[0].predicted_bytes
    assert tried.stages[0].predicted_seconds >= plan.stages[0].steps * 2.0
    assert "4.2 GB" in tried.sentence and "tried" in tried.reasons[-1].why
    assert tried.rung == plan.rung
    half = corrected(plan, tiny.SPEC, found[:1])
    assert half.stages[1] == plan.stages[1]


def test_a_plan_that_does_not_fit_is_tried_again_lighter(plan, dataset):
    class Hungry(tiny.TinyStage):
        def losses(self, batch):
            if self.name == "prosody" and self.plan.train == "full":
                raise MemoryError
            yield from super().losses(batch)

    class Family(tiny.TinyFamily):
        def stage(self, plan):
            return Hungry(self, plan)

    class Families:
        family_spec = staticmethod(tiny.family_spec)

        def open_family(self, name, device, precision="fp32"):
            return Family(device)

    told: list[Event] = []
    found = tried(plan, dataset, told.append, Control(), Families())
    assert found.stages[0].train == "full" and found.stages[1].train != "full"
    assert found.rung > 0
    assert "tried" in found.reasons[-1].why
    assert any("Memory ran out" in event.message for event in told if isinstance(event, Note))


def test_a_limit_that_a_dry_run_passes_is_kept_or_refused(plan, dataset):
    told: list[Event] = []
    capped = dataclasses.replace(plan, vram_cap_bytes=100_000_000)
    with pytest.raises(EngineError) as refused:
        tried(capped, dataset, told.append, Control(), tiny)
    assert refused.value.kind == "memory" and "no lighter way" in refused.value.message
    assert any("Memory ran out" in event.message for event in told if isinstance(event, Note))
    wide = dataclasses.replace(plan, vram_cap_bytes=64_000_000_000)
    assert tried(wide, dataset, told.append, Control(), tiny).rung == plan.rung
