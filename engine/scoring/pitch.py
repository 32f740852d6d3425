"""Median pitch of speech: how high a person speaks, in one number."""

from __future__ import annotations

import numpy as np
import soxr

RATE = 16_000
WINDOW = 1024
HOP = 160
LOWEST, HIGHEST = 60.0, 450.0
CLEAR = 0.2


def median_pitch(samples: np.ndarray, rate: int) -> float:
    """Median fundamental frequency in Hz of the voiced frames of mono samples `[N]`; 0.0 if none.

    YIN (de Cheveigné and Kawahara 2002, equations 6-8): the first dip of the cumulative mean
    normalised difference below `CLEAR`, so unvoiced and doubtful frames do not count.
    """
    wave = np.asarray(samples, dtype=np.float64)
    if rate != RATE:
        wave = soxr.resample(wave, rate, RATE)
    if len(wave) < WINDOW:
        return 0.0
    frames = np.lib.stride_tricks.sliding_window_view(wave, WINDOW)[::HOP]
    power = np.mean(frames**2, axis=1)
    frames = frames[power > np.percentile(power, 95) * 1e-3]
    periods = [
        period
        for block in np.array_split(frames, len(frames) // 1000 + 1)
        for period in _periods(block)
    ]
    return float(RATE / np.median(periods)) if periods else 0.0


def _periods(frames: np.ndarray) -> list[float]:
    """Periods in samples of the clearly voiced among frames `[F, 1024]`."""
    shortest, longest = int(RATE / HIGHEST), int(RATE / LOWEST)
    normalised = _normalised_difference(frames, longest + 2)
    found = []
    for row in normalised:
        clear = np.flatnonzero(row[shortest : longest + 1] < CLEAR)
        if len(clear) == 0:
            continue
        dip = int(clear[0]) + shortest
        while dip < longest and row[dip + 1] < row[dip]:
            dip += 1
        found.append(dip + _vertex(row[dip - 1], row[dip], row[dip + 1]))
    return found


def _normalised_difference(frames: np.ndarray, lags: int) -> np.ndarray:
    """Cumulative mean normalised difference `[F, lags]` of frames `[F, W]`, by FFT."""
    width = frames.shape[1] - lags
    size = 2 * frames.shape[1]
    head = np.fft.rfft(frames[:, :width], size)
    whole = np.fft.rfft(frames, size)
    products = np.fft.irfft(np.conj(head) * whole, size)[:, :lags]
    squares = np.pad(np.cumsum(frames**2, axis=1), ((0, 0), (1, 0)))
    energies = squares[:, width : width + lags] - squares[:, :lags]
    difference = np.maximum(energies[:, :1] + energies - 2 * products, 0.0)
    running = np.cumsum(difference[:, 1:], axis=1) / np.arange(1, lags)
    normalised = np.ones_like(difference)
    normalised[:, 1:] = difference[:, 1:] / np.maximum(running, 1e-12)
    return normalised


def _vertex(before: float, here: float, after: float) -> float:
    """Offset in samples of the minimum of the parabola through three neighbours."""
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend > 1e-12 else 0.0
