"""A teacher: the starter's stock voices speak texts into a corpus whose texts are exact."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

import resources
from engine import files
from engine.audio.transcripts import decode_table
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note, Progress, StageStarted
from engine.files import atomic_path, write_bytes
from engine.models.families import Family, open_stock
from engine.voice import SpeakRequest

TEACHER = "starter"
TABLE = "corpus.tsv"
SPOKEN = "spoken"
LONGEST_TEXT = 300  # characters; longer ones make clips that teach little more
# Of what a text takes to say, to know beforehand how many are wanted.
SECONDS_PER_LETTER = 0.07
# By the first letter of a voice; the others speak English.
LANGUAGES = {"j": "ja", "z": "zh"}


@dataclass(frozen=True)
class Job:
    """One clip of the corpus: who says what, and where it lies."""

    voice: str
    text: str
    seed: int

    @property
    def file(self) -> str:
        """Named after all that decides its sound, so that what is there need not be made again."""
        digest = hashlib.sha256(repr((self.voice, self.text, self.seed)).encode()).hexdigest()
        return f"{SPOKEN}/{self.voice}-{digest[:16]}.flac"


def teach(
    folder: Path,
    hours: float | None,
    voices: tuple[str, ...],
    texts: Path | None,
    emit: Emit,
    control: Control,
    *,
    device: str = "cpu",
    seed: int = 0,
) -> float:
    """Let the starter speak `hours` into the corpus in `folder`; returns the seconds there.

    The same texts, voices and seed give the same clips; those that are there are left as they are.

    Raises:
        EngineError: kind "input" without hours, voices or texts, or in the folder of other
            recordings; "missing" for an unknown voice or no such file; "disk".
        Cancelled: when stopped; what was spoken is kept, and in the table.
    """
    if hours is None or not 0 < hours < 10_000:
        raise EngineError(
            "input", "How long the teacher should speak is not said.", "For example: --hours 2"
        )
    if folder.is_file() or (folder.is_dir() and _is_foreign(folder)):
        raise EngineError(
            "input",
            f"{folder} holds a corpus that no teacher spoke.",
            "Name a new folder for the teacher's.",
        )
    lines = _texts(texts)
    busy = EngineError("busy", f"A teacher speaks into {folder} right now.", "Wait for it.")
    with files.held(folder, ".teacher", busy):
        emit(StageStarted("teach", f"The starter speaks {hours:g} hours of text"))
        jobs = _jobs(lines, voices, seed, hours * 3600)
        return _speak(folder, jobs, hours * 3600, device, emit, control)


def _speak(
    folder: Path, jobs: list[Job], wanted: float, device: str, emit: Emit, control: Control
) -> float:
    """One voice after the other, so that each is loaded once."""
    rows: list[str] = []
    seconds = 0.0
    family: Family | None = None
    voice = ""
    try:
        for job in sorted(jobs, key=lambda job: job.voice):
            control.check("teach")
            path = folder / job.file
            if job.voice != voice:
                family, voice = None, job.voice
            if not path.is_file():
                family = family or open_stock(TEACHER, voice, device)
                _say(family, job, path)
            seconds += soundfile.info(path).duration
            rows.append(f"{job.file}\t{voice}\t{LANGUAGES.get(voice[0], 'en')}\t{job.text}\n")
            emit(Progress("teach", round(seconds, 1), wanted, f"{voice}: {job.text[:60]}"))
    finally:
        # Also when stopped: what has been spoken can be learned from.
        if rows:
            write_bytes(folder / TABLE, "".join(rows).encode())
    if seconds < 0.9 * wanted:
        emit(
            Note(
                f"The texts were enough for {seconds / 3600:.2f} hours.",
                "Give more with --texts FILE, or more --voices.",
            )
        )
    return seconds


def _say(family: Family, job: Job, path: Path) -> None:
    spoken = list(family.speak(SpeakRequest(job.text, seed=job.seed)))
    samples = np.concatenate([piece.samples for piece in spoken])
    with atomic_path(path) as temporary:
        soundfile.write(temporary, np.clip(samples, -1, 1), spoken[0].rate, format="FLAC")


def _jobs(lines: list[str], voices: tuple[str, ...], seed: int, seconds: float) -> list[Job]:
    """As many clips as `seconds` need, every text in a voice drawn for it, then in others."""
    if not voices:
        raise EngineError("input", "There is no voice to teach.", "Name one with --voices.")
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(lines))
    first = rng.integers(len(voices), size=len(lines))
    jobs: list[Job] = []
    expected = 0.0
    for round_ in range(len(voices)):
        for number in order:
            if expected >= seconds:
                return jobs
            voice = voices[(int(first[number]) + round_) % len(voices)]
            jobs.append(Job(voice, lines[number], seed))
            expected += 0.5 + SECONDS_PER_LETTER * len(lines[number])
    return jobs


def _texts(path: Path | None) -> list[str]:
    """The texts of a file, one a line; without one, those that come along."""
    found = list(dict.fromkeys(_lines(path)))
    if not found:
        raise EngineError("input", f"{path} holds no texts.", "Write one text a line.")
    return found


def _lines(path: Path | None) -> Iterator[str]:
    if path is None:
        for script in sorted(resources.path("scripts").glob("*.json")):
            yield from json.loads(script.read_text(encoding="utf-8"))["sentences"]
        path = resources.path("texts/evaluation-en.txt")
    for line in decode_table(path).splitlines():
        text = " ".join(line.split())
        if text and len(text) <= LONGEST_TEXT:
            yield text


def _is_foreign(folder: Path) -> bool:
    tables = [path.name for path in folder.glob("*.tsv")]
    return (folder / "dataset.json").exists() or bool(tables and tables != [TABLE])
