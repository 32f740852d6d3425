"""The training plan in words: why each choice was made, and the whole in one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.hardware import Gpu, HardwareProfile
    from engine.ladder import Place
    from engine.models.families import FamilySpec
    from engine.plan import StagePlan, TrainingPlan

GB = 1_000_000_000


def gigabytes(count: int) -> str:
    """12_345_678_901 -> "12.3 GB"."""
    return f"{count / GB:.1f} GB"


def duration(seconds: float) -> str:
    """A predicted time as people say it."""
    if seconds < 90:
        return "about a minute"
    if seconds < 5400:
        return f"about {round(seconds / 60)} minutes"
    return f"about {seconds / 3600:.1f} hours"


def way(stage: StagePlan) -> str:
    """How a stage trains: "all of it", "LoRA of rank 8, shorter in memory"."""
    words = {"full": "all of it", "partial": "the parts that carry the voice"}
    said = words.get(stage.train, f"LoRA of rank {stage.lora_rank}")
    if stage.checkpointing != "none":
        said += ", with recomputing"
    return said


def sentence(plan: TrainingPlan) -> str:
    """The plan in one line for a person."""
    steps = " and ".join(f"{stage.steps} steps of {stage.name}" for stage in plan.stages)
    modes = ", ".join(dict.fromkeys(way(stage) for stage in plan.stages))
    place = plan.device_name if plan.device != "cpu" else f"{plan.device_name} (processor)"
    return (
        f"{plan.quality.capitalize()} on {place}: {steps}, {plan.stages[0].precision}, {modes}; "
        f"{gigabytes(plan.predicted_bytes)} at most and {duration(plan.predicted_seconds)}."
    )


def difference(before: StagePlan, after: StagePlan) -> str:
    """What a step down changed, to follow "Memory ran out, so"."""
    if after.train != before.train or after.lora_rank != before.lora_rank:
        return f"less of the {after.name} stage learns now: {way(after)}"
    if after.segment_seconds != before.segment_seconds:
        return f"the {after.name} stage learns from crops of {after.segment_seconds:.1f} s now"
    if after.checkpointing != before.checkpointing:
        return f"the {after.name} stage computes some of its steps twice instead of keeping them"
    return (
        f"the {after.name} stage takes {after.micro_batch} clips at once instead of "
        f"{before.micro_batch}, and {after.accumulation} times as often for each step"
    )


def reasons(
    profile: HardwareProfile,
    spec: FamilySpec,
    place: Place,
    budget: int,
    card: Gpu | None,
    stages: list[StagePlan],
) -> Iterator[tuple[str, str]]:
    """Every choice of a new plan and its why."""
    yield (place.device, _why_device(profile, card))
    yield (place.precision, _why_precision(place, card))
    if card is None:
        yield (
            f"{place.threads} threads",
            f"The processor has {profile.cpu_cores} cores; more threads would wait for each other.",
        )
    if place.recipe == "published":
        yield ("published", "It trains exactly as the public system does, its defects included.")
    for stage, stage_spec in zip(stages, spec.stages, strict=True):
        yield (f"{stage.name}: {way(stage)}", _why_way(stage, stage_spec.modes[0].name, budget))
        yield (f"{stage.name}: {stage.steps} steps", _why_steps(stage, place))


def _why_steps(stage: StagePlan, place: Place) -> str:
    if not stage.steps:
        return (
            "An epoch of the published recipe has too few batches here for a single update: "
            "nothing is learned."
        )
    samples = stage.micro_batch * stage.accumulation
    crop = f"{stage.segment_seconds:.1f} s" if stage.segment_seconds else "a whole clip"
    why = f"{place.quality.capitalize()} quality for {place.speech_seconds:.0f} s of speech"
    if place.recipe == "published":
        why = "As many updates as the published epochs have"
    return f"{why}; each step learns from {samples} x {crop}, {stage.micro_batch} at a time."


def _why_device(profile: HardwareProfile, card: Gpu | None) -> str:
    if card is None:
        gpus = "The processor was asked for" if profile.gpus else "There is no usable NVIDIA card"
        return f"{gpus}; {gigabytes(profile.ram_free_bytes)} of memory is free."
    free, total = gigabytes(card.free_bytes), gigabytes(card.total_bytes)
    return f"{card.name} has {free} of {total} free, and is many times faster than the processor."


def _why_precision(place: Place, card: Gpu | None) -> str:
    if place.precision == "bf16":
        where = card.name if card else "This processor"
        return f"{where} computes bfloat16 by itself: less memory and time at the same quality."
    if place.precision == "fp16":
        return "This card is fast in half precision; a scaler keeps small gradients from vanishing."
    return "Neither half-precision format is fast here, so single precision it is."


def _why_way(stage: StagePlan, best: str, budget: int) -> str:
    need = f"It needs about {gigabytes(stage.predicted_bytes)} of {gigabytes(budget)} usable"
    if stage.train == best and stage.checkpointing == "none":
        return f"{need}, so nothing has to be given up."
    return f"{need}; every better way needs more than that."
