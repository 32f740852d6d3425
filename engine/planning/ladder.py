"""The ladder of ways to run a stage, from most quality to least memory.

A level holds ways that teach the same equally well and differ in memory and time alone. Which ways
there are depends on the work and on the kind of device, never on how much of it is free: so what
fits into less also fits into more, and more memory never gives a worse plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from engine.planning.cards import CardClass
from engine.planning.nouns import (
    Checkpointing,
    Compiled,
    Offload,
    Optimiser,
    Precision,
    Preset,
    Quality,
    Quantised,
    Recipe,
    StagePlan,
)

if TYPE_CHECKING:
    from engine.models.families import StageSpec, TrainMode
    from engine.planning.costs import Kind

LORA_RANKS = (32, 16, 8, 4)
SHORTEST_CROP = 1.0
# Clips are cut at pauses: of a dataset of which only the longest is known, 60 % of it on average.
CLIP_SHARE = 0.6
# A batch grows as long as the voice has this many times more clips than it takes.
BATCHES_PER_VOICE = 3
CHECKPOINTING: tuple[Checkpointing, ...] = ("none", "selected", "all")
QUANTISED: tuple[Quantised, ...] = ("none", "int8", "nf4")
OFFLOADS: dict[Offload, tuple[str, ...]] = {
    "none": (),
    "optimiser": ("offload_optimiser",),
    "discriminator": ("offload_discriminator",),
    "both": ("offload_optimiser", "offload_discriminator"),
}
COMPILED: tuple[Compiled, ...] = ("none", "compile", "cuda_graphs")
# What only a card has, or what saves nothing where RAM is all there is.
ON_CARDS = frozenset(
    {"adamw8bit", "nf4", "offload_optimiser", "offload_discriminator", "compile", "cuda_graphs"}
)


@dataclass(frozen=True)
class Place:
    """Where a stage runs and what it learns from: all that its ways and their costs depend on.

    `precisions` are those worth trying there. `card` is None on a processor. `memory_bytes` is what
    the device has in all: the published recipe counts by it. `ram_bytes` is what is free for what
    a card gives away.
    """

    device: str
    precisions: tuple[Precision, ...]
    threads: int
    quality: Quality
    speech_seconds: float
    longest_clip: float
    seed: int
    recipe: Recipe = "default"
    clips: int = 1
    memory_bytes: int = 0
    card: CardClass | None = None
    tf32: bool = False
    preset: Preset = "minutes"
    ram_bytes: int = 0

    @property
    def kind(self) -> Kind:
        """The kind of device whose costs count."""
        return "cpu" if self.card is None else "cuda"


@dataclass(frozen=True)
class Rung:
    """One way to run a stage. The fields are those of `StagePlan`."""

    mode: TrainMode
    lora_rank: int | None
    micro_batch: int
    accumulation: int
    segment_seconds: float
    precision: Precision = "fp32"
    checkpointing: Checkpointing = "none"
    optimiser: Optimiser = "adamw"
    quantised: Quantised = "none"
    offload: Offload = "none"
    attention_window: int | None = None
    compiled: Compiled = "none"
    frame_budget: int | None = None

    @property
    def samples(self) -> int:
        """How many samples one optimiser step learns from."""
        return self.micro_batch * self.accumulation


def ladder(spec: StageSpec, place: Place) -> Iterator[list[Rung]]:
    """The levels of a stage, the best first."""
    if place.recipe == "published":
        yield from ([way] for way in _published(spec, place))
        return
    for best in _levels(spec, place):
        yield list(_ways(spec, place, best))


def is_level_of(level: list[Rung], planned: StagePlan) -> bool:
    """Whether a planned stage teaches as the ways of a level do."""
    return bool(level) and (
        level[0].mode.name == planned.train
        and level[0].lora_rank == planned.lora_rank
        and level[0].optimiser == planned.optimiser
        and level[0].quantised == planned.quantised
        and level[0].attention_window == planned.attention_window
        and level[0].segment_seconds == planned.segment_seconds
    )


def stands_on(way: Rung, planned: StagePlan) -> bool:
    """Whether a planned stage runs in this way, which is of its level."""
    return (
        way.micro_batch == planned.micro_batch
        and way.checkpointing == planned.checkpointing
        and way.precision == planned.precision
        and way.offload == planned.offload
        and way.compiled == planned.compiled
        and way.frame_budget == planned.frame_budget
    )


def sample_seconds(segment_seconds: float, place: Place) -> float:
    """Seconds of speech in a mean sample."""
    return min(segment_seconds or CLIP_SHARE * place.longest_clip, place.longest_clip)


def longest_seconds(segment_seconds: float, place: Place) -> float:
    """Seconds of speech in the longest sample."""
    return min(segment_seconds or place.longest_clip, place.longest_clip)


def _levels(spec: StageSpec, place: Place) -> Iterator[Rung]:
    """Of each level the plainest way, in a single micro-batch."""
    crop = spec.segment_seconds
    last = None
    for mode in spec.modes[:1] if place.preset == "scratch" else spec.modes:
        plain = Rung(mode, None, spec.batch, 1, crop, place.precisions[0])
        if mode.name != "lora":
            yield plain
            if _offers(spec, place, "adamw8bit"):
                yield replace(plain, optimiser="adamw8bit")
            last = plain
            continue
        for rank, bits in product(LORA_RANKS, QUANTISED):
            if bits == "none" or _offers(spec, place, bits):
                last = replace(plain, lora_rank=rank, quantised=bits)
                yield last
    assert last is not None
    if place.preset == "scratch":
        return  # fresh weights have nothing that could be left alone
    for window in spec.windows:
        last = replace(last, attention_window=window)
        yield last
    parts = 1
    while crop >= 2 * SHORTEST_CROP:
        crop, parts = crop / 2, parts * 2
        yield replace(last, segment_seconds=crop, micro_batch=spec.batch * parts)


def _ways(spec: StageSpec, place: Place, best: Rung) -> Iterator[Rung]:
    """Every way on the level of `best`."""
    offloads = [n for n in OFFLOADS if all(_offers(spec, place, s) for s in OFFLOADS[n])]
    compiled = [n for n in COMPILED if n == "none" or _offers(spec, place, n)]
    for (micro, accumulation), checkpointing, precision, offload, how in product(
        _splits(spec, place, best.micro_batch),
        CHECKPOINTING,
        place.precisions,
        offloads,
        compiled,
    ):
        if how == "cuda_graphs" and checkpointing != "none":
            continue
        way = replace(
            best,
            micro_batch=micro,
            accumulation=accumulation,
            checkpointing=checkpointing,
            precision=precision,
            offload=offload,
            compiled=how,
        )
        yield way
        # Graphs replay one shape, and a budget changes how many clips there are.
        if how == "cuda_graphs" or way.segment_seconds:
            continue
        if micro > 1 and _offers(spec, place, "frame_budget"):
            frames = math.ceil(micro * CLIP_SHARE * place.longest_clip * spec.frame_rate)
            yield replace(way, frame_budget=frames)


def _offers(spec: StageSpec, place: Place, switch: str) -> bool:
    return switch in spec.switches and (place.card is not None or switch not in ON_CARDS)


def _splits(spec: StageSpec, place: Place, batch: int) -> Iterator[tuple[int, int]]:
    """(micro-batch, accumulation): larger batches in one piece, the usual one in ever smaller."""
    grown = 2 * batch
    while grown <= min(spec.largest_batch, place.clips // BATCHES_PER_VOICE):
        yield grown, 1
        grown *= 2
    micro = batch
    while micro >= 1:
        yield micro, math.ceil(batch / micro)
        micro //= 2


def _published(spec: StageSpec, place: Place) -> Iterator[Rung]:
    """The published way: all of it learns, in batches by the size of the memory."""
    published = spec.published
    if published is None:
        return
    # One clip for every 2 GB of a card or 4 GB of RAM; half of that in single precision.
    share = 4 if place.card is None else 2
    wanted = place.memory_bytes // (share * 1_000_000_000)
    precision = place.precisions[0]
    batch = published.batch(place.clips, wanted // 2 if precision == "fp32" else wanted)
    while batch >= 1:
        way = Rung(spec.modes[0], None, batch, published.next_updates, 0.0, precision)
        yield replace(way, optimiser=published.optimiser)
        batch //= 2
