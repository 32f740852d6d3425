"""Spoken passages become one sound or one file a sentence, at a loudness, with subtitles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from engine.audio.files import check_output, write_audio, write_blocks
from engine.audio.loudness import QUIETEST, limited, measure
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Progress, StageStarted
from engine.files import disk_error, write_bytes
from engine.narration.project import Narration, load_words, pause_after
from engine.subtitles import Cue, Format, cues_of, write_as
from engine.voice import SpokenAudio, WordTime

LOUDEST, SOFTEST = -9.0, -40.0
MOST_GAIN = 30.0  # dB: nothing that was spoken is so soft
LATE_PAUSE = 0.1  # seconds between captions where the speech is behind their times
_NAME_LENGTH = 40


@dataclass(frozen=True)
class Passage:
    """A spoken sentence in a file, the seconds of silence after it, and when it should begin."""

    text: str
    file: Path
    words: tuple[WordTime, ...] = ()
    pause: float = 0.0
    at: float | None = None


@dataclass(frozen=True)
class Order:
    """What is to be written: `target` in one piece, or `folder` with a file a sentence, or both.

    `loudness` in LUFS; None leaves it. `suffix` chooses the format of the files in the folder.
    `keep_times` begins each passage at its own time where the speech is not behind it.
    """

    target: Path | None = None
    folder: Path | None = None
    suffix: str = ".wav"
    loudness: float | None = None
    subtitles: Format | None = None
    keep_times: bool = False


@dataclass(frozen=True)
class Exported:
    """What was written. `lufs` is the loudness before it was changed, where that was asked."""

    seconds: float
    files: tuple[str, ...]
    subtitles: str | None = None
    lufs: float | None = None


def check_order(order: Order) -> None:
    """Refuse before any work what cannot be written.

    Raises:
        EngineError: kind "input" or "disk".
    """
    if order.loudness is not None and not SOFTEST <= order.loudness <= LOUDEST:
        raise EngineError(
            "input",
            f"A loudness of {order.loudness:g} LUFS is not possible.",
            f"Choose between {SOFTEST:g} and {LOUDEST:g}; -16 is usual for podcasts.",
        )
    if order.target is not None:
        check_output(order.target)
    if order.folder is not None:
        if order.folder.is_file():
            raise EngineError("input", f"{order.folder} is a file.", "Name a folder.")
        check_output(order.folder / f"1{order.suffix}")


def passages(narration: Narration) -> tuple[Passage, ...]:
    """The chosen takes of a narration in order; lines that were not spoken are passed over."""
    return tuple(
        Passage(
            line.text,
            narration.takes / line.take.file,
            load_words(narration, line.take),
            pause_after(narration, line),
            line.at,
        )
        for line in narration.lines
        if line.take is not None
    )


def export(
    given: Sequence[Passage],
    order: Order,
    emit: Emit | None = None,
    control: Control | None = None,
) -> Exported:
    """Write what was ordered; each file appears whole or not at all.

    Raises:
        EngineError: as `check_order`, kind "input" when there is nothing, "missing" for a take
            that is not there any more, "disk" when it cannot be written.
        Cancelled: when stopped between passages.
    """
    check_order(order)
    if not given:
        raise EngineError("input", "Nothing is spoken yet.", "Generate the sentences first.")
    if emit is not None:
        emit(StageStarted("export", "Writing the sound."))
    joiner = _Joiner(given, order, emit, control or Control())
    subtitles: str | None = None
    files: list[str] = []
    if order.target is not None:
        write_blocks(order.target, joiner.blocks(), joiner.rate)
        files.append(str(order.target))
        if order.subtitles is not None:
            beside = order.target.with_suffix(f".{order.subtitles}")
            write_bytes(beside, write_as(joiner.cues, order.subtitles).encode())
            subtitles = str(beside)
    if order.folder is not None:
        files += joiner.one_by_one(order.folder)
    return Exported(round(joiner.seconds, 3), tuple(files), subtitles, joiner.lufs)


def spooled(spoken: Iterable[SpokenAudio], folder: Path) -> Iterator[tuple[SpokenAudio, Passage]]:
    """Sentences as they are spoken, each kept in a file of its own in `folder`.

    Raises:
        EngineError: kind "disk".
    """
    for number, sentence in enumerate(spoken):
        file = folder / f"{number:06}.wav"
        try:
            soundfile.write(file, sentence.samples, sentence.rate, subtype="FLOAT")
        except (OSError, soundfile.LibsndfileError) as error:
            failure = error if isinstance(error, OSError) else OSError(0, str(error))
            raise disk_error(file, failure) from error
        yield sentence, Passage(sentence.text, file, sentence.words)


def spool_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for what is spoken before it is written; it goes away by itself."""
    return tempfile.TemporaryDirectory(prefix="timbre-")


