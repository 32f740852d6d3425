"""What a search may change of a plan, and the plan that a choice makes. Pure."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from engine import wording
from engine.plan import Reason, StagePlan, TrainingPlan
from engine.planning.ladder import LORA_RANKS

if TYPE_CHECKING:
    from engine.models.families import FamilySpec, StageSpec

Params = dict[str, float | int | str]

RATES = (0.3, 3.0)
PASSES = (0.5, 1.0, 2.0)
# Fewer scores than these tell nothing about a trial before it ends.
LOOKS = 3


class Suggests(Protocol):
    """The part of an Optuna trial that a space needs."""

    def suggest_float(self, name: str, low: float, high: float, *, log: bool = False) -> float: ...

    def suggest_categorical(self, name: str, choices: Any) -> Any: ...


def suggest(trial: Suggests, plan: TrainingPlan, spec: FamilySpec) -> Params:
    """Choose for every stage its rate, its passes, what of it learns, and the rank of adapters."""
    chosen: Params = {}
    for stage in plan.stages:
        row = next(item for item in spec.stages if item.name == stage.name)
        rate = trial.suggest_float(f"{stage.name}.rate", *RATES, log=True)
        chosen[f"{stage.name}.rate"] = rate
        chosen[f"{stage.name}.passes"] = trial.suggest_categorical(f"{stage.name}.passes", PASSES)
        train = trial.suggest_categorical(f"{stage.name}.train", _ways(stage, row))
        chosen[f"{stage.name}.train"] = train
    return chosen


def as_it_is(plan: TrainingPlan) -> Params:
    """The choice that leaves a plan as it is: every search begins with it."""
    chosen: Params = {}
    for stage in plan.stages:
        chosen[f"{stage.name}.rate"] = 1.0
        chosen[f"{stage.name}.passes"] = 1.0
        chosen[f"{stage.name}.train"] = _way(stage.train, stage.lora_rank)
    return chosen


def apply(plan: TrainingPlan, params: Params) -> TrainingPlan:
    """The plan with what was chosen.

    Its predicted memory stays: only what needs no more than the plan is ever offered.
    """
    stages = tuple(_changed(stage, params) for stage in plan.stages)
    saved = sum(s.predicted_seconds for s in plan.stages)
    seconds = plan.predicted_seconds - saved + sum(s.predicted_seconds for s in stages)
    changed = replace(plan, stages=stages, predicted_seconds=seconds)
    return replace(changed, sentence=wording.sentence(changed))


def with_reason(plan: TrainingPlan, why: str) -> TrainingPlan:
    """The plan, saying where it comes from."""
    return replace(plan, reasons=(*plan.reasons, Reason("recipe", why)))


def _changed(stage: StagePlan, params: Params) -> StagePlan:
    passes = float(params[f"{stage.name}.passes"])
    train, _, rank = str(params[f"{stage.name}.train"]).partition(" ")
    steps = max(1, round(stage.steps * passes))
    looks = max(LOOKS, round(stage.steps / stage.score_every))
    return replace(
        stage,
        steps=steps,
        train=train,
        lora_rank=int(rank) if rank else None,
        learning_rate=stage.learning_rate * float(params[f"{stage.name}.rate"]),
        score_every=max(1, math.ceil(steps / looks)),
        sample_every=max(1, round(stage.sample_every * passes)),
        predicted_seconds=stage.predicted_seconds * steps / stage.steps,
    )


def _ways(stage: StagePlan, row: StageSpec) -> list[str]:
    """What may learn instead: nothing that takes more memory than what the plan chose."""
    modes = [mode.name for mode in row.modes]
    found = []
    for name in modes[modes.index(stage.train) :]:
        most = stage.lora_rank if stage.train == "lora" else None
        ranks = [r for r in LORA_RANKS if most is None or r <= most]
        found += [_way(name, rank) for rank in (ranks if name == "lora" else [None])]
    return found


def _way(train: str, rank: int | None) -> str:
    return f"{train} {rank}" if rank else train
