"""The starter's row in the table of families: what the planner must know about it. No torch."""

import json
from pathlib import Path
from typing import Literal

import resources
from engine.models.families import FamilySpec, StageSpec, TrainMode
from engine.planning.costs import costs_of, read_tables

PARAMETERS = 81_140_664

# What learns: the AdaIN projections and half of the style vector; in "full" also all the small
# rest that a voice file has room for; in "lora" adapters of rank 16 on those projections.
DECODER_STYLE, DECODER_SMALL, DECODER_LORA = 4_824_212, 4_873_528, 717_248
PREDICTOR_STYLE, PREDICTOR_SMALL, PREDICTOR_LORA = 1_585_280, 1_590_452, 227_456

TABLES = read_tables(Path(__file__).with_name("costs.json"))["starter"]

# Speaking six sentences and hearing them again, on one reference core in fp32.
SCORE_SECONDS = 43.0


def _mode(stage: str, name: Literal["full", "partial", "lora"], trainable: int) -> TrainMode:
    return TrainMode(name, trainable, costs_of(TABLES, stage, name))


TIMBRE = StageSpec(
    name="timbre",
    title="Learning how you sound",
    modes=(
        _mode("timbre", "partial", DECODER_STYLE),
        _mode("timbre", "full", DECODER_SMALL),
        _mode("timbre", "lora", DECODER_LORA),
    ),
    steps={"quick": 130, "balanced": 180, "best": 260},
    segment_seconds=2.0,
    learning_rate=1e-3,
    score_seconds=SCORE_SECONDS,
    other_trials=2.7,  # the voice it begins with; the tone, spoken and tried
)
PROSODY = StageSpec(
    name="prosody",
    title="Learning how you speak",
    modes=(
        _mode("prosody", "partial", PREDICTOR_STYLE),
        _mode("prosody", "full", PREDICTOR_SMALL),
        _mode("prosody", "lora", PREDICTOR_LORA),
    ),
    steps={"quick": 80, "balanced": 100, "best": 120},
    segment_seconds=0.0,
    learning_rate=3e-4,
    score_seconds=SCORE_SECONDS,
    other_trials=0.7,  # the closing look at its pitch
)
SPEC = FamilySpec(
    name="starter",
    package="engine.models.starter.family",
    sample_rate=24_000,
    languages=("en", "ja", "zh"),
    licence="Apache-2.0",
    parameters=PARAMETERS,
    weights_bytes=105_038_714,
    stages=(TIMBRE, PROSODY),
    prepare_seconds=2.0,
    other_seconds=70.0,
    least_bytes=2_500_000_000,
)
SPECS = {SPEC.name: SPEC}


def voice_shapes(base: str) -> dict[str, dict[str, tuple[int | None, ...]]]:
    """Voice file name -> tensor name -> shape: all that a voice of the starter holds."""
    stored = json.loads(resources.path("starter/voice-shapes.json").read_text(encoding="utf-8"))
    return {
        file: {name: tuple(shape) for name, shape in tensors.items()}
        for file, tensors in stored.items()
    }
