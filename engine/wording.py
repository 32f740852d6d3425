"""The training plan in words: why each choice was made, and the whole in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.planning.nouns import Reason, StagePlan, TrainingPlan
from engine.planning.prediction import memory_bytes

if TYPE_CHECKING:
    from engine.hardware import Gpu, HardwareProfile
    from engine.models.families import FamilySpec, StageSpec
    from engine.planning.ladder import Place, Rung

GB = 1_000_000_000
BITS = {"none": "full", "int8": "8 bits", "nf4": "4 bits"}
OFFLOADED = {
    "none": "nothing",
    "optimiser": "the optimiser's moments",
    "discriminator": "the discriminator",
    "both": "the optimiser's moments and the discriminator",
}
# Savings below this are not worth a word.
MENTIONED = 50_000_000
LITTLE_SPEECH = 10.0


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
    steps = " and ".join(_steps(plan.stages))
    place = plan.device_name if plan.device != "cpu" else f"{plan.device_name} (processor)"
    return (
        f"{plan.quality.capitalize()} on {place}: {steps}, {plan.stages[0].precision}; "
        f"{gigabytes(plan.predicted_bytes)} at most and {duration(plan.predicted_seconds)}."
    )


def _steps(stages: tuple[StagePlan, ...]) -> Iterator[str]:
    """How long each stage is and how it trains; what holds for both is said once."""
    ways = [way(stage) for stage in stages]
    same = len(ways) > 1 and len(set(ways)) == 1
    for stage, how in zip(stages, ways, strict=True):
        if same and stage is not stages[-1]:
            yield f"{stage.steps} steps of {stage.name}"
        else:
            said = f"both: {how}" if same else how
            yield f"{stage.steps} steps of {stage.name} ({said})"


def difference(before: StagePlan, after: StagePlan) -> str:
    """What a step down changed, to follow "Memory ran out, so"."""
    name = after.name
    if (after.train, after.lora_rank) != (before.train, before.lora_rank):
        return f"less of the {name} stage learns now: {way(after)}"
    if after.quantised != before.quantised:
        return f"what does not learn in the {name} stage is held in {BITS[after.quantised]} now"
    if after.attention_window != before.attention_window:
        return f"the {name} stage looks {after.attention_window} tokens far now"
    if after.segment_seconds != before.segment_seconds:
        return f"the {name} stage learns from crops of {after.segment_seconds:.1f} s now"
    if after.optimiser != before.optimiser:
        return f"the optimiser of the {name} stage keeps its moments in 8 bits now"
    if after.offload != before.offload:
        return f"the {name} stage keeps {OFFLOADED[after.offload]} in the computer's memory now"
    if after.checkpointing != before.checkpointing:
        return f"the {name} stage computes some of its steps twice instead of keeping them"
    if after.frame_budget != before.frame_budget:
        return f"the {name} stage takes fewer of the long clips at once"
    return (
        f"the {name} stage takes {after.micro_batch} clips at once instead of "
        f"{before.micro_batch}, and {after.accumulation} times as often for each step"
    )


def reasons(
    profile: HardwareProfile,
    spec: FamilySpec,
    place: Place,
    room: int,
    card: Gpu | None,
    stages: list[StagePlan],
    rungs: list[Rung],
) -> Iterator[Reason]:
    """Every choice of a new plan and its why."""
    yield Reason(place.device, _why_device(profile, card))
    yield Reason(stages[0].precision, _why_precision(stages[0].precision, card))
    if card is None:
        yield Reason(
            f"threads: {place.threads}",
            f"More threads than the processor has cores ({profile.cpu_cores}) would wait for"
            " each other.",
        )
    if place.recipe == "published":
        why = "It trains exactly as the public system does, its defects included."
        yield Reason("published", why)
    yield from _about_speech(place)
    for stage, stage_spec, rung in zip(stages, spec.stages, rungs, strict=True):
        why = _why_way(stage, stage_spec.modes[0].name, room)
        yield Reason(f"{stage.name}: {way(stage)}", why)
        yield Reason(f"{stage.name}: {stage.steps} steps", _why_steps(stage, place))
        yield from _switches(stage, stage_spec, rung, place)


def _about_speech(place: Place) -> Iterator[Reason]:
    """What a person should know about a dataset that is smaller or larger than usual."""
    if place.clips == 1:
        yield Reason(
            "one clip",
            "With a single clip nothing can be held back to judge the voice by; record more.",
        )
    if place.speech_seconds < LITTLE_SPEECH:
        yield Reason(
            f"{place.speech_seconds:.0f} s of speech",
            "That is very little: the voice will sound alike, but not speak alike. A minute is "
            "enough.",
        )
    if place.preset == "hours":
        yield Reason(
            f"{place.speech_seconds / 3600:.1f} hours",
            "There is much speech, so every second of it is heard less often, and batches may "
            "grow.",
        )


def _switches(stage: StagePlan, spec: StageSpec, rung: Rung, place: Place) -> Iterator[Reason]:
    """What is switched on to save memory or time, and how much it saves."""
    used = memory_bytes(rung, spec, place)
    for switch, why, off in _switched(stage, rung):
        saved = memory_bytes(off, spec, place) - used if off else 0
        saving = f" It saves {gigabytes(saved)}." if saved >= MENTIONED else ""
        yield Reason(f"{stage.name}: {switch}", why + saving, max(0, saved))


def _switched(stage: StagePlan, rung: Rung) -> Iterator[tuple[str, str, Rung | None]]:
    """Every switch that is on: its name, its why, and the way without it (None: as much memory)."""
    if rung.accumulation > 1 and stage.recipe == "default":
        whole = replace(rung, micro_batch=rung.samples, accumulation=1)
        why = (
            f"A step's {rung.samples} samples are computed {rung.micro_batch} at a time and added."
        )
        yield "accumulation", why, whole
    if rung.checkpointing != "none":
        blocks = "Every block is" if rung.checkpointing == "all" else "Every second block is"
        why = f"{blocks} computed again on the way back instead of kept, for some more time."
        yield "recomputing", why, replace(rung, checkpointing="none")
    if rung.precision != "fp32":
        why = "Its values take two bytes instead of four while they wait for the way back."
        yield rung.precision, why, replace(rung, precision="fp32")
    if rung.optimiser == "adamw8bit":
        why = "The optimiser's two moments are kept in 8 bits; the steps hardly differ."
        yield "8-bit optimiser", why, replace(rung, optimiser="adamw")
    if rung.quantised != "none":
        why = f"What does not learn is held in {BITS[rung.quantised]} (QLoRA)."
        yield rung.quantised, why, replace(rung, quantised="none")
    if rung.offload != "none":
        why = f"The computer's memory holds {OFFLOADED[rung.offload]} while they rest."
        yield "offload", why, replace(rung, offload="none")
    if rung.attention_window is not None:
        why = f"Attention looks {rung.attention_window} tokens to either side, not further."
        yield "attention window", why, replace(rung, attention_window=None)
    if rung.frame_budget is not None:
        why = (
            f"A micro-batch holds at most {rung.frame_budget} frames: few long clips or many short."
        )
        yield "frame budget", why, replace(rung, frame_budget=None)
    if stage.bucketed:
        yield (
            "buckets",
            "Clips of like length share a batch, so that little of it is padding.",
            None,
        )
    if stage.compiled == "cuda_graphs":
        why = "The kernels of a step are started as one, which is most of its time otherwise."
        yield "CUDA graphs", why, None
    if stage.compiled == "compile":
        yield "compiled", "The step is compiled for this card, which takes a minute first.", None
    if stage.data_on_device:
        yield "data on the card", "All of the speech fits, so that no step waits for it.", None
    if stage.tf32 and stage.precision == "fp32":
        yield "TF32", "Single precision uses the tensor cores, with 10 bits for each factor.", None
    if stage.ema is not None:
        yield "averaged weights", "What is delivered is a mean over the last steps.", None


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


def _why_precision(precision: str, card: Gpu | None) -> str:
    if precision == "bf16":
        where = card.name if card else "This processor"
        return f"{where} computes bfloat16 by itself: less memory and time at the same quality."
    if precision == "fp16" and card and card.capability < (7, 0):
        return "This card is not faster in half precision, but it needs less memory that way."
    if precision == "fp16":
        return "This card is fast in half precision; a scaler keeps small gradients from vanishing."
    return "Neither half-precision format is fast here, so single precision it is."


def _why_way(stage: StagePlan, best: str, room: int) -> str:
    need = f"It needs about {gigabytes(stage.predicted_bytes)} of {gigabytes(room)} usable"
    if stage.train == best and stage.checkpointing == "none":
        return f"{need}, so nothing has to be given up."
    if stage.train == best:
        return f"{need}, so no quality has to be given up, only time."
    return f"{need}; every better way needs more than that."
