"""Each switch of a plan does what it says, and the losses stay what they were."""

import dataclasses
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import tiny
import torch
from torch import nn

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Checkpoint, Step
from engine.training.averages import Averages
from engine.training.feeding import moved
from engine.training.learner import Learner
from engine.training.lora import fold_adapters, learned
from engine.training.offload import MomentsInRam
from engine.training.optimisers import AdamW8bit, make_optimiser, opened, restored
from engine.training.quantised import exact_weight, quantise, restore

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def own_home(home):
    """Exact weights are laid aside there."""


def matrices():
    generator = torch.Generator().manual_seed(1)
    shapes = ((96, 64), (64, 3), (64, 8, 16))
    return [nn.Parameter(torch.randn(shape, generator=generator)) for shape in shapes]


def walk(optimiser, parameters, steps, first=0):
    """Let an optimiser follow gradients that depend on the step alone."""
    for step in range(first, first + steps):
        generator = torch.Generator().manual_seed(step)
        for parameter in parameters:
            parameter.grad = torch.randn(parameter.shape, generator=generator)
        optimiser.step()


def bytes_of(optimiser):
    return sum(t.nbytes for state in optimiser.state.values() for t in state.values())


def adam_plan(plan, **changes):
    return dataclasses.replace(plan.stages[1], **changes)


def test_moments_of_eight_bits_move_as_whole_ones_do_and_take_a_quarter(plan):
    whole, small = matrices(), matrices()
    begun = matrices()
    exact = make_optimiser(adam_plan(plan), [{"params": whole}], "cpu")
    byte = make_optimiser(adam_plan(plan, optimiser="adamw8bit"), [{"params": small}], "cpu")
    walk(exact, whole, 30)
    walk(byte, small, 30)
    for one, other, start in zip(whole, small, begun):
        away = (one - start).norm()
        assert (one - other).norm() < 0.02 * away
    assert bytes_of(byte) < 0.3 * bytes_of(exact)


def test_moments_pass_from_one_optimiser_to_another(plan):
    parameters = matrices()
    exact = make_optimiser(adam_plan(plan), [{"params": parameters}], "cpu")
    walk(exact, parameters, 10)
    byte = AdamW8bit([{"params": parameters}], lr=1e-2)
    for parameter in parameters:
        assert restored(byte, parameter, exact.state[parameter])
        back = opened(byte.state[parameter])
        assert back["step"] == 10
        apart = (back["exp_avg"] - exact.state[parameter]["exp_avg"]).norm()
        assert apart < 0.02 * exact.state[parameter]["exp_avg"].norm()
    again = make_optimiser(adam_plan(plan), [{"params": parameters}], "cpu")
    assert restored(again, parameters[0], byte.state[parameters[0]])
    assert again.state[parameters[0]]["exp_avg"].dtype == torch.float32
    assert not restored(again, parameters[0], exact.state[parameters[1]])


@pytest.mark.parametrize("kind", ["adamw", "adamw8bit"])
def test_moments_that_rest_in_ram_make_the_same_moves(plan, kind):
    whole, parts = matrices(), matrices()
    chosen = adam_plan(plan, optimiser=kind)
    walk(make_optimiser(chosen, [{"params": whole}], "cpu"), whole, 5)
    resting = MomentsInRam(make_optimiser(chosen, [{"params": parts}], "cpu"), part_bytes=1000)
    walk(resting, parts, 5)
    assert all(torch.equal(one, other) for one, other in zip(whole, parts))
    assert set(resting.state) == set(parts)


def test_averages_are_put_in_place_and_taken_out_again():
    parameter = nn.Parameter(torch.zeros(3))
    averages = Averages({"p": parameter}, 0.5)
    for step in range(20):
        parameter.data += 1
        averages.add(step)
    assert 18 < float(averages.tensors["p"][0]) < 20
    with averages.in_place():
        assert 18 < float(parameter.detach()[0]) < 20
    assert float(parameter.detach()[0]) == 20


