"""The training plan: how the work is fitted to the machine. Pure arithmetic, no torch."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from engine import wording
from engine.errors import EngineError
from engine.ladder import (
    RECOMPUTE_TIME,
    SAMPLES_PER_STAGE,
    SCORES_PER_STAGE,
    Place,
    Rung,
    ladder,
    rung_bytes,
    speed,
    stands_on,
    step_count,
)
from engine.planning.nouns import (
    Checkpointing,
    Compiled,
    Offload,
    Optimiser,
    Precision,
    Preset,
    Quality,
    Quantised,
    Reason,
    Recipe,
    StagePlan,
    Train,
    TrainingPlan,
)
from engine.refusals import check_dataset, check_recipe

if TYPE_CHECKING:
    from engine.hardware import Gpu, HardwareProfile
    from engine.models.families import FamilySpec, StageSpec

__all__ = [
    "GB",
    "Checkpointing",
    "Compiled",
    "Offload",
    "Optimiser",
    "Precision",
    "Preset",
    "Quality",
    "Quantised",
    "Reason",
    "Recipe",
    "StagePlan",
    "Train",
    "TrainingPlan",
    "choose",
    "lighter",
]

GB = 1_000_000_000
# Part of the free memory a plan may count on: the rest is for other programs' moods.
USABLE_SHARE = 0.9
# Of a clip nothing is known but the longest: clips are cut at pauses, 60 % of it on average.
CLIP_SHARE = 0.6


def choose(
    profile: HardwareProfile,
    dataset_seconds: float,
    longest_clip: float,
    spec: FamilySpec,
    quality: Quality,
    device: str = "auto",
    vram_cap_bytes: int | None = None,
    seed: int = 0,
    recipe: Recipe = "default",
    clips: int = 0,
) -> TrainingPlan:
    """Fit the fine-tune of a family to the machine: the best quality that fits, then the fastest.

    `device` is "auto", "cpu", "cuda" or "cuda:N"; `vram_cap_bytes` is a hard limit on what the
    process may use on that device. The published recipe counts by the number of clips (0: guessed).

    Raises:
        EngineError: kind "input" for a dataset that cannot be learned from, "device" for a card
            that is not there, "memory" when not even the lightest way fits.
    """
    check_dataset(dataset_seconds, longest_clip, spec)
    check_recipe(spec, recipe)
    if vram_cap_bytes is not None and vram_cap_bytes <= 0:
        raise EngineError(
            "input", "A limit of 0 GB leaves no room.", "Give --vram a number above 0."
        )
    card = _card(profile, device)
    clips = clips or max(1, round(dataset_seconds / max(1.0, CLIP_SHARE * longest_clip)))
    asked = (quality, dataset_seconds, longest_clip, seed, recipe, clips)
    if card is not None:
        place = _place(profile, card, asked)
        budget = _budget(card.free_bytes, vram_cap_bytes)
        plan = _plan(profile, spec, place, budget, card, vram_cap_bytes)
        if plan is not None:
            return plan
        if device != "auto" or vram_cap_bytes is not None:
            raise _too_small(spec, place, budget, card)
    place = _place(profile, None, asked)
    budget = _budget(profile.ram_free_bytes, vram_cap_bytes)
    plan = _plan(profile, spec, place, budget, None, vram_cap_bytes)
    if plan is None:
        raise _too_small(spec, place, budget, None)
    if card is None:
        return plan
    free = wording.gigabytes(card.free_bytes)
    why = f"{card.name} has only {free} free, too little for any way to train there."
    return replace(plan, reasons=(Reason("processor", why), *plan.reasons))


def lighter(plan: TrainingPlan, spec: FamilySpec, stage: str | None = None) -> TrainingPlan | None:
    """The plan one rung down for the stage that ran out of memory (None: the largest one).

    Smaller micro-batches, then checkpointing, partial training, LoRA of falling rank, shorter
    crops; from the last rung on a card to the processor. None when nothing is left. The last reason
    says in one line what was changed.
    """
    planned = _stage_named(plan, stage)
    if planned.recipe == "published":
        return None  # it is there to compare with, and knows no lighter way
    stage_spec = next(item for item in spec.stages if item.name == planned.name)
    place = _place_of(plan, planned)
    for rung in _below(stage_spec, planned):
        changed = _same_work(_stage_plan(stage_spec, rung, place), planned)
        if changed.predicted_bytes < planned.predicted_bytes:
            saving = planned.predicted_bytes - changed.predicted_bytes
            change = wording.difference(planned, changed)
            why = f"Memory ran out, so {change} ({wording.gigabytes(saving)} less)."
            stages = tuple(changed if s.name == planned.name else s for s in plan.stages)
            return _total(plan, stages, spec, Reason("lighter", why, saving))
    return _to_processor(plan, spec) if plan.device != "cpu" else None


def _card(profile: HardwareProfile, device: str) -> Gpu | None:
    """The card a device names; of several, "auto" takes the one with the most room."""
    if device == "cpu":
        return None
    if device in ("auto", "cuda"):
        if device == "cuda" and not profile.gpus:
            raise _no_card(profile, device)
        return max(profile.gpus, key=lambda gpu: gpu.free_bytes, default=None)
    name, _, index = device.partition(":")
    if name != "cuda" or not index.isdigit():
        raise EngineError("input", f"There is no device {device!r}.", "Use auto, cpu or cuda:0.")
    for gpu in profile.gpus:
        if gpu.index == int(index):
            return gpu
    raise _no_card(profile, device)


def _no_card(profile: HardwareProfile, device: str) -> EngineError:
    names = ", ".join(f"cuda:{gpu.index} ({gpu.name})" for gpu in profile.gpus)
    there = f"There are: {names}." if names else "No usable NVIDIA card was found."
    return EngineError("device", f"There is no {device} here. {there}", "Use --device auto or cpu.")


def _place(
    profile: HardwareProfile,
    card: Gpu | None,
    asked: tuple[Quality, float, float, int, Recipe, int],
) -> Place:
    device = "cpu" if card is None else f"cuda:{card.index}"
    memory = profile.ram_total_bytes if card is None else card.total_bytes
    return Place(device, _precision(profile, card), _threads(profile), *asked, memory)


def _precision(profile: HardwareProfile, card: Gpu | None) -> Precision:
    """The fastest arithmetic the hardware does natively; Pascal's fp16 is slower than its fp32."""
    if card is None:
        return "bf16" if profile.cpu_bf16 else "fp32"
    if card.capability >= (8, 0):
        return "bf16"
    return "fp16" if card.capability >= (7, 0) else "fp32"