@dataclass
class _Joiner:
    """Passages at one rate and one loudness, with their place in the whole."""

    given: Sequence[Passage]
    order: Order
    emit: Emit | None
    control: Control
    cues: list[Cue] = field(default_factory=list)
    seconds: float = 0.0
    lufs: float | None = None

    def __post_init__(self) -> None:
        self.rate = max(_rate(passage.file) for passage in self.given)
        self._gain = 1.0
        if self.order.loudness is not None:
            self.lufs = measure((self._read(passage) for passage in self.given), self.rate).lufs
            if self.lufs > QUIETEST:
                change = min(self.order.loudness - self.lufs, MOST_GAIN)
                self._gain = 10 ** (change / 20)

    def blocks(self) -> Iterator[np.ndarray]:
        """The whole with its pauses; cues are noted on the way."""
        position = 0
        for number, passage in enumerate(self.given):
            self.control.check("export", number)
            if number:
                silence = self._silence(self.given[number - 1], passage, position)
                position += len(silence)
                yield silence
            elif self.order.keep_times and passage.at:
                position = round(passage.at * self.rate)
                yield np.zeros(position, np.float32)
            samples = self._loud(self._read(passage))
            spoken = SpokenAudio(passage.text, samples, self.rate, passage.words)
            self.cues += cues_of(spoken, position / self.rate)
            position += len(samples)
            yield samples
            self.seconds = position / self.rate
            self._tell(number, passage)

    def one_by_one(self, folder: Path) -> list[str]:
        """Each passage in a numbered file, and a table of their texts."""
        width = max(3, len(str(len(self.given))))
        names, seconds = [], 0.0
        for number, passage in enumerate(self.given, 1):
            self.control.check("export", number)
            samples = self._loud(self._read(passage))
            seconds += len(samples) / self.rate
            name = f"{number:0{width}}{_safe(passage.text)}{self.order.suffix}"
            write_audio(folder / name, samples, self.rate)
            names.append(name)
            self._tell(number - 1, passage)
        self.seconds = self.seconds or seconds
        texts = (" ".join(passage.text.split()) for passage in self.given)
        table = "".join(f"{name}\t{text}\n" for name, text in zip(names, texts, strict=True))
        write_bytes(folder / "texts.tsv", table.encode())
        return [str(folder / name) for name in names]

    def _silence(self, before: Passage, passage: Passage, position: int) -> np.ndarray:
        wanted = before.pause
        if self.order.keep_times and passage.at is not None:
            wanted = max(LATE_PAUSE, passage.at - position / self.rate)
        return np.zeros(round(wanted * self.rate), np.float32)

    def _loud(self, samples: np.ndarray) -> np.ndarray:
        if self.order.loudness is None:
            return samples
        return limited(samples * np.float32(self._gain), self.rate)

    def _read(self, passage: Passage) -> np.ndarray:
        """A passage's samples [N] at the common rate."""
        rate = _rate(passage.file)
        samples = soundfile.read(passage.file, dtype="float32", always_2d=True)[0].mean(axis=1)
        if rate == self.rate:
            return samples
        import soxr  # only where voices of two families speak together

        return soxr.resample(samples, rate, self.rate)

    def _tell(self, number: int, passage: Passage) -> None:
        if self.emit is not None:
            self.emit(Progress("export", number + 1, len(self.given), passage.text))


def _rate(file: Path) -> int:
    try:
        return int(soundfile.info(file).samplerate)
    except (OSError, soundfile.LibsndfileError) as error:
        raise EngineError(
            "missing", f"The take {file.name} is not there any more.", "Generate it again."
        ) from error


def _safe(text: str) -> str:
    """The first words of a text as a part of a file's name: "-good-evening"."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
    short = ""
    for word in words:
        if len(short) + 1 + len(word) > _NAME_LENGTH:
            break
        short += f"-{word}"
    return short or (f"-{words[0][:_NAME_LENGTH]}" if words else "")
