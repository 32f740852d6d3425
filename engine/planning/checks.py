"""A plan file as it is read: every field's range, and what goes together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.files import read_json
from engine.planning.nouns import StagePlan, TrainingPlan

if TYPE_CHECKING:
    from engine.models.families import FamilySpec

MOST_STEPS, MOST_SAMPLES, HIGHEST_RANK = 10_000_000, 4096, 1024
# Field -> least and most; further than any machine or recipe goes.
_RANGES: dict[str, tuple[float, float]] = {
    "steps": (0, MOST_STEPS),
    "lora_rank": (1, HIGHEST_RANK),
    "micro_batch": (1, MOST_SAMPLES),
    "accumulation": (1, MOST_SAMPLES),
    "segment_seconds": (0.0, 60.0),
    "learning_rate": (1e-9, 0.1),
    "score_every": (1, MOST_STEPS),
    "sample_every": (1, MOST_STEPS),
    "predicted_bytes": (0, 1 << 50),
    "predicted_seconds": (0.0, 1e9),
    "attention_window": (1, 1_000_000),
    "frame_budget": (1, 100_000_000),
    "ema": (0.0, 0.999999),
}
_SHORTEST_SEGMENT = 0.3


def read_plan(path: Path, spec_of: Callable[[str], FamilySpec] | None = None) -> TrainingPlan:
    """A plan file, checked; with `spec_of`, against the base it is for.

    Raises:
        EngineError: kind "missing", "damaged" for what is no plan, "input" for one that cannot be.
    """
    plan = read_json(path, TrainingPlan)
    spec = spec_of(plan.base) if spec_of else None
    for fault in _faults(plan, spec):
        raise EngineError(
            "input",
            f"The plan {path.name} cannot be followed: {fault}.",
            "Mend that line, or make a new plan with `timbre plan DATASET --json`.",
        )
    return plan


def _faults(plan: TrainingPlan, spec: FamilySpec | None) -> Iterator[str]:
    """What is wrong with a plan, in words, the first thing first."""
    if plan.device != "cpu" and not _is_card(plan.device):
        yield f"device is {plan.device!r}, neither cpu nor cuda:0"
    cards = [device for device in plan.devices if device != "cpu"]
    if not all(_is_card(device) for device in cards):
        yield f"devices are {', '.join(map(repr, plan.devices))}, not cuda:0, cuda:1 and so on"
    if plan.devices and plan.device not in plan.devices:
        yield f"device {plan.device} is not among devices"
    if len(set(cards)) < len(cards):
        yield "devices names a card twice"
    if not 1 <= plan.threads <= 4096:
        yield f"threads is {plan.threads}"
    if plan.vram_cap_bytes is not None and plan.vram_cap_bytes <= 0:
        yield f"vram_cap_bytes is {plan.vram_cap_bytes}"
    if not plan.stages:
        yield "it has no stages"
    names = [stage.name for stage in plan.stages]
    if spec is not None and names != [stage.name for stage in spec.stages]:
        yield f"its stages are {', '.join(names)}; those of {plan.base} are " + " and ".join(
            stage.name for stage in spec.stages
        )
    for stage in plan.stages:
        yield from (f"{fault} in the stage {stage.name}" for fault in _stage_faults(stage, plan))


def _stage_faults(stage: StagePlan, plan: TrainingPlan) -> Iterator[str]:
    for field, (least, most) in _RANGES.items():
        value = getattr(stage, field)
        if value is not None and not (math.isfinite(value) and least <= value <= most):
            yield f"{field} is {value:g}, not between {least:g} and {most:g}"
    if 0 < stage.segment_seconds < _SHORTEST_SEGMENT:
        yield f"segment_seconds is {stage.segment_seconds:g}, too short to hear anything"
    if stage.micro_batch * stage.accumulation > MOST_SAMPLES:
        yield f"{stage.micro_batch} x {stage.accumulation} samples are too many for a step"
    if stage.steps == 0 and stage.recipe != "published":
        yield "steps is 0"
    yield from _combination_faults(stage, plan)


def _combination_faults(stage: StagePlan, plan: TrainingPlan) -> Iterator[str]:
    """What is right by itself, but not together."""
    is_lora = stage.train == "lora"
    if is_lora != (stage.lora_rank is not None):
        yield f"train is {stage.train} and lora_rank {stage.lora_rank}"
    if stage.quantised != "none" and not is_lora:
        yield f"quantised is {stage.quantised}, which only goes with train lora"
    if stage.frozen and stage.train != "partial":
        yield f"frozen names blocks, which only goes with train partial, not {stage.train}"
    if stage.recipe == "published" and stage.train != "full":
        yield f"the published recipe trains everything, not {stage.train}"
    if stage.optimiser == "scaled_adam" and stage.recipe != "published":
        yield "optimiser scaled_adam belongs to the published recipe"
    if plan.device == "cpu" and stage.compiled == "cuda_graphs":
        yield "compiled is cuda_graphs, which needs a card"


def _is_card(device: str) -> bool:
    name, _, index = device.partition(":")
    return name == "cuda" and index.isdigit() and int(index) < 64
