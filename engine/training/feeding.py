"""Micro-batches on their way to the device: the next step's are made while this one learns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from engine.models.families import Stage


class Feed:
    """The micro-batches of each optimiser step, those whose `numbers` are this process's own.

    On a card they are made one step ahead in a thread, in memory that the card reads by itself.
    What a batch holds depends on step and micro-batch alone, so that being ahead changes nothing.
    """

    def __init__(
        self, stage: Stage, device: torch.device, numbers: Callable[[int], Iterable[int]]
    ) -> None:
        self._stage = stage
        self._device = device
        self._numbers = numbers
        self._ahead: tuple[int, Future[list[Any]]] | None = None
        self._pool: ThreadPoolExecutor | None = None
        if device.type == "cuda":
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="feed")

    def step(self, index: int) -> list[Any]:
        """The micro-batches of optimiser step `index`, on the device."""
        ahead, self._ahead = self._ahead, None
        if self._pool is None:
            return self._made(index)
        made = ahead[1].result() if ahead and ahead[0] == index else self._made(index)
        self._ahead = index + 1, self._pool.submit(self._made, index + 1)
        return made

    def _made(self, index: int) -> list[Any]:
        batches = (self._stage.batch(index, micro) for micro in self._numbers(index))
        return [moved(batch, self._device) for batch in batches]


def moved(batch: Any, device: torch.device) -> Any:
    """A batch with its tensors on a device: a tensor, or what tuples and dataclasses hold."""
    if isinstance(batch, Tensor):
        if batch.device.type == device.type:
            return batch
        waiting = batch.pin_memory() if device.type == "cuda" else batch
        return waiting.to(device, non_blocking=True)
    if isinstance(batch, tuple):
        parts = [moved(part, device) for part in batch]
        return type(batch)(*parts) if hasattr(batch, "_fields") else tuple(parts)
    if is_dataclass(batch) and not isinstance(batch, type):
        parts = {f.name: moved(getattr(batch, f.name), device) for f in fields(batch)}
        return replace(batch, **parts)
    return batch
