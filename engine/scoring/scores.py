"""Score a voice: what it spoke against the person's own recordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import soxr

from engine.audio.transcribe import Transcriber
from engine.errors import EngineError
from engine.scoring.mos import Dnsmos
from engine.scoring.pitch import RATE as PITCH_RATE
from engine.scoring.pitch import median_pitch
from engine.scoring.speaker import SpeakerEncoder, similarity
from engine.scoring.words import WordErrors, word_errors
from engine.voice import Scores, SpokenAudio

Hear = Callable[[np.ndarray, int, str], str]
Sound = tuple[np.ndarray, int]
# The median settles long before this; more would only take memory.
PITCH_SECONDS = 120.0


@dataclass(frozen=True)
class Person:
    """Whom a voice is compared with: a unit vector [256], and the median pitch in Hz.

    The pitch is 0.0 where there is no voice to measure.
    """

    vector: np.ndarray
    pitch: float


@dataclass(frozen=True)
class SentenceScore:
    """How one sentence came out; `errors` are the words that went wrong."""

    text: str
    heard: str
    seconds: float
    similarity: float
    errors: WordErrors
    mos: float | None


def whisper_hearing(transcriber: Transcriber) -> Hear:
    """A recogniser as a judge wants it: samples, rate and language in, text out."""
    return lambda samples, rate, language: transcriber.transcribe(samples, rate, language).text


class Judge:
    """The networks that score, each loaded once: speaker encoder, recogniser, DNSMOS.

    `hear(samples, rate, language)` is the recogniser. Without `mos` that measure is left out.
    """

    def __init__(self, hear: Hear, *, mos: bool = True, threads: int = 1) -> None:
        self.encoder = SpeakerEncoder()
        self._hear = hear
        self._dnsmos = Dnsmos(threads) if mos else None

    def person(self, recordings: Sequence[Sound]) -> Person:
        """The person in some recordings.

        Raises:
            EngineError: kind "input" for no recordings or silent ones.
        """
        if not recordings:
            raise EngineError(
                "input", "There are no recordings to compare with.", "Give some of the person."
            )
        return Person(self.encoder.embed_person(recordings), _median_pitch(recordings))

    def sentence(self, spoken: SpokenAudio, person: Person, language: str) -> SentenceScore:
        """Score one spoken text against the person."""
        heard = self._hear(spoken.samples, spoken.rate, language)
        return SentenceScore(
            text=spoken.text,
            heard=heard,
            seconds=len(spoken.samples) / spoken.rate,
            similarity=similarity(self.encoder.embed(spoken.samples, spoken.rate), person.vector),
            errors=word_errors(spoken.text, heard, language),
            mos=self.mos([(spoken.samples, spoken.rate)]),
        )

    def mos(self, sounds: Sequence[Sound]) -> float | None:
        """The mean DNSMOS of some sounds, or None where this judge has no such network."""
        if self._dnsmos is None:
            return None
        return float(np.mean([self._dnsmos.overall(samples, rate) for samples, rate in sounds]))


def score_voice(
    judge: Judge, spoken: Sequence[SpokenAudio], person: Person, language: str = "en"
) -> Scores:
    """The figures of a voice from sentences it spoke (at least one) and the person it should be.

    Raises:
        EngineError: kind "input" when there is nothing to score, or only silence.
    """
    sentences = [judge.sentence(item, person, language) for item in spoken]
    ratio = pitch_ratio([(item.samples, item.rate) for item in spoken], person)
    return summary(sentences, ratio)


def summary(sentences: Sequence[SentenceScore], ratio: float) -> Scores:
    """One line of figures for several sentences."""
    if not sentences:
        raise EngineError("input", "There are no sentences to score.", "Give at least one.")
    opinions = [item.mos for item in sentences if item.mos is not None]
    return Scores(
        similarity=float(np.mean([item.similarity for item in sentences])),
        word_error=WordErrors.total(item.errors for item in sentences).rate,
        pitch_ratio=ratio,
        mos=float(np.mean(opinions)) if opinions else None,
    )


def pitch_ratio(spoken: Sequence[Sound], person: Person) -> float:
    """Median pitch of the speech by the person's; 0.0 where either has no voice."""
    return _median_pitch(spoken) / person.pitch if person.pitch else 0.0


def _median_pitch(sounds: Sequence[Sound]) -> float:
    """Over at most two minutes of them; 0.0 where there is no voice."""
    waves: list[np.ndarray] = []
    left = PITCH_SECONDS
    for samples, rate in sounds:
        part = samples[: int(left * rate)]
        waves.append(part if rate == PITCH_RATE else soxr.resample(part, rate, PITCH_RATE))
        left -= len(part) / rate
    return median_pitch(np.concatenate(waves), PITCH_RATE) if waves else 0.0
