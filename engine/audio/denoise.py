"""Noise reduction, kept only where it measurably helps and does not dull the voice."""

from __future__ import annotations

import ctypes
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np
import scipy.signal
import soxr

from engine.audio.levels import frame_levels
from engine.errors import EngineError
from engine.scoring.mos import Dnsmos

# Above this, noise is part of how the person was recorded: taking it away costs more likeness than
# it wins (two people at 26 and 31 dB: similarity to their recordings .95 before, .85 after).
CLEAN_SNR_DB = 24.0
BETTER_MOS = 0.1
BETTER_SNR_DB = 3.0
DULL_DB = 3.0
CLEAR_DB = 6.0
TRIAL_SECONDS = 20
LEAST_NOISE_SECONDS = 0.5
GATE_STRENGTH = 0.85
RNNOISE_RATE = 48_000
# What comes out is 20 ms late (measured by correlation with what went in).
RNNOISE_DELAY_FRAMES = 2
INT16_SCALE = 32768.0


class Denoiser(Protocol):
    """One way to reduce noise; `reduce` keeps the length and timing of mono samples `[N]`."""

    @property
    def name(self) -> str: ...

    def reduce(self, samples: np.ndarray, rate: int) -> np.ndarray: ...


@dataclass(frozen=True)
class SpectralGate:
    """Stationary spectral gating (package noisereduce) with the noise heard in the pauses."""

    noise: np.ndarray
    name: str = "noisereduce"

    def reduce(self, samples: np.ndarray, rate: int) -> np.ndarray:
        import noisereduce  # imports torch, so only when noise is to be reduced

        size = 1 << round(np.log2(rate * 0.04))
        return noisereduce.reduce_noise(
            y=samples,
            sr=rate,
            stationary=True,
            y_noise=self.noise,
            prop_decrease=GATE_STRENGTH,
            n_fft=size,
        ).astype(np.float32)


