"""The processes that share a run, one a device: which of them leads, and how they keep step.

A process on its own makes no process group, and every method here is then nothing. In a group each
rank takes its share of a step's micro-batches, the gradients are averaged while they are computed
(torch's DistributedDataParallel), and so all ranks take the same steps with the same weights. Rank
0 alone scores, saves and tells. torch is loaded on use only: a run's folder is known without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.together import PEER_LOST, RENDEZVOUS

if TYPE_CHECKING:
    from torch import Tensor

    from engine.training.reducing import Reduced

# A pause may last as long as the user likes; a rank that is gone is noticed by who started it.
PATIENCE = timedelta(days=7)


@dataclass(frozen=True)
class Group:
    """`rank` of `world` processes; the default is a process on its own."""

    rank: int = 0
    world: int = 1

    @property
    def leads(self) -> bool:
        return self.rank == 0

    def own(self, count: int) -> range:
        """Which of `count` micro-batches are this rank's.

        Raises:
            EngineError: kind "internal" when they cannot be shared out evenly.
        """
        if count % self.world:
            raise EngineError(
                "internal",
                f"{count} micro-batches cannot be shared by {self.world} devices.",
                "Train on one device, and report this.",
            )
        return range(self.rank, count, self.world)

    def wait(self) -> None:
        """Return when all ranks have come here."""
        self.sum({"": 0.0})

    @contextmanager
    def first(self) -> Iterator[None]:
        """The leader does what is inside; when it is done, the others; then all go on."""
        if not self.leads:
            self.wait()
        yield
        if self.leads:
            self.wait()
        self.wait()

    def mean(self, value: float) -> float:
        """The mean over all ranks, which is not finite where one value is not."""
        return self.sum({"": value})[""] / self.world

    def whole(self, part: Tensor | float) -> Tensor | float:
        """The sum of every rank's part; alone it is the part itself, not waited for."""
        return part if self.world == 1 else self.sum({"": float(part)})[""]

    def sum(self, values: Mapping[str, float]) -> dict[str, float]:
        """Sums over all ranks, which must give the same names."""
        if self.world == 1:
            return dict(values)
        import torch
        import torch.distributed as dist

        names = sorted(values)
        row = torch.tensor([values[name] for name in names], dtype=torch.float64)
        with peers():
            dist.all_reduce(row)
        return dict(zip(names, row.tolist(), strict=True))

    def share(self, parameters: list[Tensor]) -> Reduced:
        """What averages the gradients of these parameters, equal on all ranks from now on."""
        from engine.training.reducing import Reduced

        with peers():
            return Reduced(parameters, self.world > 1)


def out_of_memory(device: str) -> EngineError:
    """A rank's memory ran out: whoever started the ranks steps all of them down."""
    return EngineError(
        "memory",
        f"The memory of {device} ran out.",
        "Close other programs and continue with --resume.",
    )


@contextmanager
def joined(device: str) -> Iterator[Group]:
    """The group this process was started for, as the environment tells; alone where it does not.

    Own launches meet in a file, those of torchrun at the address it gives.
    """
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world < 2:
        yield Group()
        return
    import torch
    import torch.distributed as dist

    rank, place = int(os.environ["RANK"]), os.environ.get(RENDEZVOUS)
    is_card = device.startswith("cuda")
    if is_card:
        torch.cuda.set_device(device)
    backend = "cpu:gloo,cuda:nccl" if is_card and dist.is_nccl_available() else "gloo"
    with peers():
        dist.init_process_group(
            backend,
            init_method=f"file://{place}" if place else "env://",
            rank=rank,
            world_size=world,
            timeout=PATIENCE,
        )
    try:
        yield Group(rank, world)
    finally:
        dist.destroy_process_group()


@contextmanager
def peers() -> Iterator[None]:
    """Inside, the end of another rank is an `EngineError` of kind "crash"."""
    try:
        yield
    except RuntimeError as error:
        text = str(error).lower()
        if any(word in text for word in ("gloo", "nccl", "connection closed", "connection reset")):
            raise EngineError("crash", PEER_LOST, "Continue with --resume.") from error
        raise
