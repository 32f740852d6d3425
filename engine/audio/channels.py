"""From several channels to one: which to keep, and streaming the result in blocks of equal size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.audio.files import probe, read_blocks

LISTEN_SECONDS = 300.0
FRAME_SECONDS = 0.032
FLOOR_DB = -75.0
ALIKE = 0.9
ALIKE_DB = 3.0
AUDIBLE_DB = 20.0


def choose_mix(path: Path) -> tuple[np.ndarray, float]:
    """Weights `[channels]` that make one channel of many, and how loud its loud frames are in dBFS.

    Channels that carry the same sound are averaged, which lowers noise. Channels that differ (a
    second microphone farther away, one reversed in phase, a silent one) would comb or cancel the
    voice, so only the one in which sound stands out most from its own background is kept.
    """
    info = probe(path)
    frame = max(1, round(info.rate * FRAME_SECONDS))
    powers: list[np.ndarray] = []
    products = np.zeros((info.channels, info.channels))
    heard = 0
    for block in read_blocks(path):
        products += block.T.astype(np.float64) @ block
        whole = block[: len(block) // frame * frame].reshape(-1, frame, info.channels)
        powers.append(np.mean(np.square(whole, dtype=np.float64), axis=1))
        heard += len(block)
        if heard >= LISTEN_SECONDS * info.rate:
            break
    levels = 10.0 * np.log10(np.concatenate(powers or [products[:0]]) + 1e-12)
    if len(levels) == 0:
        return np.full(info.channels, 1.0 / info.channels, np.float32), FLOOR_DB
    loud, floor = np.percentile(levels, [95, 10], axis=0)
    weights = _mix(loud, np.maximum(floor, FLOOR_DB), _correlation(products))
    return weights, float(np.max(loud[weights > 0]))


def _correlation(products: np.ndarray) -> np.ndarray:
    energy = np.sqrt(np.maximum(np.diag(products), 1e-12))
    return products / np.outer(energy, energy)


def _mix(loud: np.ndarray, floor: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    audible = loud >= loud.max() - AUDIBLE_DB
    best = int(np.argmax(np.where(audible, loud - floor, -np.inf)))
    alike = (correlation[best] >= ALIKE) & (np.abs(loud - loud[best]) <= ALIKE_DB)
    alike[best] = True
    return (alike / alike.sum()).astype(np.float32)


def read_mono(path: Path, weights: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """The file as mono float32 blocks of exactly `size` samples, the last one shorter."""
    held: list[np.ndarray] = []
    count = 0
    for block in read_blocks(path):
        held.append(block @ weights)
        count += len(block)
        if count < size:
            continue
        joined = np.concatenate(held)
        whole = len(joined) // size * size
        for start in range(0, whole, size):
            yield joined[start : start + size]
        held, count = [joined[whole:]], len(joined) - whole
    if count:
        yield np.concatenate(held)


def read_stretches(
    path: Path, weights: np.ndarray, stretches: list[tuple[int, int]]
) -> Iterator[np.ndarray]:
    """Samples of the stretches `(start, end)`, in order of their starts, in one pass over the file.

    Only what the waiting stretches need is held in memory; they may overlap.
    """
    size = probe(path).rate * 10
    kept, offset = np.zeros(0, np.float32), 0
    waiting = list(stretches)[::-1]
    for block in read_mono(path, weights, size):
        kept = np.concatenate((kept, block))
        while waiting and waiting[-1][1] <= offset + len(kept):
            start, end = waiting.pop()
            yield kept[start - offset : end - offset]
        needed = min(waiting[-1][0], offset + len(kept)) if waiting else offset + len(kept)
        kept, offset = kept[needed - offset :], needed
        if not waiting:
            return
    for start, end in waiting[::-1]:
        yield kept[max(0, start - offset) : max(0, end - offset)]
