"""How good a recording is, in numbers and in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.ndimage
import scipy.signal

from engine.audio.levels import SILENCE_DB, frame_levels, to_db
from engine.audio.survey import Survey
from engine.project import QualityReport

BAND_DB = 65.0
ABOVE_PAUSE_DB = 3.0
MAINS = (50.0, 60.0)
HARMONICS = 5
DECAY_DB = 10.0
RISE_DB = 3.0
LEAST_DECAYS = 4
DECAY_FRAME = 0.01
HUM_DB = 12.0
HUM_WINDOW = 0.25
ECHO_SECONDS = 0.3


def report(survey: Survey, denoised_by: str | None = None) -> QualityReport:
    """The quality of a surveyed recording, with verdicts in words; none if it is good.

    `level_db` is the RMS of speech, `noise_floor_db` the RMS of pauses, both above 80 Hz; `echo`
    the reverberation time in seconds (0.0 when nothing decays), `hum_db` how far the mains' tones
    stand out of the pauses.
    """
    level, floor = speech_level(survey), noise_floor(survey)
    measured = QualityReport(
        level_db=round(level, 1),
        peak_db=round(to_db(survey.peak), 1),
        clipped_share=round(survey.clipped / max(1, survey.samples), 6),
        noise_floor_db=round(floor, 1),
        snr_db=round(max(0.0, level - floor), 1),
        bandwidth_hz=round(bandwidth(survey), -2),
        echo=round(reverberation(survey), 2),
        hum_db=round(hum(survey), 1),
        speech_seconds=round(survey.speech_seconds, 2),
        speakers_suspected=1,
        denoised_by=denoised_by,
        verdicts=(),
    )
    return judge(measured)


def judge(measured: QualityReport) -> QualityReport:
    """The report with verdicts that fit its numbers."""
    tests = (
        (
            measured.clipped_share > 1e-4,
            "The sound is clipped; a lower microphone level is better.",
        ),
        (measured.level_db < -40.0, "The voice was recorded very quietly."),
        (measured.snr_db < 15.0, "There is much noise; a quieter room will give a better voice."),
        (15.0 <= measured.snr_db < 25.0, "Some noise can be heard in the pauses."),
        (measured.bandwidth_hz < 4500.0, "It sounds like a telephone: high tones are missing."),
        (
            4500.0 <= measured.bandwidth_hz < 7000.0,
            "High tones are missing; the voice will sound a little dull.",
        ),
        (measured.echo > ECHO_SECONDS, "The room echoes; carpets, curtains and a near mic help."),
        (measured.hum_db > HUM_DB, "The mains hum; it is filtered out."),
        (
            measured.speakers_suspected > 1,
            "More than one person seems to speak; leave out the clips of the others.",
        ),
    )
    return replace(measured, verdicts=tuple(words for wrong, words in tests if wrong))


def speech_level(survey: Survey) -> float:
    """Mean power of speech frames in dBFS."""
    return _mean_level(survey.levels_db[survey.speech])


def noise_floor(survey: Survey) -> float:
    """Level of the pauses in dBFS: their median, or the quietest frames where nobody pauses.

    Frames of digital silence, which editing leaves behind, say nothing about a room.
    """
    heard = survey.levels_db > SILENCE_DB + 20.0
    pauses = survey.levels_db[heard & (survey.probabilities < 0.1)]
    if len(pauses) >= 10:
        return float(np.median(pauses))
    return float(np.percentile(survey.levels_db[heard], 2)) if heard.any() else SILENCE_DB


def _mean_level(levels: np.ndarray) -> float:
    if len(levels) == 0:
        return SILENCE_DB
    return float(10.0 * np.log10(np.mean(10.0 ** (levels / 10.0))))


def spectrum(pieces: tuple[np.ndarray, ...], rate: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean power spectrum of pieces as (Hz, power), bins of about 20 Hz."""
    size = 1 << max(8, round(np.log2(rate / 20.0)))
    sound = np.concatenate(pieces) if pieces else np.zeros(size, np.float32)
    if len(sound) < size:
        sound = np.pad(sound, (0, size - len(sound)))
    hertz, power = scipy.signal.welch(sound, rate, nperseg=size)
    return hertz, power


def bandwidth(survey: Survey) -> float:
    """Up to which frequency the voice reaches, in Hz.

    The highest one at which speech is within 65 dB of its strongest band and, where pauses were
    found, above their noise.
    """
    rate = survey.info.rate
    hertz, speech = spectrum(survey.excerpt, rate)
    smooth = scipy.ndimage.uniform_filter1d(speech, 15)
    present = smooth > smooth.max() * 10 ** (-BAND_DB / 10)
    if survey.pauses:
        _, pause = spectrum(survey.pauses, rate)
        noise = scipy.ndimage.uniform_filter1d(pause, 15)
        present &= smooth > noise * 10 ** (ABOVE_PAUSE_DB / 10)
    found = np.flatnonzero(present)
    return float(hertz[found[-1]]) if len(found) else 0.0


def hum(survey: Survey) -> float:
    """How far the tones of the mains stand out of the pauses' spectrum around them, in dB.

    The median over the first five harmonics of 50 or 60 Hz, whichever is stronger.
    """
    rate = survey.info.rate
    size = round(HUM_WINDOW * rate)
    powers = [
        scipy.signal.welch(piece, rate, nperseg=size, nfft=rate)[1]
        for piece in survey.pauses
        if len(piece) >= size
    ]
    if not powers:
        return 0.0
    level = 10.0 * np.log10(np.median(powers, axis=0) + 1e-20)
    return max(0.0, max(_stands_out(level, mains) for mains in MAINS))


def _stands_out(level: np.ndarray, mains: float) -> float:
    """`level` has one value per Hz."""
    tones = []
    for harmonic in range(1, HARMONICS + 1):
        centre = round(mains * harmonic)
        around = [*level[centre - 18 : centre - 11], *level[centre + 12 : centre + 19]]
        tones.append(level[centre - 1 : centre + 2].max() - np.median(around))
    return float(np.median(tones))


def reverberation(survey: Survey) -> float:
    """Reverberation time (60 dB) in seconds, estimated from how fast speech fades.

    A voice can stop at once but a room cannot: the fastest fifth of the decays shows the room
    (after Lebart et al. 2001, who fit a line to the log energy of free decays).
    """
    times = []
    for block in survey.excerpt:
        levels = frame_levels(block, survey.info.rate, DECAY_FRAME)
        times += _decays(levels, noise_floor(survey))
    return float(np.percentile(times, 20)) if len(times) >= LEAST_DECAYS else 0.0


def _decays(levels: np.ndarray, floor: float) -> list[float]:
    """Times for 60 dB of the falls by at least 10 dB, until the level rises or meets the noise."""
    smooth = np.convolve(levels, np.ones(3) / 3, mode="valid")
    times = []
    index = 0
    while index < len(smooth):
        lowest = index
        for later in range(index + 1, len(smooth)):
            if smooth[later] < floor + 6.0 or smooth[later] > smooth[lowest] + RISE_DB:
                break
            if smooth[later] < smooth[lowest]:
                lowest = later
        # A vowel holds its level for a while before it fades; the fall counts from 3 dB down.
        held = np.flatnonzero(smooth[index : lowest + 1] >= smooth[index] - 3.0)
        start = index + (int(held[-1]) if len(held) else 0)
        fall = smooth[start] - smooth[lowest]
        if fall >= DECAY_DB and lowest > start:
            times.append(60.0 * (lowest - start) * DECAY_FRAME / fall)
        index = max(lowest, index) + 1
    return times
