"""One trial of a search: `timbre train` in a child that is told when to stop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.child import Child
from engine.events import TERMINAL, Event, Failed, Finished, Stopped
from engine.plan import TrainingPlan

# Told every event of a trial; False asks it to stop.
Follow = Callable[[Event], bool]


@dataclass(frozen=True)
class Trial:
    """What one trial is: its number, its folder (run and plan lie there), and what it trains."""

    number: int
    dataset: Path
    folder: Path
    plan: TrainingPlan
    plan_file: Path
    resumed: bool


class Run(Protocol):
    """Runs a trial to its end, which is told as an event."""

    def __call__(self, trial: Trial, follow: Follow) -> Finished | Failed | Stopped: ...


def run_child(trial: Trial, follow: Follow) -> Finished | Failed | Stopped:
    """Run a trial as `timbre train`: however it ends, the search goes on and memory is free again.

    Raises:
        EngineError: when no process can be started.
    """
    begin = ["--resume"] if trial.resumed else ["--plan", str(trial.plan_file)]
    child = Child.start(
        [
            *(sys.executable, "-m", "engine", "train", str(trial.dataset)),
            *("--voice", trial.folder.name, "--base", trial.plan.base),
            *("--trial", str(trial.folder), "--events", "-", *begin),
        ]
    )
    asked = False
    try:
        for event in child.events():
            if isinstance(event, TERMINAL):
                return event
            if not follow(event) and not asked:
                asked = True
                child.stop()
    finally:
        child.kill()
    return Stopped("The trial ended without a word.")
