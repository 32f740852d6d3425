"""What the starter learns from a clip: its wave at 24 kHz, pitch, energy, where speech is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import librosa
import numpy as np
import soxr
import torch
from numpy.typing import NDArray
from swift_f0 import SwiftF0

from engine.models.starter.generator import PER_CURVE_FRAME, SAMPLE_RATE
from engine.models.starter.network import SAMPLES_PER_FRAME
from engine.models.starter.persona import UNVOICED_HZ

Wave = NDArray[np.float32]

ACTIVE_LEVEL = 0.075  # root mean square of the stock voices' speech while they speak
PITCH_RATE = 16_000
LOWEST_HZ, HIGHEST_HZ = 55.0, 500.0
VOICED_CONFIDENCE = 0.5
# Frames of 12.5 ms: how long it may be silent or unvoiced within a phrase, and how far a phrase
# reaches beyond its voiced part.
SHORTEST_PAUSE, LONGEST_GAP, EDGE_FRAMES = 8, 28, 8
# The energy the model predicts, found by comparing its prediction with its own speech: logarithm
# of the norm of 80 mel powers (HTK scale to 8 kHz, 85 ms window) plus this constant.
ENERGY_OFFSET = 0.35
ENERGY_FFT, ENERGY_WINDOW, ENERGY_MELS = 2048, 1200, 80
GATE_DB = 20.0
GATE_MARGIN = 2.0  # nepers of energy above the noise floor that count as speech
LEAD_SECONDS, TAIL_SECONDS = 0.3, 0.4


@dataclass(frozen=True)
class ClipFeatures:
    """A clip as the stages see it: T frames at 40 Hz, P tokens.

    `tokens` [1, P]; `wave` [600 T] in fp32; `f0` (Hz, 5 where unvoiced) and `energy` [2 T];
    `speech` [2 T], True where the noise gate is open; `bandwidth_hz` of the recording.
    """

    id: str
    tokens: torch.Tensor
    wave: torch.Tensor
    f0: torch.Tensor
    energy: torch.Tensor
    speech: torch.Tensor
    bandwidth_hz: float

    @property
    def frames(self) -> int:
        return self.f0.shape[-1] // 2

    @property
    def seconds(self) -> float:
        return self.frames * SAMPLES_PER_FRAME / SAMPLE_RATE


def common_gain(waves: list[Wave]) -> float:
    """One factor for all clips of a person that brings the level while speaking to the model's."""
    power = np.concatenate(
        [librosa.feature.rms(y=w, frame_length=1200, hop_length=PER_CURVE_FRAME)[0] for w in waves]
    )
    active = power[power > power.max() * 0.1]
    return float(ACTIVE_LEVEL / np.sqrt(np.mean(active**2))) if len(active) else 1.0


