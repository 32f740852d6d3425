"""A dataset: the clips of a voice, their texts, and what was measured about them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from engine.errors import EngineError
from engine.files import held, read_json, write_json

DATASET_FILE = "dataset.json"
CLIPS_FOLDER = "clips"
FEATURES_FOLDER = "features"
LOCK_FILE = ".lock"
REFERENCES = 3
REFERENCE_SECONDS = (3.0, 10.0)


@dataclass(frozen=True)
class Recording:
    """One imported or recorded file, as read; `made_with` is a digest of how it was prepared."""

    path: str
    name: str
    seconds: float
    rate: int
    channels: int
    sha256: str
    made_with: str = ""


@dataclass(frozen=True)
class QualityReport:
    """What was measured about a recording. Levels in dBFS, bandwidth in Hz, `verdicts` in words."""

    level_db: float
    peak_db: float
    clipped_share: float
    noise_floor_db: float
    snr_db: float
    bandwidth_hz: float
    echo: float
    hum_db: float
    speech_seconds: float
    speakers_suspected: int
    denoised_by: str | None
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """A word and when it is said, in seconds from the start of its clip."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Clip:
    """A slice of a recording with its text. `doubts` are sentences; `kept` False leaves it out.

    `text_from` is "tsv", "script", "asr" or "edited". `path` is relative to the dataset's folder.
    """

    id: str
    path: str
    text: str
    language: str
    seconds: float
    rate: int
    recording: str
    start: float
    end: float
    text_from: str
    words: tuple[Word, ...] = ()
    doubts: tuple[str, ...] = ()
    kept: bool = True


@dataclass(frozen=True)
class LeftOut:
    """A stretch of a recording that became no clip, and why. Times in seconds."""

    recording: str
    start: float
    end: float
    reason: str


@dataclass(frozen=True)
class Dataset:
    """The ordered clips of a voice; slices plus what was left out add up to the recordings."""

    language: str
    recordings: tuple[Recording, ...]
    quality: dict[str, QualityReport]
    clips: tuple[Clip, ...]
    left_out: tuple[LeftOut, ...]
    version: int = 1

    @cached_property
    def kept(self) -> tuple[Clip, ...]:
        """Those that are learned from."""
        return tuple(clip for clip in self.clips if clip.kept)

    @property
    def seconds(self) -> float:
        """Seconds of speech that will be learned from."""
        return sum(clip.seconds for clip in self.kept)

    @property
    def longest(self) -> float:
        return max((clip.seconds for clip in self.kept), default=0.0)

    def with_clips(self, changed: Sequence[Clip]) -> "Dataset":
        """The same dataset with the clips of those ids replaced."""
        new = {clip.id: clip for clip in changed}
        return replace(self, clips=tuple(new.get(clip.id, clip) for clip in self.clips))


def reference_clips(clips: Sequence[Clip]) -> list[Clip]:
    """Up to three clips without doubts, of a length that shows the voice; else the longest."""
    low, high = REFERENCE_SECONDS
    good = [c for c in clips if low <= c.seconds <= high and not c.doubts]
    return (good or sorted(clips, key=lambda clip: -clip.seconds))[:REFERENCES]


def save_dataset(folder: Path, dataset: Dataset) -> None:
    """Write `dataset.json`, atomically."""
    write_json(folder / DATASET_FILE, dataset)


def load_dataset(folder: Path) -> Dataset:
    """Read a dataset's folder.

    Raises:
        EngineError: kind "missing" when it is no dataset, "damaged" when it cannot be understood.
    """
    if not (folder / DATASET_FILE).is_file():
        raise EngineError(
            "missing",
            f"{folder} is not a dataset: it has no {DATASET_FILE}.",
            "Make one with `timbre prepare AUDIO... -o DATASET`.",
        )
    return read_json(folder / DATASET_FILE, Dataset)


@contextmanager
def held_dataset(folder: Path) -> Iterator[None]:
    """Hold a dataset's folder while recordings are added to it; one process at a time.

    Raises:
        EngineError: kind "busy" while another process prepares it, "disk" when nothing can be
            written there.
    """
    busy = EngineError(
        "busy",
        f"The dataset {folder} is being prepared right now.",
        "Wait for that to end, stop it, or prepare into another folder.",
    )
    with held(folder, LOCK_FILE, busy):
        yield
