"""The rows of v2, v2Pro and v2ProPlus in the table of families. No torch."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import resources
from engine.models.families import FamilySpec, PublishedStage, StageSpec, TrainMode
from engine.tensor_header import read_tensor_headers

Name = Literal["full", "partial", "lora"]

SAMPLE_RATE = 32_000
LANGUAGES = ("zh", "en", "ja", "ko", "yue")
LONGEST_CLIP = 38.0  # 1900 frames of 20 ms
MOST_REFERENCES = 10
SPEAKER_NUMBERS = 20_480
POSTERIOR = "enc_q."  # learns only, and is no part of a voice
GPT = 77_606_402
# What the process holds for the stage that does not learn, in fp32, beside AdamW's gradient and
# two moments for each weight that learns.
BYTES_PER_WEIGHT, BYTES_PER_TRAINABLE = 4, 12
# The page's defaults (FACTS.md §8 and §9). The GPT's learning rate in the page's files is never
# used; a batch is at most a quarter of the list; the first update of an epoch takes five batches.
PUBLISHED_TIMBRE = PublishedStage("adamw", 1e-4, epochs=8)
PUBLISHED_PROSODY = PublishedStage(
    "scaled_adam", 2e-3, epochs=15, first_update=5, next_updates=4, largest=40, share=4
)


@dataclass(frozen=True)
class _Sizes:
    """Parameters of a family, what its timbre stage trains, and what that costs.

    `bytes_per_second` and `workspace` are estimates: from the published step on an H200 (batch 1
    to 16 of 5 s clips, half precision), with the buckets of its process group taken off.
    `step_seconds` is a fifth of the processor time of a step on one clip of 5 s in fp32: measured
    for v2 (7.9 s) and v2ProPlus (11.9 s), for v2Pro by its parameters.
    """

    generator: int
    discriminator: int
    partial: int
    lora: int
    bytes_per_second: int
    workspace: int
    step_seconds: float


_V2 = _Sizes(52_883_969, 46_747_132, 76_766_000, 600_000, 107_000_000, 200_000_000, 1.6)
_PRO = _Sizes(81_001_985, 63_189_440, 97_204_000, 650_000, 120_000_000, 500_000_000, 2.0)
_PLUS = _Sizes(99_912_321, 63_189_440, 116_115_000, 700_000, 131_000_000, 780_000_000, 2.4)


def _timbre(sizes: _Sizes) -> StageSpec:
    """SoVITS with its discriminator: the GPT lies beside it."""
    weights = BYTES_PER_WEIGHT * (sizes.generator + sizes.discriminator + GPT) + sizes.workspace

    def mode(name: Name, trainable: int, time: float) -> TrainMode:
        fixed = weights + BYTES_PER_TRAINABLE * trainable
        return TrainMode(
            name, trainable, fixed, sizes.bytes_per_second, 0.5, time * sizes.step_seconds
        )

    return StageSpec(
        name="timbre",
        title="Learning how you sound",
        modes=(
            mode("full", sizes.generator + sizes.discriminator, 1.0),
            mode("partial", sizes.partial, 0.95),
            mode("lora", sizes.lora, 0.95),
        ),
        steps={"quick": 100, "balanced": 250, "best": 500},
        segment_seconds=0.0,
        learning_rate=1e-4,
        batch=4,
        score_seconds=60.0,
        published=PUBLISHED_TIMBRE,
    )


def _prosody(sizes: _Sizes) -> StageSpec:
    """The GPT: SoVITS lies beside it."""
    weights = BYTES_PER_WEIGHT * (sizes.generator + GPT)

    def mode(name: Name, trainable: int) -> TrainMode:
        return TrainMode(
            name, trainable, weights + BYTES_PER_TRAINABLE * trainable, 30_000_000, 0.4, 0.35
        )

    return StageSpec(
        name="prosody",
        title="Learning how you speak",
        modes=(mode("full", GPT), mode("partial", 25_720_000), mode("lora", 2_360_000)),
        steps={"quick": 60, "balanced": 120, "best": 250},
        segment_seconds=0.0,
        learning_rate=5e-5,
        batch=4,
        score_seconds=60.0,
        published=PUBLISHED_PROSODY,
    )


def _row(name: str, sizes: _Sizes) -> FamilySpec:
    return FamilySpec(
        name=name,
        package="engine.models.gpt_sovits.family",
        sample_rate=SAMPLE_RATE,
        languages=LANGUAGES,
        licence="MIT",
        parameters=sizes.generator + GPT,
        weights_bytes=2 * (sizes.generator + GPT),
        stages=(_timbre(sizes), _prosody(sizes)),
        longest_clip=LONGEST_CLIP,
        prepare_seconds=1.2,
    )


SPECS = {
    name: _row(name, sizes) for name, sizes in (("v2", _V2), ("v2Pro", _PRO), ("v2ProPlus", _PLUS))
}


def voice_shapes(base: str) -> dict[str, dict[str, tuple[int | None, ...]]]:
    """Voice file name -> tensor name -> shape: all that a voice of the base may hold."""
    stored = json.loads(resources.path("gpt_sovits/voice-shapes.json").read_text(encoding="utf-8"))
    files = {"gpt": stored["gpt"], "sovits": stored["sovits"] | stored[base]}
    shapes = {file: _with_factors(tensors) for file, tensors in files.items()}
    return shapes | {"reference": _reference_shapes()}


def own_voice_shapes(folder: Path) -> dict[str, dict[str, tuple[int | None, ...]]]:
    """The same for a base that was trained from scratch, from the files in its folder.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    shapes = {"reference": _reference_shapes()}
    for file in ("gpt", "sovits"):
        headers = read_tensor_headers(folder / f"{file}.safetensors")
        spoken = {n: h.shape for n, h in headers.items() if not n.startswith(POSTERIOR)}
        shapes[file] = _with_factors(spoken)
    return shapes


def _with_factors(tensors: Mapping[str, Sequence[int]]) -> dict[str, tuple[int | None, ...]]:
    """Every tensor, or in its stead two factors of any rank; see `engine.models.gpt_sovits.voices`.

    Official names have two dimensions or more where adapters may have been.
    """
    shapes: dict[str, tuple[int | None, ...]] = {}
    for name, shape in tensors.items():
        shapes[name] = tuple(shape)
        if len(shape) > 1:
            shapes[f"{name}.lora_a"] = (None, math.prod(shape[1:]))
            shapes[f"{name}.lora_b"] = (shape[0], None)
    return shapes


def _reference_shapes() -> dict[str, tuple[int | None, ...]]:
    """See `engine.models.gpt_sovits.reference`."""
    shapes: dict[str, tuple[int | None, ...]] = {
        "language": (1,),
        "prompt.tokens": (None,),
        "prompt.phones": (None,),
        "prompt.bert": (1024, None),
    }
    for number in range(MOST_REFERENCES):
        shapes[f"style.{number}.wave"] = (None,)
        shapes[f"style.{number}.speaker"] = (SPEAKER_NUMBERS,)
    return shapes
