"""How much memory and time a way to run a stage will take: pure arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.planning.cards import BUS_BYTES
from engine.planning.costs import (
    AVERAGE_BYTES,
    GRADIENT_BYTES,
    MOMENTS_8BIT_BYTES,
    MOMENTS_BYTES,
    QUANTISED_BYTES,
    Costs,
)
from engine.planning.ladder import Place, Rung, longest_seconds, sample_seconds

if TYPE_CHECKING:
    from engine.models.families import StageSpec

# The costs of a table are those of LoRA of this rank; a rank has as many parameters as it counts.
REFERENCE_RANK = 16
LEARNED_BYTES = 4 + GRADIENT_BYTES + MOMENTS_BYTES
# The forward pass is a third of a step; "all" runs it twice.
RECOMPUTE_TIME = {"none": 1.0, "selected": 1.17, "all": 1.33}
# Arithmetic in half precision that a card of before 2018 has to convert for.
CONVERTED_TIME = 1.15
# A step whose steady blocks are replayed as graphs waits for fewer launches, and their private
# pools hold what the allocator would have shared. Estimates: no card has been asked yet.
GRAPH_LAUNCHES, GRAPH_MEMORY = 0.6, 1.1
COMPILED_LAUNCHES = 0.5
# Values in 4 or 8 bits are widened before every use.
WIDENED_TIME = {"none": 1.0, "int8": 1.1, "nf4": 1.15}
# What a step keeps is written, read and met by its gradients.
TIMES_MOVED = 6
# Time of a bf16 step on a processor with AVX512-BF16 against fp32, where nothing was measured.
HALF_TIME = 0.62
# Judging a voice: half of it is hearing and comparing, which stays on the processor.
JUDGED_BY_PROCESSOR = 0.5
CARD_SPEED = 30.0
# A score costs some 15 s on two cores; a short stage is judged where it begins and where it ends.
SCORES_PER_STAGE = {"quick": 1, "balanced": 2, "best": 4}


def memory_bytes(rung: Rung, spec: StageSpec, place: Place) -> int:
    """Predicted peak of a stage on its device, the process itself included."""
    costs = costs_on(rung, place)
    return int(costs.base_bytes + _fixed(rung, spec, costs) + _grown(rung, spec, costs, place))


def offloaded_bytes(rung: Rung) -> int:
    """What a way keeps in RAM that belongs to the card's work."""
    if rung.offload == "none":
        return 0
    return rung.mode.trainable * MOMENTS_BYTES


def train_seconds(rung: Rung, spec: StageSpec, place: Place) -> float:
    """Predicted time of a stage without its scores, to a tenth of a second.

    Rounded, so that what a card does not get faster by counts as equally fast.
    """
    return round(_steps(spec, place, rung) * step_seconds(rung, spec, place), 1)


def step_seconds(rung: Rung, spec: StageSpec, place: Place) -> float:
    """One optimiser step, from the class of the device until the first ones are timed."""
    costs = costs_on(rung, place)
    seconds = sample_seconds(rung.segment_seconds, place)
    work = rung.micro_batch * (costs.sample_work + seconds * costs.second_work)
    work *= RECOMPUTE_TIME[rung.checkpointing] * WIDENED_TIME[rung.quantised]
    if place.card is None:
        return rung.accumulation * work / processor_speed(rung.precision, place, costs)
    arithmetic = work / place.card.cores(rung.precision, place.tf32)
    if rung.precision == "fp16" and place.card.half <= place.card.single:
        arithmetic *= CONVERTED_TIME
    kept = _grown(rung, spec, costs, place)
    traffic = TIMES_MOVED * kept / (place.card.bandwidth * 1e9)
    launches = {"compile": COMPILED_LAUNCHES, "cuda_graphs": GRAPH_LAUNCHES}
    wait = costs.launch_seconds * launches.get(rung.compiled, 1.0)
    wait *= RECOMPUTE_TIME[rung.checkpointing]
    moved = 2 * offloaded_bytes(rung) / BUS_BYTES
    return rung.accumulation * max(wait, arithmetic, traffic) + moved


def processor_speed(precision: str, place: Place, costs: Costs | None = None) -> float:
    """How much faster than one reference core in fp32. Cores help less and less."""
    half = costs.half_time if costs else HALF_TIME
    return place.threads**0.8 / (half if precision == "bf16" else 1.0)