def _threads(profile: HardwareProfile) -> int:
    """One thread a core (two on a single core with hyper-threads); one core left of many."""
    cores = max(profile.cpu_cores, min(2, profile.cpu_threads))
    return max(1, cores - 1 if cores > 4 else cores)


def _budget(free_bytes: int, cap_bytes: int | None) -> int:
    usable = int(free_bytes * USABLE_SHARE)
    return usable if cap_bytes is None else min(usable, cap_bytes)


def _below(spec: StageSpec, planned: StagePlan) -> list[Rung]:
    """The rungs under the one a stage stands on."""
    rungs = list(ladder(spec))
    for index, rung in enumerate(rungs):
        if stands_on(rung, planned):
            return rungs[index + 1 :]
    return rungs


def _stage_plan(spec: StageSpec, rung: Rung, place: Place) -> StagePlan:
    steps = step_count(spec, place, rung.micro_batch)
    published = spec.published if place.recipe == "published" else None
    sample = min(rung.segment_seconds or CLIP_SHARE * place.longest_clip, place.longest_clip)
    step_seconds = rung.micro_batch * rung.accumulation * sample * rung.mode.step_seconds
    scores = SCORES_PER_STAGE[place.quality]
    training = steps * step_seconds * RECOMPUTE_TIME[rung.checkpointing]
    every = max(1, math.ceil(steps / scores))
    return StagePlan(
        name=spec.name,
        title=spec.title,
        steps=steps,
        train=rung.mode.name,
        lora_rank=rung.rank,
        precision=place.precision,
        micro_batch=rung.micro_batch,
        segment_seconds=rung.segment_seconds,
        accumulation=rung.accumulation,
        checkpointing=rung.checkpointing,
        optimiser=published.optimiser if published else "adamw",
        learning_rate=published.learning_rate if published else spec.learning_rate,
        score_every=every,
        sample_every=max(1, math.ceil(steps / SAMPLES_PER_STAGE)),
        predicted_bytes=rung_bytes(rung, place),
        predicted_seconds=(training + (scores + 1) * spec.score_seconds) / speed(place),
        seed=place.seed,
        recipe=place.recipe,
    )


