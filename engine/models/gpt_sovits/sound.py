"""Waves to spectra, and the loudness and resampling rules of the published preparation."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import soxr
import torch
import torchaudio
from numpy.typing import NDArray
from torch import Tensor

from engine.models.gpt_sovits.config import SoundConfig

HUBERT_RATE = 16000
LOUDEST = 2.2
SOUND = SoundConfig()


def spectrogram(wave: Tensor, sound: SoundConfig = SOUND) -> Tensor:
    """Linear magnitudes: wave [B, N] in fp32 -> [B, fft / 2 + 1, N // hop] (FACTS 2)."""
    edge = (sound.fft - sound.hop) // 2
    padded = torch.nn.functional.pad(wave.unsqueeze(1), (edge, edge), mode="reflect").squeeze(1)
    window = torch.hann_window(sound.window, dtype=wave.dtype, device=wave.device)
    spectrum = torch.stft(
        padded, sound.fft, sound.hop, sound.window, window, center=False, return_complex=True
    )
    return torch.view_as_real(spectrum).square().sum(-1).add(1e-8).sqrt()


def mel_of_spectrogram(spec: Tensor, sound: SoundConfig = SOUND) -> Tensor:
    """Log mel of magnitudes (not of power): [B, bins, T] -> [B, mels, T] (FACTS 2)."""
    filters = _mel_filters(sound).to(spec)
    return (filters @ spec).clamp_min(1e-5).log()


def mel(wave: Tensor, sound: SoundConfig = SOUND) -> Tensor:
    """Log mel of a wave [B, N] -> [B, mels, N // hop]."""
    return mel_of_spectrogram(spectrogram(wave, sound), sound)


@lru_cache(maxsize=4)
def _mel_filters(sound: SoundConfig) -> Tensor:
    """Slaney's filters with equal areas, [mels, bins]."""
    high = sound.mel_high or sound.sample_rate / 2
    filters = torchaudio.functional.melscale_fbanks(
        sound.bins, sound.mel_low, high, sound.mels, sound.sample_rate, "slaney", "slaney"
    )
    return filters.T.contiguous()


def reference_wave(wave: Tensor, rate: int, sound: SoundConfig = SOUND) -> Tensor:
    """A recording [C, N] as the style hears it: mono [1, M], at the network's rate, not too loud.

    A peak above 1 is divided by itself, but by 2 at most (FACTS 12.5).
    """
    mono = torchaudio.functional.resample(wave.mean(0, keepdim=True), rate, sound.sample_rate)
    peak = float(mono.abs().max())
    return mono / min(2.0, peak) if peak > 1 else mono


def resample_speaker(wave: Tensor) -> Tensor:
    """[B, N] at 32 kHz -> [B, N / 2] at 16 kHz as the speaker vector hears it (FACTS 6)."""
    return torchaudio.functional.resample(wave, SOUND.sample_rate, HUBERT_RATE)


def published_loudness(
    wave: NDArray[np.float32],
) -> tuple[NDArray[np.int16], NDArray[np.float32]] | None:
    """The published preparation's wave [N] at 32 kHz: int16 at 32 kHz and HuBERT's at 16 kHz.

    Half of the sound keeps its level, the other half is brought to a peak of 0.95 (FACTS 7.3).
    Defect reproduced: HuBERT's half is scaled by 1145.14, not by 32768, and speech is later heard
    in [-1, 1]. None for silence and for a peak above 2.2, which no training should hear.
    """
    peak = float(np.abs(wave).max())
    if not 0 < peak <= LOUDEST:
        return None
    kept = wave / peak * (0.95 * 0.5 * 32768)
    loud = kept + 0.5 * 32768 * wave
    heard = wave / peak * (0.95 * 0.5 * 1145.14) + 0.5 * 1145.14 * wave
    return loud.astype(np.int16), soxr.resample(heard, SOUND.sample_rate, HUBERT_RATE, "HQ")
