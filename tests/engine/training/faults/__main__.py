"""Disturbs fine-tunes of the tiny family and counts what went wrong; all counts must be 0.

python -m tests.engine.training.faults --runs 200 --kills 50 --seed 0
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import torch

from engine.training.run import FINISHED_FILE, is_unfinished
from tests.engine.training import tiny
from tests.engine.training.faults.checks import losses, lost_voice, weights, wrong_words
from tests.engine.training.faults.faulty import fine_tune, gone
from tests.engine.training.faults.processes import disks_can_be_had, in_child, small_disk
from tests.engine.training.faults.scenarios import (
    ENDINGS,
    HARMLESS,
    VARIANTS,
    Scenario,
    draw,
    plan_of,
)

# A computer that is busy otherwise takes minutes; what hangs takes for ever.
PATIENCE_SECONDS = 600.0
KILLS_PER_RUN = 3
CLEAN = "clean"


class Field:
    """The undisturbed runs to compare with, and the counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.dataset = tiny.make_dataset(folder / "dataset")
        self.counts = {"lost voices": 0, "hung runs": 0, "wrong messages": 0, "unequal runs": 0}
        self.endings: dict[str, int] = {}
        self.whole: list[tuple[dict[str, dict[str, float]], bytes]] = []
        for variant in range(len(VARIANTS)):
            home = folder / f"whole-{variant}"
            warm_up(self.attempt(home, variant, (), None)["modules"])
            self.whole.append((losses(home / "run"), weights(home)))

    def attempt(
        self, home: Path, variant: int, faults: tuple, kill_after: float | None
    ) -> dict[str, Any]:
        """Begin or continue the run in `home/run`; how it ended."""
        os.environ["TIMBRE_HOME"] = str(home)
        run, report = home / "run", self.folder / "report.json"
        report.unlink(missing_ok=True)
        if (run / FINISHED_FILE).is_file():  # it was killed when all was done
            return {"ended": "finished"}
        plan = None if is_unfinished(run) else plan_of(variant)
        ended = in_child(
            lambda: fine_tune(self.dataset, run, plan, faults, report),
            PATIENCE_SECONDS,
            kill_after,
        )
        return json.loads(report.read_text()) if ended == "ended" else {"ended": ended}

    def equals_whole(self, home: Path, variant: int) -> bool:
        return self.whole[variant] == (losses(home / "run"), weights(home))

    def blame(self, count: str, who: str, why: object) -> None:
        self.counts[count] += 1
        print(f"{who}: {count}: {why}", file=sys.stderr)


def warm_up(modules: list[str]) -> None:
    """Import what a run imports: every child that is forked later has it already."""
    for name in modules:
        with suppress(ImportError, AttributeError):
            importlib.import_module(name)


def disturb(field: Field, scenario: Scenario) -> None:
    """One run: its faulty attempts, then clean ones until it is finished."""
    who = f"run {scenario.number} {scenario.attempts}"
    with tempfile.TemporaryDirectory(dir=field.folder) as folder, ExitStack() as stack:
        home, make_room = Path(folder), None
        room = next((f for a in scenario.attempts for f in a if f.kind == "room"), None)
        if room is not None:
            make_room = stack.enter_context(small_disk(home, room.size))
        finished = False
        for number, faults in enumerate((*scenario.attempts, (), ())):
            ended = field.attempt(home, scenario.variant, faults, None)
            allowed = {"finished"}.union(*(ENDINGS[fault.kind] for fault in faults))
            if number and number == len(scenario.attempts):
                allowed = {"finished"}
            _count(field, who, ended, allowed)
            if gone(home / "run").exists():
                shutil.rmtree(home / "run", ignore_errors=True)
                gone(home / "run").rename(home / "run")
            if make_room is not None:
                make_room()
                make_room = None
            if finished := ended["ended"] == "finished":
                break
        _judge(field, who, home, scenario, finished)


def _count(field: Field, who: str, ended: dict[str, Any], allowed: set[str]) -> None:
    how = ended["ended"]
    field.endings[how] = field.endings.get(how, 0) + 1
    if how == "hung":
        field.blame("hung runs", who, "no end")
        return
    for why in wrong_words(ended, allowed):
        field.blame("wrong messages", who, why)


def _judge(field: Field, who: str, home: Path, scenario: Scenario, finished: bool) -> None:
    if not finished:
        field.blame("lost voices", who, "never finished")
        return
    for why in lost_voice(home, home / "run"):
        field.blame("lost voices", who, why)
    if scenario.kinds <= HARMLESS and not field.equals_whole(home, scenario.variant):
        field.blame("unequal runs", who, "learned something else than the unbroken run")


def kill_at_random(field: Field, seed: int, kills: int) -> int:
    """`kills` times SIGKILL at a random moment of a run, which is then continued; the runs."""
    rng = random.Random(seed)
    began = time.monotonic()
    field.attempt(field.folder / "timed", 0, (), None)
    seconds = time.monotonic() - began
    runs = done = 0
    while done < kills:
        variant = runs % len(VARIANTS)
        with tempfile.TemporaryDirectory(dir=field.folder) as folder:
            home, ended = Path(folder), {"ended": ""}
            for _ in range(min(KILLS_PER_RUN, kills - done)):
                # A little longer than a run takes: the very end is a moment too.
                ended = field.attempt(home, variant, (), rng.uniform(0, 1.05 * seconds))
                done += ended["ended"] == "killed"
                if ended["ended"] == "finished":
                    break
            if ended["ended"] != "finished":
                ended = field.attempt(home, variant, (), None)
            who = f"killed run {runs}"
            _count(field, who, ended, {"finished"})
            for why in lost_voice(home, home / "run"):
                field.blame("lost voices", who, why)
            if not field.equals_whole(home, variant):
                field.blame("unequal runs", who, "learned something else than the unbroken run")
        runs += 1
        print(f"{done} killed", field.counts, file=sys.stderr)
    return runs


def main() -> int:
    """Run all scenarios and print the counts; 1 when one of them is not 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first run")
    args = parser.parse_args()
    torch.set_num_threads(1)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        field = Field(Path(folder))
        spot = Path(folder, "spot")
        spot.mkdir()
        disks = disks_can_be_had(spot)
        for number in range(args.first, args.first + args.runs):
            disturb(field, draw(args.seed, number, disks))
            if (number + 1) % 10 == 0:
                print(number + 1, field.counts, file=sys.stderr)
        killed = kill_at_random(field, args.seed, args.kills) if args.kills else 0
    figures = {
        "runs": args.runs,
        "kills": args.kills,
        "killed runs": killed,
        "small disks": disks,
        "endings": field.endings,
        "seconds": round(time.monotonic() - began),
        **field.counts,
    }
    print(json.dumps(figures))
    return int(any(field.counts.values()))


if __name__ == "__main__":
    sys.exit(main())
