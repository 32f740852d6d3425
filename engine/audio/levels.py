"""Levels in decibels, and the verdict on one recorded sentence; quick enough for a meter."""

from __future__ import annotations

import numpy as np

SILENCE_DB = -120.0
CLIP_LEVEL = 0.985
CLIP_RUN = 3
FRAME_SECONDS = 0.02

CLIPPED = "The sound is clipped: the microphone was too loud."
TOO_QUIET = "The voice is too quiet: move closer or turn the microphone up."
NOISY = "There is much background noise."
CUT_START = "The beginning may be cut off: wait a moment before you speak."
CUT_END = "The end may be cut off: wait a moment after the last word."
NO_SPEECH = "Nothing was heard."
BROKEN_OFF = "The recording broke off before its end."


def to_db(amplitude: float) -> float:
    """An amplitude (1.0 is full scale) in dBFS, never below -120."""
    return float(20.0 * np.log10(max(amplitude, 1e-6)))


def rms_db(samples: np.ndarray) -> float:
    """Root mean square of samples of any shape, in dBFS."""
    if samples.size == 0:
        return SILENCE_DB
    return to_db(float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))))


def peak_db(samples: np.ndarray) -> float:
    """Largest magnitude of samples of any shape, in dBFS."""
    return to_db(float(np.max(np.abs(samples)))) if samples.size else SILENCE_DB


def clipped_samples(samples: np.ndarray) -> int:
    """How many of mono samples `[N]` lie in runs of at least three at full scale."""
    full = np.abs(samples) >= CLIP_LEVEL
    if not full.any():
        return 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], full.astype(np.int8), [0]))))
    runs = edges[1::2] - edges[::2]
    return int(runs[runs >= CLIP_RUN].sum())


def frame_levels(samples: np.ndarray, rate: int, seconds: float = FRAME_SECONDS) -> np.ndarray:
    """RMS in dBFS of successive frames of mono samples: `[N]` -> `[F]`; a last part is lost."""
    size = max(1, round(rate * seconds))
    frames = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    return 10.0 * np.log10(np.mean(frames**2, axis=1) + 1e-12)


def judge_sentence(samples: np.ndarray, rate: int) -> tuple[str, ...]:
    """What is wrong with one recorded sentence, mono float `[N]`, in words; empty if it is good.

    Rules of thumb on 20 ms levels: speech is what is within 25 dB of the loud frames and well
    above the quietest tenth; it should be over -38 dBFS, 20 dB over the noise, and not touch the
    first or last tenth of a second.
    """
    levels = frame_levels(samples, rate)
    if len(levels) < 10:
        return (NO_SPEECH,)
    loud, floor = np.percentile(levels, [95, 10])
    if loud < -55.0 or loud - floor < 6.0:
        return (NO_SPEECH,)
    speech = levels > max(loud - 25.0, floor + 0.5 * (loud - floor))
    level = 10.0 * np.log10(np.mean(10.0 ** (levels[speech] / 10.0)))
    verdicts = []
    if clipped_samples(samples) > 0:
        verdicts.append(CLIPPED)
    if level < -38.0:
        verdicts.append(TOO_QUIET)
    if level - floor < 20.0:
        verdicts.append(NOISY)
    edge = round(0.1 / FRAME_SECONDS)
    if speech[:edge].any():
        verdicts.append(CUT_START)
    if speech[-edge:].any():
        verdicts.append(CUT_END)
    return tuple(verdicts)