LAYERS = {
    "linear": (lambda: nn.Linear(96, 64), (2, 5, 96)),
    "conv": (lambda: nn.Conv1d(32, 64, 5, stride=2, padding=2, dilation=2), (2, 32, 40)),
    "grouped": (lambda: nn.Conv2d(32, 64, (5, 1), padding=(2, 0), groups=2), (2, 32, 9, 3)),
    "upwards": (lambda: nn.ConvTranspose1d(64, 32, 4, stride=2, padding=1), (2, 64, 12)),
}


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(("how", "away", "share"), [("int8", 0.02, 0.3), ("nf4", 0.15, 0.17)])
def test_a_layer_of_few_bits_nearly_is_the_exact_one(name, how, away, share):
    torch.manual_seed(0)
    make, shape = LAYERS[name]
    layer = make().requires_grad_(False)
    weight = layer.weight.detach().clone()
    x = torch.randn(shape, requires_grad=True)
    kept: list[int] = []
    exact = layer(x)
    exact.square().sum().backward()
    gradient, x.grad = x.grad, None

    network = nn.Sequential(layer)
    quantise(network, how)
    assert isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose1d))
    assert not dict(network.named_parameters()).get("0.weight", torch.zeros(0)).numel()
    with torch.autograd.graph.saved_tensors_hooks(
        lambda t: kept.append(t.nbytes) or t, lambda t: t
    ):
        close = layer(x)
    assert sum(kept) < weight.nbytes, "the opened weight is not kept for the way back"
    close.square().sum().backward()
    assert (close - exact).norm() < away * exact.norm()
    assert (x.grad - gradient).norm() < 2 * away * gradient.norm()
    held = [v for v in vars(layer.closed.packed).values() if isinstance(v, torch.Tensor)]
    assert sum(t.nbytes for t in held) < share * weight.nbytes
    assert torch.equal(exact_weight(layer), weight)

    restore(network)
    assert torch.equal(layer.weight, weight) and type(layer) is type(make())


def test_an_eight_bit_layer_recomputes_its_gradient_as_autograd_would():
    torch.manual_seed(0)
    for make, shape in LAYERS.values():
        layer = make().requires_grad_(False)
        quantise(nn.Sequential(layer), "int8")
        x = torch.randn(shape, requires_grad=True)
        (ours,) = torch.autograd.grad(layer(x).square().sum(), x)
        rounded = layer.weight
        restore(nn.Sequential(layer))
        layer.weight.data.copy_(rounded)
        (theirs,) = torch.autograd.grad(layer(x).square().sum(), x)
        torch.testing.assert_close(ours, theirs)


class Wide(tiny.TinyStage):
    """The tiny stage with layers large enough to be held in few bits."""

    def __init__(self, family, plan):
        super().__init__(family, plan)
        torch.manual_seed(5)
        inner = nn.Sequential(
            nn.Conv1d(16, 96, 5, padding=2), nn.ReLU(), nn.Conv1d(96, 16, 5, padding=2)
        )
        net = self._module["net"]
        net.conv = nn.Sequential(net.conv, inner)

    def trainable(self, mode):
        if mode == "lora":
            return ["net.conv.1.0", "net.conv.1.2", "net.out"]
        if mode == "partial":
            return ["net.out.weight", "net.out.bias"]
        return [name for name, _ in self.module.named_parameters()]


@pytest.mark.parametrize("how", ["int8", "nf4"])
def test_adapters_learn_on_a_base_of_few_bits_and_are_delivered_on_the_exact_one(plan, how):
    planned = adam_plan(plan, train="lora", lora_rank=4, quantised=how, checkpointing="none")
    losses = {}
    for quantised in ("none", how):
        stage = Wide(tiny.TinyFamily("cpu"), planned)
        module = stage.module
        before = {n: p.detach().clone() for n, p in module.named_parameters()}
        learner = Learner(stage, dataclasses.replace(planned, quantised=quantised), "cpu")
        losses[quantised] = [learner.step(n, lambda: None)["away"] for n in range(12)]
    assert losses[how][-1] < losses[how][0]
    assert losses[how] == pytest.approx(losses["none"], rel=0.05)

    found = learned(module)
    fold_adapters(module)
    name = "net.conv.1.0.weight"
    change = module.get_parameter(name).detach() - before[name]
    assert change.abs().max() > 0
    # Of rank 4, as the adapter is: nothing of what was rounded is left in it.
    assert int((torch.linalg.svdvals(change.flatten(1)) > 1e-5).sum()) == 4
    torch.testing.assert_close(found[name], module.get_parameter(name).detach())
    for same in ("net.conv.0.weight",):
        assert torch.equal(module.get_parameter(same), before[same])