@dataclass(frozen=True)
class RnNoise:
    """RNNoise (Valin 2018, arXiv 1709.08243) through the library in the package pyrnnoise."""

    name: str = "rnnoise"

    def reduce(self, samples: np.ndarray, rate: int) -> np.ndarray:
        library = _rnnoise()
        wave = samples if rate == RNNOISE_RATE else soxr.resample(samples, rate, RNNOISE_RATE)
        size = int(library.FRAME_SIZE)
        late = RNNOISE_DELAY_FRAMES * size
        frames = -(-(len(wave) + late) // size)
        buffer = np.zeros(frames * size, np.float32)
        buffer[: len(wave)] = wave * INT16_SCALE
        state = library.create()
        try:
            for start in range(0, len(buffer), size):
                # The package's own call goes through int16 and wraps around where it is loud.
                part = buffer[start : start + size].ctypes.data_as(ctypes.POINTER(ctypes.c_float))
                library.lib.rnnoise_process_frame(state, part, part)
        finally:
            library.destroy(state)
        clean = buffer[late : late + len(wave)] / INT16_SCALE
        if rate != RNNOISE_RATE:
            clean = soxr.resample(clean, RNNOISE_RATE, rate)
        return np.pad(clean, (0, max(0, len(samples) - len(clean))))[: len(samples)]


def _rnnoise() -> ModuleType:
    try:
        return _module_alone("pyrnnoise", "rnnoise.py")
    except (ImportError, OSError) as error:
        raise EngineError(
            "missing",
            "RNNoise (package pyrnnoise) is not available on this computer.",
            "Use `--denoise noisereduce`, or install it with `pip install pyrnnoise`.",
        ) from error


def _module_alone(package: str, file: str) -> ModuleType:
    """One module of a package, without the package's own imports (here a whole audio toolkit)."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ImportError(f"no package {package}")
    found = importlib.util.spec_from_file_location(
        f"{package}_{Path(file).stem}", Path(spec.origin).with_name(file)
    )
    if found is None or found.loader is None:
        raise ImportError(f"{package} has no {file}")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def choose_denoiser(
    excerpt: np.ndarray, noise: np.ndarray, rate: int, snr_db: float, choice: str
) -> Denoiser | None:
    """The denoiser that was asked for, or with "auto" the one that measurably helps most, if any.

    `excerpt` is mono speech with its pauses, `noise` pauses alone. A denoiser helps when DNSMOS
    rises by 0.1, the pauses sink by 3 dB against the speech and no band of the voice loses more
    than 3 dB.

    Raises:
        EngineError: "input" for an unknown choice, "missing" when it is not installed.
    """
    if len(noise) < LEAST_NOISE_SECONDS * rate:
        noise = quietest(excerpt, rate)
    candidates: dict[str, Denoiser] = {"noisereduce": SpectralGate(noise), "rnnoise": RnNoise()}
    if choice in candidates:
        if choice == "rnnoise":
            _rnnoise()
        return candidates[choice] if choice == "rnnoise" or len(noise) else None
    if choice not in ("auto", "off"):
        raise EngineError(
            "input",
            f"There is no denoiser {choice!r}.",
            "Choose auto, off, noisereduce or rnnoise.",
        )
    if choice == "off" or snr_db >= CLEAN_SNR_DB or len(noise) == 0:
        return None
    return _best(candidates, excerpt[: TRIAL_SECONDS * rate], noise, rate)


def _best(
    candidates: dict[str, Denoiser], excerpt: np.ndarray, noise: np.ndarray, rate: int
) -> Denoiser | None:
    judge = Dnsmos()
    best, best_score = None, judge.overall(excerpt, rate) + BETTER_MOS
    for candidate in candidates.values():
        try:
            cleaned = candidate.reduce(excerpt, rate)
        except EngineError:
            # Not installed on this computer: one candidate fewer, which is no fault of the user.
            continue
        helps = snr_gain(excerpt, cleaned, rate) >= BETTER_SNR_DB
        if not helps or dulled_by(excerpt, cleaned, noise, rate) > DULL_DB:
            continue
        score = judge.overall(cleaned, rate)
        if score > best_score:
            best, best_score = candidate, score
    return best


def quietest(excerpt: np.ndarray, rate: int) -> np.ndarray:
    """The quietest twentieth of an excerpt, for recordings in which nobody pauses for long."""
    levels = frame_levels(excerpt, rate)
    if len(levels) == 0:
        return np.zeros(0, np.float32)
    size = len(excerpt) // len(levels)
    quiet = np.flatnonzero(levels <= np.percentile(levels, 5))
    return np.concatenate([excerpt[index * size : (index + 1) * size] for index in quiet])


def snr_gain(before: np.ndarray, after: np.ndarray, rate: int) -> float:
    """By how many dB the quiet frames sank further than the loud ones, both `[N]`."""
    levels, cleaned = frame_levels(before, rate), frame_levels(after, rate)
    quiet = levels <= np.percentile(levels, 15)
    loud = levels >= np.percentile(levels, 60)
    change = cleaned - levels
    return float(np.median(change[loud]) - np.median(change[quiet]))


def dulled_by(before: np.ndarray, after: np.ndarray, noise: np.ndarray, rate: int) -> float:
    """The most that any band of the voice lost, in dB: third-octaves in which it beats the noise.

    The noise's own share of the power is not counted as the voice's.
    """
    levels = frame_levels(before, rate)
    loud = np.repeat(levels >= np.percentile(levels, 50), len(before) // max(1, len(levels)))
    count = min(len(loud), len(before), len(after))
    hertz, speech = _spectrum(before[:count][loud[:count]], rate)
    _, cleaned = _spectrum(after[:count][loud[:count]], rate)
    _, floor = _spectrum(noise, rate)
    worst = 0.0
    for low in 150.0 * 2.0 ** (np.arange(0, 24) / 3.0):
        band = (hertz >= low) & (hertz < low * 2.0 ** (1 / 3))
        if low > 0.45 * rate or not band.any():
            continue
        voice = speech[band].sum() - floor[band].sum()
        if voice > floor[band].sum() * 10 ** (CLEAR_DB / 10):
            worst = max(worst, 10.0 * np.log10(voice / max(cleaned[band].sum(), 1e-20)))
    return float(worst)


def _spectrum(samples: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    size = min(len(samples), 1 << round(np.log2(rate * 0.04)))
    return scipy.signal.welch(samples, rate, nperseg=size)
