"""The training plan: how the work is fitted to the machine. Pure arithmetic, no torch.

The best quality that fits with a margin, then the fastest, then the least memory. More memory never
gives a worse plan: the ways to choose from do not depend on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine import wording
from engine.errors import EngineError
from engine.machine.known import full_card
from engine.planning.correction import summed
from engine.planning.ladder import Place, Rung, is_level_of, ladder, stands_on
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
from engine.planning.places import CAP_SHARE, budget, find_card, place_of, place_on
from engine.planning.prediction import (
    SCORES_PER_STAGE,
    growth,
    memory_bytes,
    offloaded_bytes,
    score_seconds,
    step_count,
    step_seconds,
    train_seconds,
)
from engine.refusals import check_dataset, check_recipe, from_scratch

if TYPE_CHECKING:
    from engine.hardware import Gpu, HardwareProfile
    from engine.models.families import FamilySpec, StageSpec

__all__ = [
    "GB",
    "MOVED",
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
    "on_processor",
]

GB = 1_000_000_000
SAMPLES_PER_STAGE = 3
MOVED = "The run continues on the processor, as was asked."
# A step down should save this part of what the stage takes, or the next one comes at once.
WORTH_A_STEP = 0.08


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
    preset: Preset | None = None,
) -> TrainingPlan:
    """Fit the fine-tune of a family to the machine: the best quality that fits, then the fastest.

    `device` is "auto", "cpu", "cuda" or "cuda:N"; `vram_cap_bytes` is a hard limit on what the
    process may use on that device. The number of clips (0: guessed) is what the published recipe
    counts by. `preset` follows from the length of the speech unless it is given; "scratch" is for
    what `timbre pretrain` does.

    Raises:
        EngineError: kind "input" for a dataset that cannot be learned from, "device" for a card
            that is not there, "memory" when not even the lightest way fits.
    """
    if preset == "scratch":
        spec = from_scratch(spec)
    check_dataset(dataset_seconds, longest_clip, spec, endless=preset == "scratch")
    check_recipe(spec, recipe)
    if vram_cap_bytes is not None and vram_cap_bytes <= 0:
        raise EngineError(
            "input", "A limit of 0 GB leaves no room.", "Give --vram a number above 0."
        )

    def place(card: Gpu | None) -> Place:
        return place_on(
            profile,
            card,
            quality=quality,
            speech_seconds=dataset_seconds,
            longest_clip=longest_clip,
            seed=seed,
            recipe=recipe,
            clips=clips,
            preset=preset,
        )

    card = find_card(profile, device)
    if card is not None:
        room = budget(card.free_bytes, vram_cap_bytes)
        plan = _plan(profile, spec, place(card), room, card, vram_cap_bytes)
        if plan is not None:
            return plan
        if device != "auto" or vram_cap_bytes is not None:
            raise _too_small(spec, place(card), room, card)
    room = budget(profile.ram_free_bytes, vram_cap_bytes)
    plan = _plan(profile, spec, place(None), room, None, vram_cap_bytes)
    if plan is None:
        raise _too_small(spec, place(None), room, None)
    if card is None:
        return plan
    free = wording.gigabytes(card.free_bytes)
    why = f"{card.name} has only {free} free, too little for any way to train there."
    return replace(plan, reasons=(Reason("processor", why), *plan.reasons))


def lighter(plan: TrainingPlan, spec: FamilySpec, stage: str | None = None) -> TrainingPlan | None:
    """The plan one rung down for the stage that ran out of memory (None: the largest one).

    The same ladder as `choose`: what costs only time comes first, then what costs quality; from the
    last rung on a card to the processor. The samples of a step stay the same. None when nothing is
    left. The last reason says in one line what was changed.
    """
    planned = _stage_named(plan, stage)
    if planned.recipe == "published":
        return None  # it is there to compare with, and knows no lighter way
    stage_spec = next(item for item in spec.stages if item.name == planned.name)
    place = place_of(plan, planned)
    levels = _at_or_below(stage_spec, planned, place)
    here = next((way for way in levels[0] if stands_on(way, planned)), None)
    held = memory_bytes(here, stage_spec, place) if here else planned.predicted_bytes
    own = held - levels[0][0].mode.costs[place.kind].base_bytes
    rung = _best(levels, stage_spec, place, held - int(WORTH_A_STEP * own) - 1)
    rung = rung or _best(levels, stage_spec, place, held - 1)
    if rung is None:
        if plan.device == "cpu":
            return None
        why = f"Not even the lightest way fits into {plan.device_name}, so the processor goes on."
        return on_processor(plan, spec, why)
    changed = _same_work(_stage_plan(stage_spec, rung, place), planned, stage_spec, place)
    # What a dry run found out about the way before holds for this one too.
    found = round(changed.predicted_bytes * planned.predicted_bytes / held)
    changed = replace(changed, predicted_bytes=found)
    saving = planned.predicted_bytes - changed.predicted_bytes
    change = wording.difference(planned, changed)
    why = f"Memory ran out, so {change} ({wording.gigabytes(saving)} less)."
    stages = tuple(changed if s.name == planned.name else s for s in plan.stages)
    return replace(summed(plan, stages, spec, Reason("lighter", why, saving)), rung=plan.rung + 1)


def _best(levels: Iterable[list[Rung]], spec: StageSpec, place: Place, room: int) -> Rung | None:
    """The fastest way of the first level that has any which fits; of equally fast, the smallest."""
    for level in levels:
        ways = [(way, memory_bytes(way, spec, place)) for way in level]
        fit = [
            (train_seconds(way, spec, place), needed, way)
            for way, needed in ways
            if needed <= room and (place.card is None or offloaded_bytes(way) <= place.ram_bytes)
        ]
        if fit:
            return min(fit, key=lambda item: item[:2])[2]
    return None


def _at_or_below(spec: StageSpec, planned: StagePlan, place: Place) -> list[list[Rung]]:
    """The levels from that of a planned stage on, with as many samples a step as it has."""
    crops = planned.segment_seconds / spec.segment_seconds if spec.segment_seconds else 1.0
    samples = max(1, round(planned.micro_batch * planned.accumulation * crops))
    levels = list(ladder(replace(spec, batch=samples, largest_batch=0), place))
    for index, level in enumerate(levels):
        if is_level_of(level, planned):
            return levels[index:]
    return levels


def _stage_plan(spec: StageSpec, rung: Rung, place: Place) -> StagePlan:
    steps = step_count(spec, place, rung)
    published = spec.published if place.recipe == "published" else None
    rate = published.learning_rate if published else spec.learning_rate
    every = max(1, math.ceil(steps / SCORES_PER_STAGE[place.quality]))
    needed = memory_bytes(rung, spec, place)
    return StagePlan(
        name=spec.name,
        title=spec.title,
        steps=steps,
        train=rung.mode.name,
        lora_rank=rung.lora_rank,
        precision=rung.precision,
        micro_batch=rung.micro_batch,
        segment_seconds=rung.segment_seconds,
        accumulation=rung.accumulation,
        checkpointing=rung.checkpointing,
        optimiser=rung.optimiser,
        # Noise of the gradients falls with the root of the batch (arXiv 1404.5997).
        learning_rate=rate * math.sqrt(growth(rung, spec)) if published is None else rate,
        score_every=every,
        sample_every=max(1, math.ceil(steps / SAMPLES_PER_STAGE)),
        predicted_bytes=needed,
        predicted_seconds=train_seconds(rung, spec, place) + score_seconds(spec, place),
        seed=place.seed,
        recipe=place.recipe,
        tf32=place.tf32,
        quantised=rung.quantised,
        offload=rung.offload,
        attention_window=rung.attention_window,
        compiled=rung.compiled,
        frame_budget=rung.frame_budget,
        bucketed=published is None
        and "bucketed" in spec.switches
        and rung.micro_batch > 1
        and not rung.segment_seconds,
        ema=spec.ema if published is None else None,
    )


def _same_work(changed: StagePlan, planned: StagePlan, spec: StageSpec, place: Place) -> StagePlan:
    """A step down comes in the middle of a run: the steps that are counted stay what they are.

    So does what was chosen by hand, where the lighter way still knows it.
    """
    scores = score_seconds(spec, place)
    per_step = (changed.predicted_seconds - scores) / changed.steps
    return replace(
        changed,
        steps=planned.steps,
        learning_rate=planned.learning_rate,
        score_every=planned.score_every,
        sample_every=planned.sample_every,
        frozen=planned.frozen if changed.train == planned.train else (),
        discriminators=planned.discriminators,
        bucketed=planned.bucketed,
        ema=planned.ema,
        predicted_seconds=scores + per_step * planned.steps,
    )


def _plan(
    profile: HardwareProfile,
    spec: FamilySpec,
    place: Place,
    room: int,
    card: Gpu | None,
    cap: int | None,
) -> TrainingPlan | None:
    """For every stage the best way that fits; None when one has none."""
    if card is None and room < spec.least_bytes:
        return None
    rungs = [_best(ladder(stage, place), stage, place, room) for stage in spec.stages]
    chosen = [rung for rung in rungs if rung is not None]
    if len(chosen) < len(rungs):
        return None
    stages = [
        _with_data(_stage_plan(stage, rung, place), stage, place, room)
        for stage, rung in zip(spec.stages, chosen, strict=True)
    ]
    said = wording.reasons(profile, spec, place, room, card, stages, chosen)
    empty = TrainingPlan(
        base=spec.name,
        quality=place.quality,
        device=place.device,
        device_name=card.name if card else profile.cpu_name,
        vram_cap_bytes=cap,
        threads=place.threads,
        seed=place.seed,
        stages=(),
        reasons=tuple(said),
        predicted_bytes=0,
        predicted_seconds=0.0,
        sentence="",
        speech_seconds=place.speech_seconds,
        longest_clip=place.longest_clip,
        preset=place.preset,
    )
    return summed(empty, tuple(stages), spec)


def _with_data(planned: StagePlan, spec: StageSpec, place: Place, room: int) -> StagePlan:
    """All samples on the card, where they are welcome and there is room for them."""
    needed = planned.predicted_bytes + int(spec.data_bytes * place.speech_seconds)
    if place.card is None or "data_on_device" not in spec.switches or needed > room:
        return planned
    return replace(planned, data_on_device=True, predicted_bytes=needed)


def on_processor(plan: TrainingPlan, spec: FamilySpec, why: str) -> TrainingPlan:
    """As good a way of training in RAM, in the arithmetic that every processor does.

    The samples of a step and the steps stay what they are; `why` becomes the last reason.
    """
    moved = replace(
        plan, device="cpu", device_name="the processor", vram_cap_bytes=None, devices=()
    )
    stages = []
    for planned in plan.stages:
        stage_spec = next(item for item in spec.stages if item.name == planned.name)
        optimiser = "adamw" if planned.optimiser == "adamw8bit" else planned.optimiser
        plain = replace(
            planned, precision="fp32", optimiser=optimiser, quantised="none", tf32=False
        )
        place = place_of(moved, plain)
        if planned.recipe == "published":
            stages.append(_published_there(plain, stage_spec, place))
            continue
        levels = _at_or_below(stage_spec, plain, place)
        rung = min(levels[0], key=lambda way: memory_bytes(way, stage_spec, place))
        stages.append(_same_work(_stage_plan(stage_spec, rung, place), planned, stage_spec, place))
    return replace(summed(moved, tuple(stages), spec, Reason("processor", why)), rung=plan.rung + 1)


def _published_there(planned: StagePlan, spec: StageSpec, place: Place) -> StagePlan:
    """The published way is one and the same everywhere: only what it takes is another."""
    way = Rung(spec.modes[0], None, planned.micro_batch, planned.accumulation, 0.0)
    return replace(
        planned,
        data_on_device=False,
        predicted_bytes=memory_bytes(way, spec, place),
        predicted_seconds=planned.steps * step_seconds(way, spec, place)
        + score_seconds(spec, place),
    )


def _stage_named(plan: TrainingPlan, name: str | None) -> StagePlan:
    for stage in plan.stages:
        if stage.name == name:
            return stage
    return max(plan.stages, key=lambda stage: stage.predicted_bytes)


def _too_small(spec: FamilySpec, place: Place, room: int, card: Gpu | None) -> EngineError:
    """Nothing fits: how much would be needed, in words."""
    needed = max(
        min(memory_bytes(way, stage, place) for level in ladder(stage, place) for way in level)
        for stage in spec.stages
    )
    if card is None:
        needed = max(needed, spec.least_bytes)
    if card is not None and room == budget(card.free_bytes, None) and _is_filled(card, needed):
        told = full_card(card)
        return EngineError("memory", told.message, told.hint)
    where = f"on {card.name}" if card else "in the computer's memory"
    return EngineError(
        "memory",
        f"{wording.gigabytes(room)} {where} is too little to train {spec.name}: "
        f"the lightest way needs about {wording.gigabytes(needed)}.",
        f"Close other programs or allow more (--vram {needed / GB / CAP_SHARE + 0.1:.1f})"
        + (", or train on the processor with --device cpu." if card else "."),
    )


def _is_filled(card: Gpu, needed: int) -> bool:
    """Whether a card would do, were it not for other programs."""
    return needed <= budget(card.free_bytes + card.others_bytes, None)