def score_seconds(spec: StageSpec, place: Place) -> float:
    """All the judging of a stage."""
    once = spec.score_seconds / place.threads**0.8
    if place.card is not None:
        once *= JUDGED_BY_PROCESSOR + (1 - JUDGED_BY_PROCESSOR) / CARD_SPEED
    elif place.precisions[0] == "bf16":
        once *= HALF_TIME
    return (SCORES_PER_STAGE[place.quality] + spec.other_trials) * once


def step_count(spec: StageSpec, place: Place, rung: Rung) -> int:
    """How many optimiser steps a stage takes; the published recipe may have none."""
    steps = _steps(spec, place, rung)
    return int(steps) if place.recipe == "published" else max(1, round(steps))


def _steps(spec: StageSpec, place: Place, rung: Rung) -> float:
    """The steps of the table hold for one to two minutes of speech.

    More speech deserves more steps, but not in proportion: it repeats itself. Hours of it are gone
    through at least as often as the stage asks for. A grown batch needs as many samples, so fewer
    steps. The published recipe counts its updates instead.
    """
    if place.recipe == "published" and spec.published is not None:
        return spec.published.steps(place.clips, rung.micro_batch)
    if place.preset == "scratch":
        return spec.steps[place.quality] / growth(rung, spec)
    less = math.sqrt(min(1.0, place.speech_seconds / 60.0))
    more = math.sqrt(max(1.0, place.speech_seconds / 120.0))
    steps = spec.steps[place.quality] * min(3.0, max(0.5, less * more))
    if place.preset == "hours":
        steps = max(steps, spec.passes.get(place.quality, 0.0) * place.clips / spec.batch)
    return steps / growth(rung, spec)


def growth(rung: Rung, spec: StageSpec) -> float:
    """How many times larger than usual the batch is, in seconds of speech."""
    crops = rung.segment_seconds / spec.segment_seconds if spec.segment_seconds else 1.0
    return max(1.0, rung.samples * crops / spec.batch)


def costs_on(rung: Rung, place: Place) -> Costs:
    """The costs of a way on the place's kind of device."""
    return rung.mode.costs[place.kind]


def _fixed(rung: Rung, spec: StageSpec, costs: Costs) -> float:
    """Weights, gradients, moments, workspace."""
    mode, fixed = rung.mode, float(costs.fixed_bytes)
    learning = mode.trainable * (rung.lora_rank or REFERENCE_RANK) / REFERENCE_RANK
    fixed += (learning - mode.trainable) * LEARNED_BYTES
    if rung.optimiser == "adamw8bit":
        fixed -= learning * (MOMENTS_BYTES - MOMENTS_8BIT_BYTES)
    if rung.offload in ("optimiser", "both"):
        fixed -= learning * (MOMENTS_8BIT_BYTES if rung.optimiser == "adamw8bit" else MOMENTS_BYTES)
    if rung.offload in ("discriminator", "both"):
        fixed -= 4 * spec.discriminator
    fixed -= mode.quantisable * (QUANTISED_BYTES["none"] - QUANTISED_BYTES[rung.quantised])
    return fixed + (AVERAGE_BYTES * learning if spec.ema else 0.0)


def _grown(rung: Rung, spec: StageSpec, costs: Costs, place: Place) -> float:
    """What grows with the micro-batch: activations and what the backward pass makes of them."""
    longest = longest_seconds(rung.segment_seconds, place)
    speech = rung.micro_batch * longest
    if rung.frame_budget is not None:
        speech = min(speech, max(longest, rung.frame_budget / spec.frame_rate))
    # Attention to all of the longest sample; in a window, to so much of it.
    seen = longest
    if rung.attention_window is not None:
        seen = min(longest, rung.attention_window / spec.frame_rate)
    kept = rung.micro_batch * costs.sample_bytes
    kept += speech * (costs.second_bytes + seen * costs.square_bytes)
    kept *= {"none": 1.0, "selected": costs.selected_share, "all": costs.all_share}[
        rung.checkpointing
    ]
    if rung.precision != "fp32":
        kept *= costs.half_share
    return kept * (GRAPH_MEMORY if rung.compiled == "cuda_graphs" else 1.0)
