"""Recordings that are brought along: looked at one by one, with a reason for each not taken."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError

LONG_SECONDS = 3600.0
# More than a voice can be made from (engine.refusals).
TOO_LONG_SECONDS = 6 * 3600.0
SHORT_SECONDS = 1.0

NOT_SOUND = "This is neither audio nor video."
NO_FILE = "There is no such file."
NO_ACCESS = "This folder may not be opened."
NO_READING = "This file may not be read."
EMPTY_FOLDER = "There is no audio or video in this folder."
TOO_SHORT = "It is shorter than a second."
LONG = "Long: preparing it takes a while, and a part of it would do."
TOO_LONG = "Very long: keep at most six hours of its clips, or choose a part of it."


@dataclass(frozen=True)
class Brought:
    """One file (or folder) that was brought. `why` is a sentence; `seconds` 0.0 if unknown."""

    path: str
    taken: bool
    why: str = ""
    seconds: float = 0.0


def look(paths: list[Path]) -> Iterator[Brought]:
    """Every file among `paths` and in the folders among them, once, taken or with a reason."""
    seen: set[str] = set()
    for path in paths:
        inside = _walk(path) if path.is_dir() else iter((path,))
        for item in inside:
            brought = item if isinstance(item, Brought) else _look_at(item, named=item == path)
            if brought is not None and brought.path not in seen:
                seen.add(brought.path)
                yield brought


def _walk(folder: Path) -> Iterator[Path | Brought]:
    """The files of a folder in order; folders that may not be opened, by name."""
    refused: list[Brought] = []

    def refuse(error: OSError) -> None:
        refused.append(Brought(str(error.filename or folder), False, NO_ACCESS))

    empty = True
    for place, folders, files in os.walk(folder, onerror=refuse):
        folders.sort()
        yield from refused
        empty, refused[:] = empty and not refused, []
        for name in sorted(files):
            if not name.startswith("."):
                empty = False
                yield Path(place) / name
    yield from refused
    if empty and not refused:
        yield Brought(str(folder), False, EMPTY_FOLDER)


def _look_at(path: Path, *, named: bool) -> Brought | None:
    """What is to be said of one file."""
    # Loads the decoders, which a window that only lists files does not need.
    from engine.audio.files import EXTENSIONS, probe

    name = str(path.absolute())
    if not path.is_file():
        return Brought(name, False, NO_FILE) if named else None
    if path.suffix.lower() not in EXTENSIONS:
        return Brought(name, False, NOT_SOUND)
    if not os.access(path, os.R_OK):
        return Brought(name, False, NO_READING)
    try:
        seconds = probe(path).seconds
    except EngineError as error:
        return Brought(name, False, error.message)
    except OSError as error:
        return Brought(name, False, f"{path.name} cannot be read: {error.strerror}.")
    if 0.0 < seconds < SHORT_SECONDS:
        return Brought(name, False, TOO_SHORT, seconds)
    why = TOO_LONG if seconds > TOO_LONG_SECONDS else LONG if seconds > LONG_SECONDS else ""
    return Brought(name, True, why, seconds)
