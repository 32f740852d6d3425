"""Evaluate a voice: it speaks sentences it never read, is listened to, and compared with people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.files import find_audio, read_audio, write_audio
from engine.control import Control
from engine.events import Emit, Progress
from engine.scoring.scores import Judge, SentenceScore, Sound, pitch_ratio, summary
from engine.scoring.speaker import similarity
from engine.speak import Speaker, speak
from engine.voice import Scores, SpeakRequest, SpokenAudio

# Enough of a person to know the voice; an hour would only take time.
MOST_REFERENCES = 30


@dataclass(frozen=True)
class OtherPerson:
    """Somebody else, and how much the voice sounds like them."""

    folder: str
    similarity: float


@dataclass(frozen=True)
class Evaluation:
    """The figures of a voice, sentence by sentence and together.

    `recordings_mos` is the person's own DNSMOS, to compare `scores.mos` with; `own_similarity` how
    alike the recordings are among themselves, as much as a voice can reach; `others` the other
    people, the most alike first.
    """

    voice: str
    scores: Scores
    recordings_mos: float | None
    own_similarity: float
    others: tuple[OtherPerson, ...]
    wrong_words: tuple[str, ...]
    sentences: tuple[SentenceScore, ...]


def evaluate(
    judge: Judge,
    speaker: Speaker,
    requests: Sequence[SpeakRequest],
    recordings: Sequence[Sound],
    others: Mapping[str, Sequence[Sound]],
    emit: Emit,
    control: Control,
    keep: Path | None = None,
) -> Evaluation:
    """Speak every request and score it against the person's recordings.

    `others` are other people's recordings by name. The spoken sentences are left in the folder
    `keep` as `01.wav`, `02.wav`, if one is given.
    """
    person = judge.person(recordings)
    spoken: list[SpokenAudio] = []
    scored: list[SentenceScore] = []
    for number, request in enumerate(requests, 1):
        control.check("evaluate", number)
        spoken.append(whole(speaker, request))
        if keep is not None:
            write_audio(keep / f"{number:02}.wav", spoken[-1].samples, speaker.rate)
        scored.append(judge.sentence(spoken[-1], person, heard_as(request.language, speaker)))
        emit(Progress("evaluate", number, len(requests), request.text))
    sounds = [(item.samples, item.rate) for item in spoken]
    return Evaluation(
        voice=speaker.name,
        scores=summary(scored, pitch_ratio(sounds, person)),
        recordings_mos=judge.mos(recordings),
        own_similarity=_own_similarity(judge, recordings),
        others=_compared(judge, sounds, others),
        wrong_words=tuple(str(edit) for item in scored for edit in item.errors.edits),
        sentences=tuple(scored),
    )


def read_recordings(folder: Path) -> list[Sound]:
    """Up to 30 recordings of a folder, spread over all of it.

    Raises:
        EngineError: kind "missing", "input" or "damaged".
    """
    files = find_audio([folder])
    step = max(1, len(files) // MOST_REFERENCES)
    return [read_audio(path) for path in files[::step][:MOST_REFERENCES]]


def whole(speaker: Speaker, request: SpeakRequest) -> SpokenAudio:
    """A text as one piece of sound, however many sentences it has; word times are left out."""
    parts = list(speak(speaker, request))
    return SpokenAudio(request.text, np.concatenate([p.samples for p in parts]), speaker.rate, ())


def heard_as(language: str, speaker: Speaker) -> str:
    """The language the recogniser listens for ("en-gb" is English to it)."""
    chosen = speaker.languages[0] if language == "auto" else language
    return chosen.replace("_", "-").partition("-")[0].lower()


def _own_similarity(judge: Judge, recordings: Sequence[Sound]) -> float:
    """The mean likeness of a recording to all the others together; 1.0 for a single one."""
    vectors = np.stack([judge.encoder.embed(*sound) for sound in recordings])
    if len(vectors) == 1:
        return 1.0
    rest = vectors.sum(axis=0) - vectors
    return float(np.mean([similarity(one, others) for one, others in zip(vectors, rest)]))


def _compared(
    judge: Judge, spoken: Sequence[Sound], others: Mapping[str, Sequence[Sound]]
) -> tuple[OtherPerson, ...]:
    vectors = [judge.encoder.embed(*sound) for sound in spoken]
    found = []
    for name, recordings in others.items():
        person = judge.encoder.embed_person(recordings)
        alike = float(np.mean([similarity(vector, person) for vector in vectors]))
        found.append(OtherPerson(name, alike))
    return tuple(sorted(found, key=lambda other: -other.similarity))