ADAPTED = """
import sys
from tests.engine.training import tiny
from engine.plan import choose
from engine.training.lora import adapt
import dataclasses
made = choose(tiny.MACHINE, 60.0, 6.0, tiny.SPEC, "quick").stages[1]
stage = tiny.TinyStage(tiny.TinyFamily("cpu"), made)
adapt(stage, dataclasses.replace(made, train="lora", lora_rank=4))
print(*(name for name in ("peft", "bitsandbytes") if name in sys.modules))
"""


def test_adapters_load_no_kernels_and_warn_of_none():
    """peft would load bitsandbytes, which warns of kernels that it would fetch."""
    command = [sys.executable, "-c", ADAPTED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["peft"]
    assert "kernels" not in done.stderr


def test_named_blocks_are_frozen_and_all_else_learns(plan):
    planned = adam_plan(plan, train="partial", frozen=("net.conv", "net.norm"))
    stage = tiny.TinyStage(tiny.TinyFamily("cpu"), planned)
    Learner(stage, planned, "cpu")
    learning = {n for n, p in stage.module.named_parameters() if p.requires_grad}
    assert learning == {"net.out.weight", "net.out.bias"}
    with pytest.raises(EngineError, match="nothing of that name"):
        Learner(stage, dataclasses.replace(planned, frozen=("net.nose",)), "cpu")


def test_a_batch_in_parts_of_any_size_is_the_batch(plan):
    """Uneven micro-batches count by what they hold: the gradient is that of the whole."""

    class Uneven(tiny.TinyStage):
        sizes = (6,)

        def batch(self, step, micro):
            generator = torch.Generator().manual_seed(step)
            whole = torch.randn(6, tiny.WIDTH, 32, generator=generator)
            return whole.split(self.sizes)[micro]

    found = []
    for sizes in ((6,), (1, 3, 2)):
        planned = adam_plan(plan, accumulation=len(sizes), train="full", checkpointing="none")
        Uneven.sizes = sizes
        stage = Uneven(tiny.TinyFamily("cpu"), planned)
        stage.module["net"].drop.p = 0.0
        stage.module["net"].norm = nn.Identity()
        learner = Learner(stage, planned, "cpu")
        losses = [learner.step(n, lambda: None)["away"] for n in range(3)]
        found.append((losses, learned(stage.module)))
    assert found[0][0] == pytest.approx(found[1][0], rel=1e-5)
    for name, tensor in found[0][1].items():
        torch.testing.assert_close(tensor, found[1][1][name], rtol=1e-4, atol=1e-6)


def test_batches_of_any_make_are_moved():
    @dataclasses.dataclass(frozen=True)
    class Batch:
        x: torch.Tensor
        pair: tuple[torch.Tensor, int]

    there = moved(Batch(torch.ones(2), (torch.ones(3), 4)), torch.device("meta"))
    assert there.x.is_meta and there.pair[0].is_meta and there.pair[1] == 4


@pytest.mark.parametrize(
    "switches",
    [
        {"optimiser": "adamw8bit"},
        {"ema": 0.9},
        {"train": "lora", "lora_rank": 4, "quantised": "int8"},
        {"train": "partial", "frozen": ("net.conv",)},
    ],
    ids=["adamw8bit", "ema", "qlora", "frozen"],
)
def test_an_interrupted_run_goes_on_with_the_same_losses(dataset, plan, tmp_path, switches):
    from test_loop import Families, Follower, fit

    stages = tuple(dataclasses.replace(stage, **switches) for stage in plan.stages)
    plan = dataclasses.replace(plan, stages=stages)
    whole = Follower()
    fit(dataset, plan, tmp_path / "whole", whole, families=Families(tiny.TinyStage))

    control = Control()

    def stop(event):
        if isinstance(event, Step) and (event.stage, event.step) == ("prosody", 4):
            control.stop()

    from engine.library import delete_voice

    delete_voice("anna")
    broken = Follower(stop)
    with suppress(Cancelled):
        fit(dataset, plan, tmp_path / "broken", broken, control, families=Families(tiny.TinyStage))
    rest = Follower()
    fit(dataset, None, tmp_path / "broken", rest, families=Families(tiny.TinyStage))
    seen = {(s.stage, s.step): s.losses for s in broken.all(Step) + rest.all(Step)}
    assert seen == {(s.stage, s.step): s.losses for s in whole.all(Step)}
    scores = [c.score for c in whole.all(Checkpoint) if c.score is not None]
    assert scores[2] > scores[0]
