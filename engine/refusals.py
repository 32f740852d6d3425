"""What cannot be planned, refused in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import EngineError

if TYPE_CHECKING:
    from engine.models.families import FamilySpec
    from engine.plan import Recipe

LONGEST_DATASET = 10 * 3600.0
SHORTEST_DATASET = 1.0
# A cut at 15 s may be a frame longer.
ROUNDED = 0.05


def check_dataset(
    seconds: float, longest_clip: float, spec: FamilySpec, endless: bool = False
) -> None:
    """Refuse what no voice can be made from; a base may be made from any amount (`endless`).

    Raises:
        EngineError: kind "input".
    """
    if seconds < SHORTEST_DATASET:
        raise EngineError(
            "input",
            "The dataset holds no speech to learn from.",
            "Prepare a recording with at least five seconds of speech, or keep more of its clips.",
        )
    if seconds > LONGEST_DATASET and not endless:
        raise EngineError(
            "input",
            f"The dataset holds {seconds / 3600:.1f} hours of speech; a voice is made from at most "
            f"{LONGEST_DATASET / 3600:.0f}.",
            "Choose the best recordings: a minute is enough, ten minutes are plenty.",
        )
    if longest_clip > spec.longest_clip + ROUNDED:
        raise EngineError(
            "input",
            f"The longest clip lasts {longest_clip:.1f} s; {spec.name} learns from clips "
            f"of at most {spec.longest_clip:.0f} s.",
            "Prepare the recordings again with `timbre prepare`.",
        )


def check_recipe(spec: FamilySpec, recipe: Recipe) -> None:
    """Refuse a recipe that the family does not have.

    Raises:
        EngineError: kind "input".
    """
    if recipe == "published" and not all(stage.published for stage in spec.stages):
        raise EngineError(
            "input",
            f"The base {spec.name} has no published recipe.",
            "Leave --recipe out, or choose v2, v2Pro or v2ProPlus with --base.",
        )


def from_scratch(spec: FamilySpec) -> FamilySpec:
    """The family as it is trained from fresh weights.

    Raises:
        EngineError: kind "input" for one that cannot be.
    """
    stages = []
    for stage in spec.stages:
        if (scratch := stage.scratch) is None:
            raise EngineError(
                "input",
                f"The base {spec.name} cannot be trained from scratch.",
                "Choose v2 with --base, or leave --preset out.",
            )
        steps = dict.fromkeys(stage.steps, scratch.steps)
        rate, batch = scratch.learning_rate, scratch.batch
        stages.append(replace(stage, steps=steps, batch=batch, largest_batch=0, learning_rate=rate))
    return replace(spec, stages=tuple(stages))
