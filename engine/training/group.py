"""The processes that share a run, one a device: which of them leads, and how they keep step.

A process on its own makes no process group, and every method here is then nothing. In a group each
rank takes its share of a step's micro-batches, the gradients are averaged while they are computed
(`engine.training.ranks`), and so all ranks take the same steps with the same weights. Rank 0 alone
scores, saves and tells. Light: a run's folder is known without torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import EngineError

if TYPE_CHECKING:
    from torch import Tensor


def _alone(row: list[float]) -> list[float]:
    return row


@dataclass(frozen=True)
class Group:
    """`rank` of `world` processes; the default is a process on its own.

    `exchange` turns a row of numbers into the sums over all ranks, and returns when all have asked.
    """

    rank: int = 0
    world: int = 1
    exchange: Callable[[list[float]], list[float]] = _alone

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
        self.exchange([0.0])

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
        return self.exchange([value])[0] / self.world

    def whole(self, part: Tensor | float) -> Tensor | float:
        """The sum of every rank's part; alone it is the part itself, not waited for."""
        return part if self.world == 1 else self.exchange([float(part)])[0]

    def sum(self, values: Mapping[str, float]) -> dict[str, float]:
        """Sums over all ranks, which must give the same names."""
        names = sorted(values)
        return dict(zip(names, self.exchange([values[name] for name in names]), strict=True))
