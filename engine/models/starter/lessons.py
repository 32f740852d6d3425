"""What the stages learn from: aligned clips, which of them to trust, sentences to practise."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.models.starter.alignment import Alignment
from engine.models.starter.features import ClipFeatures
from engine.models.starter.generator import VOICED_ABOVE_HZ

# Mean path cost over which a clip teaches no durations, and over which it teaches nothing: clean
# speech aligns at .3 to .5, a clip with another text at .8 and more.
DOUBTFUL_COST, HOPELESS_COST = 0.66, 0.80
HELD_OUT_SHARE = 0.1
LEAST_SECONDS = 20.0
PUNCTUATION = ';:,.!?—…"()“” '


@dataclass(frozen=True)
class Lesson:
    """A clip with the frames [P] each token lasts and whether that can be believed [P].

    `trusted` is 1 where a duration may be taught, 0 where not.
    """

    clip: ClipFeatures
    frames: Tensor
    trusted: Tensor
    cost: float


@dataclass(frozen=True)
class Lessons:
    """What `Family.prepare` leaves for the stages.

    `taught` and `held_out` do not overlap. `practice` are tokens [1, P] of sentences outside the
    recordings. `log_f0` is median and interquartile range of the person's voiced log F0.
    """

    taught: tuple[Lesson, ...]
    held_out: tuple[Lesson, ...]
    practice: tuple[Tensor, ...]
    texts: tuple[str, ...]
    log_f0: tuple[float, float]

    @property
    def every(self) -> tuple[Lesson, ...]:
        return self.taught + self.held_out


def lesson(clip: ClipFeatures, alignment: Alignment, symbols: dict[int, str]) -> Lesson:
    """Decide what of an alignment to believe; `symbols` are the vocabulary's, by token."""
    tokens = clip.tokens[0].tolist()
    sound = torch.tensor([float(symbols.get(t, " ") not in PUNCTUATION) for t in tokens])
    cost = alignment.token_cost.float()
    usual = cost[sound > 0].median() if sound.any() else cost.median()
    clear = (cost < 1.8 * usual + 0.1).float()
    # A boundary is shared: a doubtful phoneme makes both its neighbours doubtful.
    around = torch.nn.functional.pad(clear, (1, 1), value=1.0)
    trusted = sound * torch.minimum(clear, torch.minimum(around[:-2], around[2:]))
    if alignment.cost > DOUBTFUL_COST:
        trusted = torch.zeros_like(trusted)
    return Lesson(clip, alignment.frames, trusted, alignment.cost)


def held_out_of(lessons: list[Lesson]) -> set[str]:
    """Ids of the clips to learn nothing from: about a tenth of the seconds, well aligned, short.

    Empty when less than `LEAST_SECONDS` would remain.
    """
    total = sum(item.clip.seconds for item in lessons)
    chosen: set[str] = set()
    taken = 0.0
    for item in sorted(
        lessons, key=lambda item: (item.clip.seconds < 2.5, item.cost, item.clip.id)
    ):
        seconds = item.clip.seconds
        if taken + seconds > max(1.5 * HELD_OUT_SHARE * total, 4.0):
            continue
        if total - taken - seconds < LEAST_SECONDS or taken >= HELD_OUT_SHARE * total:
            continue
        chosen.add(item.clip.id)
        taken += seconds
    return chosen


def pitch_statistics(curves: list[Tensor]) -> tuple[float, float]:
    """Median and interquartile range of log F0 over the voiced frames of curves in Hz."""
    f0 = torch.cat([curve.flatten() for curve in curves])
    voiced = f0[f0 > VOICED_ABOVE_HZ].log()
    if len(voiced) < 10:
        return 5.0, 0.25
    low, median, high = torch.quantile(voiced.double(), torch.tensor([0.25, 0.5, 0.75]).double())
    return float(median), float(high - low)
