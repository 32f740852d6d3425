"""What of a stage learns: full, partial, or low-rank adapters; and folding adapters back in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from engine.errors import EngineError
from engine.training.quantised import exact_weight, quantise, restore

if TYPE_CHECKING:
    from engine.models.families import Stage
    from engine.plan import StagePlan


def adapt(stage: Stage, plan: StagePlan) -> None:
    """Freeze the stage's module but for what learns under the plan; add adapters for LoRA.

    LoRA is Hu et al. 2021 (arXiv 2106.09685) with alpha = rank, so that a falling rank keeps the
    size of an update.
    """
    module = stage.module
    module.requires_grad_(False)
    names = _learning(stage, plan)
    layers = dict(module.named_modules())
    targets = [name for name in names if name in layers]
    parameters = dict(module.named_parameters())
    if plan.train == "lora":
        _add_adapters(module, targets, plan.lora_rank or 0)
    for name in names:
        if name not in layers:
            parameters[name].requires_grad_(True)
    if plan.quantised != "none":
        quantise(module, plan.quantised)


def _learning(stage: Stage, plan: StagePlan) -> list[str]:
    """What learns: the family's choice, or in a partial stage all but the blocks that are frozen.

    Raises:
        EngineError: kind "input" for a block that is not there.
    """
    if plan.train != "partial" or not plan.frozen:
        return stage.trainable(plan.train)
    names = stage.trainable("full")
    for block in plan.frozen:
        left = [name for name in names if not f"{name}.".startswith(f"{block}.")]
        if len(left) == len(names):
            raise EngineError(
                "input",
                f"The plan freezes {block}, but nothing of that name learns in {plan.name}.",
                "Mend the plan, or make a new one.",
            )
        names = left
    return names


def _add_adapters(module: nn.Module, targets: list[str], rank: int) -> None:
    for name in targets:
        layer = module.get_submodule(name)
        if parametrize.is_parametrized(layer) or hasattr(layer, "weight_g"):
            raise EngineError(
                "internal",
                f"The layer {name} has a weight norm and cannot take an adapter.",
                "Choose --quality with another mode, or report this.",
            )
    pattern = "|".join(re.escape(name) for name in targets)
    with _hidden("bitsandbytes"):
        # peft imports transformers: seconds that only a run with adapters should pay.
        from peft import LoraConfig, inject_adapter_in_model

        config = LoraConfig(r=rank, lora_alpha=rank, lora_dropout=0.0, target_modules=pattern)
        inject_adapter_in_model(config, module)


@contextmanager
def _hidden(library: str) -> Iterator[None]:
    """Inside, a library that is not loaded cannot be found.

    peft loads bitsandbytes where it finds it, for layers that we do not use (`quantised` has its
    own): seconds, and a warning on stderr about kernels that it would fetch from the network.
    """
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]  # what Python calls "not to be found"
    try:
        yield
    finally:
        del sys.modules[library]


def fold_adapters(module: nn.Module) -> None:
    """Add every adapter's product to its layer and put the plain layer back in its place.

    Weights that were held in few bits are exact again.
    """
    restore(module)
    for name, layer in list(_adapters(module)):
        layer.merge()
        parent, _, child = name.rpartition(".")
        setattr(module.get_submodule(parent), child, layer.get_base_layer())


def learned(module: nn.Module, helpers: tuple[str, ...] = ()) -> dict[str, Tensor]:
    """Copies in RAM, under the module's own names, of all that learns, adapters multiplied out.

    What lies under a prefix of `helpers` is left out: no voice needs it. Independent of how it was
    trained: two rungs of the ladder give the same names where they train the same layers.
    """
    found: dict[str, Tensor] = {}
    for name, layer in _adapters(module):
        delta = layer.get_delta_weight("default")
        found[f"{name}.weight"] = (exact_weight(layer.get_base_layer()) + delta).detach()
    for name, parameter in module.named_parameters():
        if parameter.requires_grad and ".lora_" not in name:
            found[name] = parameter.detach()
    found |= dict(module.named_buffers())
    return {
        name: tensor.cpu().clone().contiguous()
        for name, tensor in found.items()
        if not name.startswith(helpers)
    }


@torch.no_grad()
def put_back(module: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Copy tensors from `learned` into a module whose adapters have been folded."""
    own = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    for name, tensor in tensors.items():
        own[name].copy_(tensor)


def _adapters(module: nn.Module) -> Iterator[tuple[str, Any]]:
    """The layers that peft has wrapped, known by what they offer: peft need not be imported."""
    for name, layer in module.named_modules():
        if hasattr(layer, "get_delta_weight"):
            yield name, layer
