"""The rows of v2, v2Pro and v2ProPlus in the table of families. No torch."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import resources
from engine.models.families import FamilySpec, PublishedStage, Scratch, StageSpec, Switch, TrainMode
from engine.planning.costs import (
    GRADIENT_BYTES,
    MOMENTS_BYTES,
    Costs,
    costs_of,
    read_tables,
)
from engine.tensor_header import read_tensor_headers

Name = Literal["full", "partial", "lora"]

SAMPLE_RATE = 32_000
LANGUAGES = ("zh", "en", "ja", "ko", "yue")
LONGEST_CLIP = 38.0  # 1900 frames of 20 ms
MOST_REFERENCES = 10
SPEAKER_NUMBERS = 20_480
POSTERIOR = "enc_q."  # learns only, and is no part of a voice
GPT, GPT_QUANTISABLE = 77_606_402, 76_546_560
# What these stages can do beyond the loop's own ways. Only the timbre stage has steady shapes.
SWITCHES: tuple[Switch, ...] = (
    "adamw8bit",
    "int8",
    "nf4",
    "offload_optimiser",
    "bucketed",
    "data_on_device",
)
TIMBRE_SWITCHES: tuple[Switch, ...] = (*SWITCHES, "frame_budget", "cuda_graphs")
# A second of spectra, sound and tokens, on its way to a timbre stage or at rest there.
DATA_BYTES = 360_000
# The page's defaults (FACTS.md §8 and §9). The GPT's learning rate in the page's files is never
# used; a batch is at most a quarter of the list; the first update of an epoch takes five batches.
PUBLISHED_TIMBRE = PublishedStage("adamw", 1e-4, epochs=8)
PUBLISHED_PROSODY = PublishedStage(
    "scaled_adam", 2e-3, epochs=15, first_update=5, next_updates=4, largest=40, share=4
)


TABLES = read_tables(Path(__file__).with_name("costs.json"))


@dataclass(frozen=True)
class _Sizes:
    """Parameters of a family, how many of its timbre stage learn, and how many may be rounded."""

    generator: int
    discriminator: int
    partial: int
    lora: int
    quantisable: int


_SIZES = {
    "v2": _Sizes(52_883_969, 46_747_132, 76_766_000, 600_000, 17_064_128),
    "v2Pro": _Sizes(81_001_985, 63_189_440, 97_204_000, 650_000, 38_887_616),
    "v2ProPlus": _Sizes(99_912_321, 63_189_440, 116_115_000, 700_000, 39_493_824),
}


def _timbre(base: str, sizes: _Sizes) -> StageSpec:
    """SoVITS with its discriminator: the GPT lies beside it."""

    def mode(name: Name, trainable: int) -> TrainMode:
        closed = sizes.quantisable if name == "lora" else 0
        return TrainMode(name, trainable, costs_of(TABLES[base], "timbre", name), closed)

    return StageSpec(
        name="timbre",
        title="Learning how you sound",
        modes=(
            mode("full", sizes.generator + sizes.discriminator),
            mode("partial", sizes.partial),
            mode("lora", sizes.lora),
        ),
        steps={"quick": 100, "balanced": 250, "best": 500},
        passes={"quick": 1.0, "balanced": 2.0, "best": 4.0},
        segment_seconds=0.0,
        learning_rate=1e-4,
        batch=4,
        largest_batch=16,
        switches=TIMBRE_SWITCHES,
        data_bytes=DATA_BYTES,
        score_seconds=60.0,
        published=PUBLISHED_TIMBRE,
        discriminator=sizes.discriminator,
        scratch=Scratch(400_000, 32, 1e-4) if base == "v2" else None,
    )


def _prosody(base: str) -> StageSpec:
    """The GPT: SoVITS lies beside it."""

    def mode(name: Name, trainable: int) -> TrainMode:
        closed = GPT_QUANTISABLE if name == "lora" else 0
        return TrainMode(name, trainable, costs_of(TABLES[base], "prosody", name), closed)

    return StageSpec(
        name="prosody",
        title="Learning how you speak",
        modes=(mode("full", GPT), mode("partial", 25_720_000), mode("lora", 2_360_000)),
        steps={"quick": 60, "balanced": 120, "best": 250},
        passes={"quick": 1.0, "balanced": 2.0, "best": 4.0},
        segment_seconds=0.0,
        learning_rate=5e-5,
        batch=4,
        largest_batch=16,
        switches=SWITCHES,
        windows=(256, 128),
        data_bytes=DATA_BYTES,
        score_seconds=60.0,
        published=PUBLISHED_PROSODY,
        frame_rate=25.0,
        scratch=Scratch(200_000, 32, 3e-4) if base == "v2" else None,
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
        stages=(_timbre(name, sizes), _prosody(name)),
        longest_clip=LONGEST_CLIP,
        prepare_seconds=1.2,
    )


SPECS = {name: _row(name, sizes) for name, sizes in _SIZES.items()}


def voice_shapes(base: str) -> dict[str, dict[str, tuple[int | None, ...]]]:
    """Voice file name -> tensor name -> shape: all that a voice of the base may hold."""
    stored = json.loads(resources.path("gpt_sovits/voice-shapes.json").read_text(encoding="utf-8"))
    files = {"gpt": stored["gpt"], "sovits": stored["sovits"] | stored[base]}
    shapes = {file: _with_factors(tensors) for file, tensors in files.items()}
    return shapes | {"reference": _reference_shapes()}


def own_spec(family: str, name: str, folder: Path) -> FamilySpec:
    """The row of a base of one's own of that family, from the sizes of the files in its folder.

    What was measured for the family is scaled: weights and arithmetic by the number of parameters,
    what a step keeps by its root, as in networks of another width and equal depth.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    row, sizes = SPECS[family], _SIZES[family]
    sovits, discriminator, gpt = (
        sum(math.prod(header.shape) for header in read_tensor_headers(folder / file).values())
        for file in ("sovits.safetensors", "discriminator.safetensors", "gpt.safetensors")
    )
    timbre, prosody = row.stages
    timbre = _scaled(
        timbre,
        (sovits + discriminator) / (sizes.generator + sizes.discriminator),
        sovits + discriminator + gpt - sizes.generator - sizes.discriminator - GPT,
    )
    prosody = _scaled(prosody, gpt / GPT, sovits + gpt - sizes.generator - GPT)
    return replace(
        row,
        name=name,
        parameters=sovits + gpt,
        weights_bytes=2 * (sovits + gpt),
        stages=(replace(timbre, discriminator=discriminator), prosody),
    )


def _scaled(stage: StageSpec, share: float, more: int) -> StageSpec:
    """A stage whose networks have that share of the parameters, and so many more lie in memory."""
    modes = []
    for mode in stage.modes:
        learning = int(mode.trainable * share)
        fixed = 4 * more + (GRADIENT_BYTES + MOMENTS_BYTES) * (learning - mode.trainable)
        costs = {kind: _scaled_costs(costs, share, fixed) for kind, costs in mode.costs.items()}
        closed = int(mode.quantisable * share)
        modes.append(replace(mode, trainable=learning, quantisable=closed, costs=costs))
    return replace(stage, modes=tuple(modes))


def _scaled_costs(costs: Costs, share: float, fixed: int) -> Costs:
    width = math.sqrt(share)
    return replace(
        costs,
        fixed_bytes=costs.fixed_bytes + fixed,
        second_bytes=int(costs.second_bytes * width),
        sample_bytes=int(costs.sample_bytes * width),
        square_bytes=int(costs.square_bytes * width),
        second_work=costs.second_work * share,
        sample_work=costs.sample_work * share,
    )


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
