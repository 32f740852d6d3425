"""What a plan learns from a dry run, and its sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import wording
from engine.planning.nouns import Reason, StagePlan, TrainingPlan
from engine.planning.places import place_of
from engine.planning.prediction import score_seconds

if TYPE_CHECKING:
    from engine.models.families import FamilySpec

# A step among thousands takes a little more than the one that was tried; in RAM judging does, too.
SURPRISE = {"cpu": 1.05, "cuda": 1.02}


@dataclass(frozen=True)
class Rehearsed:
    """What a stage took: the most memory on the device, and seconds for a whole optimiser step.

    `core_seconds` are those of all cores for one micro-batch, which hardly depend on what else the
    computer does.
    """

    stage: str
    peak_bytes: int
    step_seconds: float
    core_seconds: float = 0.0


def corrected(plan: TrainingPlan, spec: FamilySpec, found: Sequence[Rehearsed]) -> TrainingPlan:
    """The plan with what its stages took when they were tried; the last reason says so."""
    by_name = {item.stage: item for item in found}
    specs = {stage.name: stage for stage in spec.stages}
    kind = "cpu" if plan.device == "cpu" else "cuda"
    stages = []
    for planned in plan.stages:
        if planned.name not in by_name:
            stages.append(planned)
            continue
        took = by_name[planned.name]
        scores = score_seconds(specs[planned.name], place_of(plan, planned))
        seconds = planned.steps * took.step_seconds + scores
        needed = round(SURPRISE[kind] * took.peak_bytes)
        stages.append(replace(planned, predicted_bytes=needed, predicted_seconds=seconds))
    changed = summed(plan, tuple(stages), spec)
    why = (
        f"The heaviest step was tried: {wording.gigabytes(changed.predicted_bytes)} at most "
        f"({wording.gigabytes(plan.predicted_bytes)} were foreseen), "
        f"{wording.duration(changed.predicted_seconds)} in all."
    )
    return replace(changed, reasons=(*plan.reasons, Reason("tried", why)))


def summed(
    plan: TrainingPlan,
    stages: tuple[StagePlan, ...],
    spec: FamilySpec,
    reason: Reason | None = None,
) -> TrainingPlan:
    """The plan with other stages, its sums and its sentence made anew."""
    before = plan.speech_seconds * spec.prepare_seconds + spec.other_seconds
    floor = spec.least_bytes if plan.device == "cpu" else 0
    whole = replace(
        plan,
        stages=stages,
        reasons=(*plan.reasons, reason) if reason else plan.reasons,
        predicted_bytes=max(floor, *(stage.predicted_bytes for stage in stages)),
        predicted_seconds=before / max(1.0, plan.threads**0.8)
        + sum(stage.predicted_seconds for stage in stages),
    )
    return replace(whole, sentence=wording.sentence(whole))
