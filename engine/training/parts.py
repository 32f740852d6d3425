"""The finished parts of a run: what each brought, and which of them a voice speaks with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError
from engine.files import from_plain, read_json
from engine.tensor_header import LONGEST_HEADER
from engine.training.run import CHECKPOINTS, FINISHED_FILE, runs_home
from engine.voice import Scores, Voice

HEADER = "timbre"


@dataclass(frozen=True)
class Part:
    """A finished part of a run: the zero-shot voice, or the voice after a stage.

    `first` and `best` are what `Stage.score` said before the stage and at `step`, the one taken.
    `ended_early` is why the steps after it were given up.
    """

    name: str
    step: int = 0
    steps: int = 0
    first: dict[str, float] | None = None
    best: dict[str, float] | None = None
    scores: Scores | None = None
    ended_early: str = ""


def run_of(voice: Voice) -> Path | None:
    """The folder of the run that made a voice, whatever the voice is called now; None if gone."""
    for file in sorted(runs_home().glob(f"*/{FINISHED_FILE}")):
        try:
            made = read_json(file, Voice)
        except EngineError:
            continue
        if (made.made_at, made.base_sha256) == (voice.made_at, voice.base_sha256):
            return file.parent
    return None


def parts_of(run: Path) -> dict[str, tuple[Part, Path]]:
    """Name -> part and its file, in the order they were finished, "zero-shot" being the first.

    Raises:
        EngineError: kind "damaged".
    """
    found: dict[str, tuple[Part, Path]] = {}
    number = 0
    while (path := run / CHECKPOINTS / f"{number}-done.safetensors").is_file():
        part = _read_header(path)
        found[part.name] = part, path
        number += 1
    return found


def _read_header(path: Path) -> Part:
    """The part as its file's header tells it, without reading any tensor."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(length, LONGEST_HEADER)))
        return from_plain(Part, json.loads(header["__metadata__"][HEADER]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise EngineError(
            "damaged", f"{path} cannot be read: {error}.", "Train the voice again."
        ) from error
