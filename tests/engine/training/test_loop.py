"""What a run does besides learning: choosing, stopping, refusing."""

import dataclasses
import json
import threading
from itertools import count
from pathlib import Path

import pytest
import tiny
import torch
from following import Families, Follower, fit

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import (
    Checkpoint,
    Memory,
    Note,
    Planned,
    Sample,
    StageStarted,
    Started,
    Step,
)
from engine.files import from_plain
from engine.library import load_voice, voice_names
from engine.plan import TrainingPlan
from engine.training.run import held
from engine.training.state import read_tensors
from engine.voice import Consent, Scores


def test_a_run_tells_its_story_and_leaves_a_voice(dataset, plan, tmp_path):
    follower = Follower()
    consent = Consent("I agree.", "Anna", "2026-01-01T00:00:00+00:00")
    voice = fit(dataset, plan, tmp_path / "run", follower, consent=consent, text="Good morning.")

    assert follower.events[0] == Started("train", str(tmp_path / "run"), False)
    titles = [event.stage for event in follower.all(StageStarted)]
    assert titles == ["prepare", "zero-shot", "try", "timbre", "prosody", "trial"]
    steps = follower.all(Step)
    assert [step.step for step in steps] == [*range(1, 8), *range(1, 8)]
    assert all(step.speech_rate > 0 and step.eta_seconds >= 0 for step in steps)
    assert set(steps[0].losses) == {"judge", "away"}
    memory = follower.all(Memory)[0]
    assert 0 < memory.process_bytes <= memory.total_bytes
    assert memory.planned_bytes == plan.predicted_bytes
    samples = follower.all(Sample)
    assert {"zero-shot", "step 6", "tuned"} <= {sample.label for sample in samples}
    assert all(Path(s.path).is_file() and s.text == "Good morning." for s in samples)

    kept = load_voice("anna")
    assert kept == voice
    assert kept.consent == consent
    (planned,) = follower.all(Planned)
    assert kept.plan == from_plain(TrainingPlan, planned.plan)
    assert [stage.steps for stage in kept.plan.stages] == [stage.steps for stage in plan.stages]
    assert kept.plan.predicted_bytes != plan.predicted_bytes
    assert follower.all(Memory)[-1].planned_bytes == kept.plan.predicted_bytes
    assert set(kept.scores) == {"zero-shot", "tuned"}
    assert kept.references
    written = (tmp_path / "run" / "events.jsonl").read_text().splitlines()
    assert json.loads(written[-1])["event"] == "finished"


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(dataset, plan, tmp_path):
    def weights(seed: int, name: str, monkey: pytest.MonkeyPatch) -> bytes:
        monkey.setenv("TIMBRE_HOME", str(tmp_path / name))
        stages = tuple(dataclasses.replace(stage, seed=seed) for stage in plan.stages)
        own = dataclasses.replace(plan, seed=seed, stages=stages)
        fit(dataset, own, tmp_path / name / "run")
        return (tmp_path / name / "voices" / "anna" / "voice.safetensors").read_bytes()

    with pytest.MonkeyPatch.context() as monkey:
        first = weights(3, "a", monkey)
        assert weights(3, "b", monkey) == first
        assert weights(4, "c", monkey) != first


@pytest.mark.parametrize(("train_what", "rank"), [("full", None), ("partial", None), ("lora", 4)])
@pytest.mark.parametrize("precision", ["fp32", "bf16", "fp16"])
def test_every_way_of_training_learns(dataset, plan, tmp_path, train_what, rank, precision):
    stages = tuple(
        dataclasses.replace(
            stage, train=train_what, lora_rank=rank, precision=precision, checkpointing="selected"
        )
        for stage in plan.stages
    )
    follower = Follower()
    voice = fit(dataset, dataclasses.replace(plan, stages=stages), tmp_path / "run", follower)
    scored = [c.score for c in follower.all(Checkpoint) if c.score is not None]
    assert scored[2] > scored[0]
    assert "was best" in voice.history[1]


def test_a_stage_that_only_makes_things_worse_changes_nothing(dataset, plan, tmp_path):
    class Worse(tiny.TinyStage):
        def losses(self, batch):
            for name, loss, parts in super().losses(batch):
                yield name, -loss if name == "net" else loss, parts

    voice = fit(dataset, plan, tmp_path / "run", families=Families(Worse))
    assert voice.history[1].startswith("timbre: step 0 of 7")
    base = tiny.TinyFamily("cpu").voice_tensors()["voice"]
    folder = Path(tmp_path / "home" / "voices" / "anna")
    from safetensors.torch import load_file

    tuned = load_file(folder / "voice.safetensors")
    assert all(torch.equal(base[name], tuned[name]) for name in base)


def test_a_tuned_voice_that_scores_below_zero_shot_is_not_delivered(dataset, plan, tmp_path):
    def make_judge(folder, clips, language, threads):
        base = tiny.TinyFamily("cpu")

        def judge(spoken):
            untouched = next(iter(base.speak(tiny.SpeakRequest(spoken[0].text, seed=plan.seed))))
            same = abs(untouched.samples - spoken[0].samples).max() < 0.01
            return Scores(0.9 if same else 0.5, 0.0, 1.0)

        return judge

    follower = Follower()
    fit(dataset, plan, tmp_path / "run", follower, make_judge=make_judge)
    assert "kept instead" in follower.all(Note)[-1].message


