"""Interrupted trainings: finding them, and putting them aside."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import EngineError
from engine.files import data_home, disk_error, read_json
from engine.plan import TrainingPlan
from engine.training.run import PLAN_FILE, RUN_FILE, Purpose, is_unfinished, runs_home


def has_unfinished_run(voice: str) -> bool:
    """Whether a training of that voice was interrupted and can go on."""
    return bool(voice) and "/" not in voice and is_unfinished(runs_home() / voice)


def purpose_of_run(voice: str) -> Purpose | None:
    """What the run of a voice is or was for; None when there is none that can be read."""
    if not voice or "/" in voice:
        return None
    try:
        return read_json(runs_home() / voice / RUN_FILE, Purpose)
    except EngineError:
        return None


def is_on_card(voice: str) -> bool:
    """Whether the run of a voice learns on a graphics card; not where it cannot be read."""
    try:
        return read_json(runs_home() / voice / PLAN_FILE, TrainingPlan).device != "cpu"
    except EngineError:
        return False


def unfinished_runs(dataset: Path) -> tuple[str, ...]:
    """The voices whose training on that dataset was interrupted, the latest first."""
    home = runs_home()
    folders = [f for f in home.iterdir() if is_unfinished(f)] if home.is_dir() else []
    folders.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    wanted = str(dataset.resolve())
    found = ((folder.name, purpose_of_run(folder.name)) for folder in folders)
    return tuple(name for name, purpose in found if purpose and purpose.dataset == wanted)


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
