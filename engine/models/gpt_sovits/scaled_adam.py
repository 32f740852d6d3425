"""ScaledAdam, the optimiser of the published GPT stage, and the rules around it.

From icefall's Zipformer (Yao et al. 2023, arXiv 2310.11230, section 3.5) as the published system
carries it: AR/modules/optim.py, FACTS §9. Moves are proportional to the size (root mean square) of
each tensor, and the size itself is learned too.
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

FIRST_RATE, LATER_RATE = 0.01, 0.002
ACCUMULATED = 4


def published_rate(update: int) -> float:
    """The learning rate of that update (from 0) in the published GPT stage.

    Defect reproduced: the cosine of the configuration is dead. The scheduler overwrites the rate
    with 0.002 whenever it is called, which is after the first update; that one uses the rate the
    optimiser was made with (AR/modules/lr_schedulers.py:58).
    """
    return FIRST_RATE if update == 0 else LATER_RATE


def updates_after(batch: int) -> bool:
    """Whether the published GPT stage makes a step after this batch (from 0) of an epoch.

    Defect reproduced: the first step comes after five batches, later ones after four each; what is
    left stays in the gradients for the next epoch, and an epoch of four batches or fewer takes no
    step at all (AR/models/t2s_lightning_module.py:54). The loss is a sum and never divided.
    """
    return batch > 0 and batch % ACCUMULATED == 0


class ScaledAdam(torch.optim.Optimizer):
    """Adam whose moves are scaled by the size of each tensor.

    Args of a group: `lr`; `betas`; `eps`; `clipping_scale` times the median of the gradient norms
    of the last `clipping_period` steps is where clipping begins; `scalar_rate` times `lr` is the
    rate of sizes and of single numbers; sizes stay in `smallest` to `largest`, single numbers
    within plus and minus `scalar_limit`; sizes move every `size_period` steps.

    The state holds tensors only, so it can be kept in any file of tensors. The norms of a group
    are kept with its first parameter.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = FIRST_RATE,
        betas: tuple[float, float] = (0.9, 0.95),
        eps: float = 1e-8,
        clipping_scale: float = 2.0,
        clipping_period: int = 1000,
        scalar_rate: float = 0.1,
        smallest: float = 1e-5,
        largest: float = 3.0,
        scalar_limit: float = 10.0,
        size_period: int = 4,
    ) -> None:
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "clipping_scale": clipping_scale,
            "clipping_period": clipping_period,
            "scalar_rate": scalar_rate,
            "smallest": smallest,
            "largest": largest,
            "scalar_limit": scalar_limit,
            "size_period": size_period,
        }
        super().__init__(params, defaults)

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
                    self.state[parameter].update(_fresh(parameter, group["size_period"]))
            if moving:
                clip = self._clip(group, moving)
                for parameter in moving:
                    _move(parameter, self.state[parameter], group, clip)
        return loss

    def _clip(self, group: dict[str, Any], moving: list[Tensor]) -> Tensor:
        """The factor (at most 1) for the gradients that the sizes learn from."""
        first, period = self.state[moving[0]], group["clipping_period"]
        none = torch.ones((), device=moving[0].device)
        step = int(first["step"])
        if step == 0:
            return none
        norm = torch.stack([self._norm(p).to(none.device) for p in moving]).sum().sqrt()
        if "norms" not in first:
            first["norms"] = norm.new_zeros(period)
            first["threshold"] = norm.new_zeros(())
        first["norms"][step % period] = norm
        if step % period == 0:
            median = first["norms"].sort().values[min(period - 1, period // 4 * 2)]
            first["threshold"].copy_(group["clipping_scale"] * median)
        return none if step < period else (first["threshold"] / (norm + 1e-20)).clamp(max=1.0)

    def _norm(self, parameter: Tensor) -> Tensor:
        """The square of a gradient's norm, relative to its parameter's size."""
        grad = parameter.grad
        assert grad is not None
        if parameter.numel() == 1:
            return grad.square().sum()
        return (grad * self.state[parameter]["size"]).square().sum()


def _fresh(parameter: Tensor, size_period: int) -> dict[str, Tensor]:
    state = {
        "step": torch.zeros((), dtype=torch.int64),
        # The running move and the running square of the gradient; named as Adam names its own.
        "exp_avg": torch.zeros_like(parameter),
        "exp_avg_sq": torch.zeros_like(parameter),
    }
    if parameter.numel() > 1:
        state["size"] = _size(parameter)
        state["size_grads"] = parameter.new_zeros(size_period)
        state["size_grads_sq"] = parameter.new_zeros(())
    return state


def _size(parameter: Tensor) -> Tensor:
    return parameter.square().mean().sqrt()


def _move(parameter: Tensor, state: dict[str, Tensor], group: dict[str, Any], clip: Tensor) -> None:
    assert parameter.grad is not None
    state["exp_avg"].mul_(group["betas"][0])
    if parameter.numel() > 1:
        # Defect reproduced: only this reads the clipped gradient; the main move below does not
        # (optim.py:434-459, 538).
        _learn_size(parameter, parameter.grad * clip.to(parameter.device), state, group)
        _move_tensor(parameter, parameter.grad, state, group)
    else:
        _move_scalar(parameter, parameter.grad, state, group)
    state["step"] += 1


def _learn_size(
    parameter: Tensor, grad: Tensor, state: dict[str, Tensor], group: dict[str, Any]
) -> None:
    """Note the gradient of the tensor's size; every few steps measure the size and move it."""
    step, period = int(state["step"]), group["size_period"]
    state["size_grads"][step % period] = (parameter * grad).sum()
    if step % period < period - 1:
        return
    state["size"].copy_(_size(parameter))
    beta1, beta2 = group["betas"][0], group["betas"][1] ** period
    seen = state["size_grads_sq"].mul_(beta2)
    seen.add_(state["size_grads"].square().mean(), alpha=1 - beta2)
    correction = 1 - beta2 ** ((step + 1) // period)
    rate = group["lr"] * group["scalar_rate"]
    share = -rate * correction**0.5 * state["size_grads"].sum() / (seen.sqrt() + group["eps"])
    share = share.masked_fill(state["size"] < group["smallest"], 0.0)
    share = share.masked_fill(state["size"] > group["largest"], -rate * period)
    state["exp_avg"].add_(parameter * share, alpha=1 - beta1)


def _move_tensor(
    parameter: Tensor, grad: Tensor, state: dict[str, Tensor], group: dict[str, Any]
) -> None:
    beta1, beta2 = group["betas"]
    seen = state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
    correction = 1 - beta2 ** (int(state["step"]) + 1)
    if correction < 0.99:
        seen = seen / correction
    rate = -group["lr"] * (1 - beta1) * state["size"].clamp(min=group["smallest"])
    state["exp_avg"].add_(grad / (seen.sqrt() + group["eps"]) * rate)
    parameter.add_(state["exp_avg"])


def _move_scalar(
    parameter: Tensor, grad: Tensor, state: dict[str, Tensor], group: dict[str, Any]
) -> None:
    beta1, beta2 = group["betas"]
    seen = state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
    correction = 1 - beta2 ** (int(state["step"]) + 1)
    rate = -group["lr"] * group["scalar_rate"] * (1 - beta1)
    state["exp_avg"].add_(grad / ((seen / correction).sqrt() + group["eps"]), alpha=rate)
    # Defect reproduced: the limit is applied before the move, so a number may end beyond it.
    parameter.clamp_(-group["scalar_limit"], group["scalar_limit"]).add_(state["exp_avg"])
