"""Which device a fine-tune runs on, and how much of its memory a plan may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.planning.cards import card_class
from engine.planning.ladder import CLIP_SHARE, Place
from engine.planning.nouns import Precision, Preset, Quality, Recipe, StagePlan, TrainingPlan

if TYPE_CHECKING:
    from engine.hardware import Gpu, HardwareProfile

# Part of the free memory a plan may count on: the rest is for other programs' moods.
USABLE_SHARE = 0.9
# Part of a hard limit a plan may fill: a prediction is right within 7 %.
CAP_SHARE = 0.93
# A run that steps down knows neither its card nor the RAM any more: one from the middle will do.
NOMINAL_CAPABILITY, NOMINAL_BYTES = (8, 6), 12_000_000_000
UNKNOWN_RAM = 1 << 62
LONG_SECONDS = 1200.0


def find_card(profile: HardwareProfile, device: str) -> Gpu | None:
    """The card a device names; of several, "auto" takes the one with the most room.

    Raises:
        EngineError: kind "device" for a card that is not there, "input" for no device at all.
    """
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


def place_on(
    profile: HardwareProfile,
    card: Gpu | None,
    *,
    quality: Quality,
    speech_seconds: float,
    longest_clip: float,
    seed: int,
    recipe: Recipe,
    clips: int,
    preset: Preset | None,
) -> Place:
    """Where a stage would run: on that card, or on the processor."""
    return Place(
        device="cpu" if card is None else f"cuda:{card.index}",
        precisions=_precisions(profile, card),
        threads=_threads(profile),
        quality=quality,
        speech_seconds=speech_seconds,
        longest_clip=longest_clip,
        seed=seed,
        recipe=recipe,
        clips=clips or max(1, round(speech_seconds / max(1.0, CLIP_SHARE * longest_clip))),
        memory_bytes=profile.ram_total_bytes if card is None else card.total_bytes,
        card=None if card is None else card_class(card.capability, card.total_bytes),
        tf32=card is not None and card.capability >= (8, 0) and recipe == "default",
        preset=preset or ("hours" if speech_seconds > LONG_SECONDS else "minutes"),
        ram_bytes=int(USABLE_SHARE * profile.ram_free_bytes),
    )


def place_of(plan: TrainingPlan, stage: StagePlan) -> Place:
    """Where a plan's stage runs. A card's class is not known any more: times are relative."""
    on_card = plan.device != "cpu"
    return Place(
        device=plan.device,
        precisions=(stage.precision,),
        threads=plan.threads,
        quality=plan.quality,
        speech_seconds=plan.speech_seconds,
        longest_clip=plan.longest_clip,
        seed=plan.seed,
        recipe=stage.recipe,
        card=card_class(NOMINAL_CAPABILITY, NOMINAL_BYTES) if on_card else None,
        tf32=stage.tf32,
        preset=plan.preset,
        ram_bytes=UNKNOWN_RAM,
    )


def budget(free_bytes: int, cap_bytes: int | None) -> int:
    """How much of a device's memory a plan may need."""
    usable = int(free_bytes * USABLE_SHARE)
    return usable if cap_bytes is None else min(usable, int(cap_bytes * CAP_SHARE))


def _precisions(profile: HardwareProfile, card: Gpu | None) -> tuple[Precision, ...]:
    """What the hardware does natively. Pascal's fp16 is slower than its fp32, but takes less."""
    if card is None:
        return ("bf16",) if profile.cpu_bf16 else ("fp32",)
    if card.capability >= (8, 0):
        return ("bf16",)
    return ("fp16",) if card.capability >= (7, 0) else ("fp32", "fp16")


def _threads(profile: HardwareProfile) -> int:
    """One thread a core (two on a single core with hyper-threads); one core left of many."""
    cores = max(profile.cpu_cores, min(2, profile.cpu_threads))
    return max(1, cores - 1 if cores > 4 else cores)


def _no_card(profile: HardwareProfile, device: str) -> EngineError:
    names = ", ".join(f"cuda:{gpu.index} ({gpu.name})" for gpu in profile.gpus)
    there = f"There are: {names}." if names else "No usable NVIDIA card was found."
    return EngineError("device", f"There is no {device} here. {there}", "Use --device auto or cpu.")
