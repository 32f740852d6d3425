"""Quality: what is done to a recording is what the report says about it."""

import numpy as np
import pytest
import scipy.signal
import soxr

from engine.audio.clean import Cleaner
from engine.audio.denoise import RnNoise, SpectralGate, dulled_by, snr_gain
from engine.audio.files import read_audio, write_audio
from engine.audio.levels import (
    CLIPPED,
    CUT_END,
    CUT_START,
    NO_SPEECH,
    NOISY,
    TOO_QUIET,
    judge_sentence,
    peak_db,
    rms_db,
)
from engine.audio.quality import report
from engine.audio.speakers import suspected_speakers
from engine.audio.survey import survey
from engine.audio.vad import VoiceDetector
from engine.errors import EngineError
from resources import path as resource

RANDOM = np.random.default_rng(0)


@pytest.fixture(scope="module")
def speech():
    """Three sentences with a second of silence before, between and after."""
    sounds = [read_audio(resource("samples") / f"LJ001-000{n}.flac") for n in (4, 8, 2)]
    rate = sounds[0][1]
    silence = np.zeros(rate, np.float32)
    parts = [silence]
    for sound, _ in sounds:
        parts += [0.5 * sound, silence]
    return np.concatenate(parts), rate


@pytest.fixture
def look(tmp_path):
    def measure(samples, rate):
        write_audio(tmp_path / "a.flac", samples, rate)
        return survey(tmp_path / "a.flac", VoiceDetector(), lambda seconds: None)

    return measure


def noise(samples, level_db):
    return RANDOM.normal(0, 10 ** (level_db / 20), len(samples)).astype(np.float32)


def test_noise_is_measured(speech, look):
    samples, rate = speech
    for level in (-60.0, -40.0):
        found = report(look(samples + noise(samples, level), rate))
        assert found.noise_floor_db == pytest.approx(level, abs=1.5)
        assert found.snr_db == pytest.approx(found.level_db - level, abs=1.6)


def test_clipping_hum_and_telephone_are_named(speech, look):
    samples, rate = speech
    hiss = noise(samples, -65.0)
    good = report(look(samples + hiss, rate))
    assert good.verdicts == ()
    clipped = report(look(6.0 * samples, rate))
    assert clipped.clipped_share > 0.001 and any("clipped" in v for v in clipped.verdicts)
    time = np.arange(len(samples)) / rate
    tones = sum(0.01 / k * np.sin(2 * np.pi * 50 * k * time) for k in range(1, 7))
    assert report(look(samples + hiss + tones, rate)).hum_db > good.hum_db + 12.0
    narrow = soxr.resample(soxr.resample(samples, rate, 8_000), 8_000, rate)
    assert any("telephone" in v for v in report(look(narrow, rate)).verdicts)


def test_a_room_is_heard(speech, look):
    samples, rate = speech
    time = np.arange(rate) / rate
    room = RANDOM.normal(0, 1, rate) * 10 ** (-3 * time / 0.8)
    room /= np.sqrt(np.sum(room**2))
    wet = scipy.signal.fftconvolve(samples, room)[: len(samples)]
    assert report(look(wet, rate)).echo > report(look(samples, rate)).echo + 0.15


def test_denoising_is_kept_only_where_it_helps(speech, look):
    samples, rate = speech
    assert Cleaner.choose(look(samples + noise(samples, -65.0), rate), 1.0, "auto").denoiser is None
    noisy = look(samples + noise(samples, -35.0), rate)
    chosen = Cleaner.choose(noisy, 1.0, "auto").denoiser
    assert chosen is not None
    sound = samples + noise(samples, -35.0)
    cleaned = chosen.reduce(sound, rate)
    assert snr_gain(sound, cleaned, rate) > 3.0
    assert Cleaner.choose(noisy, 1.0, "off").denoiser is None
    assert Cleaner.choose(noisy, 1.0, "rnnoise").denoised_by == "rnnoise"
    with pytest.raises(EngineError, match="no denoiser"):
        Cleaner.choose(noisy, 1.0, "magic")


def test_denoisers_keep_length_and_time(speech):
    samples, rate = speech
    hiss = noise(samples, -50.0)
    for denoiser in (RnNoise(), SpectralGate(hiss)):
        cleaned = denoiser.reduce(samples + hiss, rate)
        assert cleaned.shape == samples.shape and cleaned.dtype == np.float32
        cross = scipy.signal.correlate(cleaned, samples, "same", "fft")
        assert abs(int(np.argmax(cross)) - len(samples) // 2) <= 3


def test_a_dulled_voice_is_noticed(speech):
    samples, rate = speech
    hiss = noise(samples, -70.0)
    low = scipy.signal.sosfiltfilt(
        scipy.signal.butter(4, 3_000, fs=rate, output="sos"), samples + hiss
    )
    assert dulled_by(samples + hiss, low, hiss, rate) > 6.0
    assert dulled_by(samples + hiss, samples, hiss, rate) < 1.0


def test_cleaning_removes_hum_and_keeps_length(speech, look):
    samples, rate = speech
    time = np.arange(len(samples)) / rate
    tones = sum(0.01 / k * np.sin(2 * np.pi * 50 * k * time) for k in range(1, 5))
    humming = samples + noise(samples, -65.0) + tones
    cleaner = Cleaner.choose(look(humming, rate), 1.0, "off")
    cleaned = cleaner.clean(humming.astype(np.float32), 0, 0)
    assert len(cleaned) == len(samples)
    pause = slice(rate // 5, rate * 4 // 5)
    assert rms_db(cleaned[pause]) < rms_db(humming[pause]) - 15.0


def test_one_sentence_is_judged(speech):
    samples, rate = speech
    one = samples[: 7 * rate] + noise(samples, -70.0)[: 7 * rate]
    assert judge_sentence(one, rate) == ()
    assert judge_sentence(np.clip(8 * one, -1, 1), rate) == (CLIPPED,)
    assert TOO_QUIET in judge_sentence(0.03 * one, rate)
    assert NOISY in judge_sentence(one + noise(one, -38.0), rate)
    assert CUT_START in judge_sentence(one[int(1.2 * rate) :], rate)
    assert CUT_END in judge_sentence(one[: 4 * rate], rate)
    assert judge_sentence(np.zeros(rate), rate) == (NO_SPEECH,)
    assert (rms_db(np.ones(4)), peak_db(0.5 * np.ones((2, 3)))) == pytest.approx(
        (0.0, -6.02), abs=0.01
    )


def test_two_people_are_told_apart():
    anna, ben = np.eye(8)[0], 0.5 * np.eye(8)[0] + np.eye(8)[1]
    voices = np.stack([anna] * 6 + [ben] * 3) + RANDOM.normal(0, 0.05, (9, 8))
    voices /= np.linalg.norm(voices, axis=1, keepdims=True)
    people, labels = suspected_speakers(voices, np.full(9, 5.0))
    assert (people, labels.tolist()) == (2, [0] * 6 + [1] * 3)
    assert suspected_speakers(voices[:6], np.full(6, 5.0))[0] == 1
    assert suspected_speakers(voices[:3], np.full(3, 5.0))[0] == 1
