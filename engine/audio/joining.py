"""Spoken pieces made fit to stand beside each other: one loudness, and no click where they meet."""

from __future__ import annotations

import numpy as np

LOUDNESS = 0.1  # RMS of active speech: -20 dBFS, the middle of how people were recorded
MOST_GAIN = 2.0  # a whisper stays softer than a shout
PEAK = 0.97
FADE_SECONDS = 0.008
_STEP_SECONDS = 0.01


def levels(samples: np.ndarray, rate: int) -> np.ndarray:
    """RMS of each hundredth of a second of mono samples [N]; a last part is left out."""
    step = round(rate * _STEP_SECONDS)
    count = len(samples) // step
    return np.sqrt(np.mean(samples[: count * step].reshape(count, step) ** 2, axis=1))


def levelled(samples: np.ndarray, rate: int) -> np.ndarray:
    """The same speech at the common loudness, never clipped."""
    level = levels(samples, rate)
    active = level[level > 0.1 * level.max(initial=0.0)]
    if not len(active):
        return samples
    gain = LOUDNESS / float(np.sqrt(np.mean(active**2)))
    gain = min(max(gain, 1 / MOST_GAIN), MOST_GAIN, PEAK / float(np.abs(samples).max()))
    return (samples * gain).astype(np.float32)


def faded(samples: np.ndarray, rate: int) -> np.ndarray:
    """No step at either end: it would be heard as a click where sentences meet."""
    length = min(len(samples) // 2, round(FADE_SECONDS * rate))
    ramp = np.sin(np.linspace(0, np.pi / 2, length, dtype=np.float32)) ** 2
    kept = samples.copy()
    kept[:length] *= ramp
    kept[len(kept) - length :] *= ramp[::-1]
    return kept
