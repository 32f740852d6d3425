"""The starter's row in the table of families: what the planner must know about it. No torch."""

import json
from typing import Literal

import resources
from engine.models.families import FamilySpec, StageSpec, TrainMode

PARAMETERS = 81_140_664
WEIGHTS_BYTES = 4 * PARAMETERS  # in RAM, in fp32

# What learns: the AdaIN projections and half of the style vector; in "full" also all the small
# rest that a voice file has room for; in "lora" adapters of rank 16 on those projections.
DECODER_STYLE, DECODER_SMALL, DECODER_LORA = 4_824_212, 4_873_528, 717_248
PREDICTOR_STYLE, PREDICTOR_SMALL, PREDICTOR_LORA = 1_585_280, 1_590_452, 227_456

# AdamW in fp32 keeps a gradient and two moments beside each weight that learns.
_PER_TRAINABLE = 12

# Speaking six sentences and hearing them again, on one reference core in fp32.
SCORE_SECONDS = 48.0


def _mode(
    name: Literal["full", "partial", "lora"],
    trainable: int,
    bytes_per_second: int,
    share: float,
    step_seconds: float,
) -> TrainMode:
    fixed = WEIGHTS_BYTES + _PER_TRAINABLE * trainable
    return TrainMode(name, trainable, fixed, bytes_per_second, share, step_seconds)


TIMBRE = StageSpec(
    name="timbre",
    title="Learning how you sound",
    modes=(
        _mode("partial", DECODER_STYLE, 400_000_000, 0.55, 2.0),
        _mode("full", DECODER_SMALL, 450_000_000, 0.55, 2.15),
        _mode("lora", DECODER_LORA, 400_000_000, 0.55, 2.1),
    ),
    steps={"quick": 150, "balanced": 400, "best": 750},
    segment_seconds=2.0,
    learning_rate=1e-3,
    score_seconds=SCORE_SECONDS,
)
PROSODY = StageSpec(
    name="prosody",
    title="Learning how you speak",
    modes=(
        _mode("partial", PREDICTOR_STYLE, 60_000_000, 0.8, 0.25),
        _mode("full", PREDICTOR_SMALL, 60_000_000, 0.8, 0.27),
        _mode("lora", PREDICTOR_LORA, 60_000_000, 0.8, 0.27),
    ),
    steps={"quick": 80, "balanced": 150, "best": 250},
    segment_seconds=0.0,
    learning_rate=3e-4,
    score_seconds=SCORE_SECONDS,
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
    prepare_seconds=1.7,
)
SPECS = {SPEC.name: SPEC}


def voice_shapes(base: str) -> dict[str, dict[str, tuple[int | None, ...]]]:
    """Voice file name -> tensor name -> shape: all that a voice of the starter holds."""
    stored = json.loads(resources.path("starter/voice-shapes.json").read_text(encoding="utf-8"))
    return {
        file: {name: tuple(shape) for name, shape in tensors.items()}
        for file, tensors in stored.items()
    }
