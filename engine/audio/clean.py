"""From a stretch of a recording to the sound of a clip: rumble, hum, noise, level, rate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.signal
import soxr

from engine.audio.denoise import Denoiser, choose_denoiser
from engine.audio.files import read_audio
from engine.audio.levels import rms_db
from engine.audio.quality import MAINS, hum, noise_floor, spectrum, speech_level
from engine.audio.survey import Survey

SPEECH_DB = -23.0
PEAK = 0.97
ONE_GAIN_DB = 4.0
HIGHEST_RATE = 48_000
CONTEXT_SECONDS = 1.0
DC_HZ, RUMBLE_HZ = 25.0, 60.0
RUMBLE_DB = -30.0
HUM_DB = 12.0
NOTCH_WIDTH = 30.0


def common_gains(surveys: list[Survey]) -> list[float]:
    """Factors that bring recordings to one loudness, speech at -23 dBFS, without going over full.

    Recordings made alike (within 4 dB of the median) get one gain, so that a sentence spoken softly
    stays softer than the next.
    """
    levels = [speech_level(item) for item in surveys]
    median = float(np.median(levels)) if levels else 0.0
    gains = []
    for item, level in zip(surveys, levels):
        level = median if abs(level - median) <= ONE_GAIN_DB else level
        peak = float(item.peaks[item.speech].max(initial=1e-4))
        gains.append(min(10.0 ** ((SPEECH_DB - level) / 20.0), PEAK / peak))
    return gains


@dataclass(frozen=True)
class Cleaner:
    """How the stretches of one recording are cleaned; made once per recording.

    `rate` is that of the clips: the recording's own, at most 48 kHz.
    """

    source_rate: int
    gain: float
    filters: np.ndarray
    denoiser: Denoiser | None

    @staticmethod
    def choose(survey: Survey, gain: float, denoise: str, room: Path | None = None) -> Cleaner:
        """Filters for what was measured in the recording, and a denoiser where it helps.

        `room` is a sound file of the same room without a voice: a single sentence hardly pauses.

        Raises:
            EngineError: as `engine.audio.files.read_audio` for the room.
        """
        filters, rate = low_filters(survey), survey.info.rate
        excerpt = _filtered(survey.excerpt, filters)
        noise = _filtered((*survey.pauses, *_room(room, rate)), filters)
        # What the filters take away, such as hum, needs no denoiser.
        snr = speech_level(survey) - min(noise_floor(survey), rms_db(noise) if len(noise) else 0.0)
        return Cleaner(rate, gain, filters, choose_denoiser(excerpt, noise, rate, snr, denoise))

    @property
    def rate(self) -> int:
        return min(self.source_rate, HIGHEST_RATE)

    @property
    def denoised_by(self) -> str | None:
        return self.denoiser.name if self.denoiser else None

    @property
    def context(self) -> int:
        """Samples that should come before and after a stretch, so that filters have settled."""
        return round(CONTEXT_SECONDS * self.source_rate)

    def clean(self, samples: np.ndarray, before: int, after: int) -> np.ndarray:
        """The clip in `samples` between `before` and `after` samples of context, mono float32."""
        sound = apply_filters(samples, self.filters)
        if self.denoiser is not None:
            sound = self.denoiser.reduce(sound, self.source_rate)
        clip = sound[before : len(sound) - after] * np.float32(self.gain)
        if self.rate != self.source_rate:
            clip = soxr.resample(clip, self.source_rate, self.rate)
        return clip.astype(np.float32, copy=False)


def _room(path: Path | None, rate: int) -> tuple[np.ndarray, ...]:
    """The sound of the room at the rate of the recording, in one piece or none."""
    if path is None:
        return ()
    samples, own = read_audio(path)
    return (samples if own == rate else soxr.resample(samples, own, rate),)


def _filtered(pieces: tuple[np.ndarray, ...], filters: np.ndarray) -> np.ndarray:
    if not pieces:
        return np.zeros(0, np.float32)
    return apply_filters(np.concatenate(pieces), filters)


def apply_filters(samples: np.ndarray, filters: np.ndarray) -> np.ndarray:
    """Second-order sections forwards and backwards: no phase shift; the length stays."""
    padding = min(len(samples) - 1, 3 * (2 * len(filters) + 1) * 16)
    if padding < 1:
        return samples
    return scipy.signal.sosfiltfilt(filters, samples, padlen=padding).astype(np.float32)


def low_filters(survey: Survey) -> np.ndarray:
    """Second-order sections against what lies under and between the tones of a voice.

    Always the constant part; below 60 Hz where there is rumble; notches where the mains hum.
    """
    rate = survey.info.rate
    hums = hum(survey) > HUM_DB
    cutoff = RUMBLE_HZ if hums or _rumbles(survey) else DC_HZ
    sections = [np.asarray(scipy.signal.butter(2, cutoff, "high", fs=rate, output="sos"))]
    if hums:
        mains = max(MAINS, key=lambda hertz: _tone(survey, hertz))
        for harmonic in range(1, 5):
            notch = scipy.signal.iirnotch(mains * harmonic, NOTCH_WIDTH * harmonic, fs=rate)
            sections.append(scipy.signal.tf2sos(*notch))
    return np.concatenate(sections)


def _tone(survey: Survey, hertz: float) -> float:
    frequencies, power = spectrum(survey.pauses, survey.info.rate)
    near = np.abs(frequencies[:, None] - hertz * np.arange(1, 5)[None, :]) < 12.0
    return float(power[near.any(axis=1)].sum())


def _rumbles(survey: Survey) -> bool:
    """Whether the pauses below 60 Hz are within 30 dB of the speech above 80 Hz."""
    if not survey.pauses:
        return False
    hertz, power = spectrum(survey.pauses, survey.info.rate)
    low = power[hertz < RUMBLE_HZ].sum() * (hertz[1] - hertz[0])
    return 10.0 * np.log10(low + 1e-12) > speech_level(survey) + RUMBLE_DB
