"""The optimisers a plan can name, and moments that pass from one to another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.optim.adamw import adamw

from engine.training.offload import MomentsInRam

if TYPE_CHECKING:
    from types import ModuleType

    from engine.plan import StagePlan

# Momentum forgets faster than AdamW's default: runs of a few hundred steps have no time to wait.
BETAS = (0.8, 0.99)
# A scale for so many moments; smaller tensors gain nothing and keep theirs in single precision.
BLOCK, LEAST_NUMBERS = 256, 4096
MOMENTS = ("exp_avg", "exp_avg_sq")


def make_optimiser(
    plan: StagePlan, groups: list[dict[str, Any]], device: str
) -> torch.optim.Optimizer:
    """The plan's optimiser: AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101), one way or other.

    Without weight decay unless a group asks.
    """
    common: dict[str, Any] = {"lr": plan.learning_rate, "betas": BETAS, "weight_decay": 0.0}
    if plan.optimiser == "adamw8bit":
        made: torch.optim.Optimizer = AdamW8bit(groups, **common)
    else:
        # One pass over all parameters of a group instead of a dozen for each.
        made = torch.optim.AdamW(groups, fused=True, **common)
    if plan.offload in ("optimiser", "both") and torch.device(device).type != "cpu":
        return MomentsInRam(made)
    return made


class AdamW8bit(torch.optim.Optimizer):
    """AdamW with moments of one byte each and a scale for every `BLOCK` of them.

    Dettmers et al. 2022 (arXiv 2110.02861), by the kernels of bitsandbytes. The state holds tensors
    only, so that it can be kept in any file of tensors.
    """

    def __init__(
        self,
        groups: list[dict[str, Any]],
        lr: float,
        betas: tuple[float, float] = BETAS,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        defaults = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
        super().__init__(groups, defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move every parameter that has a gradient."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            moving = [p for p in group["params"] if p.grad is not None]
            for parameter in moving:
                if not self.state[parameter]:
                    self.state[parameter].update(_fresh(parameter))
            small = [p for p in moving if p.numel() < LEAST_NUMBERS]
            if small:
                self._move_small(small, group)
            for parameter in moving:
                if parameter.numel() >= LEAST_NUMBERS:
                    _move(parameter, self.state[parameter], group)
        return loss

    def _move_small(self, small: list[Tensor], group: dict[str, Any]) -> None:
        states = [self.state[p] for p in small]
        averages, squares = ([state[name] for state in states] for name in MOMENTS)
        adamw(
            small,
            [p.grad for p in small if p.grad is not None],
            averages,
            squares,
            [],
            [state["step"] for state in states],
            amsgrad=False,
            beta1=group["betas"][0],
            beta2=group["betas"][1],
            lr=group["lr"],
            weight_decay=group["weight_decay"],
            eps=group["eps"],
            maximize=False,
        )


def restored(optimiser: torch.optim.Optimizer, parameter: Tensor, kept: dict[str, Tensor]) -> bool:
    """Give a parameter the moments that a checkpoint kept, by whichever optimiser; False if unfit.

    Moments of 8 bits become single ones and the other way round.
    """
    if not {"step", *MOMENTS} <= kept.keys() or kept["exp_avg"].shape != parameter.shape:
        return False
    holder = optimiser.inner if isinstance(optimiser, MomentsInRam) else optimiser
    state = {name: tensor.to(parameter.device) for name, tensor in kept.items()}
    if isinstance(holder, torch.optim.AdamW | AdamW8bit):
        small = parameter.numel() < LEAST_NUMBERS
        state = opened(state)
        if isinstance(holder, AdamW8bit) and not small:
            state = _closed(state)
    # Only the fused kernel counts its steps beside the parameter.
    fused = bool(holder.param_groups[0].get("fused"))
    state["step"] = kept["step"].to(parameter.device) if fused else kept["step"]
    optimiser.state[parameter] = state
    return True


def opened(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """A parameter's state with its moments in single precision."""
    if f"{MOMENTS[0]}_scale" not in state:
        return dict(state)
    opened = {name: t for name, t in state.items() if not name.startswith(MOMENTS)}
    for name in MOMENTS:
        codes, scale = state[name], state[f"{name}_scale"]
        table = _table(name, str(codes.device))
        opened[name] = kernels().dequantize_blockwise(
            codes, absmax=scale, code=table, blocksize=BLOCK
        )
    return opened


def _closed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    closed = {name: t for name, t in state.items() if not name.startswith(MOMENTS)}
    for name in MOMENTS:
        table = _table(name, str(state[name].device))
        codes, kept = kernels().quantize_blockwise(state[name], code=table, blocksize=BLOCK)
        closed |= {name: codes, f"{name}_scale": kept.absmax}
    return closed


def _fresh(parameter: Tensor) -> dict[str, Tensor]:
    state = {"step": torch.zeros(())}
    if parameter.numel() < LEAST_NUMBERS:
        return state | {name: torch.zeros_like(parameter) for name in MOMENTS}
    blocks = -(-parameter.numel() // BLOCK)
    for name in MOMENTS:
        state[name] = torch.zeros_like(parameter, dtype=torch.uint8)
        state[f"{name}_scale"] = parameter.new_zeros(blocks, dtype=torch.float32)
    return state


def _move(parameter: Tensor, state: dict[str, Tensor], group: dict[str, Any]) -> None:
    assert parameter.grad is not None
    state["step"] += 1
    tables = (_table(name, str(parameter.device)) for name in MOMENTS)
    kernels().optimizer_update_8bit_blockwise(
        "adam",
        parameter.grad.contiguous(),
        parameter,
        *(state[name] for name in MOMENTS),
        *group["betas"],
        0.0,
        0.0,
        group["eps"],
        int(state["step"]),
        group["lr"],
        *tables,
        *(state[f"{name}_scale"] for name in MOMENTS),
        weight_decay=group["weight_decay"],
    )


@lru_cache(maxsize=8)
def _table(moment: str, device: str) -> Tensor:
    """What the 256 codes of a moment stand for: the second one has no sign."""
    return kernels().create_dynamic_map(signed=moment == "exp_avg").to(device)


def kernels() -> ModuleType:
    """The library's functions: seconds to load, which only a run that uses them should pay."""
    # It warns of faster kernels that it would fetch from the network.
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)
    import bitsandbytes.functional

    return bitsandbytes.functional
