"""What a rank that does not lead does: it learns along, in step with the leader, and is silent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.control import Control
from engine.events import Event
from engine.files import read_json
from engine.models import families as our_families
from engine.models.families import Families
from engine.plan import TrainingPlan
from engine.project import load_dataset
from engine.together import out_of_memory
from engine.training.group import Group
from engine.training.loop import set_up_torch
from engine.training.memory import MemoryWatch, is_out_of_memory
from engine.training.run import PLAN_FILE, Checkpoints, Job, purpose_of
from engine.training.trial import judge_for
from engine.training.tuning import Tuning


def follow(
    dataset_folder: Path,
    voice_name: str,
    run_folder: Path,
    device: str,
    control: Control,
    group: Group,
    *,
    families: Families = our_families,
) -> None:
    """Take a share of every step of the run that rank 0 leads in `run_folder`, on `device`.

    Returns when the last stage is learned. The leader writes the plan before the others read it.

    Raises:
        EngineError: kind "memory" when this device is too small, "crash" when another rank is
            gone, and what the family raises.
        Cancelled: somebody asked this rank to stop.
    """
    dataset = load_dataset(dataset_folder)
    group.wait()
    plan = replace(read_json(run_folder / PLAN_FILE, TrainingPlan), device=device)
    job = Job(
        folder=run_folder,
        purpose=purpose_of(voice_name, dataset_folder, dataset, plan.base),
        dataset_folder=dataset_folder,
        dataset=dataset,
        texts=(),
        families=families,
        make_judge=judge_for,
        checkpoint_seconds=0.0,
        emit=_say_nothing,
        control=control,
        checkpoints=Checkpoints(run_folder, _say_nothing),
        group=group,
    )
    try:
        with MemoryWatch(plan, _say_nothing) as watch:
            _learn_along(job, plan, watch)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        raise out_of_memory(plan.device) from error


def _learn_along(job: Job, plan: TrainingPlan, watch: MemoryWatch) -> None:
    """The leader's story without what it does alone."""
    set_up_torch(plan)
    family = job.families.open_family(plan.base, plan.device)
    with job.group.first():
        family.prepare(job.dataset_folder, job.dataset.kept, plan, job.emit)
    job.group.wait()
    for number in range(job.checkpoints.parts_done(), len(plan.stages) + 1):
        Tuning(job, family, plan, number, watch).run()


def _say_nothing(event: Event) -> None:
    """The leader tells for all."""
