"""What was already recognised when the preparation of a long recording was interrupted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.audio.transcribe import Transcript
from engine.errors import EngineError
from engine.files import disk_error, from_plain, to_plain


class Recogniser(Protocol):
    """Turns mono samples `[N]` into words. Recognisers of one `name` give the same text."""

    name: str

    def transcribe(self, samples: np.ndarray, rate: int, language: str | None) -> Transcript: ...


class Recall:
    """A recogniser that keeps each transcript in `file`, and asks nothing twice.

    The file holds one JSON line per stretch of sound. Whatever killed the process, at most the line
    that was being written is lost; a line that makes no sense is recognised anew.
    """

    def __init__(self, recogniser: Recogniser, file: Path) -> None:
        self.name = recogniser.name
        self._recogniser = recogniser
        self._file = file
        self._known = dict(_lines(file))

    def transcribe(self, samples: np.ndarray, rate: int, language: str | None) -> Transcript:
        """As the recogniser does.

        Raises:
            EngineError: as the recogniser, and kind "disk" when the file cannot be written.
        """
        asked = f"{self.name} {rate} {language} {samples.dtype} ".encode()
        key = hashlib.sha256(asked + samples.tobytes()).hexdigest()
        if key not in self._known:
            self._known[key] = self._recogniser.transcribe(samples, rate, language)
            self._keep(key)
        return self._known[key]

    def _keep(self, key: str) -> None:
        line = json.dumps([key, to_plain(self._known[key])], ensure_ascii=False)
        try:
            with self._file.open("a", encoding="utf-8") as file:
                # A line of its own also behind one that was cut off.
                file.write(f"\n{line}\n")
        except OSError as error:
            raise disk_error(self._file, error) from error


def forget(file: Path) -> None:
    """The recordings are in the dataset: their transcripts are not needed twice.

    Raises:
        EngineError: kind "disk".
    """
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(file, error) from error


def _lines(file: Path) -> list[tuple[str, Transcript]]:
    try:
        written = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise EngineError(
            "disk", f"{file} cannot be read: {error.strerror}.", "Check the rights of that folder."
        ) from error
    found = []
    for line in filter(None, written.split("\n")):
        try:
            found.append(from_plain(tuple[str, Transcript], json.loads(line)))
        except (ValueError, TypeError, RecursionError):
            continue
    return found
