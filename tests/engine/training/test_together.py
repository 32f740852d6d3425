"""Two processes share a run: the losses of one; however one ends, both do, with words."""

import dataclasses
import os
import sys
import threading
from pathlib import Path

import pytest

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Event, Paused, Step, SteppedDown
from engine.files import read_json, write_json
from engine.plan import TrainingPlan, lighter
from engine.planning.devices import share_out
from engine.threads import wait_without_spinning
from engine.together import train_together

import tiny  # isort: skip

RANK = Path(__file__).with_name("rank.py")
ROOT = RANK.parents[3]


@pytest.fixture(autouse=True)
def environment(home, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(RANK.parent))))
    wait_without_spinning()


class Run:
    """A run of the tiny family in processes of its own."""

    def __init__(self, dataset: Path, folder: Path, plan: TrainingPlan) -> None:
        self.folder = folder
        self.dataset = dataset
        self.plan = folder.with_suffix(".json")
        write_json(self.plan, plan)
        self.control = Control()
        self.events: list[Event] = []
        self.on_event = lambda event: None

    def __call__(self, *devices: str, fault: tuple[object, ...] = (), resume: bool = False):
        def command(rank: int, resume: bool) -> list[str]:
            plan = "-" if resume else str(self.plan)
            words = (RANK, self.dataset, self.folder, plan, *fault)
            return [sys.executable, *map(str, words)]

        return train_together(command, devices, self.lighten, self.emit, self.control, resume)

    def emit(self, event: Event) -> None:
        self.events.append(event)
        self.on_event(event)

    def lighten(self, stage: str | None) -> tuple[str, ...]:
        plan = read_json(self.folder / "plan.json", TrainingPlan)
        below = lighter(plan, tiny.SPEC, stage)
        assert below is not None
        below = share_out(below, ("cpu", "cpu"))
        write_json(self.folder / "plan.json", below)
        self.emit(SteppedDown(stage or "", 0, below.reasons[-1].why))
        return below.devices or (below.device,)

    @property
    def losses(self) -> dict[tuple[str, int], dict[str, float]]:
        return {(e.stage, e.step): e.losses for e in self.events if isinstance(e, Step)}


@pytest.fixture
def run(dataset, tmp_path, plan):
    def make(name: str, **changes) -> Run:
        stages = tuple(dataclasses.replace(stage, **changes) for stage in plan.stages)
        folder = tmp_path / name / "run"
        folder.parent.mkdir()
        return Run(dataset, folder, dataclasses.replace(plan, stages=stages))

    return make


@pytest.mark.parametrize("changes", [{"accumulation": 4}, {"accumulation": 2, "train": "lora"}])
def test_two_processes_lose_what_one_loses(run, home, changes, monkeypatch):
    if changes.get("train") == "lora":
        changes["lora_rank"] = 4
    alone, shared = run("alone", **changes), run("shared", **changes)
    monkeypatch.setenv("TIMBRE_HOME", str(home / "alone"))
    alone("cpu")
    monkeypatch.setenv("TIMBRE_HOME", str(home / "shared"))
    ended = shared("cpu", "cpu")
    assert ended.result["name"] == "anna"
    assert len(alone.losses) == 14 and alone.losses.keys() == shared.losses.keys()
    for place, losses in alone.losses.items():
        assert shared.losses[place] == pytest.approx(losses, rel=2e-4), place
    assert (home / "shared" / "voices" / "anna" / "voice.json").is_file()


def test_a_killed_rank_ends_all_with_words_and_the_run_goes_on(run):
    whole = run("whole")
    with pytest.raises(EngineError) as failed:
        whole("cpu", "cpu", fault=("kill", 1, 3))
    assert "process 2 of 2" in failed.value.message
    before = whole.losses
    assert ("prosody", 3) in before and ("prosody", 7) not in before
    whole("cpu", "cpu", resume=True)
    again = whole.losses
    assert len(again) == 14
    assert all(again[place] == pytest.approx(losses, rel=1e-5) for place, losses in before.items())


def test_memory_that_runs_out_on_one_device_steps_all_down(run):
    short = run("short")
    ended = short("cpu", "cpu", fault=("memory", 1, 2))
    assert ended.result["name"] == "anna" and len(short.losses) == 14
    assert [e.stage for e in short.events if isinstance(e, SteppedDown)] == ["prosody"]


def test_pause_stop_and_resume_reach_all(run):
    long = run("long", steps=40, score_every=40)

    def on_event(event: Event) -> None:
        if isinstance(event, Step) and (event.stage, event.step) == ("timbre", 3):
            long.control.pause()
        if isinstance(event, Paused):
            threading.Timer(0.2, long.control.resume).start()
        if isinstance(event, Step) and (event.stage, event.step) == ("prosody", 2):
            long.control.stop()

    long.on_event = on_event
    with pytest.raises(Cancelled) as stopped:
        long("cpu", "cpu")
    assert stopped.value.resume_folder == str(long.folder)
    assert sum(isinstance(event, Paused) for event in long.events) == 1
    assert ("prosody", 40) not in long.losses
