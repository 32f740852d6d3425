"""Closed-form settings of a persona from what it speaks: pitch range, tempo, tone."""

from __future__ import annotations

import numpy as np
import scipy.signal
import torch
from torch import Tensor

from engine.models.starter.generator import SAMPLE_RATE
from engine.models.starter.lessons import Lesson, pitch_statistics
from engine.models.starter.network import Kokoro, whole_frames
from engine.models.starter.persona import TAPS, Persona
from engine.models.starter.speaking import utter
from engine.scoring.pitch import median_pitch

LEAST_SPREAD, MOST_SPREAD = 0.7, 1.4
MOST_CORRECTION = 0.12  # of log F0: two semitones
SLOWEST, FASTEST = 0.75, 1.35
MOST_DB = 8.0
BANDS = 48
TONE_FFT = 1024


@torch.no_grad()
def calibrate_pitch(
    network: Kokoro, persona: Persona, practice: tuple[Tensor, ...], wanted: tuple[float, float]
) -> None:
    """Set `persona.pitch` so that sentences it never read have the wanted median and range.

    `wanted` is that of `pitch_statistics` for the person.
    """
    persona.pitch.copy_(torch.tensor([0.0, 1.0, 0.0]))
    curves = [predicted_pitch(network, persona, tokens) for tokens in practice]
    centre, spread = pitch_statistics(curves)
    ratio = float(np.clip(wanted[1] / max(spread, 1e-3), LEAST_SPREAD, MOST_SPREAD))
    persona.pitch.copy_(torch.tensor([centre, ratio, wanted[0] - centre]))


def predicted_pitch(network: Kokoro, persona: Persona, tokens: Tensor) -> Tensor:
    """F0 in Hz [1, 2T] with which a persona would speak tokens [1, P]."""
    tokens = tokens.to(network.device)
    style = persona.prosody_style(tokens.shape[1])
    predicted, hidden = network.durations(network.encode(tokens), style)
    frames = whole_frames(predicted, float(persona.tempo))
    return persona.at_pitch(network.curves(hidden, frames, style)[0])


@torch.no_grad()
def correct_pitch(
    network: Kokoro,
    persona: Persona,
    practice: tuple[Tensor, ...],
    lessons: tuple[Lesson, ...],
    log_f0: float,
) -> None:
    """Shift a calibrated `persona.pitch` by what is heard when it speaks.

    Curves count whispered and creaking frames that no listener takes for pitch, more of them in
    one person's than in another's: the same ruler is laid to the speech and to the recordings.
    `log_f0` is the recordings' median by their curves.
    """
    curves = [predicted_pitch(network, persona, tokens) for tokens in practice]
    generator = torch.Generator().manual_seed(0)
    spoken = [utter(network, persona, t.to(network.device), generator=generator) for t in practice]
    ours = heard_pitch([wave.cpu().numpy() for wave, _ in spoken])
    theirs = heard_pitch([item.clip.wave.numpy() for item in lessons])
    if ours and theirs:
        apart = (np.log(ours) - pitch_statistics(curves)[0]) - (np.log(theirs) - log_f0)
        persona.pitch[2] -= float(np.clip(apart, -MOST_CORRECTION, MOST_CORRECTION))


def heard_pitch(waves: list[np.ndarray]) -> float:
    """Median pitch in Hz of the clearly voiced frames of waves at 24 kHz; 0.0 if there are none."""
    return median_pitch(np.concatenate(waves), SAMPLE_RATE)


@torch.no_grad()
def calibrate_tempo(network: Kokoro, persona: Persona, lessons: tuple[Lesson, ...]) -> None:
    """Set `persona.tempo` to how much faster the person speaks the trusted phonemes."""
    spoken, recorded = 0.0, 0.0
    for item in lessons:
        tokens = item.clip.tokens.to(network.device)
        style = persona.prosody_style(tokens.shape[1])
        predicted, _ = network.durations(network.encode(tokens), style)
        trusted = item.trusted.to(network.device)
        spoken += float((predicted[0] * trusted).sum())
        recorded += float((item.frames.to(trusted) * trusted).sum())
    ratio = spoken / recorded if recorded > 0 else 1.0
    persona.tempo.fill_(min(FASTEST, max(SLOWEST, ratio)))


@torch.no_grad()
def calibrate_tone(
    network: Kokoro, persona: Persona, practice: tuple[Tensor, ...], lessons: tuple[Lesson, ...]
) -> None:
    """Set `persona.filter` so that its long-term spectrum is the person's, within `MOST_DB`."""
    persona.filter.zero_()
    persona.filter[TAPS // 2] = 1.0
    generator = torch.Generator().manual_seed(0)
    ours = [
        utter(network, persona, t.to(network.device), generator=generator)[0].cpu()
        for t in practice
    ]
    theirs = [item.clip.wave for item in lessons]
    bandwidth = min(item.clip.bandwidth_hz for item in lessons)
    taps = _filter_between(_long_term(theirs), _long_term(ours), bandwidth)
    persona.filter.copy_(torch.from_numpy(taps))


def _long_term(waves: list[Tensor]) -> np.ndarray:
    """Mean log share [48] of each band in the active frames of waves.

    Of shares and of logarithms, so that a few loud vowels do not outvote all other sounds.
    """
    window = torch.hann_window(TONE_FFT)
    power = torch.cat(
        [
            torch.stft(w.float(), TONE_FFT, 300, window=window, return_complex=True).abs().square()
            for w in waves
        ],
        dim=1,
    )
    level = power.sum(dim=0)
    active = power[:, level > 0.003 * torch.quantile(level, 0.95)]
    bands = torch.from_numpy(_bank()).to(active) @ active
    mean = (bands / bands.sum(dim=0) + 1e-6).log().double().mean(dim=1)
    return torch.log_softmax(mean, dim=0).numpy()


def _bank() -> np.ndarray:
    """Triangular mel bands [48, 513]."""
    edges = _band_edges()
    frequencies = np.linspace(0, SAMPLE_RATE / 2, TONE_FFT // 2 + 1)
    return np.array(
        [
            np.interp(frequencies, [low, centre, high], [0, 1, 0])
            for low, centre, high in zip(edges[:-2], edges[1:-1], edges[2:], strict=True)
        ]
    )


def _band_edges() -> np.ndarray:
    """Edges in Hz [50] of the mel bands: each reaches from one to the next but one."""
    return _from_mel(np.linspace(0, _to_mel(SAMPLE_RATE / 2), BANDS + 2))


def _filter_between(theirs: np.ndarray, ours: np.ndarray, bandwidth_hz: float) -> np.ndarray:
    """Taps [TAPS] of the linear-phase filter from one long-term spectrum [48] to the other."""
    decibels = np.clip(10 / np.log(10) * (theirs - ours), -MOST_DB, MOST_DB)
    smooth = np.convolve(np.pad(decibels, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    frequencies = np.linspace(0, SAMPLE_RATE / 2, TONE_FFT // 2 + 1)
    wanted = np.interp(frequencies, _band_edges()[1:-1], smooth)
    # Above the recording's bandwidth nothing is known: go on as at its edge.
    wanted[frequencies > bandwidth_hz] = np.interp(bandwidth_hz, frequencies, wanted)
    taps = scipy.signal.firwin2(TAPS, frequencies / frequencies[-1], 10 ** (wanted / 20))
    return taps.astype(np.float32)


def _to_mel(hertz: float) -> float:
    return 2595 * float(np.log10(1 + hertz / 700))


def _from_mel(mel: np.ndarray) -> np.ndarray:
    return 700 * (10 ** (mel / 2595) - 1)
