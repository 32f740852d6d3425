"""A tiny dataset, a plan for it, and trials that run here instead of in a child."""

from pathlib import Path

import pytest
import tiny

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Failed, Finished, Step, Stopped
from engine.files import read_json, to_plain
from engine.plan import TrainingPlan
from engine.search.trials import Follow, Trial
from engine.training.loop import train
from tests.engine.training.faults.scenarios import plan_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("TIMBRE_HOME", str(folder))
    return folder


@pytest.fixture
def dataset(tmp_path: Path, home: Path) -> Path:
    return tiny.make_dataset(tmp_path / "dataset")


@pytest.fixture
def plan() -> TrainingPlan:
    return plan_of(0)


class RunHere:
    """What `run_child` does, with the tiny family; by its clock a step takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def __call__(self, trial: Trial, follow: Follow):
        control = Control()

        def emit(event):
            self.now += isinstance(event, Step)
            if not follow(event):
                control.stop()

        plan = None if trial.resumed else read_json(trial.plan_file, TrainingPlan)
        try:
            voice = train(
                trial.dataset,
                trial.folder.name,
                plan,
                trial.folder,
                emit,
                control,
                base="tiny",
                families=tiny,
                make_judge=tiny.make_judge,
                in_library=False,
            )
        except Cancelled as cancelled:
            return Stopped(cancelled.message)
        except EngineError as error:
            return Failed(error.kind, error.message, error.hint)
        return Finished(to_plain(voice))
