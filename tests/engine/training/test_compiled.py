"""A compiled step loses the same; where it cannot be compiled, the run says so and goes on."""

import dataclasses

import pytest
import tiny
from test_loop import Follower, fit

from engine.events import Note, Step
from engine.files import read_json
from engine.library import delete_voice
from engine.plan import TrainingPlan
from engine.training.compiled import accelerated
from engine.training.learner import Learner


def losses(follower):
    return [step.losses for step in follower.all(Step)]


def with_switch(plan, compiled):
    stages = (dataclasses.replace(s, compiled=compiled, checkpointing="none") for s in plan.stages)
    return dataclasses.replace(plan, stages=tuple(stages))


def test_what_cannot_be_recorded_runs_as_it_is_and_the_plan_says_so(dataset, plan, tmp_path):
    plain, recorded = Follower(), Follower()
    fit(dataset, with_switch(plan, "none"), tmp_path / "plain", plain)
    delete_voice("anna")
    fit(dataset, with_switch(plan, "cuda_graphs"), tmp_path / "run", recorded)
    assert losses(recorded) == losses(plain)
    notes = [note.message for note in recorded.all(Note)]
    assert sum("cannot be recorded as CUDA graphs here" in note for note in notes) == 2
    kept = read_json(tmp_path / "run" / "plan.json", TrainingPlan)
    assert {stage.compiled for stage in kept.stages} == {"none"}


def test_a_rehearsal_changes_nothing(plan):
    planned = plan.stages[0]
    stage = tiny.TinyStage(tiny.TinyFamily("cpu"), planned)
    learner = Learner(stage, planned, "cpu")
    before = {name: tensor.clone() for name, tensor in stage.module.state_dict().items()}
    learner.rehearse()
    after = stage.module.state_dict()
    assert all((after[name] == tensor).all() for name, tensor in before.items())
    assert not any(p.grad is not None for p in stage.module.parameters())


@pytest.mark.slow
def test_a_compiled_step_loses_the_same(plan):
    found = {}
    for way in ("none", "compile"):
        planned = with_switch(plan, way).stages[1]
        stage = tiny.TinyStage(tiny.TinyFamily("cpu"), planned)
        stage.module["net"].drop.p = 0.0  # compiled code draws other numbers
        learner = Learner(stage, planned, "cpu")
        follower = Follower()
        assert accelerated(learner, follower), follower.all(Note)
        found[way] = [learner.step(n, lambda: None)["away"] for n in range(3)]
    assert found["compile"] == pytest.approx(found["none"], rel=1e-3)
