"""What a run does when memory, numbers or files fail it: it goes on, or says why it cannot."""

import dataclasses

import pytest
import tiny
import torch
from following import Families, Follower, fit

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import (
    Checkpoint,
    Note,
    Step,
    SteppedDown,
)


def test_out_of_memory_takes_a_rung_down_and_goes_on(dataset, plan, tmp_path):
    class Hungry(tiny.TinyStage):
        def losses(self, batch):
            if self.name == "prosody" and self.plan.train == "full":
                raise torch.OutOfMemoryError("CUDA out of memory.")
            yield from super().losses(batch)

    follower = Follower()
    voice = fit(dataset, plan, tmp_path / "run", follower, families=Families(Hungry))
    down = follower.all(SteppedDown)
    assert [event.stage for event in down] == ["prosody"] * len(down)
    assert "Memory ran out" in down[0].message
    assert "\n" not in down[0].message
    assert voice.plan is not None
    assert [stage.train for stage in voice.plan.stages] == ["full", "partial"]
    # The first stage is not done again.
    assert [step.step for step in follower.all(Step)] == [*range(1, 8), *range(1, 8)]


def test_what_was_learned_survives_a_step_down_in_the_middle(dataset, plan, tmp_path):
    class Later(tiny.TinyStage):
        def batch(self, step, micro):
            if self.plan.train == "full" and step == 4:
                raise MemoryError
            return super().batch(step, micro)

    follower = Follower()
    fit(dataset, plan, tmp_path / "run", follower, families=Families(Later))
    timbre = [step for step in follower.all(Step) if step.stage == "timbre"]
    # Steps since the last state are taken again, from what was learned until then.
    assert sorted({step.step for step in timbre}) == [1, 2, 3, 4, 5, 6, 7]
    assert len(timbre) < 10
    assert timbre[-1].losses["away"] < timbre[0].losses["away"]


def test_memory_that_never_suffices_ends_in_words(dataset, plan, tmp_path):
    class Insatiable(tiny.TinyStage):
        def batch(self, step, micro):
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate")

    with pytest.raises(EngineError) as raised:
        fit(dataset, plan, tmp_path / "run", families=Families(Insatiable))
    assert raised.value.kind == "memory"
    assert "--resume" in raised.value.hint


def test_losses_that_are_no_numbers_are_left_out_and_then_learned_slower(dataset, plan, tmp_path):
    class Wild(tiny.TinyStage):
        # The dry run before training, which asks for the heaviest batch, does not count.
        training = False
        tries = 0

        def batch(self, step, micro):
            Wild.training = True
            return super().batch(step, micro)

        def heaviest(self):
            batch = super().heaviest()
            Wild.training = False
            return batch

        def losses(self, batch):
            for name, loss, parts in super().losses(batch):
                wild = self.name == "timbre" and Wild.tries in (4, 5, 6)
                Wild.tries += Wild.training
                yield name, loss * float("nan") if wild else loss, parts

    follower = Follower()
    fit(dataset, plan, tmp_path / "run", follower, families=Families(Wild))
    messages = [note.message for note in follower.all(Note)]
    assert sum("left out" in message for message in messages) == 3
    assert any("half the rate" in message for message in messages)
    assert all(x == x for step in follower.all(Step) for x in step.losses.values())


def test_losses_that_never_are_numbers_cost_the_stage_not_the_voice(dataset, plan, tmp_path):
    class Broken(tiny.TinyStage):
        def losses(self, batch):
            for name, loss, parts in super().losses(batch):
                broken = self.name == "timbre" and Broken.tries > 6
                Broken.tries += 1
                yield name, loss * float("inf") if broken else loss, parts

        tries = 0

    longer = tuple(dataclasses.replace(s, steps=20) for s in plan.stages[:1])
    own = dataclasses.replace(plan, stages=(*longer, *plan.stages[1:]))
    follower = Follower()
    voice = fit(dataset, own, tmp_path / "run", follower, families=Families(Broken))
    messages = [note.message for note in follower.all(Note)]
    assert sum("half the rate" in message for message in messages) == 3
    assert any("does not become stable" in message for message in messages)
    assert "cut short" in voice.history[1]
    # The next stage learned as if nothing had been.
    assert "cut short" not in voice.history[2]
    assert [step.step for step in follower.all(Step) if step.stage == "prosody"] == [*range(1, 8)]


def test_a_run_whose_gradients_never_fit_into_half_precision_says_so(dataset, plan, tmp_path):
    class Overflowing(tiny.TinyStage):
        def losses(self, batch):
            for name, loss, parts in super().losses(batch):
                steep = torch.sqrt(self.module["net"].out.weight.square().sum() * 0)
                yield name, loss + steep, parts

    stages = tuple(dataclasses.replace(s, precision="fp16", steps=40) for s in plan.stages)
    follower = Follower()
    fit(
        dataset,
        dataclasses.replace(plan, stages=stages),
        tmp_path / "run",
        follower,
        families=Families(Overflowing),
    )
    assert any("half precision at any scale" in note.message for note in follower.all(Note))


def test_a_damaged_state_is_set_aside_and_the_one_before_is_used(dataset, plan, tmp_path):
    control = Control()

    def act(event):
        if isinstance(event, Step) and event.step == 5:
            control.stop()

    with pytest.raises(Cancelled):
        fit(dataset, plan, tmp_path / "run", Follower(act), control)
    states = sorted((tmp_path / "run" / "checkpoints").glob("1-step-*"))
    assert len(states) == 2
    states[-1].write_bytes(b"\x00" * 100)
    follower = Follower()
    fit(dataset, None, tmp_path / "run", follower)
    older = int(states[0].stem[-6:])
    assert follower.all(Step)[0].step == older + 1
    assert "The state before it is used." in [note.hint for note in follower.all(Note)]


def test_a_cap_that_the_process_itself_passes_ends_in_words_that_name_it(dataset, plan, tmp_path):
    own = dataclasses.replace(plan, vram_cap_bytes=50_000_000)
    follower = Follower()
    with pytest.raises(EngineError, match=r"of the 0\.1 GB it may use") as raised:
        fit(dataset, own, tmp_path / "run", follower)
    assert raised.value.kind == "memory"
    assert "--resume" in raised.value.hint
    downs = follower.all(SteppedDown)
    assert downs
    assert all("may use. Memory ran out, so" in event.message for event in downs)


def test_a_run_whose_folder_is_gone_says_so_and_goes_on_when_it_is_back(dataset, plan, tmp_path):
    run, away = tmp_path / "run", tmp_path / "away"

    def act(event):
        if isinstance(event, Step) and event.step == 4 and not away.exists():
            run.rename(away)

    before = Follower(act)
    with pytest.raises(EngineError, match="is gone") as raised:
        fit(dataset, plan, run, before)
    assert raised.value.kind == "disk"
    assert "--resume" in raised.value.hint
    assert not run.exists()
    away.rename(run)
    follower = Follower()
    fit(dataset, None, run, follower)
    # A state that was being written when the folder went may or may not be whole.
    assert follower.all(Step)[0].step == before.all(Checkpoint)[-1].step + 1
