"""Record what real runs say, for tests that replay it to the window.

    python tests/desktop/record_events.py tests/data/events

The tiny family of the engine's tests trains through the real loop: once to its end, once with
memory running out on the way, once stopped. Paths are made relative, so that nothing of the
machine it ran on stays in the files.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engine" / "training"))

import tiny

from engine.control import Control
from engine.errors import Cancelled
from engine.events import Event, Step
from engine.plan import choose
from engine.training.loop import train
from engine.training.run import runs_home
from tests.engine.training.conftest import MACHINE


class Forgetful(tiny.TinyStage):
    """Runs out of memory once, as soon as it has learned a little."""

    spent = False

    def losses(self, batch):
        if self.name == "timbre" and not Forgetful.spent:
            Forgetful.spent = True
            raise MemoryError
        yield from super().losses(batch)


class Families:
    """The tiny family with another stage class."""

    def __init__(self, stage: type) -> None:
        self._stage = stage

    def family_spec(self, name: str):
        return tiny.SPEC

    def open_family(self, name: str, device: str, precision: str = "fp32"):
        family = tiny.TinyFamily(device)
        family.stage = lambda plan: self._stage(family, plan)
        return family


def record(target: Path, stage: type, act: Callable[[Control, Event], object]) -> None:
    """Train once in a home of its own and keep what was said."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TIMBRE_HOME"] = folder
        dataset = tiny.make_dataset(Path(folder) / "dataset")
        plan = choose(MACHINE, 60.0, 6.0, tiny.SPEC, "balanced", seed=3)
        control = Control()
        run = runs_home() / "Anna"

        def emit(event: Event) -> None:
            act(control, event)

        try:
            train(
                dataset,
                "Anna",
                plan,
                run,
                emit,
                control,
                families=Families(stage),
                make_judge=tiny.make_judge,
            )
        except Cancelled:
            print(f"{target.name}: stopped, as it should be")
        said = (run / "events.jsonl").read_text(encoding="utf-8")
        target.write_text(said.replace(f"{folder}/", ""), encoding="utf-8")


def stop_in_the_middle(control: Control, event: Event) -> None:
    if isinstance(event, Step) and event.stage == "prosody" and event.step == 5:
        control.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    record(folder / "tiny-finished.jsonl", tiny.TinyStage, lambda control, event: None)
    record(folder / "tiny-lighter.jsonl", Forgetful, lambda control, event: None)
    record(folder / "tiny-stopped.jsonl", tiny.TinyStage, stop_in_the_middle)


if __name__ == "__main__":
    main()
