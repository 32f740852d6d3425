"""A second of the room helps where a sentence hardly pauses."""

import numpy as np
import pytest
import scipy.signal

from engine.audio.clean import Cleaner
from engine.audio.files import read_audio, write_audio
from engine.audio.survey import survey
from engine.audio.vad import VoiceDetector
from resources import path as resource


@pytest.fixture
def noisy(tmp_path):
    """A sentence without pauses in a room of noise, and that room: two files."""
    clean, rate = read_audio(resource("samples/LJ001-0002.flac"))
    spoken = np.flatnonzero(np.abs(clean) > 0.01)
    clean = clean[spoken[0] : spoken[-1]]
    noise = np.random.default_rng(0)
    hiss = 0.02 * noise.standard_normal(len(clean)).astype(np.float32)
    write_audio(tmp_path / "sentence.wav", clean + hiss, rate)
    write_audio(tmp_path / "room.wav", 0.02 * noise.standard_normal(rate), rate)
    return tmp_path / "sentence.wav", tmp_path / "room.wav"


def test_the_denoiser_knows_the_room_better(noisy):
    sentence, room = noisy
    heard = survey(sentence, VoiceDetector(), lambda seconds: None)
    rate = heard.info.rate

    def off_by(path):
        """How far the noise it works against is from the true one, in dB."""
        _, power = scipy.signal.welch(noise_of(path), rate, nperseg=512)
        true = 0.02**2 / (rate / 2)
        # The lowest bands are filtered out before.
        return float(np.mean(np.abs(10.0 * np.log10(power[5:] / true))))

    def noise_of(path):
        return Cleaner.choose(heard, 1.0, "noisereduce", path).denoiser.noise

    assert off_by(room) < 1.0 < off_by(None)
