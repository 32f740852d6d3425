"""A finished voice and what can be asked of one; `engine.library` keeps voices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.plan import TrainingPlan
from engine.text.split import USUAL_PAUSES, Pauses

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Reference:
    """A clip of the real person, kept with the voice. `path` is relative to the voice's folder."""

    path: str
    text: str
    language: str
    seconds: float


@dataclass(frozen=True)
class Scores:
    """How a voice does on sentences it never read, and on held-out clips.

    `similarity` is the cosine to the person's own recordings; `word_error` a share (0.02 is 2 %).
    """

    similarity: float
    word_error: float
    pitch_ratio: float
    mos: float | None = None


@dataclass(frozen=True)
class Consent:
    """Who agreed that this voice may be made, in what words, when (ISO 8601, UTC)."""

    statement: str
    by: str
    at: str


CONSENT_STATEMENT = (
    "I am the person who speaks in these recordings, or that person agreed that I make this voice."
)


def consent_now(by: str, statement: str = CONSENT_STATEMENT) -> Consent:
    """The consent line as it is stored, stamped with this moment."""
    return Consent(statement, by, datetime.now(UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True)
class WeightFile:
    """A file of tensors in the voice's folder. `kind` is "full", "partial" or "lora"."""

    name: str
    sha256: str
    bytes: int
    kind: str


@dataclass(frozen=True)
class Voice:
    """A voice on disk: `voice.json` beside its weights, `references/` and `samples/`.

    `checkpoint` is the part of its run that it speaks with ("zero-shot", "timbre"; "" if unknown),
    `colour` what its owner knows it by ("#0e5f5a"; "" for none).
    """

    name: str
    base: str
    base_sha256: str
    languages: tuple[str, ...]
    sample_rate: int
    made_at: str
    speech_seconds: float
    weights: tuple[WeightFile, ...]
    references: tuple[Reference, ...]
    scores: dict[str, Scores]
    plan: TrainingPlan | None
    consent: Consent | None
    history: tuple[str, ...]
    version: int = 1
    checkpoint: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Pronunciation:
    """How to say a word: another spelling, or phonemes between slashes ("/wɪn/")."""

    word: str
    say: str

    @property
    def phonemes(self) -> str | None:
        say = self.say.strip()
        return say[1:-1] if len(say) > 2 and say[0] == say[-1] == "/" else None


@dataclass(frozen=True)
class SpeakRequest:
    """What to say and how. `speed` 1.0 is the voice's own; `reference` a clip to take after.

    `reference_text` is what is said in that clip: None, it is listened to; "", its sound is taken
    but not its manner. `more_references` are further clips of the same person. `dictionary` says
    words otherwise than they are written.
    """

    text: str
    language: str = "auto"
    speed: float = 1.0
    seed: int = 0
    reference: str | None = None
    reference_text: str | None = None
    more_references: tuple[str, ...] = ()
    pauses: Pauses = USUAL_PAUSES
    dictionary: tuple[Pronunciation, ...] = ()


@dataclass(frozen=True)
class WordTime:
    """A word and when it is spoken, in seconds from the start of its chunk."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class SpokenAudio:
    """One spoken sentence with the pause after it: float32 mono samples in [-1, 1].

    `warnings` are sentences about what of the text was left out.
    """

    text: str
    samples: np.ndarray
    rate: int
    words: tuple[WordTime, ...]
    warnings: tuple[str, ...] = ()
