"""`timbre plan --try`: the dry run by itself, without a voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note, StageStarted
from engine.models import families as our_families
from engine.models.families import Families
from engine.plan import TrainingPlan, lighter
from engine.planning.correction import Rehearsed, corrected
from engine.project import load_dataset
from engine.training.loop import set_up_torch
from engine.training.memory import free_memory, is_out_of_memory
from engine.training.rehearsal import rehearse
from engine.training.trial import interruptible


def tried(
    plan: TrainingPlan,
    folder: Path,
    emit: Emit,
    control: Control,
    families: Families = our_families,
) -> TrainingPlan:
    """The plan after every stage has taken its heaviest step, down as many rungs as it takes.

    Raises:
        EngineError: kind "memory" when there is no lighter way left, and what the family raises.
        Cancelled: it was stopped.
    """
    spec = families.family_spec(plan.base)
    while True:
        at: list[str] = []
        try:
            found = _rehearsed(plan, folder, emit, control, families, at.append)
            return corrected(plan, spec, found)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        free_memory()
        below = lighter(plan, spec, at[-1] if at else None)
        if below is None:
            raise EngineError(
                "memory",
                "The memory ran out, and there is no lighter way to train left.",
                "Close other programs, or choose another base.",
            )
        plan = below
        emit(Note(plan.reasons[-1].why))


def _rehearsed(
    plan: TrainingPlan,
    folder: Path,
    emit: Emit,
    control: Control,
    families: Families,
    begun: Callable[[str], None],
) -> tuple[Rehearsed, ...]:
    set_up_torch(plan)
    dataset = load_dataset(folder)
    family = families.open_family(plan.base, plan.device)
    emit(StageStarted("prepare", "Getting to know the clips", len(dataset.kept)))
    with interruptible(control, "prepare"):
        family.prepare(folder, dataset.kept, plan, emit)
    emit(StageStarted("try", "Trying one step of every stage", len(plan.stages)))
    found = rehearse(family, plan, lambda: control.check("try"), begun)
    for item in found:
        if plan.vram_cap_bytes is not None and item.peak_bytes > plan.vram_cap_bytes:
            begun(item.stage)
            raise MemoryError  # in a training the watch says so
    return found