def clip_features(
    name: str, tokens: torch.Tensor, samples: Wave, rate: int, gain: float
) -> ClipFeatures:
    """Measure one clip: mono samples [N] at `rate`, tokens [1, P], the gain of `common_gain`."""
    wave = samples if rate == SAMPLE_RATE else soxr.resample(samples, rate, SAMPLE_RATE)
    wave = _edges_trimmed(np.clip(wave * gain, -1, 1).astype(np.float32))
    frames = -(-len(wave) // SAMPLES_PER_FRAME)
    wave = np.pad(wave, (0, frames * SAMPLES_PER_FRAME - len(wave)))
    openness = gate_openness(energy_curve(wave))
    f0 = f0_curve(wave, openness, 2 * frames)
    wave = _gated(wave, openness)
    return ClipFeatures(
        id=name,
        tokens=tokens,
        wave=torch.from_numpy(wave),
        f0=torch.from_numpy(f0),
        energy=torch.from_numpy(energy_curve(wave)[: 2 * frames]),
        speech=torch.from_numpy(openness[: 2 * frames] > 0.5),
        bandwidth_hz=min(11_000.0, 0.47 * rate),
    )


def energy_curve(wave: Wave) -> NDArray[np.float32]:
    """Energy as the predictor defines it, at 80 Hz: wave [N] at 24 kHz -> [1 + N // 300]."""
    spectrum = librosa.stft(
        wave, n_fft=ENERGY_FFT, win_length=ENERGY_WINDOW, hop_length=PER_CURVE_FRAME
    )
    mel = _energy_filters() @ (np.abs(spectrum) ** 2)
    return (np.log(np.linalg.norm(mel + 1e-5, axis=0)) + ENERGY_OFFSET).astype(np.float32)


@cache
def _energy_filters() -> NDArray[np.float32]:
    # Taken for 16 kHz and used on bins of 24 kHz, as the published features were.
    return librosa.filters.mel(
        sr=16_000, n_fft=ENERGY_FFT, n_mels=ENERGY_MELS, fmax=8000, htk=True, norm=None
    )


def f0_curve(wave: Wave, openness: NDArray[np.float64], length: int) -> NDArray[np.float32]:
    """Pitch in Hz at 80 Hz: wave [N] at 24 kHz, its gate [>= length] -> [length].

    As the predictor gives it: one line through the whole of a phrase, voiceless consonants
    included, and `UNVOICED_HZ` only in pauses. Tracked by SwiftF0 (arXiv 2508.18440), which is
    robust against noise and octave jumps and takes 6 ms a second of speech.
    """
    tracked = _tracker().detect(soxr.resample(wave, SAMPLE_RATE, PITCH_RATE), PITCH_RATE)
    hertz, sure = tracked.pitch_hz, tracked.confidence > VOICED_CONFIDENCE
    sure &= (hertz > LOWEST_HZ) & (hertz < HIGHEST_HZ)
    if not sure.any():
        return np.full(length, UNVOICED_HZ, np.float32)
    median = np.median(hertz[sure])
    sure &= (hertz > median * 0.45) & (hertz < median * 2.2)
    moments = np.arange(length) * PER_CURVE_FRAME / SAMPLE_RATE
    log_f0 = np.interp(moments, tracked.timestamps[sure], np.log(hertz[sure]))
    nearest = np.searchsorted(tracked.timestamps, moments).clip(0, len(sure) - 1)
    spoken = _phrases(sure[nearest], openness[:length] > 0.5)
    return np.where(spoken, np.exp(log_f0), UNVOICED_HZ).astype(np.float32)


@cache
def _tracker() -> SwiftF0:
    return SwiftF0(threads=1, spin=False)


def _phrases(voiced: NDArray[np.bool_], speech: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Voiced frames, the consonants at their edges, and the gaps between that are no pauses."""
    out = voiced.copy()
    places = np.flatnonzero(voiced)
    for before, after in pairwise(places):
        pause = np.count_nonzero(~speech[before:after])
        if pause <= SHORTEST_PAUSE and after - before <= LONGEST_GAP:
            out[before:after] = True
    reach = np.convolve(out, np.ones(2 * EDGE_FRAMES + 1), "same") > 0
    return out | (reach & speech)


def gate_openness(energy: NDArray[np.float32]) -> NDArray[np.float64]:
    """How far the noise gate is open, 0 to 1, for an energy curve [F], and 3 frames around."""
    floor, top = np.percentile(energy, [5, 95])
    threshold = min(floor + GATE_MARGIN, top - 5)
    opened = np.clip((energy - (threshold - 1)) / 2, 0, 1)
    held = np.lib.stride_tricks.sliding_window_view(np.pad(opened, 3, mode="edge"), 7).max(axis=1)
    return np.convolve(np.pad(held, 2, mode="edge"), np.ones(5) / 5, "valid")


def _gated(wave: Wave, openness: NDArray[np.float64]) -> Wave:
    """Room noise between words lowered by `GATE_DB`: the model must not learn to speak it."""
    gain = 10 ** (-(1 - openness) * GATE_DB / 20)
    moments = np.arange(len(gain)) * PER_CURVE_FRAME
    return (wave * np.interp(np.arange(len(wave)), moments, gain)).astype(np.float32)


def _edges_trimmed(wave: Wave) -> Wave:
    """At most `LEAD_SECONDS` before the first and `TAIL_SECONDS` after the last sound of speech."""
    heard = np.flatnonzero(gate_openness(energy_curve(wave)) > 0.5)
    if len(heard) == 0:
        return wave
    first = heard[0] * PER_CURVE_FRAME - int(LEAD_SECONDS * SAMPLE_RATE)
    last = (heard[-1] + 1) * PER_CURVE_FRAME + int(TAIL_SECONDS * SAMPLE_RATE)
    return wave[max(0, first) : last]
