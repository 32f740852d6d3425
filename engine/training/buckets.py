"""Which clips share a micro-batch: clips of like length, up to a budget of frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.plan import StagePlan

# Lengths that differ by no more count as alike; it also mixes who meets whom in a round.
ALIKE = 0.15

# Seeds a generator for a place in the run.
Draw = Callable[[int], np.random.Generator]


def padding_share(batches: Sequence[Sequence[int]], frames: Sequence[int]) -> float:
    """How much of what batches hold is padding."""
    held = sum(len(batch) * max(frames[i] for i in batch) for batch in batches)
    return 1 - sum(frames[i] for batch in batches for i in batch) / held


def drawn(rng: np.random.Generator, frames: Sequence[int], plan: StagePlan) -> list[int]:
    """Clips drawn by their length, so that every second of speech is as likely.

    Bucketed, the first is drawn so and the others from those of like length.
    """
    lengths = np.asarray(frames, float)
    size = plan.micro_batch
    if not plan.bucketed:
        again = len(lengths) < size
        chosen = rng.choice(len(lengths), size, replace=again, p=lengths / lengths.sum())
        return within(chosen.tolist(), frames, plan.frame_budget)
    first = int(rng.choice(len(lengths), p=lengths / lengths.sum()))
    near = np.argsort(np.abs(np.log(lengths / lengths[first])), kind="stable")
    alike = int((np.abs(np.log(lengths / lengths[first])) <= ALIKE).sum())
    pool = near[: max(size, alike)]
    pool = pool[pool != first]
    count = min(size - 1, len(pool))
    others = rng.choice(pool, count, replace=False, p=lengths[pool] / lengths[pool].sum())
    return within([first, *others.tolist()], frames, plan.frame_budget)


def within(batch: list[int], frames: Sequence[int], budget: int | None) -> list[int]:
    """As many clips from the front of a batch as fit the budget, padding counted; at least one."""
    if budget is None:
        return batch
    longest = 0
    for count, clip in enumerate(batch):
        longest = max(longest, frames[clip])
        if count and (count + 1) * longest > budget:
            return batch[:count]
    return batch


class Rounds:
    """Every clip once a round, in a new order each, as micro-batches of clips of like length."""

    def __init__(self, frames: Sequence[int], plan: StagePlan, draw: Draw) -> None:
        self._frames = frames
        self._plan = plan
        self._draw = draw
        self._batches: list[list[int]] = []
        self._rounds = 0

    def batch(self, number: int) -> list[int]:
        """The clips of a micro-batch, counted from the first of the run."""
        while len(self._batches) <= number:
            self._batches += self.round(self._rounds)
            self._rounds += 1
        return self._batches[number]

    def round(self, number: int) -> list[list[int]]:
        """The micro-batches of one round."""
        rng = self._draw(number)
        lengths = np.asarray(self._frames, float)
        order = rng.permutation(len(lengths))
        if self._plan.bucketed:
            blurred = lengths * np.exp(rng.uniform(-ALIKE, ALIKE, len(lengths)))
            order = np.argsort(-blurred, kind="stable")
        batches = list(self._filled(order.tolist()))
        return [batches[i] for i in rng.permutation(len(batches))]

    def _filled(self, order: list[int]) -> Iterator[list[int]]:
        """Clips in order, as many to a batch as there may be and as fit the budget."""
        while order:
            part = order[: self._plan.micro_batch]
            batch = within(part, self._frames, self._plan.frame_budget)
            yield batch
            order = order[len(batch) :]
