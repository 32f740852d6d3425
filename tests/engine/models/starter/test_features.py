"""Pitch, energy, gate and edges of a clip, on sounds whose answers are known."""

import numpy as np
import pytest
import torch

from engine.models.starter.features import (
    clip_features,
    common_gain,
    energy_curve,
    f0_curve,
    gate_openness,
)
from engine.models.starter.persona import UNVOICED_HZ

RATE = 24_000
TOKENS = torch.zeros(1, 6, dtype=torch.long)


def buzz(hertz: float, seconds: float) -> np.ndarray:
    """A voice-like sound: twelve falling harmonics."""
    time = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * time) / k for k in range(1, 13))
    return (0.1 * wave).astype(np.float32)


def silence(seconds: float, level: float = 1e-4) -> np.ndarray:
    noise = np.random.default_rng(0).standard_normal(int(seconds * RATE))
    return (level * noise).astype(np.float32)


@pytest.mark.parametrize("hertz", [85.0, 119.0, 248.0])
def test_pitch_is_right_to_a_hundredth_and_silence_is_unvoiced(hertz: float) -> None:
    wave = np.concatenate([silence(0.5), buzz(hertz, 1.0), silence(0.5)])
    f0 = f0_curve(wave, gate_openness(energy_curve(wave)), 160)
    assert np.median(f0[48:112]) == pytest.approx(hertz, rel=0.01)
    assert (f0[:32] == UNVOICED_HZ).all() and (f0[130:] == UNVOICED_HZ).all()


def test_a_voiceless_consonant_keeps_the_line_and_a_pause_breaks_it() -> None:
    hiss = np.random.default_rng(1).standard_normal(2400).astype(np.float32) * 0.02
    word = np.concatenate([buzz(150, 0.4), hiss, buzz(150, 0.4)])
    wave = np.concatenate([silence(0.4), word, silence(0.6), word, silence(0.4)])
    f0 = f0_curve(wave, gate_openness(energy_curve(wave)), len(wave) // 300)
    assert (f0[36:100] > 100).all()
    assert (f0[120:136] == UNVOICED_HZ).all()


def test_energy_rises_by_the_logarithm_of_the_power() -> None:
    wave = buzz(120, 1.0)
    rise = energy_curve(wave)[20:60] - energy_curve(wave / 10)[20:60]
    assert rise == pytest.approx(np.full(40, np.log(100)), abs=0.1)


def test_edges_are_shortened_and_everything_has_one_length() -> None:
    wave = np.concatenate([silence(1.5), buzz(150, 1.0), silence(2.0)])
    clip = clip_features("a", TOKENS, wave, RATE, 1.0)
    assert 1.0 < clip.seconds < 2.0
    assert len(clip.wave) == 600 * clip.frames
    assert len(clip.f0) == len(clip.energy) == len(clip.speech) == 2 * clip.frames


def test_the_gate_lowers_room_noise_and_leaves_speech() -> None:
    noisy = np.concatenate([silence(0.3, 0.003), buzz(150, 1.0), silence(0.4, 0.003)])
    clip = clip_features("a", TOKENS, noisy, RATE, 1.0)
    quiet = clip.wave[-4800:].square().mean().sqrt()
    assert quiet < 0.0006
    middle = slice(len(clip.wave) // 2 - 6000, len(clip.wave) // 2 + 2000)
    expected = np.sqrt(np.mean(np.square(buzz(150, 1.0))))
    assert clip.wave[middle].square().mean().sqrt() == pytest.approx(expected, rel=0.05)


def test_one_gain_brings_all_clips_to_the_level_of_the_stock_voices() -> None:
    clips = [buzz(120, 1.0), buzz(130, 1.0)]
    gain = common_gain(clips)
    assert np.sqrt(np.mean((clips[0] * gain) ** 2)) == pytest.approx(0.075, rel=0.1)


def test_the_same_clip_measures_the_same_twice() -> None:
    wave = np.concatenate([silence(0.4), buzz(150, 0.7), silence(0.4)])
    first, second = (clip_features("a", TOKENS, wave, RATE, 1.3) for _ in range(2))
    assert torch.equal(first.wave, second.wave)
    assert torch.equal(first.f0, second.f0) and torch.equal(first.energy, second.energy)
