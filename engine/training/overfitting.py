"""Learning the clips by heart: the loss goes on falling while held-out sentences get worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Two scores of the same voice on other sentences differ by about this much.
NOISE = 0.01


@dataclass(frozen=True)
class Look:
    """One score, and the mean loss of the steps since the score before (None: there were none)."""

    step: int
    score: float
    loss: float | None = None


def best_before_decline(looks: Sequence[Look]) -> Look | None:
    """The best look, when the score has fallen twice since then although the loss fell too.

    One low score may be chance; two in a row, each lower than the one before, with a loss below
    that of the best, are not.
    """
    if len(looks) < 3:
        return None
    best = max(looks, key=lambda look: look.score)
    later = [look for look in looks if look.step > best.step]
    if len(later) < 2 or not later[-1].score < later[-2].score < best.score - NOISE:
        return None
    then = best.loss if best.loss is not None else later[0].loss
    now = later[-1].loss
    return best if then is not None and now is not None and now < then else None
