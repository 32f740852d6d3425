"""The ladder of ways to run a stage, from most quality to least memory, and what each costs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.models.families import StageSpec, TrainMode
    from engine.planning.nouns import Checkpointing, Precision, Quality, Recipe, StagePlan

# What the process takes beside the model: Python, torch, the recogniser and the encoder that score
# (measured on the starter: 2.40 GB in all, .86 GB of it weights, moments and activations);
# on a card the CUDA context and the libraries' workspaces.
PROCESS_BYTES = 1_550_000_000
CONTEXT_BYTES = 500_000_000
LORA_RANKS = (32, 16, 8, 4)
REFERENCE_RANK = 16
SHORTEST_CROP = 1.0
# AdamW in fp32: weight, gradient and two moments for every parameter that learns.
BYTES_PER_TRAINABLE = 16
# Activations under autocast: the large ones halve, norms and losses stay in fp32.
HALF_ACTIVATIONS = 0.6
# Time of a bf16 step on a processor with AVX512-BF16 against fp32 (measured .58 and .65).
BF16_TIME = 0.62
# The forward pass is a third of a step; "all" runs it twice.
RECOMPUTE_TIME = {"none": 1.0, "selected": 1.17, "all": 1.33}
# An NVIDIA card of 2018 and later against one core; an estimate until the first steps are timed.
CARD_SPEED = 30.0
# A score costs some 15 s on two cores; a short stage is judged where it begins and where it ends.
SCORES_PER_STAGE = {"quick": 1, "balanced": 3, "best": 5}
SAMPLES_PER_STAGE = 3


@dataclass(frozen=True)
class Rung:
    """One way to run a stage, from the ladder between most quality and least memory."""

    mode: TrainMode
    rank: int | None
    micro_batch: int
    accumulation: int
    segment_seconds: float
    checkpointing: Checkpointing


@dataclass(frozen=True)
class Place:
    """Where a stage runs and what it learns from: all that its costs depend on.

    `memory_bytes` is what the device has in all: the published recipe counts by it.
    """

    device: str
    precision: Precision
    threads: int
    quality: Quality
    speech_seconds: float
    longest_clip: float
    seed: int
    recipe: Recipe = "default"
    clips: int = 1
    memory_bytes: int = 0


def ladder(spec: StageSpec, place: Place | None = None) -> Iterator[Rung]:
    """Every way to run a stage, from the best quality and most memory downwards."""
    if place is not None and place.recipe == "published":
        yield from _published(spec, place)
        return
    crop = spec.segment_seconds
    for mode in spec.modes:
        ranks = LORA_RANKS if mode.name == "lora" else (None,)
        for rank in ranks:
            micro = spec.batch
            while micro >= 1:
                yield Rung(mode, rank, micro, math.ceil(spec.batch / micro), crop, "none")
                micro //= 2
            yield Rung(mode, rank, 1, spec.batch, crop, "selected")
            yield Rung(mode, rank, 1, spec.batch, crop, "all")
    parts = 1
    while crop >= 2 * SHORTEST_CROP:
        crop, parts = crop / 2, parts * 2
        rank = LORA_RANKS[-1] if spec.modes[-1].name == "lora" else None
        yield Rung(spec.modes[-1], rank, 1, spec.batch * parts, crop, "all")


def _published(spec: StageSpec, place: Place) -> Iterator[Rung]:
    """The published way: all of it learns, in batches by the size of the memory."""
    published = spec.published
    if published is None:
        return
    # One clip for every 2 GB of a card or 4 GB of RAM; half of that in single precision.
    share = 4 if place.device == "cpu" else 2
    wanted = place.memory_bytes // (share * 1_000_000_000)
    batch = published.batch(place.clips, wanted // 2 if place.precision == "fp32" else wanted)
    while batch >= 1:
        yield Rung(spec.modes[0], None, batch, published.next_updates, 0.0, "none")
        batch //= 2


def stands_on(rung: Rung, planned: StagePlan) -> bool:
    return (
        rung.mode.name == planned.train
        and rung.rank == planned.lora_rank
        and rung.micro_batch == planned.micro_batch
        and rung.segment_seconds == planned.segment_seconds
        and rung.checkpointing == planned.checkpointing
    )


def rung_bytes(rung: Rung, place: Place) -> int:
    """Predicted peak of a stage on its device, the process itself included."""
    mode = rung.mode
    scale = (rung.rank or REFERENCE_RANK) / REFERENCE_RANK - 1
    fixed = mode.bytes_fixed + scale * mode.trainable * BYTES_PER_TRAINABLE
    crop = min(rung.segment_seconds or place.longest_clip, place.longest_clip)
    share = {"none": 1.0, "selected": (1 + mode.checkpointed_share) / 2}
    kept = share.get(rung.checkpointing, mode.checkpointed_share)
    half = 1.0 if place.precision == "fp32" else HALF_ACTIVATIONS
    base = PROCESS_BYTES if place.device == "cpu" else CONTEXT_BYTES
    return int(base + fixed + rung.micro_batch * crop * mode.bytes_per_second * kept * half)


def speed(place: Place) -> float:
    """How much faster than one reference core in fp32. Cores help less and less."""
    if place.device != "cpu":
        return CARD_SPEED
    return place.threads**0.8 / (BF16_TIME if place.precision == "bf16" else 1.0)


def step_count(spec: StageSpec, place: Place, batch: int) -> int:
    """The steps of the table hold for one to two minutes of speech.

    More speech deserves more steps, but not in proportion: it repeats itself.

    The published recipe counts its updates instead, of which there may be none.
    """
    if place.recipe == "published" and spec.published is not None:
        return spec.published.steps(place.clips, batch)
    less = math.sqrt(min(1.0, place.speech_seconds / 60.0))
    more = math.sqrt(max(1.0, place.speech_seconds / 120.0))
    return max(1, round(spec.steps[place.quality] * min(3.0, max(0.5, less * more))))
