"""A tiny dataset, its plan, and a run to follow."""

import dataclasses
from pathlib import Path

import pytest
import tiny

from engine.plan import TrainingPlan, choose


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
    """Everything trains, in two micro-batches, with recomputing, scored every third step."""
    made = choose(tiny.MACHINE, 60.0, 6.0, tiny.SPEC, "quick", seed=3)
    stages = tuple(
        dataclasses.replace(
            stage,
            micro_batch=1,
            accumulation=2,
            checkpointing="all",
            score_every=3,
            sample_every=6,
            steps=7,
        )
        for stage in made.stages
    )
    return dataclasses.replace(made, stages=stages)
