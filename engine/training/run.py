"""A run's folder: whose run it is, its plan, its events, its checkpoints, and who holds it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine import files
from engine.errors import EngineError
from engine.events import Emit, Event, Failed, Finished, Note, Stopped, to_line
from engine.files import cut_torn_line, data_home, disk_error, read_json, to_plain, write_json
from engine.plan import StagePlan, TrainingPlan
from engine.planning.checks import read_plan
from engine.training.group import Group
from engine.voice import Consent

if TYPE_CHECKING:
    from engine.control import Control
    from engine.models.families import Families
    from engine.project import Dataset
    from engine.training.trial import MakeJudge

PLAN_FILE = "plan.json"
RUN_FILE = "run.json"
FINISHED_FILE = "finished.json"
EVENTS_FILE = "events.jsonl"
LOCK_FILE = "lock"
CHECKPOINTS = "checkpoints"
SAMPLES = "samples"
STATES_KEPT = 2
NO_LIGHTER = "There is no lighter way to train left."


@dataclass(frozen=True)
class Purpose:
    """What a run is for: it is only continued for the same voice, speech and base.

    `text` is what the user wants to hear along the way.
    """

    voice: str
    dataset: str
    dataset_sha256: str
    base: str
    consent: Consent | None = None
    text: str | None = None


def runs_home() -> Path:
    return data_home() / "runs"


def purpose_of(voice: str, folder: Path, dataset: Dataset, base: str) -> Purpose:
    """The purpose of a run on a dataset as it is now: clips left out or texts edited change it."""
    clips = [(clip.id, clip.text, clip.language, clip.seconds) for clip in dataset.kept]
    digest = hashlib.sha256(json.dumps(to_plain(clips), sort_keys=True).encode()).hexdigest()
    return Purpose(voice, str(folder.resolve()), digest, base)


def is_unfinished(folder: Path) -> bool:
    """Whether a run lies in the folder that `--resume` would continue."""
    return (folder / PLAN_FILE).is_file() and not (folder / FINISHED_FILE).is_file()


def begin(folder: Path, purpose: Purpose, plan: TrainingPlan) -> None:
    """Make the folder ready for a new run, its plan first. A finished run there is replaced.

    Raises:
        EngineError: kind "input" when an unfinished run would be lost, "disk".
    """
    if is_unfinished(folder):
        raise EngineError(
            "input",
            f"An unfinished run for {purpose.voice!r} lies in {folder}.",
            "Continue it with --resume, or delete that folder to start again.",
        )
    try:
        for name in (CHECKPOINTS, SAMPLES):
            shutil.rmtree(folder / name, ignore_errors=True)
        for name in (EVENTS_FILE, PLAN_FILE, FINISHED_FILE):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(folder, error) from error
    write_json(folder / RUN_FILE, purpose)
    write_json(folder / PLAN_FILE, plan)


def continue_run(folder: Path, purpose: Purpose) -> tuple[Purpose, TrainingPlan]:
    """What an unfinished run was begun with, which must be the same, and its plan.

    Raises:
        EngineError: kind "missing" when there is none, "input" when it was for something else.
    """
    if not is_unfinished(folder):
        raise EngineError(
            "missing",
            f"There is no unfinished run for {purpose.voice!r}.",
            "Start one: the same command without --resume.",
        )
    begun = read_json(folder / RUN_FILE, Purpose)
    if begun.base != purpose.base:
        what = f"with the base {begun.base}, not {purpose.base}"
    elif begun.dataset_sha256 != purpose.dataset_sha256:
        what = f"with other clips or texts than {purpose.dataset} has now"
    else:
        return begun, read_plan(folder / PLAN_FILE)
    raise EngineError(
        "input",
        f"The run for {purpose.voice!r} was begun {what}.",
        f"Give back what it was begun with ({begun.dataset}), or delete {folder} to start again.",
    )


def keep_stage(folder: Path, stage: StagePlan) -> None:
    """Write the run's plan with this way to run a stage, atomically."""
    # Our own, written a moment ago: what it may not say was checked when the run began.
    plan = read_json(folder / PLAN_FILE, TrainingPlan)
    stages = tuple(stage if kept.name == stage.name else kept for kept in plan.stages)
    write_json(folder / PLAN_FILE, replace(plan, stages=stages))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a run's folder; the system lets go of it when the process ends, however it ends.

    Raises:
        EngineError: kind "busy" while another process holds it, "disk".
    """
    busy = EngineError(
        "busy",
        f"The voice {folder.name!r} is being trained right now.",
        "Wait for that run, stop it, or choose another name.",
    )
    with files.held(folder, LOCK_FILE, busy):
        yield


@dataclass(frozen=True)
class Job:
    """All that a run works with. `texts` are spoken along the way, the first as a sample.

    `group` are the processes that share it.
    """

    folder: Path
    purpose: Purpose
    dataset_folder: Path
    dataset: Dataset
    texts: tuple[str, ...]
    families: Families
    make_judge: MakeJudge
    checkpoint_seconds: float
    emit: Emit
    control: Control
    checkpoints: Checkpoints
    group: Group = field(default_factory=Group)
    in_library: bool = True


class Recorder:
    """Passes events on and keeps each as a line of the run's `events.jsonl`; thread-safe."""

    def __init__(self, folder: Path, emit: Emit) -> None:
        self._emit = emit
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._path = folder / EVENTS_FILE
        try:
            # Without a buffer: what a full disk refused must not be tried again when closing.
            self._file = self._path.open("ab", buffering=0)
            cut_torn_line(self._path)
        except OSError as error:
            raise disk_error(folder, error) from error

    def __call__(self, event: Event) -> None:
        with self._lock:
            self._write(event)
            self._emit(event)

    def keep_if_possible(self, event: Finished | Failed | Stopped) -> None:
        """Write how the run ended, which the command line tells too, unless there is no room."""
        with suppress(EngineError), self._lock:
            self._write(event)

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _write(self, event: Event) -> None:
        line = (to_line(event, time.monotonic() - self._began) + "\n").encode()
        try:
            start = self._file.seek(0, os.SEEK_END)
            if self._file.write(line) != len(line):
                self._file.truncate(start)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise disk_error(self._path, error) from error