def test_a_voice_that_is_not_understood_is_not_in_the_library(dataset, plan, tmp_path):
    def make_judge(folder, clips, language, threads):
        return lambda spoken: Scores(0.9, 0.9, 1.0)

    with pytest.raises(EngineError, match="not understood"):
        fit(dataset, plan, tmp_path / "run", make_judge=make_judge)
    assert voice_names() == ()


def test_stopping_keeps_the_work(dataset, plan, tmp_path):
    control = Control()

    def act(event):
        if isinstance(event, Step) and event.step == 5:
            control.stop()

    follower = Follower(act)
    with pytest.raises(Cancelled):
        fit(dataset, plan, tmp_path / "run", follower, control)
    assert follower.all(Step)[-1].step == 5
    last = json.loads((tmp_path / "run" / "events.jsonl").read_text().splitlines()[-1])
    assert last["event"] == "cancelled"
    assert last["resume_folder"] == str(tmp_path / "run")

    again = Follower()
    fit(dataset, None, tmp_path / "run", again)
    assert again.all(Step)[0].step == 6
    assert next(e for e in again.events if not isinstance(e, Memory)) == Started(
        "train", str(tmp_path / "run"), True
    )


@pytest.mark.parametrize(
    ("precision", "train_what", "rank"),
    [("fp16", "full", None), ("bf16", "partial", None), ("fp32", "lora", 4)],
)
def test_a_stopped_run_ends_like_an_unbroken_one(
    dataset, plan, tmp_path, monkeypatch, precision, train_what, rank
):
    changes = {"precision": precision, "train": train_what, "lora_rank": rank}
    stages = tuple(dataclasses.replace(stage, **changes) for stage in plan.stages)
    own = dataclasses.replace(plan, stages=stages)
    control = Control()

    def act(event):
        if isinstance(event, Step) and (event.stage, event.step) == ("prosody", 5):
            control.stop()

    weights = []
    for name in ("whole", "broken"):
        monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / name))
        if name == "broken":
            with pytest.raises(Cancelled):
                fit(dataset, own, tmp_path / name / "run", Follower(act), control)
        fit(dataset, own if name == "whole" else None, tmp_path / name / "run")
        file = tmp_path / name / "voices" / "anna" / "voice.safetensors"
        weights.append(file.read_bytes())
    assert weights[0] == weights[1]


def test_stopping_acts_in_the_middle_of_a_score(dataset, plan, tmp_path):
    control, scores = Control(), count(1)

    class Slow(tiny.TinyStage):
        def score(self):
            if next(scores) <= 2:  # those of the dry run, one a stage
                return super().score()
            control.stop()
            super().score()
            raise AssertionError("the first layer after the stop should have ended this")

    with pytest.raises(Cancelled):
        fit(dataset, plan, tmp_path / "run", control=control, families=Families(Slow))
    assert list((tmp_path / "run" / "checkpoints").glob("1-step-000000*"))


def test_a_pause_holds_the_run_until_it_is_resumed(dataset, plan, tmp_path):
    paused = threading.Event()

    def told(event):
        paused.set()

    control = Control(told)

    def act(event):
        if isinstance(event, Step) and (event.stage, event.step) == ("timbre", 2):
            control.pause()

    follower = Follower(act)
    thread = threading.Thread(
        target=lambda: fit(dataset, plan, tmp_path / "run", follower, control)
    )
    thread.start()
    assert paused.wait(60)
    assert follower.all(Step)[-1].step == 2
    control.resume()
    thread.join(60)
    assert follower.all(Step)[-1].step == 7


def test_two_runs_on_one_voice_are_refused(dataset, plan, tmp_path):
    with held(tmp_path / "run"), pytest.raises(EngineError) as raised:
        fit(dataset, plan, tmp_path / "run")
    assert raised.value.kind == "busy"


def test_an_unfinished_run_is_not_overwritten(dataset, plan, tmp_path):
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        fit(dataset, plan, tmp_path / "run", control=control)
    with pytest.raises(EngineError, match="unfinished run") as raised:
        fit(dataset, plan, tmp_path / "run")
    assert "--resume" in raised.value.hint


def test_a_run_is_only_continued_for_what_it_was_begun_with(dataset, plan, tmp_path):
    with pytest.raises(EngineError, match="no unfinished run"):
        fit(dataset, None, tmp_path / "run")
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        fit(dataset, plan, tmp_path / "run", control=control)
    other = tiny.make_dataset(tmp_path / "other", clips=2)
    with pytest.raises(EngineError, match="other clips"):
        fit(other, None, tmp_path / "run")
    with pytest.raises(EngineError, match="with the base tiny"):
        fit(dataset, None, tmp_path / "run", base="another")


def test_a_taken_name_is_refused_before_any_work(dataset, plan, tmp_path):
    fit(dataset, plan, tmp_path / "run")
    follower = Follower()
    with pytest.raises(EngineError, match="already a voice called anna"):
        fit(dataset, plan, tmp_path / "run", follower)
    assert follower.events == []


def test_the_best_so_far_holds_what_a_voice_needs_and_a_state_all_that_learns(
    dataset, plan, tmp_path
):
    control = Control()

    def act(event):
        if isinstance(event, Step) and event.step == 5:
            control.stop()

    with pytest.raises(Cancelled):
        fit(dataset, plan, tmp_path / "run", Follower(act), control)
    newest = max((tmp_path / "run" / "checkpoints").glob("1-step-*"))
    tensors, _ = read_tensors(newest)
    assert "model/judge.weight" in tensors
    assert "best/net.conv.weight" in tensors
    assert not [name for name in tensors if name.startswith("best/judge")]
