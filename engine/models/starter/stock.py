"""Which of the stock voices a person resembles, by pitch and long-term spectrum."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file

import resources
from engine.models.starter.features import clip_features
from engine.models.starter.generator import SAMPLE_RATE, VOICED_ABOVE_HZ
from engine.models.starter.network import Kokoro, split_style, whole_frames

TABLE = "voice-prints.safetensors"
BANDS, LOWEST_HZ, HIGHEST_HZ = 32, 80.0, 7000.0
PITCH_WEIGHT = 1.0  # decibels of spectrum that a semitone of pitch counts as
# Voices by the languages whose sounds they learned (first letter of their names): a voice of
# another language brings its accent along.
PREFIXES: dict[str, str] = {"en": "ab", "ja": "j", "zh": "z", "es": "e", "fr": "f"}
# The language of a stock voice by the first letter of its name; the others speak American English.
OWN_LANGUAGES = {"b": "en-gb", "j": "ja", "z": "zh"}
SURVEY_PHONES = "ðə hˈɑɹbəɹ wʌz kwˈIət, ænd nˈObˌɑdi ɔn ðə pˈɪɹ sˈɛd ɐ wˈɜɹd."


def voice_print(waves: list[torch.Tensor], curves: list[torch.Tensor]) -> NDArray[np.float32]:
    """Median pitch and long-term spectrum: waves at 24 kHz, F0 curves in Hz -> [1 + BANDS].

    The first value is in semitones over 1 Hz, the others in decibels about their mean.
    """
    f0 = torch.cat(curves).numpy()
    power = np.concatenate([_mel_power(wave.numpy()) for wave in waves], axis=1)
    level = power.sum(axis=0)
    spectrum = power[:, level > np.quantile(level, 0.95) * 0.01].mean(axis=1)
    decibels = 10 * np.log10(spectrum + 1e-10)
    pitch = (
        12 * np.log2(np.median(f0[f0 > VOICED_ABOVE_HZ])) if (f0 > VOICED_ABOVE_HZ).any() else 88
    )
    return np.concatenate([[pitch], decibels - decibels.mean()]).astype(np.float32)


def nearest_voices(
    person: NDArray[np.float32], language: str, count: int, table: dict[str, NDArray[np.float32]]
) -> list[str]:
    """The names of the stock voices nearest to a print [1 + BANDS], the best first."""
    names = sorted(name for name in table if _speaks(name, language))
    return sorted(names, key=lambda name: print_distance(person, table[name]))[:count]


def voices_of(language: str, semitones: float) -> list[str]:
    """The stock voices of a language, the nearest to a median pitch (semitones over 1 Hz) first."""
    table = voice_prints()
    names = sorted(name for name in table if _speaks(name, language))
    return sorted(names, key=lambda name: abs(float(table[name][0]) - semitones))


def print_distance(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Root mean square difference of two prints in decibels, pitch included."""
    pitch = PITCH_WEIGHT * (a[0] - b[0])
    return float(np.sqrt(pitch**2 + np.mean((a[1:] - b[1:]) ** 2)))


def _speaks(name: str, language: str) -> bool:
    return name[0] in PREFIXES.get(language.split("-")[0], "ab")


@cache
def voice_prints() -> dict[str, NDArray[np.float32]]:
    """The prints of all stock voices, measured once by `survey` and shipped."""
    return load_file(resources.path("starter") / TABLE)


@torch.no_grad()
def survey(network: Kokoro, names: list[str]) -> dict[str, NDArray[np.float32]]:
    """Measure stock voices on a fixed sentence; deterministic."""
    tokens = network.tokens(SURVEY_PHONES)
    states = network.encode(tokens)
    prints = {}
    for name in names:
        timbre, prosody = split_style(network.voices[name][tokens.shape[1] - 3].unsqueeze(0))
        predicted, hidden = network.durations(states, prosody)
        frames = whole_frames(predicted)
        f0, energy = network.curves(hidden, frames, prosody)
        wave = network.decode(states, frames, f0, energy, timbre)[0].float().numpy()
        spoken = clip_features(name, tokens, wave, SAMPLE_RATE, 1.0)
        prints[name] = voice_print([spoken.wave], [spoken.f0])
    return prints


def _mel_power(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    return librosa.feature.melspectrogram(
        y=wave,
        sr=SAMPLE_RATE,
        n_fft=1024,
        hop_length=300,
        n_mels=BANDS,
        fmin=LOWEST_HZ,
        fmax=HIGHEST_HZ,
    )


def table_path() -> Path:
    """Where the shipped prints lie."""
    return resources.path("starter") / TABLE
