"""Devices that share a run: which are asked for, and what each of them gets to do."""

import dataclasses

import pytest

from engine.errors import EngineError
from engine.files import from_plain, to_plain
from engine.hardware import Gpu, HardwareProfile
from engine.plan import StagePlan, TrainingPlan
from engine.planning.devices import chosen_devices, share_out, smallest

GB = 1_000_000_000


def machine(*sizes: int) -> HardwareProfile:
    gpus = tuple(
        Gpu(index, f"Card {index}", size * GB, size * GB, 0, (8, 6), "580")
        for index, size in enumerate(sizes)
    )
    return HardwareProfile(gpus, 16 * GB, 8 * GB, "cpu", 8, 4, False, GB, "Linux", ())


def planned(*batches: tuple[int, int], device: str = "cuda:0", **changes) -> TrainingPlan:
    """A plan of stages with these micro-batches and accumulations."""
    stages = tuple(
        dataclasses.replace(
            StagePlan(
                *(f"stage {number}", "Learning", 10, "full", None, "fp32"),
                *(micro, 2.0, accumulation, "none", "adamw", 1e-3, 5, 5, GB, 60.0, 0),
            ),
            **changes,
        )
        for number, (micro, accumulation) in enumerate(batches)
    )
    plan = TrainingPlan("starter", "quick", device, "Card", None, 8, 0, stages, (), GB, 120.0, "")
    return from_plain(TrainingPlan, to_plain(plan))


def work(plan: TrainingPlan) -> list[tuple[int, int]]:
    return [(stage.micro_batch, stage.accumulation) for stage in plan.stages]


def test_cards_are_named_by_number():
    assert chosen_devices("0,1", machine(8, 8)) == ("cuda:0", "cuda:1")
    assert chosen_devices(" 1, cuda:0", machine(8, 8)) == ("cuda:1", "cuda:0")
    assert chosen_devices("cpu,cpu", machine()) == ("cpu", "cpu")
    assert smallest(("cuda:0", "cuda:1"), machine(24, 8)) == "cuda:1"


@pytest.mark.parametrize(
    ("text", "cards", "kind", "said"),
    [
        ("0,7", (8, 8), "device", "There is no card 7 here, only: 0 (Card 0), 1 (Card 1)."),
        ("3,7", (8,), "device", "There is no card 3 and no card 7 here, only: 0 (Card 0)."),
        ("0,1", (), "device", "no NVIDIA card can be used"),
        ("0,0", (8,), "input", "names a card twice"),
        ("0,cpu", (8,), "input", "does not name devices"),
        ("", (8,), "input", "does not name devices"),
        ("all", (8,), "input", "does not name devices"),
    ],
)
def test_what_names_no_devices_is_refused_in_a_sentence(text, cards, kind, said):
    with pytest.raises(EngineError) as refused:
        chosen_devices(text, machine(*cards))
    assert refused.value.kind == kind and said in refused.value.message
    assert refused.value.hint.endswith(".")


def test_every_device_gets_as_many_micro_batches_of_the_same_samples():
    shared = share_out(planned((4, 1), (2, 3)), ("cuda:0", "cuda:1"))
    assert work(shared) == [(2, 2), (1, 6)]
    assert shared.devices == ("cuda:0", "cuda:1") and shared.device == "cuda:0"
    assert shared.predicted_seconds == 60.0
    assert "scores are made on the first" in shared.reasons[-1].why
    assert share_out(shared, shared.devices) == dataclasses.replace(shared)


def test_only_as_many_devices_are_used_as_divide_the_samples():
    shared = share_out(planned((4, 1), (4, 2)), ("cuda:0", "cuda:1", "cuda:2"))
    assert shared.devices == ("cuda:0", "cuda:1") and work(shared) == [(2, 2), (4, 2)]
    assert "(4 and 8) cannot be shared evenly by 3 devices, so 2 of" in shared.reasons[-1].why
    alone = share_out(planned((1, 3), (2, 1)), ("cuda:2", "cuda:1"))
    assert (alone.device, alone.devices, work(alone)) == ("cuda:2", (), [(1, 3), (2, 1)])
    assert "(3 and 2) cannot be shared evenly by 2 devices, so 1 of" in alone.reasons[-1].why


def test_a_plan_for_one_device_stays_as_it_is():
    plan = planned((4, 1), (1, 5))
    assert share_out(plan, ("cuda:0",)) == plan


def test_processes_on_the_processor_share_its_threads():
    assert share_out(planned((4, 1), device="cpu"), ("cpu", "cpu")).threads == 4


def test_the_published_recipe_stays_on_one_device():
    plan = planned((4, 1), recipe="published")
    with pytest.raises(EngineError, match="one device"):
        share_out(plan, ("cuda:0", "cuda:1"))
    assert share_out(plan, ("cuda:0",)) == plan
