"""An optimiser's moments in RAM while they rest; they visit the card in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor

# What of the moments is on the card at once.
PART_BYTES = 64_000_000


class MomentsInRam(torch.optim.Optimizer):
    """Another optimiser, which moves each parameter by itself, with its moments in RAM.

    A step goes through the parameters in parts: moments in, move, moments out. The moves are those
    of the `inner` optimiser, number for number.
    """

    def __init__(self, inner: torch.optim.Optimizer, part_bytes: int = PART_BYTES) -> None:
        self.inner = inner
        self._part_bytes = part_bytes
        super().__init__(inner.param_groups, inner.defaults)
        # One list of groups and one state for both, whoever changes them.
        self.param_groups = inner.param_groups
        self.state = inner.state

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move every parameter that has a gradient."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        moving = [p for group in self.param_groups for p in group["params"] if p.grad is not None]
        gradients = [p.grad for p in moving]
        for parameter in moving:
            parameter.grad = None
        for part in self._parts(list(zip(moving, gradients))):
            self._step_part(part)
        if torch.cuda.is_available():
            torch.cuda.current_stream().synchronize()  # what is on its way to RAM is there
        return loss

    def _step_part(self, part: list[tuple[Tensor, Tensor | None]]) -> None:
        resting = [self.state.get(parameter, {}) for parameter, _ in part]
        for (parameter, gradient), state in zip(part, resting):
            parameter.grad = gradient
            if state:
                self.state[parameter] = {n: _visit(n, t, parameter) for n, t in state.items()}
        self.inner.step()
        for (parameter, _), state in zip(part, resting):
            parameter.grad = None
            self.state[parameter] = {
                name: _home(moment, state.get(name))
                for name, moment in self.state[parameter].items()
            }

    def _parts(
        self, moving: list[tuple[Tensor, Tensor | None]]
    ) -> Iterator[list[tuple[Tensor, Tensor | None]]]:
        part: list[tuple[Tensor, Tensor | None]] = []
        size = 0
        for item in moving:
            bytes_of = 2 * item[0].numel() * item[0].element_size()
            if part and size + bytes_of > self._part_bytes:
                yield part
                part, size = [], 0
            part.append(item)
            size += bytes_of
        if part:
            yield part


def _visit(name: str, moment: Tensor, parameter: Tensor) -> Tensor:
    return moment.to(parameter.device, non_blocking=True)


def _home(moment: Tensor, home: Tensor | None) -> Tensor:
    """The moment in RAM: in the place it had, else in a new one that the card can write to."""
    if home is None:
        pinned = moment.device.type == "cuda"
        home = torch.empty_like(moment, device="cpu", pin_memory=pinned)
    return home.copy_(moment, non_blocking=True)
