"""Whether more than one person speaks in a dataset, by how unlike its clips sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.audio.files import read_audio
from engine.audio.quality import judge
from engine.control import Control
from engine.events import Emit, Note, Progress, StageStarted
from engine.project import Dataset

STRANGER = "This may be another person's voice."
# Two halves of one reader's clips are alike by 0.91 or more, two people's by 0.73 or less (the five
# speakers the project is tried on).
DIFFERENT = 0.8
LEAST_SHARE = 0.1
ROUNDS = 10
# Hours of speech have thousands of clips; comparing these many with each other finds the two sides.
MOST_COMPARED = 1000


def mark_strangers(dataset: Dataset, folder: Path, emit: Emit, control: Control) -> Dataset:
    """Doubt the clips that sound like a second person, and say so in the quality reports.

    Raises:
        EngineError: when a clip in `folder` cannot be read.
        Cancelled: when `control` says so.
    """
    from engine.scoring.speaker import SpeakerEncoder  # imports torch

    emit(StageStarted("speakers", "Checking that one person speaks", len(dataset.clips)))
    encoder = SpeakerEncoder()
    voices = []
    for index, clip in enumerate(dataset.clips):
        voices.append(encoder.embed(*read_audio(folder / clip.path)))
        emit(Progress("speakers", index + 1, len(dataset.clips)))
        control.check("speakers", index)
    seconds = np.array([clip.seconds for clip in dataset.clips])
    people, labels = suspected_speakers(np.array(voices), seconds)
    clips = tuple(
        replace(clip, doubts=_with_doubt(clip.doubts, STRANGER, label > 0))
        for clip, label in zip(dataset.clips, labels)
    )
    mixed = {clip.recording for clip in clips if STRANGER in clip.doubts}
    if mixed:
        emit(Note("More than one person seems to speak.", "Leave out the clips of the others."))
    quality = {
        name: judge(replace(measured, speakers_suspected=people if name in mixed else 1))
        for name, measured in dataset.quality.items()
    }
    return replace(dataset, clips=clips, quality=quality)


def _with_doubt(doubts: tuple[str, ...], sentence: str, doubted: bool) -> tuple[str, ...]:
    others = tuple(doubt for doubt in doubts if doubt != sentence)
    return (*others, sentence) if doubted else others


def suspected_speakers(embeddings: np.ndarray, seconds: np.ndarray) -> tuple[int, np.ndarray]:
    """One or two people, and whose each clip is (0 the one who speaks most): `[C, 256]`, `[C]`.

    Spherical 2-means from the two most unlike clips; two people are suspected when the two means
    are less alike than a person is to himself and the second speaks for a tenth of the time.
    """
    alone = np.zeros(len(embeddings), int)
    if len(embeddings) < 4:
        return 1, alone
    some = embeddings[:: -(-len(embeddings) // MOST_COMPARED)]
    alike = some @ some.T
    means = some[list(np.unravel_index(np.argmin(alike), alike.shape))]
    labels = alone
    for _ in range(ROUNDS):
        labels = np.argmax(embeddings @ means.T, axis=1)
        if len(np.unique(labels)) < 2:
            return 1, alone
        means = np.stack([embeddings[labels == side].mean(axis=0) for side in (0, 1)])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
    shares = np.array([seconds[labels == side].sum() for side in (0, 1)]) / seconds.sum()
    if float(means[0] @ means[1]) > DIFFERENT or shares.min() < LEAST_SHARE:
        return 1, alone
    return 2, labels if shares[0] >= shares[1] else 1 - labels
