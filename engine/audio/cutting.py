"""The clips of one recording: its slices cut out, cleaned and transcribed one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from engine.audio.channels import read_stretches
from engine.audio.clean import Cleaner
from engine.audio.levels import frame_levels
from engine.audio.listener import Listener
from engine.audio.slicing import LONGEST, NO_PAUSE, Remainder, Slice
from engine.audio.survey import Survey
from engine.audio.transcribe import Transcript
from engine.audio.vad import FRAME_SECONDS
from engine.project import Word

LONGEST_STRETCH = 120.0
LEVEL_SECONDS = 0.01


@dataclass(frozen=True)
class Piece:
    """A slice with its clean sound `[N]` at `rate`, and what was heard in it."""

    start: int
    end: int
    sound: np.ndarray
    rate: int
    transcript: Transcript


def cut_pieces(
    path: Path,
    survey: Survey,
    slices: list[Slice],
    cleaner: Cleaner,
    listener: Listener,
) -> Iterator[Piece | Remainder]:
    """The slices as pieces, in order and in one pass over the file.

    A slice that no pause divides is divided between two words where it is quietest; where no words
    are heard in it (music), it comes back as what is left out.
    """
    context = cleaner.context
    spans = [(sample_at(s.start, survey), sample_at(s.end, survey)) for s in slices]
    padded = [(max(0, a - context), min(survey.samples, b + context)) for a, b in spans]
    short = [s.seconds <= LONGEST_STRETCH for s in slices]
    stretches = iter(
        read_stretches(path, survey.weights, [p for p, ok in zip(padded, short) if ok])
    )
    for piece, (start, end), (outer, last), ok in zip(slices, spans, padded, short):
        if not ok:
            yield Remainder(piece.start, piece.end, NO_PAUSE)
            continue
        sound = cleaner.clean(next(stretches), start - outer, last - end)
        transcript = listener.hear(sound, cleaner.rate)
        if not piece.too_long:
            yield Piece(piece.start, piece.end, sound, cleaner.rate, transcript)
            continue
        cuts = cut_between_words(sound, cleaner.rate, transcript.words, piece.end - piece.start)
        if cuts is None:
            yield Remainder(piece.start, piece.end, NO_PAUSE)
            continue
        for left, right in pairwise(cuts):
            part = sound[_at(left, cleaner.rate) : _at(right, cleaner.rate)]
            heard = listener.hear(part, cleaner.rate)
            yield Piece(piece.start + left, piece.start + right, part, cleaner.rate, heard)


def sample_at(frame: int, survey: Survey) -> int:
    """The sample of the recording at which a frame begins."""
    return min(survey.samples, _at(frame, survey.info.rate))


def _at(frame: int, rate: int) -> int:
    return round(frame * FRAME_SECONDS * rate)


def cut_between_words(
    sound: np.ndarray, rate: int, words: tuple[Word, ...], frames: int
) -> list[int] | None:
    """Frames at which to divide a long slice, 0 and `frames` included; None if words leave no way.

    From the left, each part is as long as possible up to 15 s but ends at the quietest of the gaps
    between words in its second half.
    """
    levels = np.convolve(frame_levels(sound, rate, LEVEL_SECONDS), np.ones(5) / 5, mode="same")
    gaps = [0.5 * (a.end + b.start) for a, b in pairwise(words)]
    total = frames * FRAME_SECONDS
    cuts = [0.0]
    while total - cuts[-1] > LONGEST:
        low = cuts[-1] + LONGEST / 2
        high = min(cuts[-1] + LONGEST - 0.2, total - 2.0)
        inside = [gap for gap in gaps if low <= gap <= high]
        if not inside:
            return None
        cuts.append(min((_quietest(levels, gap) for gap in inside), key=lambda found: found[1])[0])
    return [round(cut / FRAME_SECONDS) for cut in cuts] + [frames]


def _quietest(levels: np.ndarray, gap: float) -> tuple[float, float]:
    """Where and how loud it is quietest within 60 ms of a gap between words."""
    centre = round(gap / LEVEL_SECONDS)
    first = max(0, centre - 6)
    near = levels[first : centre + 7]
    if len(near) == 0:
        return gap, 0.0
    best = int(np.argmin(near))
    return (first + best) * LEVEL_SECONDS, float(near[best])