def _same_work(changed: StagePlan, planned: StagePlan) -> StagePlan:
    """A step down comes in the middle of a run: the steps that are counted stay what they are."""
    return replace(
        changed,
        steps=planned.steps,
        learning_rate=planned.learning_rate,
        score_every=planned.score_every,
        sample_every=planned.sample_every,
        predicted_seconds=changed.predicted_seconds * planned.steps / changed.steps,
    )


def _plan(
    profile: HardwareProfile,
    spec: FamilySpec,
    place: Place,
    budget: int,
    card: Gpu | None,
    cap: int | None,
) -> TrainingPlan | None:
    """For every stage the highest rung that fits; None when one has none."""
    stages = []
    for stage in spec.stages:
        rungs = ladder(stage, place)
        rung = next((rung for rung in rungs if rung_bytes(rung, place) <= budget), None)
        if rung is None:
            return None
        stages.append(_stage_plan(stage, rung, place))
    empty = TrainingPlan(
        base=spec.name,
        quality=place.quality,
        device=place.device,
        device_name=card.name if card else profile.cpu_name,
        vram_cap_bytes=cap,
        threads=place.threads,
        seed=place.seed,
        stages=(),
        reasons=tuple(
            Reason(*pair) for pair in wording.reasons(profile, spec, place, budget, card, stages)
        ),
        predicted_bytes=0,
        predicted_seconds=0.0,
        sentence="",
        speech_seconds=place.speech_seconds,
        longest_clip=place.longest_clip,
    )
    return replace(_total(empty, tuple(stages), spec), rung=0)


def _total(
    plan: TrainingPlan,
    stages: tuple[StagePlan, ...],
    spec: FamilySpec,
    reason: Reason | None = None,
) -> TrainingPlan:
    """The plan with other stages, its sums and its sentence made anew, one rung further down."""
    prepare = plan.speech_seconds * spec.prepare_seconds / max(1.0, plan.threads**0.8)
    whole = replace(
        plan,
        stages=stages,
        reasons=(*plan.reasons, reason) if reason else plan.reasons,
        predicted_bytes=max(stage.predicted_bytes for stage in stages),
        predicted_seconds=prepare + sum(stage.predicted_seconds for stage in stages),
        rung=plan.rung + 1,
    )
    return replace(whole, sentence=wording.sentence(whole))


def _to_processor(plan: TrainingPlan, spec: FamilySpec) -> TrainingPlan:
    """The same ways of training in RAM, in the arithmetic that every processor does."""
    stages = []
    for planned in plan.stages:
        stage_spec = next(item for item in spec.stages if item.name == planned.name)
        place = replace(_place_of(plan, planned), device="cpu", precision="fp32")
        rung = next(rung for rung in ladder(stage_spec) if stands_on(rung, planned))
        stages.append(_same_work(_stage_plan(stage_spec, rung, place), planned))
    why = f"Not even the lightest way fits into {plan.device_name}, so the processor goes on."
    moved = replace(plan, device="cpu", device_name="the processor", vram_cap_bytes=None)
    return _total(moved, tuple(stages), spec, Reason("processor", why))


def _stage_named(plan: TrainingPlan, name: str | None) -> StagePlan:
    for stage in plan.stages:
        if stage.name == name:
            return stage
    return max(plan.stages, key=lambda stage: stage.predicted_bytes)


def _place_of(plan: TrainingPlan, stage: StagePlan) -> Place:
    return Place(
        plan.device,
        stage.precision,
        plan.threads,
        plan.quality,
        plan.speech_seconds,
        plan.longest_clip,
        plan.seed,
    )


def _too_small(spec: FamilySpec, place: Place, budget: int, card: Gpu | None) -> EngineError:
    """Nothing fits: how much would be needed, in words."""
    needed = max(
        min(rung_bytes(rung, place) for rung in ladder(stage, place)) for stage in spec.stages
    )
    where = f"on {card.name}" if card else "in the computer's memory"
    return EngineError(
        "memory",
        f"{wording.gigabytes(budget)} {where} is too little to train {spec.name}: "
        f"the lightest way needs about {wording.gigabytes(needed)}.",
        f"Close other programs or allow more (--vram {needed / GB + 0.1:.1f})"
        + (", or train on the processor with --device cpu." if card else "."),
    )
