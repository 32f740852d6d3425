"""Averages of what learns: they are judged and delivered in place of the last weights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor
from torch.optim.swa_utils import get_ema_multi_avg_fn

# At first there is nothing to average: the decay grows as (1 + n) / (RAMP + n).
RAMP = 10.0


class Averages:
    """Exponential moving averages of parameters (Polyak and Juditsky 1992), by name."""

    def __init__(self, parameters: dict[str, Tensor], decay: float) -> None:
        self._parameters = parameters
        self._decay = decay
        self.tensors = {name: p.detach().clone() for name, p in parameters.items()}

    @torch.no_grad()
    def add(self, step: int) -> None:
        """Take in the weights after `step` (from 0)."""
        decay = min(self._decay, (1 + step) / (RAMP + step))
        own = [p.detach() for p in self._parameters.values()]
        get_ema_multi_avg_fn(decay)(list(self.tensors.values()), own, step)

    @torch.no_grad()
    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Go on from what a checkpoint kept; the rest starts from the weights as they are."""
        for name, average in self.tensors.items():
            kept = tensors.get(name)
            fits = kept is not None and kept.shape == average.shape
            average.copy_(kept if fits and kept is not None else self._parameters[name].detach())

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Inside, the parameters are their averages."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    @torch.no_grad()
    def _swap(self) -> None:
        for name, parameter in self._parameters.items():
            own = parameter.detach().clone()
            parameter.copy_(self.tensors[name])
            self.tensors[name].copy_(own)
