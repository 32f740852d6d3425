"""Several devices for one run: which were asked for, and the plan shared out. No torch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import wording
from engine.errors import EngineError
from engine.planning.nouns import Reason, StagePlan, TrainingPlan

if TYPE_CHECKING:
    from engine.hardware import Gpu, HardwareProfile


def chosen_devices(text: str, machine: HardwareProfile) -> tuple[str, ...]:
    """ "0,1" -> ("cuda:0", "cuda:1"); "cpu,cpu" are two processes on the processor.

    Raises:
        EngineError: kind "input" for what names no devices, "device" for a card that is not here.
    """
    names = tuple(item.strip() for item in text.split(","))
    devices = tuple(f"cuda:{name}" if name.isdigit() else name for name in names)
    if set(devices) == {"cpu"}:
        return devices
    for device in devices:
        if not device.removeprefix("cuda:").isdigit() or not device.startswith("cuda:"):
            raise EngineError(
                "input",
                f"--devices {text} does not name devices.",
                "Give the numbers of the cards, as in --devices 0,1.",
            )
    if len(set(devices)) < len(devices):
        raise EngineError("input", f"--devices {text} names a card twice.", "Give each card once.")
    here = {f"cuda:{gpu.index}": gpu.name for gpu in machine.gpus}
    absent = [device.removeprefix("cuda:") for device in devices if device not in here]
    if absent:
        there = ", ".join(f"{device.removeprefix('cuda:')} ({here[device]})" for device in here)
        message = f"There is no card {' and no card '.join(absent)} here"
        hint = "Leave out --devices, or work with --device cpu."
        if not here:
            raise EngineError("device", f"{message}: no NVIDIA card can be used.", hint)
        raise EngineError("device", f"{message}, only: {there}.", "Choose among those.")
    return devices


def smallest(devices: tuple[str, ...], machine: HardwareProfile) -> str:
    """The device with the least room, which the plan must fit."""
    cards: dict[str, Gpu] = {f"cuda:{gpu.index}": gpu for gpu in machine.gpus}
    return min(devices, key=lambda device: cards[device].free_bytes if device in cards else 0)


def share_out(plan: TrainingPlan, devices: tuple[str, ...]) -> TrainingPlan:
    """The same steps on several devices: each takes its part of every step's micro-batches.

    The samples of a step stay what they are, so only as many devices are used as divide them.

    Raises:
        EngineError: kind "input" for the published recipe, which knows one device.
    """
    first, several = devices[0], len(devices) > 1
    if several and any(stage.recipe == "published" for stage in plan.stages):
        raise EngineError(
            "input",
            "The published recipe trains on one device.",
            "Leave out --devices, or choose --recipe default.",
        )
    batches = [stage.micro_batch * stage.accumulation for stage in plan.stages]
    used = devices[: max(n for n in range(1, len(devices) + 1) if all(b % n == 0 for b in batches))]
    count, before = len(used), max(1, len(plan.devices))
    threads = max(1, plan.threads * before // count) if first == "cpu" else plan.threads
    shared = replace(
        plan,
        device=first,
        devices=used if count > 1 else (),
        threads=threads,
        stages=tuple(_shared_stage(stage, count, before) for stage in plan.stages),
        predicted_seconds=plan.predicted_seconds * before / count,
    )
    if used == devices == (plan.devices or (plan.device,)):
        return shared
    why = f"Each of {count} devices takes its part of every step; scores are made on the first."
    if count < len(devices):
        samples = " and ".join(str(batch) for batch in dict.fromkeys(batches))
        why = (
            f"The samples of a step ({samples}) cannot be shared evenly by {len(devices)} devices, "
            f"so {count} of them {'works' if count == 1 else 'work'}."
        )
    reasons = (*plan.reasons, Reason(f"{count} devices", why))
    return replace(shared, reasons=reasons, sentence=wording.sentence(shared))


def _shared_stage(stage: StagePlan, count: int, before: int) -> StagePlan:
    """The stage in micro-batches of which every device gets as many."""
    samples = stage.micro_batch * stage.accumulation
    micro_batch = max(
        size
        for size in range(1, stage.micro_batch + 1)
        if samples % size == 0 and samples // size % count == 0
    )
    return replace(
        stage,
        micro_batch=micro_batch,
        accumulation=samples // micro_batch,
        predicted_seconds=stage.predicted_seconds * before / count,
    )
