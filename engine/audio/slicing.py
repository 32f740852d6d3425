"""Where to cut: slices of 2 to 15 s at pauses, and everything else accounted for. All in frames."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.audio.vad import FRAME_SECONDS, speech_spans

LONGEST = 15.0
SHORTEST = 2.0
TARGET = 6.0
SAFE_PAUSE = 0.2
LONGEST_INNER_PAUSE = 2.5
WELCOME_PAUSE = 0.6
NATURAL_PAUSE = 0.8
EDGE_MIN = 0.16
EDGE_MAX = 0.45
QUIET_DB = 5.0

SILENCE = "silence"
TOO_SHORT = "too short to learn from"
NO_PAUSE = "no pause to cut at for too long"


@dataclass(frozen=True)
class Slice:
    """Frames `[start, end)` of a recording; `too_long` when no pause divides it into 15 s."""

    start: int
    end: int
    too_long: bool = False

    @property
    def seconds(self) -> float:
        return (self.end - self.start) * FRAME_SECONDS


@dataclass(frozen=True)
class Remainder:
    """Frames `[start, end)` that became no slice, and why."""

    start: int
    end: int
    reason: str


def frames(seconds: float) -> int:
    return max(1, round(seconds / FRAME_SECONDS))


def slice_speech(
    probabilities: np.ndarray, levels_db: np.ndarray, shortest: float = SHORTEST
) -> tuple[list[Slice], list[Remainder]]:
    """Cut a recording by its speech probabilities and levels per frame, both `[F]`.

    Together the slices and remainders cover every frame exactly once, in order.
    """
    spoken = without_short_pauses(speech_spans(probabilities))
    spans = grow_edges(spoken, levels_db)
    slices, dropped = [], []
    for first, last in choose_groups(spans, pauses_between(spoken)):
        piece = Slice(spans[first][0], spans[last][1])
        if piece.seconds > LONGEST:
            piece = Slice(piece.start, piece.end, too_long=True)
        if piece.seconds < shortest:
            dropped.append(Remainder(piece.start, piece.end, TOO_SHORT))
        else:
            slices.append(piece)
    return slices, remainders(slices, dropped, len(probabilities))


def one_slice(
    probabilities: np.ndarray, levels_db: np.ndarray
) -> tuple[list[Slice], list[Remainder]]:
    """All speech as one slice without the silence around it; for a file that is one sentence."""
    spans = grow_edges(speech_spans(probabilities), levels_db)
    slices = [Slice(spans[0][0], spans[-1][1])] if spans else []
    return slices, remainders(slices, [], len(probabilities))


def remainders(slices: list[Slice], dropped: list[Remainder], total: int) -> list[Remainder]:
    """What lies between slices, in order, up to frame `total`."""
    result: list[Remainder] = []
    position = 0
    for piece in sorted([*slices, *dropped], key=lambda item: item.start):
        if piece.start > position:
            result.append(Remainder(position, piece.start, SILENCE))
        if isinstance(piece, Remainder):
            result.append(piece)
        position = piece.end
    if position < total:
        result.append(Remainder(position, total, SILENCE))
    return result


def without_short_pauses(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans joined over pauses so short that they may be the closure of a consonant."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < frames(SAFE_PAUSE):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def pauses_between(spans: list[tuple[int, int]]) -> list[float]:
    """Seconds between each span and the next."""
    return [(b[0] - a[1]) * FRAME_SECONDS for a, b in pairwise(spans)]


def grow_edges(spans: list[tuple[int, int]], levels_db: np.ndarray) -> list[tuple[int, int]]:
    """Widen speech into the pauses around it until it is quiet, so that breaths and soft ends stay.

    At least 0.16 s, at most 0.45 s; two neighbours that would meet share the pause at its quietest
    frame.
    """
    if not spans:
        return []
    quiet = float(np.percentile(levels_db, 10)) + QUIET_DB
    grown: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(spans):
        left = spans[index - 1][1] if index else 0
        right = spans[index + 1][0] if index + 1 < len(spans) else len(levels_db)
        before = levels_db[max(left, start - frames(EDGE_MAX)) : start][::-1]
        after = levels_db[end : min(right, end + frames(EDGE_MAX))]
        grown.append((start - _reach(before, quiet), end + _reach(after, quiet)))
    for index in range(1, len(grown)):
        if grown[index][0] < grown[index - 1][1]:
            left, right = spans[index - 1][1], spans[index][0]
            cut = left + int(np.argmin(_smooth(levels_db[left:right])))
            grown[index - 1] = (grown[index - 1][0], cut)
            grown[index] = (cut, grown[index][1])
    return grown


def _reach(levels: np.ndarray, quiet: float) -> int:
    """How many frames outward, given the levels going outward."""
    least = min(frames(EDGE_MIN), len(levels))
    for index in range(least, len(levels)):
        if levels[index] <= quiet:
            return index
    return len(levels) if len(levels) <= least else _quietest(levels, least)


def _quietest(levels: np.ndarray, least: int) -> int:
    return least + int(np.argmin(levels[least:]))


def _smooth(levels: np.ndarray) -> np.ndarray:
    return np.convolve(np.pad(levels, 1, mode="edge"), np.ones(3) / 3, mode="valid")


def choose_groups(spans: list[tuple[int, int]], pauses: list[float]) -> list[tuple[int, int]]:
    """Which neighbouring spans make one slice: (first, last) by the cheapest way through all.

    Dynamic programming over the `pauses` between the spans: a slice costs by how far it is from
    6 s, a cut by how short its pause is, a long silence inside a slice by its length.
    """
    best = [0.0] + [math.inf] * len(spans)
    origin = [0] * (len(spans) + 1)
    for end in range(1, len(spans) + 1):
        inner = 0.0
        for start in range(end - 1, -1, -1):
            length = (spans[end - 1][1] - spans[start][0]) * FRAME_SECONDS
            if start < end - 1:
                inner += max(0.0, pauses[start] - NATURAL_PAUSE) * 2.0
                if length > LONGEST or pauses[start] > LONGEST_INNER_PAUSE:
                    break
            cut = _cut_cost(pauses[start - 1]) if start else 0.0
            cost = best[start] + _length_cost(length) + inner + cut
            if cost < best[end]:
                best[end], origin[end] = cost, start
    groups = []
    end = len(spans)
    while end:
        groups.append((origin[end], end - 1))
        end = origin[end]
    return groups[::-1]


def _length_cost(seconds: float) -> float:
    cost = math.log(max(seconds, 0.1) / TARGET) ** 2
    return cost + (8.0 if seconds < SHORTEST else 0.0)


def _cut_cost(pause: float) -> float:
    return 1.5 * (1.0 - min(pause, WELCOME_PAUSE) / WELCOME_PAUSE)
