"""What is to be prepared: every readable file once, with its text; how long, how large it is."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.audio.clean import HIGHEST_RATE
from engine.audio.files import AudioInfo, probe
from engine.audio.survey import file_sha256
from engine.audio.transcripts import Said
from engine.errors import EngineError
from engine.events import Emit, Note
from engine.project import Dataset
from engine.wording import duration

VERSION = "2"
LONG = 3600.0
# To prepare a second of sound: 106 s took 30 s on two cores.
CORE_SECONDS = 0.5
# What FLAC needs of the two bytes at least, in speech with its pauses cut out.
BYTES_A_SAMPLE = 0.8


@dataclass(frozen=True)
class Job:
    """One recording to prepare, with the text and the language it came with.

    `room` is the sound of the room it was made in, without a voice.
    """

    path: Path
    name: str
    sha256: str
    text: str | None
    made_with: str
    language: str = "auto"
    room: Path | None = None


def readable(files: list[Path], asked: list[Path], emit: Emit) -> list[Path]:
    """The files whose header makes sense; one found in a folder is skipped if it does not.

    Raises:
        EngineError: as `probe`, for a file that was named or when none can be read.
    """
    named = {path.resolve() for path in asked}
    good: list[Path] = []
    failure: EngineError | None = None
    for file in files:
        try:
            probe(file)
            good.append(file)
        except EngineError as error:
            if file in named:
                raise
            failure = error
            emit(Note(f"Skipped: {error.message}", error.hint))
    if not good and failure is not None:
        raise failure
    return good


def find_jobs(
    files: list[Path],
    texts: dict[Path, Said],
    language: str,
    denoise: str,
    known: Dataset,
    emit: Emit,
    room: Path | None = None,
) -> list[Job]:
    """What is asked for: every file once, with a name of its own.

    `room` goes with the recordings whose text is given. `made_with` tells how a recording is
    prepared: the same digest, the same clips.
    """
    names = {recording.name: recording.sha256 for recording in known.recordings}
    jobs: dict[str, Job] = {}
    for path in files:
        sha256 = file_sha256(path)
        if sha256 in jobs:
            emit(Note(f"{path.name} is the same sound as {jobs[sha256].name}; it is used once."))
            continue
        old = next((r for r in known.recordings if r.path == as_text(path)), None)
        name = old.name if old else _own_name(path, sha256, names)
        names[name] = sha256
        said = texts.get(path, Said(""))
        spoken_in = said.language or language
        own_room = room if said.text else None
        settings = "\n".join((VERSION, spoken_in, denoise, said.text))
        settings += file_sha256(own_room) if own_room else ""
        digest = hashlib.sha256(settings.encode()).hexdigest()[:16]
        text = said.text or None
        jobs[sha256] = Job(path, name, sha256, text, digest, spoken_in, own_room)
    return list(jobs.values())


def as_text(path: Path) -> str:
    """A path as text that can be written as UTF-8; undecodable bytes in old names are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _own_name(path: Path, sha256: str, names: dict[str, str]) -> str:
    plain = name = as_text(Path(path.name))
    number = 2
    while names.get(name, sha256) != sha256:
        name = f"{plain} ({number})"
        number += 1
    return name


def weigh(infos: list[AudioInfo], folder: Path, emit: Emit) -> None:
    """Say up front when it will take long, and refuse what the disk has no room for.

    Raises:
        EngineError: kind "disk".
    """
    total = sum(info.seconds for info in infos)
    needed = sum(BYTES_A_SAMPLE * info.seconds * min(info.rate, HIGHEST_RATE) for info in infos)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EngineError(
            "disk",
            f"The clips need about {needed / 1e6:.1f} MB, but only {free / 1e6:.1f} MB are free "
            f"where {folder} lies.",
            "Free some space, or put them on another disk.",
        )
    if total > LONG:
        hours = duration(total * CORE_SECONDS / min(4, os.cpu_count() or 1))
        emit(
            Note(
                f"{spoken(total)} of sound will take {hours} to prepare here, and more than "
                "an hour hardly makes a better voice.",
                "Choose a part of it; or stop when you like, the same command goes on from there.",
            )
        )


def spoken(seconds: float) -> str:
    """A length of sound as people say it."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
