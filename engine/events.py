"""What a long job says while it works: frozen dataclasses, one line of JSON each way."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.files import from_plain, to_plain


@dataclass(frozen=True)
class Started:
    """The job has begun. `job` is the name of a command: "prepare", "train", "pretrain"."""

    job: str
    folder: str | None = None
    resumed: bool = False


@dataclass(frozen=True)
class StageStarted:
    """A named part of the job begins. `title` is a sentence for people; `steps` 0 if unknown."""

    stage: str
    title: str
    steps: int = 0


@dataclass(frozen=True)
class Progress:
    """How far a part without optimiser steps has come, `done` of `total`, in any unit."""

    stage: str
    done: float
    total: float
    detail: str = ""


@dataclass(frozen=True)
class Planned:
    """The plan, corrected by a dry run of every stage; `message` is one plain line."""

    message: str
    plan: dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One optimiser step. `speech_rate` is seconds of speech trained per second."""

    stage: str
    step: int
    steps: int
    losses: dict[str, float]
    speech_rate: float
    eta_seconds: float
    seconds: float


@dataclass(frozen=True)
class Memory:
    """Bytes in use: this process on the device, others on it, and the whole of it.

    On a card, torch has `reserved_bytes`, of which tensors fill `allocated_bytes`; `gpu_use` is
    the share of the last moment in which the card computed, None where that is not told.
    """

    process_bytes: int
    others_bytes: int
    total_bytes: int
    device: str
    reserved_bytes: int = 0
    planned_bytes: int = 0
    allocated_bytes: int = 0
    gpu_use: float | None = None


@dataclass(frozen=True)
class SteppedDown:
    """The plan was made lighter; `message` is one plain line."""

    stage: str
    step: int
    message: str


@dataclass(frozen=True)
class Sample:
    """A sound to listen to. `label` is "zero-shot", "step 80", "tuned"."""

    stage: str
    step: int
    path: str
    text: str
    label: str


@dataclass(frozen=True)
class Checkpoint:
    """State is on disk: the run can be continued from here.

    After a trial there is a `score`, and what it was made of in `figures`.
    """

    stage: str
    step: int
    path: str
    score: float | None = None
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """Something worth knowing that does not stop the job (the contract calls it a warning)."""

    message: str
    hint: str = ""


@dataclass(frozen=True)
class Paused:
    """The job waits for "resume"."""

    stage: str
    step: int


@dataclass(frozen=True)
class Finished:
    """The job is done and its result has been tried. `result` is what `--json` prints."""

    result: dict[str, Any]


@dataclass(frozen=True)
class Failed:
    """The job ended in an error; the same three fields as `EngineError`."""

    kind: str
    message: str
    hint: str


@dataclass(frozen=True)
class Stopped:
    """The job was cancelled; what was done is kept."""

    message: str
    resume_folder: str | None = None


NAMES: dict[str, type] = {
    "started": Started,
    "stage": StageStarted,
    "progress": Progress,
    "planned": Planned,
    "step": Step,
    "memory": Memory,
    "stepped_down": SteppedDown,
    "sample": Sample,
    "checkpoint": Checkpoint,
    "warning": Note,
    "paused": Paused,
    "finished": Finished,
    "failed": Failed,
    "cancelled": Stopped,
}
Event = (
    Started
    | StageStarted
    | Progress
    | Planned
    | Step
    | Memory
    | SteppedDown
    | Sample
    | Checkpoint
    | Note
    | Paused
    | Finished
    | Failed
    | Stopped
)
Emit = Callable[[Event], None]
TERMINAL = (Finished, Failed, Stopped)
_NAME_OF = {cls: name for name, cls in NAMES.items()}


def to_line(event: Event, seconds: float) -> str:
    """`{"event": "step", "t": ..., ...}`, one line; `seconds` since the job began."""
    fields = {"event": _NAME_OF[type(event)], "t": round(seconds, 3), **to_plain(event)}
    return json.dumps(fields, ensure_ascii=False)


def from_line(line: str) -> tuple[float, Event]:
    """The event of a line and its time.

    Raises:
        ValueError: for a line that is no event (unknown names included).
    """
    try:
        plain = json.loads(line)
        cls = NAMES[plain.pop("event")]
        seconds = float(plain.pop("t"))
        return seconds, from_plain(cls, plain)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an event: {line[:200]!r}") from error
