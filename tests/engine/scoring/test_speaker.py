"""Speaker embeddings: unit vectors that ignore level and rate, equal to the published encoder."""

import importlib.util

import numpy as np
import pytest
import soxr

from engine.errors import EngineError
from engine.scoring.speaker import SpeakerEncoder, similarity, without_silence


@pytest.fixture(scope="module")
def encoder():
    return SpeakerEncoder()


def voice(hertz, seed, seconds=4.0, rate=16_000):
    """A sound with harmonics, vibrato and syllables: enough like speech for an encoder."""
    generator = np.random.default_rng(seed)
    time = np.arange(int(rate * seconds)) / rate
    phase = 2 * np.pi * np.cumsum(hertz * (1 + 0.03 * np.sin(2 * np.pi * 5 * time))) / rate
    gains = generator.uniform(0.1, 1.0, 20)
    tone = sum(gain * np.sin((k + 1) * phase) / (k + 1) for k, gain in enumerate(gains))
    syllables = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * time)
    return (0.1 * tone * syllables).astype(np.float32)


def test_the_vector_is_of_unit_length_and_ignores_the_sampling_rate(encoder):
    sound = voice(120, 0)
    vector = encoder.embed(sound, 16_000)
    assert vector.shape == (256,)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
    resampled = encoder.embed(soxr.resample(sound, 16_000, 48_000), 48_000)
    assert similarity(vector, resampled) > 0.99


def test_quiet_sound_is_raised_to_one_level(encoder):
    sound = voice(200, 1)
    quiet, quieter = encoder.embed(0.05 * sound, 16_000), encoder.embed(0.005 * sound, 16_000)
    assert similarity(quiet, quieter) > 0.9999


def test_other_voices_are_less_alike_than_the_same(encoder):
    low, again, high = voice(100, 2), voice(100, 2, seconds=6.0), voice(280, 3)
    person = encoder.embed(low, 16_000)
    same = similarity(person, encoder.embed(again, 16_000))
    assert same > similarity(person, encoder.embed(high, 16_000)) + 0.1


def test_long_silences_are_cut_and_speech_is_kept():
    sound = voice(150, 4, seconds=3.0)
    silence = np.zeros(32_000, np.float32)
    kept = without_silence(np.concatenate([silence, sound, silence, sound, silence]))
    assert len(kept) == pytest.approx(2 * len(sound), rel=0.2)


def test_silence_is_refused_with_a_next_step(encoder):
    with pytest.raises(EngineError, match="no sound") as caught:
        encoder.embed(np.zeros(16_000, np.float32), 16_000)
    assert caught.value.kind == "input"


@pytest.mark.parametrize("seconds", [0.7, 1.6, 3.3, 7.1])
def test_numbers_are_those_of_resemblyzer(encoder, seconds):
    if importlib.util.find_spec("webrtcvad") is None:
        pytest.skip("resemblyzer itself cannot be imported without webrtcvad (needs a compiler)")
    resemblyzer = pytest.importorskip("resemblyzer")
    sound = voice(180, 5, seconds=seconds)
    theirs = resemblyzer.VoiceEncoder("cpu", verbose=False).embed_utterance(sound)
    assert similarity(encoder.embed(sound, 16_000, trim=False), theirs) > 0.9999
