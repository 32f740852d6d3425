"""Ranks of a run in torch: how a process joins the others, and how gradients are averaged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from engine.errors import EngineError
from engine.together import PEER_LOST, RENDEZVOUS, rank_here
from engine.training.group import Group

# A pause may last as long as the user likes; a rank that is gone is noticed by who started it.
PATIENCE = timedelta(days=7)
LOST_WORDS = ("gloo", "nccl", "connection closed", "connection reset")


@contextmanager
def joined(device: str) -> Iterator[Group]:
    """The group this process was started for, as the environment tells; alone where it does not.

    Own launches meet in a file, those of torchrun at the address it gives.
    """
    here, place = rank_here(), os.environ.get(RENDEZVOUS)
    if here is None:
        yield Group()
        return
    is_card = device.startswith("cuda")
    if is_card:
        torch.cuda.set_device(device)
    backend = "cpu:gloo,cuda:nccl" if is_card and dist.is_nccl_available() else "gloo"
    with peers():
        dist.init_process_group(
            backend,
            init_method=Path(place).as_uri() if place else "env://",
            rank=here.rank,
            world_size=here.world,
            timeout=PATIENCE,
        )
    try:
        yield Group(here.rank, here.world, _summed)
    finally:
        dist.destroy_process_group()


@contextmanager
def peers() -> Iterator[None]:
    """Inside, the end of another rank is an `EngineError` of kind "crash"."""
    try:
        yield
    except RuntimeError as error:
        if any(word in str(error).lower() for word in LOST_WORDS):
            raise EngineError("crash", PEER_LOST, "Continue with --resume.") from error
        raise


class Reduced:
    """Adds a loss to the gradients of some parameters; in a group they become the ranks' mean.

    A loss passes through the reducer's forward, which only makes it ready for the gradients to
    come; so each of a stage's losses (a GAN has two) is reduced by itself, without a search for
    parameters that got none. Li et al. 2020 (arXiv 2006.15704).
    """

    def __init__(self, parameters: list[Tensor], in_group: bool) -> None:
        self._parameters = parameters
        self._reducer: DistributedDataParallel | None = None
        if in_group:
            with peers():
                self._reducer = DistributedDataParallel(
                    _Held(parameters), broadcast_buffers=False, gradient_as_bucket_view=True
                )

    def backward(self, loss: Tensor, is_last: bool) -> None:
        """Add to the gradients; with the last micro-batch all are averaged over the ranks."""
        if self._reducer is None:
            loss.backward(inputs=self._parameters)
            return
        with peers(), nullcontext() if is_last else self._reducer.no_sync():
            self._reducer(loss).backward(inputs=self._parameters)


class _Held(nn.Module):
    """Parameters to reduce; a loss passes through unchanged."""

    def __init__(self, parameters: list[Tensor]) -> None:
        super().__init__()
        self.held = nn.ParameterList(parameters)

    def forward(self, loss: Tensor) -> Tensor:
        return loss


def _summed(row: list[float]) -> list[float]:
    """Through RAM: a card is not waited for."""
    numbers = torch.tensor(row, dtype=torch.float64)
    with peers():
        dist.all_reduce(numbers)
    return numbers.tolist()
