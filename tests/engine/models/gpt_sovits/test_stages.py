"""What learns in each mode, what a resumed run repeats, and the published recipe's order."""

from dataclasses import replace

import pytest
import torch

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Step
from engine.models.families import family_spec
from engine.models.gpt_sovits.prosody import _Published as PublishedGpt
from engine.plan import choose, lighter
from engine.project import load_dataset
from engine.training.learner import Learner
from engine.training.loop import train
from engine.training.lora import fold_adapters
from engine.training.state import Position, load_state, save_state
from engine.voice import SpeakRequest
from tests.engine.models.gpt_sovits import installed

FROZEN = ("ssl_proj.", "quantizer.")


@pytest.fixture
def prepared(base, tmp_path):
    """Opens v2 with its clips prepared for a plan."""

    def open_with(plan):
        base("v2")
        family = installed.Installed().open_family("v2", "cpu")
        folder = installed.make_dataset(tmp_path / "dataset")
        family.prepare(folder, load_dataset(folder).kept, plan, lambda event: None)
        return family

    return open_with


def changed(before, after) -> set[str]:
    return {name for name in before if not torch.equal(before[name], after[name])}


def learn(family, plan, name, steps=1):
    """Take steps of a stage; what its network was before and is after, and the losses."""
    planned = next(stage for stage in plan.stages if stage.name == name)
    stage = family.stage(planned)
    networks = family.networks
    network = networks.synthesizer if name == "timbre" else networks.gpt
    before = {n: t.clone() for n, t in network.official_state().items()}
    learner = Learner(stage, planned, "cpu")
    losses = [learner.step(step, lambda: None) for step in range(steps)]
    fold_adapters(stage.module)
    stage.finish()
    return before, network.official_state(), losses


@pytest.mark.parametrize("mode", ["full", "partial", "lora"])
def test_only_what_the_mode_names_learns(prepared, mode):
    plan = installed.short_plan("v2", 1, mode)
    family = prepared(plan)
    before, after, _ = learn(family, plan, "timbre")
    moved = changed(before, after)
    assert moved and not any(name.startswith(FROZEN) for name in moved)
    read = {n for n in moved if n.startswith(("enc_p.encoder_text", "enc_p.text_", "enc_q"))}
    assert bool(read) == (mode == "full")
    if mode == "lora":
        assert "dec.cond.weight" in moved and "dec.ups.0.weight_v" not in moved
        assert "dec.ups.0.weight_g" in moved
    before, after, _ = learn(family, plan, "prosody")
    moved = changed(before, after)
    lowest = {name for name in moved if "layers.0." in name}
    assert moved and bool(lowest) == (mode != "partial")
    assert ("model.bert_proj.bias" in moved) == (mode == "full")
    tensors = family.voice_tensors()
    assert all(t.dtype == torch.float16 for f in ("gpt", "sovits") for t in tensors[f].values())
    factors = {name for f in ("gpt", "sovits") for name in tensors[f] if ".lora_" in name}
    assert bool(factors) == (mode == "lora")
    learned = family.networks.gpt.official_state()
    family.load_voice(tensors)
    loaded = family.networks.gpt.official_state()
    assert all((loaded[n] - t).abs().max() < 1e-3 for n, t in learned.items())
    again = family.voice_tensors()
    assert {f: set(t) for f, t in again.items()} == {f: set(t) for f, t in tensors.items()}
    assert all(
        torch.equal(again[f][n], t) for f, parts in tensors.items() for n, t in parts.items()
    )
    assert list(family.speak(SpeakRequest("And it speaks.")))


@pytest.mark.parametrize("mode", ["full", "partial", "lora"])
def test_all_that_learns_gets_gradients_from_every_batch(prepared, mode):
    """Devices that share a run wait for the gradient of every parameter."""
    plan = installed.short_plan("v2", 1, mode)
    family = prepared(plan)
    for planned in plan.stages:
        learner = Learner(family.stage(planned), planned, "cpu")
        batch = learner.stage.batch(0, 0)
        for name, loss, _ in learner.stage.losses(batch):
            groups = learner.optimisers[name].param_groups
            parameters = [p for group in groups for p in group["params"]]
            loss.backward(inputs=parameters)
            assert [learner.names[id(p)] for p in parameters if p.grad is None] == []
        fold_adapters(learner.stage.module)
        learner.stage.finish()


