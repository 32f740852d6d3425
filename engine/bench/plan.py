"""How long it takes to look at the machine and to plan, and what fits into how much memory."""

import statistics
import time
from dataclasses import dataclass, replace

from engine.errors import EngineError
from engine.files import data_home
from engine.hardware import HardwareProfile, profile
from engine.machine.cards import Gpu
from engine.models.families import family_names, family_spec
from engine.plan import GB, StagePlan, TrainingPlan, choose
from engine.wording import way

GIGABYTE = 1024**3
CAPS = (None, 4 * GIGABYTE, 6 * GIGABYTE, 8 * GIGABYTE)
# The table of what fits where: a minute of speech on cards of the generation most people have.
TABLE_BASES = ("v2", "v2ProPlus", "starter")
CARDS = (3, 4, 6, 8, 10, 12, 16, 24, 48)
RAMS = (2.0, 2.5, 2.6, 2.7, 2.8, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
CAPABILITY = (8, 6)
MINUTE, LONGEST_CLIP = 60.0, 10.0


@dataclass(frozen=True)
class PlanFigures:
    """Milliseconds to measure the machine once, and to make a plan (median and slowest)."""

    profile_ms: float
    plan_ms: float
    slowest_plan_ms: float
    plans: int


def bench_plan(rounds: int = 20) -> PlanFigures:
    """Plan for every base, quality and a few memory limits, `rounds` times."""
    began = time.perf_counter()
    machine = profile(data_home())
    measured = time.perf_counter() - began
    times: list[float] = []
    for _ in range(rounds):
        for base in family_names():
            for quality in ("quick", "balanced", "best"):
                for cap in CAPS:
                    began = time.perf_counter()
                    choose(machine, 60.0, 12.0, family_spec(base), quality, "cpu", cap)
                    times.append(time.perf_counter() - began)
    return PlanFigures(
        profile_ms=round(measured * 1e3, 2),
        plan_ms=round(statistics.median(times) * 1e3, 3),
        slowest_plan_ms=round(max(times) * 1e3, 3),
        plans=len(times),
    )


@dataclass(frozen=True)
class PlanRow:
    """What would be done with a minute of speech on one device: imagined, if it is a card.

    Where nothing fits there is only the `note` that says so. `measured_gb` is what a short run
    really took, where one was made, and `note` what it said.
    """

    base: str
    device: str
    gb: float
    timbre: str = ""
    prosody: str = ""
    predicted_gb: float | None = None
    minutes: float | None = None
    measured_gb: float | None = None
    note: str = ""


@dataclass(frozen=True)
class PlanTable:
    """A row for every base and size of memory."""

    rows: tuple[PlanRow, ...]


def plan_table() -> PlanTable:
    """Plan a balanced voice from a minute of speech for every base and size of memory."""
    machine = profile(data_home())
    rows = [
        _row(machine, base, f"card of {size} GB", size) for base in TABLE_BASES for size in CARDS
    ]
    rows += [_row(machine, "starter", f"processor, {size:g} GB", size) for size in RAMS]
    return PlanTable(tuple(rows))


def _row(machine: HardwareProfile, base: str, device: str, size: float) -> PlanRow:
    room = int(size * GB)
    card = Gpu(0, device, room, room, 0, CAPABILITY, "")
    on_card = device.startswith("card")
    imagined = replace(machine, gpus=(card,) if on_card else (), ram_free_bytes=64 * GB)
    name, cap = ("cuda:0", None) if on_card else ("cpu", room)
    try:
        plan = choose(imagined, MINUTE, LONGEST_CLIP, family_spec(base), "balanced", name, cap)
    except EngineError as error:
        return PlanRow(base, device, size, note=error.message)
    return plan_row(device, size, plan)


def plan_row(device: str, size: float, plan: TrainingPlan) -> PlanRow:
    """What a plan says, in a row."""
    timbre, prosody = (_short(stage) for stage in plan.stages)
    predicted = round(plan.predicted_bytes / GB, 2)
    minutes = round(plan.predicted_seconds / 60, 1)
    return PlanRow(plan.base, device, size, timbre, prosody, predicted, minutes)


def _short(stage: StagePlan) -> str:
    """ "all of it, 2 x 2, recomputing selected, 8-bit AdamW"."""
    said = [way(replace(stage, checkpointing="none"))]
    said.append(f"{stage.micro_batch} x {stage.accumulation}")
    said.append(stage.precision)
    if stage.checkpointing != "none":
        said.append(f"recomputing {stage.checkpointing}")
    if stage.optimiser == "adamw8bit":
        said.append("8-bit AdamW")
    if stage.quantised != "none":
        said.append(stage.quantised)
    if stage.offload != "none":
        said.append(f"{stage.offload} in RAM")
    return ", ".join(said)
