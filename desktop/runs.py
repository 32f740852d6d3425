"""Interrupted trainings: finding them, and putting them aside."""

import shutil
from datetime import UTC, datetime

from engine.errors import EngineError
from engine.files import data_home, disk_error
from engine.training.run import is_unfinished, runs_home


def has_unfinished_run(voice: str) -> bool:
    """Whether a training of that voice was interrupted and can go on."""
    return bool(voice) and "/" not in voice and is_unfinished(runs_home() / voice)


def discard_run(voice: str) -> None:
    """Move an interrupted training to the trash folder.

    Raises:
        EngineError: kind "disk", or "missing" when there is none.
    """
    if not has_unfinished_run(voice):
        raise EngineError("missing", "There is no interrupted run.", "Start a new one.")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = data_home() / "trash" / f"run of {voice} {stamp}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(runs_home() / voice, target)
    except OSError as error:
        raise disk_error(target, error) from error


def free_name_like(name: str, taken: tuple[str, ...]) -> str:
    """The name itself, or with the first number that no voice has: "Anna 2"."""
    used = {other.casefold() for other in taken}
    number, candidate = 1, name
    while candidate.casefold() in used:
        number += 1
        candidate = f"{name} {number}"
    return candidate
