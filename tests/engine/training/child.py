"""A fine-tune in a process of its own that can kill itself at a given event, as `kill -9` would.

Usage: child.py DATASET RUN_FOLDER (PLAN | -) [EVENT STAGE COUNT]
"""

import os
import signal
import sys
from pathlib import Path

import tiny

from engine.control import Control
from engine.events import NAMES
from engine.files import read_json
from engine.plan import TrainingPlan
from engine.training.loop import train


def main(
    dataset: str, run: str, plan: str, event: str = "", stage: str = "", count: str = "0"
) -> None:
    seen = 0

    def emit(told: object) -> None:
        nonlocal seen
        if event and isinstance(told, NAMES[event]) and getattr(told, "stage", "") == stage:
            seen += 1
            if seen == int(count):
                os.kill(os.getpid(), signal.SIGKILL)

    train(
        Path(dataset),
        "anna",
        None if plan == "-" else read_json(Path(plan), TrainingPlan),
        Path(run),
        emit,
        Control(),
        base="tiny",
        families=tiny,
        make_judge=tiny.make_judge,
        checkpoint_seconds=0.0,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
