"""One stage while it learns: its optimisers, its schedule, and what one step does."""

from __future__ import annotations

import math
import random
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.training.averages import Averages
from engine.training.compiled import set_arithmetic
from engine.training.feeding import Feed, moved
from engine.training.group import Group
from engine.training.lora import adapt
from engine.training.optimisers import make_optimiser
from engine.training.ranks import Reduced

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from engine.models.families import Stage
    from engine.plan import StagePlan

CLIP_NORM = 5.0
WARM_UP_STEPS = 10
LAST_RATE = 0.05
# Below this a scale no longer lifts small gradients: what still overflows is no matter of scale.
LEAST_SCALE = 1.0
HALF = {"fp16": torch.float16, "bf16": torch.bfloat16}


class NotFiniteError(Exception):
    """A loss or a gradient is infinite or not a number; the step was not taken."""


def seed_everything(seed: int, *place: str | int) -> None:
    """Make all random numbers a function of the seed and of where in the run we are.

    No generator's state has to be saved: an interrupted run draws the numbers of an unbroken one.
    """
    mixed = zlib.crc32(repr((seed, *place)).encode())
    torch.manual_seed(mixed)
    np.random.seed(mixed)
    random.seed(mixed)


def rate_share(step: int, steps: int) -> float:
    """Share of the learning rate for `step` of `steps`: linear warm-up, cosine to 5 %."""
    warm = min(WARM_UP_STEPS, max(1, steps // 10))
    if step < warm:
        return (step + 1) / warm
    done = (step - warm) / max(1, steps - warm)
    return LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


class Learner:
    """A stage made ready to learn under a plan: frozen, adapted, its parts with their optimisers.

    `averages` are those of all that learns but groups that set `averaged` to False; `data_seconds`
    is what the last step waited for its batches.
    """

    def __init__(self, stage: Stage, plan: StagePlan, device: str) -> None:
        seed_everything(plan.seed, plan.name, "adapt")
        set_arithmetic(plan, torch.device(device))
        adapt(stage, plan)
        self.stage = stage
        self.plan = plan
        self.rate_scale = 1.0
        self.data_seconds = 0.0
        self._place = device
        self.device = torch.device(device)
        self.drive = stage.drive()
        self.names = {id(p): name for name, p in stage.module.named_parameters()}
        self.optimisers = {
            name: self._optimiser(groups) for name, groups in stage.parameter_groups().items()
        }
        self.averages = self._averages() if plan.ema is not None else None
        self.scaler = torch.amp.grad_scaler.GradScaler(
            self.device.type, enabled=plan.precision == "fp16"
        )
        self._feed = Feed(stage, self.device, self._own_micro_batches)
        self.join(Group())

    def join(self, group: Group) -> None:
        """Share every step with the other ranks of a group, whose weights become equal."""
        self._group = group
        in_group = group.world > 1
        self._gradients = {
            name: Reduced(self._parameters(name), in_group) for name in self.optimisers
        }

    def step(self, index: int, check: Callable[[], None]) -> dict[str, float]:
        """Take optimiser step `index` and return the mean of its reported losses.

        `check` is called before every micro-batch; until the last one nothing has changed, so what
        it raises leaves the state of the step before.

        Raises:
            NotFiniteError: the step was given up.
        """
        seed_everything(self.plan.seed, self.plan.name, index)
        self._set_rates(index)
        self.stage.module.train()
        self._zero()
        try:
            totals = self._all_micro_batches(index, check)
        except NotFiniteError:
            if self.scaler.is_enabled():
                self.scaler.update(self.scaler.get_scale() / 2)
            raise
        finally:
            self._zero()
        self.scaler.update()
        if self.scaler.is_enabled() and self.scaler.get_scale() < LEAST_SCALE:
            raise NotFiniteError("its gradients do not fit into half precision at any scale")
        if self.averages is not None:
            self.averages.add(index)
        return self._group.sum(totals)

    def rehearse(self) -> None:
        """Compute the first step's losses and gradients, and leave everything as it was."""
        seed_everything(self.plan.seed, self.plan.name, "rehearsal")
        module = self.stage.module.train()
        buffers = {name: buffer.clone() for name, buffer in module.named_buffers()}
        losses = self.stage.losses(moved(self.stage.batch(0, 0), self.device))
        try:
            while True:
                with self.autocast():
                    item = next(losses, None)
                if item is None:
                    return
                name, loss, _ = item
                self.scaler.scale(loss).backward(inputs=self._parameters(name))
        finally:
            self._zero()
            with torch.no_grad():
                for name, buffer in module.named_buffers():
                    buffer.copy_(buffers[name])

    def averaged(self) -> AbstractContextManager[None]:
        """Inside, what learns is as it will be judged and delivered."""
        return nullcontext() if self.averages is None else self.averages.in_place()

    def _all_micro_batches(self, index: int, check: Callable[[], None]) -> dict[str, float]:
        """Every micro-batch counts by what its loss is the mean of: together they are one batch."""
        began = time.monotonic()
        batches = self._feed.step(index)
        self.data_seconds = time.monotonic() - began
        weights = [self.stage.weight(batch) for batch in batches]
        whole = self._group.whole(sum(weights))
        shares = [weight / whole for weight in weights]
        reported: list[dict[str, Tensor | float]] = []
        for micro, share in zip(self._own_micro_batches(index), shares):
            check()
            if micro:  # whoever computes it, alone or in a group, draws the same numbers
                seed_everything(self.plan.seed, self.plan.name, index, micro)
            last = len(batches) == 1
            reported.append(self._micro_batch(batches.pop(0), share, last))
        return _means(reported, shares)

    def _micro_batch(
        self, batch: Any, share: Tensor | float, last: bool
    ) -> dict[str, Tensor | float]:
        """Backward through every loss the stage yields, stepping its optimiser on the last one."""
        if self.drive is not None:
            share = share if self.drive.averaged else 1.0
        share = share * self._group.world  # for a group takes the mean of its ranks' gradients
        reported: dict[str, Tensor | float] = {}
        losses = self.stage.losses(batch)
        while True:
            with self.autocast():
                item = next(losses, None)
            if item is None:
                return reported
            name, loss, parts = item
            # On a card looking would mean waiting; there the norm of the gradients tells.
            if loss.device.type == "cpu" and not self._is_finite(loss):
                raise NotFiniteError(f"the loss of {name} is {float(loss.detach())}")
            # Only the parameters of this optimiser collect gradients: a generator's loss passes
            # through the discriminator without leaving any there.
            self._gradients[name].backward(self.scaler.scale(loss * share), last)
            if last:
                self._update(name, loss)
            reported |= parts or {name: loss.detach()}

    def _update(self, name: str, loss: Tensor) -> None:
        """Step an optimiser, and give its gradients back before the next loss needs the room."""
        optimiser, parameters = self.optimisers[name], self._parameters(name)
        self.scaler.unscale_(optimiser)
        limit = CLIP_NORM if self.drive is None else math.inf
        norm = nn.utils.clip_grad_norm_(parameters, limit)
        # The only thing of a step that is waited for: whatever was not finite is so here.
        # Scaled gradients may be infinite: the scaler leaves such a step out by itself.
        seen = loss.detach() if self.scaler.is_enabled() else norm
        if not self._is_finite(seen):
            what = "gradient" if bool(torch.isfinite(loss)) else "loss"
            raise NotFiniteError(f"the {what} of {name} is {float(seen.detach())}")
        self.scaler.step(optimiser)
        for parameter in parameters:
            parameter.grad = None

    def _own_micro_batches(self, index: int) -> range:
        drive = self.drive
        count = self.plan.accumulation if drive is None else drive.micro_batches(index)
        return self._group.own(count)

    def _is_finite(self, number: Tensor) -> bool:
        """Whether it is so on all ranks, which must decide alike."""
        if self._group.world == 1:
            return bool(torch.isfinite(number))
        return math.isfinite(self._group.mean(float(number.detach())))

    def _optimiser(self, groups: list[dict[str, Any]]) -> torch.optim.Optimizer:
        for group in groups:
            unknown = [p for p in group["params"] if id(p) not in self.names]
            if unknown or not all(p.requires_grad for p in group["params"]):
                raise EngineError(
                    "internal",
                    f"The stage {self.plan.name} would train what its plan does not.",
                    "Report this; another --quality may work meanwhile.",
                )
        lr = self.plan.learning_rate
        groups = [{"base_rate": group.get("lr", lr), "lr": lr, **group} for group in groups]
        if self.drive is not None:
            return self.drive.optimiser(groups)
        return make_optimiser(self.plan, groups, self._place)

    def _averages(self) -> Averages:
        averaged = {
            self.names[id(parameter)]: parameter
            for optimiser in self.optimisers.values()
            for group in optimiser.param_groups
            for parameter in group["params"]
            if group.get("averaged", True)
        }
        return Averages(averaged, self.plan.ema or 0.0)

    def _set_rates(self, index: int) -> None:
        if self.drive is None:
            share = rate_share(index, self.plan.steps) * self.rate_scale
        else:
            share = self.drive.rate(index) * self.rate_scale
        for optimiser in self.optimisers.values():
            for group in optimiser.param_groups:
                group["lr"] = group["base_rate"] * share

    def _parameters(self, name: str) -> list[Tensor]:
        return [p for group in self.optimisers[name].param_groups for p in group["params"]]

    def autocast(self, cached: bool = True) -> AbstractContextManager[Any]:
        """Inside, the plan's precision; weights in half precision are kept if `cached`."""
        if self.plan.precision == "fp32":
            return nullcontext()
        return torch.autocast(self.device.type, HALF[self.plan.precision], cache_enabled=cached)

    def _zero(self) -> None:
        for optimiser in self.optimisers.values():
            optimiser.zero_grad(set_to_none=True)


def _means(
    reported: list[dict[str, Tensor | float]], shares: Sequence[Tensor | float]
) -> dict[str, float]:
    """Numbers of the micro-batches, weighted by their shares. Fetched from the device in one go."""
    names = {name: None for parts in reported for name in parts}
    sums = [
        sum(torch.as_tensor(p[n]).detach().float() * s for p, s in zip(reported, shares) if n in p)
        for n in names
    ]
    if not sums:
        return {}
    device = max((torch.as_tensor(x).device for x in sums), key=lambda d: d.type == "cuda")
    return dict(zip(names, torch.stack([torch.as_tensor(x).to(device) for x in sums]).tolist()))
