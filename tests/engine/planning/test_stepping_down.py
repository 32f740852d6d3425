"""Stepping down: always less memory, time before quality, the same work."""

import dataclasses

import pytest

from engine.files import write_json
from engine.plan import TrainingPlan, lighter, on_processor
from engine.planning.checks import read_plan
from tests.engine.planning.specs import FAMILIES, SPEC, level, machine, planned


def test_stepping_down_always_takes_less_until_nothing_is_left():
    for spec in FAMILIES.values():
        plan: TrainingPlan | None = planned(machine(cards=((80, (8, 6)),)), spec=spec)
        seen, on_cpu = 0, False
        while plan is not None:
            below = lighter(plan, spec)
            if below is not None:
                assert below.rung == plan.rung + 1
                assert len(below.reasons) == len(plan.reasons) + 1
                for stage, lower in zip(plan.stages, below.stages, strict=True):
                    assert lower.steps == stage.steps
                if below.device == plan.device:
                    assert sum(s.predicted_bytes for s in below.stages) < sum(
                        s.predicted_bytes for s in plan.stages
                    )
                else:
                    on_cpu = True
            plan, seen = below, seen + 1
            assert seen < 100
        assert on_cpu


@pytest.mark.parametrize("recipe", ["default", "published"])
def test_a_run_moves_to_the_processor_with_the_same_work(recipe, tmp_path):
    for spec in FAMILIES.values():
        if recipe == "published" and not all(stage.published for stage in spec.stages):
            continue
        plan = planned(machine(cards=((80, (8, 6)),)), spec=spec, recipe=recipe, clips=40)
        moved = on_processor(plan, spec, "As was asked.")
        assert (moved.device, moved.reasons[-1].why) == ("cpu", "As was asked.")
        for stage, there in zip(plan.stages, moved.stages, strict=True):
            assert there.precision == "fp32" and there.steps == stage.steps
            assert there.learning_rate == stage.learning_rate and there.train == stage.train
            samples = there.micro_batch * there.accumulation
            assert samples == stage.micro_batch * stage.accumulation
        write_json(tmp_path / "plan.json", moved)
        assert read_plan(tmp_path / "plan.json") == moved


def test_stepping_down_gives_up_time_before_quality():
    plan = planned(machine(cards=((80, (8, 6)),)))
    levels = []
    below: TrainingPlan | None = plan
    while below is not None and below.device != "cpu":
        levels.append(level(SPEC, below, 0))
        below = lighter(below, SPEC, "timbre")
    assert levels == sorted(levels)
    assert levels.count(0) > 2


def test_stepping_down_changes_only_the_stage_that_ran_out():
    plan = planned(machine(cards=((80, (8, 6)),)))
    below = lighter(plan, SPEC, "prosody")
    assert below is not None
    assert below.stages[0] == plan.stages[0]
    before, after = plan.stages[1], below.stages[1]
    assert after.predicted_bytes < before.predicted_bytes
    assert after.micro_batch * after.accumulation == before.micro_batch * before.accumulation
    assert "prosody" in below.reasons[-1].why
    assert "\n" not in below.reasons[-1].why


def test_what_was_chosen_by_hand_stays_while_the_way_knows_it():
    plan = planned(machine(cards=((80, (8, 6)),)))
    by_hand = dataclasses.replace(
        plan.stages[0], train="partial", frozen=("decoder",), discriminators=(2, 3)
    )
    below: TrainingPlan | None = dataclasses.replace(plan, stages=(by_hand, plan.stages[1]))
    kept = []
    while below is not None:
        stage = below.stages[0]
        assert stage.discriminators == (2, 3)
        assert stage.frozen == (("decoder",) if stage.train == "partial" else ())
        kept.append(stage.train)
        below = lighter(below, SPEC, "timbre")
    assert kept.count("partial") > 1 and "lora" in kept