class Checkpoints:
    """The files of a run's progress: what each finished part left, and the states of the next one.

    Part 0 is the zero-shot voice; part N the voice after stage N.
    """

    def __init__(self, folder: Path, emit: Emit) -> None:
        self._folder = folder / CHECKPOINTS
        self._emit = emit

    def clean(self) -> None:
        """Remove what a killed process left half written.

        Raises:
            EngineError: kind "disk".
        """
        self._remove(self._folder.glob(".tmp-*"))

    def check(self) -> None:
        """Make sure that the run's folder is still there: half a run could not be continued.

        Raises:
            EngineError: kind "disk".
        """
        if not (self._folder.parent / PLAN_FILE).is_file():
            raise EngineError(
                "disk",
                f"The run's folder {self._folder.parent} is gone.",
                "Put it back (or plug the drive in again).",
            )

    def done(self, part: int) -> Path:
        return self._folder / f"{part}-done.safetensors"

    def state(self, part: int, step: int) -> Path:
        return self._folder / f"{part}-step-{step:06d}.safetensors"

    def parts_done(self) -> int:
        """How many parts are finished, the zero-shot voice being the first."""
        part = 0
        while self.done(part).is_file():
            part += 1
        return part

    def states(self, part: int) -> list[Path]:
        """The states of a part, newest first."""
        return sorted(self._folder.glob(f"{part}-step-*.safetensors"), reverse=True)

    def forget_old(self, part: int, keep: int = STATES_KEPT) -> None:
        self._remove(self.states(part)[keep:])

    def forget_state(self, path: Path, part: int) -> None:
        """Remove a state if it is the newest and there is one before it."""
        states = self.states(part)
        if len(states) > 1 and path == states[0]:
            self._remove([path])

    def set_aside(self, path: Path, error: EngineError) -> None:
        """Rename a state that cannot be read, so that the one before is used, and say so."""
        self._emit(Note(error.message, "The state before it is used."))
        try:
            path.replace(path.with_suffix(".damaged"))
        except OSError as failure:
            raise disk_error(path, failure) from failure

    def _remove(self, paths: Iterable[Path]) -> None:
        try:
            for path in paths:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(self._folder, error) from error