def test_a_stopped_run_goes_on_with_the_same_losses(base, tmp_path):
    base("v2")
    dataset = installed.make_dataset(tmp_path / "dataset")
    plan = installed.short_plan("v2", 3)
    whole = run(dataset, plan, tmp_path / "whole", "whole", [])
    control = Control()
    broken: list = []

    def stop(event):
        broken.append(event)
        if isinstance(event, Step) and (event.stage, event.step) in (("timbre", 2), ("prosody", 1)):
            control.stop()

    with pytest.raises(Cancelled):
        run(dataset, plan, tmp_path / "broken", "broken", broken, stop, control)
    control = Control()
    with pytest.raises(Cancelled):
        run(dataset, None, tmp_path / "broken", "broken", broken, stop, control)
    run(dataset, None, tmp_path / "broken", "broken", broken)
    taken = {(e.stage, e.step): e.losses for e in broken if isinstance(e, Step)}
    unbroken = {(e.stage, e.step): e.losses for e in whole if isinstance(e, Step)}
    assert len(unbroken) == 6 and taken == unbroken
    assert weights_of(tmp_path, "whole") == weights_of(tmp_path, "broken")


def weights_of(folder, voice):
    """File name -> bytes; a stage that kept the base's weights leaves no file."""
    found = (folder / "home" / "voices" / voice).glob("*.safetensors")
    weights = {path.name: path.read_bytes() for path in found}
    assert {"sovits.safetensors", "reference.safetensors"} <= weights.keys()
    return weights


def run(dataset, plan, folder, voice, events, emit=None, control=None):
    train(
        dataset,
        voice,
        plan,
        folder,
        emit or events.append,
        control or Control(),
        base="v2",
        families=installed.Installed(),
        make_judge=lambda *_: lambda spoken: installed.quiet_score(spoken, [], "en"),
    )
    return events


def published_plan(batch=2, steps=2):
    plan = choose(
        installed.MACHINE,
        60.0,
        4.0,
        family_spec("v2"),
        "quick",
        "cpu",
        seed=3,
        recipe="published",
        clips=3,
    )
    changed = (replace(s, micro_batch=batch, steps=steps) for s in plan.stages)
    return replace(plan, stages=tuple(changed))


def test_the_published_recipe_moves_the_weights_by_its_own_rules(prepared):
    plan = published_plan()
    assert [stage.optimiser for stage in plan.stages] == ["adamw", "scaled_adam"]
    assert lighter(plan, family_spec("v2")) is None
    family = prepared(plan)
    timbre = family.stage(plan.stages[0])
    drive = timbre.drive()
    assert drive is not None and drive.rate(0) == 0.999875 and drive.micro_batches(0) == 1
    rates = [group["lr"] for group in timbre_groups(timbre)]
    assert rates == pytest.approx([1e-4, 0.4e-4])
    prosody = family.stage(plan.stages[1])
    drive = prosody.drive()
    assert drive is not None and not drive.averaged
    assert [drive.micro_batches(step) for step in range(3)] == [5, 4, 4]
    assert [drive.rate(step) * 2e-3 for step in range(2)] == pytest.approx([0.01, 0.002])


def timbre_groups(stage):
    for parameter in stage.module.parameters():
        parameter.requires_grad_(True)
    return stage.parameter_groups()["generator"]


def test_scaled_adam_goes_on_from_a_file(prepared, tmp_path):
    plan = published_plan()
    planned = plan.stages[1]
    family = prepared(plan)
    learner = Learner(family.stage(planned), planned, "cpu")
    learner.step(0, lambda: None)
    save_state(tmp_path / "state.safetensors", learner, Position(planned, step=1), {})
    expected = learner.step(1, lambda: None)
    family.load_voice(family.voice_tensors())
    again, _, _ = load_state(tmp_path / "state.safetensors", family.stage(planned), planned, "cpu")
    assert again.step(1, lambda: None) == expected


def test_an_epoch_of_four_batches_never_updates_the_published_gpt():
    spec = family_spec("v2").stages[1].published
    assert spec is not None
    assert spec.steps(10, 25) == 0  # 100 clips in four batches
    assert spec.steps(10, 20) == 15  # five batches: one update an epoch
    assert spec.steps(10, 4) == 15 * 6


def test_leftover_batches_count_in_the_next_epoch(prepared):
    plan = published_plan()
    family = prepared(plan)
    clips = family._material.every
    order = PublishedGpt(clips, 14)  # 99 clips in eight batches: updates behind the 5th
    assert [order.micro_batches(step) for step in range(3)] == [5, 8, 8]


def test_a_family_without_a_published_recipe_says_so():
    with pytest.raises(EngineError, match="no published recipe"):
        choose(installed.MACHINE, 60, 4, family_spec("starter"), "quick", recipe="published")
