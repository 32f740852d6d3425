"""What the stages learn from: clips with their tokens, phonemes and voices, kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import soxr
import torch
from safetensors import safe_open
from torch import Tensor

from engine.errors import EngineError
from engine.events import Emit, Note, Progress
from engine.models.cache import cached, digest
from engine.models.gpt_sovits.ears import Ears, Wave, read_wave
from engine.models.gpt_sovits.phrases import Reader
from engine.models.gpt_sovits.reference import Phrase
from engine.models.gpt_sovits.sound import HUBERT_RATE, SOUND, published_loudness
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.plan import Recipe
from engine.project import FEATURES_FOLDER, Clip

# Raise when the meaning of a cached feature changes.
FEATURES_VERSION = "1"
SHORTEST_FRAMES = 34  # a crop of 32 has to fit
# Half of the sound keeps its level, half is brought to this peak: what the bases were taught with.
PEAK, SHARE = 0.95, 0.5
FULL_SCALE = 32768.0
HELD_OUT_SHARE, LEAST_SECONDS = 0.1, 20.0


@dataclass(frozen=True)
class ClipFeatures:
    """A clip as the stages see it; its wave stays on disk until it is asked for.

    `tokens`, `codes` int64 as in `Heard`; `speaker` [20480] for the Pro families.
    """

    id: str
    text: str
    language: str
    path: Path
    samples: int
    phrase: Phrase
    tokens: Tensor
    codes: Tensor
    speaker: Tensor | None

    @property
    def frames(self) -> int:
        """Frames of its spectrogram."""
        return self.samples // SOUND.hop

    @property
    def seconds(self) -> float:
        return self.samples / SAMPLE_RATE

    def to(self, device: torch.device) -> ClipFeatures:
        """The same with its tensors on a device."""
        bert = None if self.phrase.bert is None else self.phrase.bert.to(device)
        return replace(
            self,
            phrase=Phrase(self.phrase.phones.to(device), bert),
            tokens=self.tokens.to(device),
            codes=self.codes.to(device),
            speaker=None if self.speaker is None else self.speaker.to(device),
        )

    def wave(self) -> Tensor:
        """Its sound [frames * hop] in fp32 at 32 kHz."""
        with safe_open(self.path, framework="pt") as stored:
            whole = stored.get_tensor("wave").float() / FULL_SCALE
        return whole[: self.frames * SOUND.hop]


@dataclass(frozen=True)
class Material:
    """The clips that teach, and those that only judge; they do not overlap."""

    taught: tuple[ClipFeatures, ...]
    held_out: tuple[ClipFeatures, ...]

    @property
    def every(self) -> tuple[ClipFeatures, ...]:
        return self.taught + self.held_out


def measure(
    folder: Path,
    clips: tuple[Clip, ...],
    base_sha256: str,
    ears: Ears,
    reader: Reader,
    recipe: Recipe,
    emit: Emit,
) -> Iterator[ClipFeatures]:
    """The features of every clip that can teach; a Note for the others.

    Raises:
        EngineError: kind "damaged" for an unreadable clip, and what ears and reader raise.
    """
    published = recipe == "published"
    for number, clip in enumerate(clips, 1):
        emit(Progress("prepare", number, len(clips), "Listening to the clips"))
        wave = read_wave(folder / clip.path)
        taken = _published(wave) if published else evened(wave)
        if taken is None or len(taken[0]) // SOUND.hop < SHORTEST_FRAMES:
            what = "too loud to be true" if taken is None else "too short"
            emit(Note(f"The clip {clip.id} is {what} and is left out."))
            continue
        phrase, warnings = reader.read(clip.text, clip.language, published)
        for warning in warnings:
            emit(Note(f"The clip {clip.id}: {warning}"))
        if not len(phrase.phones):
            emit(Note(f"The text of the clip {clip.id} cannot be read; it is left out."))
            continue
        key = digest(FEATURES_VERSION, base_sha256, recipe, torch.from_numpy(wave))
        path = _place(folder, clip, base_sha256, recipe)
        stored = cached(path, key, partial(_heard, *taken, ears))
        yield ClipFeatures(
            id=clip.id,
            text=clip.text,
            language=clip.language,
            path=path,
            samples=len(taken[0]),
            phrase=phrase,
            tokens=stored["tokens"],
            codes=stored["codes"],
            speaker=stored.get("speaker"),
        )


def divided(features: list[ClipFeatures], recipe: Recipe) -> Material:
    """Keep about a tenth of the seconds back for judging, where enough remains to learn from.

    The published recipe learns from everything.

    Raises:
        EngineError: kind "input" when no clip can teach.
    """
    if not features:
        raise EngineError(
            "input",
            "None of the clips can teach a voice: they are too short or have no text.",
            "Check the clips and their texts.",
        )
    chosen: set[str] = set()
    if recipe == "default":
        total = sum(item.seconds for item in features)
        taken = 0.0
        for item in sorted(features, key=lambda item: (item.seconds < 2.5, item.seconds, item.id)):
            enough = total - taken - item.seconds >= LEAST_SECONDS
            if enough and taken + item.seconds <= 1.5 * HELD_OUT_SHARE * total:
                chosen.add(item.id)
                taken += item.seconds
    return Material(
        taught=tuple(item for item in features if item.id not in chosen),
        held_out=tuple(item for item in features if item.id in chosen),
    )


def nothing_left() -> EngineError:
    """The error for a recipe whose rules leave out every clip."""
    return EngineError(
        "input",
        "The published recipe leaves out every clip: they are too long, or read too fast or slow.",
        "Train without --recipe published.",
    )


def evened(wave: Wave) -> tuple[np.ndarray, Wave]:
    """A clip as 16-bit samples at 32 kHz, evened out, and the same at 16 kHz for HuBERT."""
    peak = float(np.abs(wave).max(initial=1e-6))
    level = (wave * (SHARE * PEAK / peak + 1 - SHARE)).clip(-1, 1)
    kept = np.round(level * (FULL_SCALE - 1)).astype(np.int16)
    return kept, soxr.resample(level, SAMPLE_RATE, HUBERT_RATE, "HQ").astype(np.float32)


def _published(wave: Wave) -> tuple[np.ndarray, Wave] | None:
    """The same by the published rules; None for a clip that they leave out."""
    if not np.abs(wave).max(initial=0.0):
        return None
    found = published_loudness(wave)
    return None if found is None else (found[0], found[1].astype(np.float32))


def _heard(kept: np.ndarray, heard: Wave, ears: Ears) -> dict[str, Tensor]:
    found = ears.clip(heard, len(kept) // SOUND.hop)
    speaker = ears.speaker((kept / FULL_SCALE).astype(np.float32))
    tensors = {"wave": torch.from_numpy(kept), "tokens": found.tokens, "codes": found.codes}
    return tensors if speaker is None else {**tensors, "speaker": speaker}


def _place(folder: Path, clip: Clip, base_sha256: str, recipe: Recipe) -> Path:
    """Each base and recipe keeps its own: comparing two must not make both again and again."""
    name = hashlib.sha256(repr((clip.id, base_sha256, recipe)).encode()).hexdigest()[:16]
    return folder / FEATURES_FOLDER / f"{name}-heard.safetensors"
