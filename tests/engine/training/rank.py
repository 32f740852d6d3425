"""One rank of a fine-tune with the tiny family, or the whole of one; a rank can be struck.

Usage: rank.py DATASET RUN_FOLDER (PLAN | -) [FAULT RANK STEP], FAULT being "kill" or "memory".
"""

import os
import signal
import sys
import time
from pathlib import Path

import tiny

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Event, Failed, Finished, Stopped, to_line
from engine.files import read_json, to_plain
from engine.plan import TrainingPlan
from engine.training.follower import follow
from engine.training.loop import train
from engine.training.ranks import joined

BEGAN = time.monotonic()


def tell(event: Event) -> None:
    print(to_line(event, time.monotonic() - BEGAN), flush=True)


class Struck(Control):
    """A control that ends its process, or its memory, at a step."""

    def __init__(self, fault: str, step: int) -> None:
        super().__init__(tell)
        self._fault = fault
        self._step = step

    def check(self, stage: str = "", step: int = 0) -> None:
        if stage == "prosody" and step == self._step:
            if self._fault == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise MemoryError
        super().check(stage, step)


def main(dataset: str, run: str, plan: str, fault: str = "", rank: str = "0", step: str = "0"):
    with joined("cpu") as group:
        struck = fault and int(rank) == group.rank and plan != "-"
        control = Struck(fault, int(step)) if struck else Control(tell)
        control.listen_to_stdin()
        try:
            if not group.leads:
                follow(Path(dataset), "anna", Path(run), "cpu", control, group, families=tiny)
                tell(Finished({}))
                return
            voice = train(
                Path(dataset),
                "anna",
                None if plan == "-" else read_json(Path(plan), TrainingPlan),
                Path(run),
                tell,
                control,
                base="tiny",
                families=tiny,
                make_judge=tiny.make_judge,
                checkpoint_seconds=0.0,
                group=group,
            )
            tell(Finished(to_plain(voice)))
        except Cancelled as cancelled:
            tell(Stopped(cancelled.message, cancelled.resume_folder))
        except EngineError as error:
            tell(Failed(error.kind, error.message, error.hint))
            sys.stdout.flush()
            os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
