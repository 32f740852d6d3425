"""What plans really take: short runs under limits of memory, each in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import resources
from engine.bases import is_here
from engine.bench.plan import CARDS, RAMS, TABLE_BASES, PlanRow, PlanTable, plan_row
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Event, Failed, Memory, Progress, SteppedDown
from engine.files import data_home, write_json
from engine.hardware import HardwareProfile, profile
from engine.models.families import family_spec
from engine.plan import GB, TrainingPlan, choose
from engine.prepare import prepare
from engine.project import Dataset, load_dataset
from engine.search.trials import Run, Trial, run_child

# The first step makes the moments, the second meets them; all others are alike.
STEPS = 3


@dataclass(frozen=True)
class Capped:
    """A plan under a limit and the most that a run of it took; None where nothing fits.

    `said` is the sentence of a plan that could not be made, or of a run that had to step down.
    """

    base: str
    cap_bytes: int
    plan: TrainingPlan | None
    peak_bytes: int | None
    said: str = ""


def measured_table(device: str, emit: Emit, control: Control, run: Run = run_child) -> PlanTable:
    """Plan the sample that comes along under every limit, and say what short runs of it take.

    On a processor the limits are of RAM and the base is the built-in one; on a card they hold
    torch's memory, and all bases that are here are tried.
    """
    on_card = device != "cpu"
    bases = [base for base in TABLE_BASES if on_card and is_here(base)] or ["starter"]
    samples, sizes = resources.path("samples"), CARDS if on_card else RAMS
    with tempfile.TemporaryDirectory(prefix="timbre-bench-") as name:
        folder, dataset = Path(name), Path(name, "dataset")
        texts = samples / "transcripts.tsv"
        prepare([samples], dataset, transcripts=texts, emit=emit, control=control)
        found = [
            capped
            for base in bases
            for capped in run_under_caps(
                profile(data_home()), dataset, base, device, sizes, folder, emit, control, run
            )
        ]
    return PlanTable(tuple(_row(device, capped) for capped in found))


def run_under_caps(
    machine: HardwareProfile,
    dataset_folder: Path,
    base: str,
    device: str,
    caps: Iterable[float],
    folder: Path,
    emit: Emit,
    control: Control,
    run: Run = run_child,
) -> tuple[Capped, ...]:
    """Plan a balanced voice under every limit (in GB), and take a few steps of every stage of it.

    Runs lie in `folder`. Limits that lead to the same way share its run: the tightest one's.

    Raises:
        EngineError: what a run ended with.
        Cancelled: it was stopped.
    """
    dataset, sizes = load_dataset(dataset_folder), sorted(caps)
    found: list[Capped] = []
    for number, size in enumerate(sizes):
        control.check("bench")
        emit(Progress("bench", number, len(sizes), f"{base}: {size:g} GB"))
        cap = int(size * GB)
        try:
            plan = _planned(machine, dataset, base, device, cap)
        except EngineError as error:
            if error.kind != "memory":
                raise
            found.append(Capped(base, cap, None, None, error.message))
            continue
        alike = (one for one in found if one.plan and one.plan.stages == plan.stages)
        ran = next(alike, None)
        if ran is None:
            place = folder / f"{base}-{size:g}"
            ran = _run(dataset_folder, plan, number, place, control, run)
        found.append(replace(ran, cap_bytes=cap, plan=plan))
    emit(Progress("bench", len(sizes), len(sizes)))
    return tuple(found)


def _planned(
    machine: HardwareProfile, dataset: Dataset, base: str, device: str, cap: int
) -> TrainingPlan:
    spec, clips = family_spec(base), len(dataset.kept)
    return choose(
        machine, dataset.seconds, dataset.longest, spec, "balanced", device, cap, clips=clips
    )


def _run(
    dataset: Path, plan: TrainingPlan, number: int, folder: Path, control: Control, run: Run
) -> Capped:
    """A run of a few steps; it is tried, scored and put together as any other."""
    stages = tuple(
        replace(stage, steps=STEPS, score_every=STEPS, sample_every=STEPS) for stage in plan.stages
    )
    plan_file = folder / "proposed.json"
    short = replace(plan, stages=stages)
    write_json(plan_file, short)
    peak, said = 0, ""

    def follow(event: Event) -> bool:
        nonlocal peak, said
        if isinstance(event, Memory):
            peak = max(peak, event.process_bytes)
        if isinstance(event, SteppedDown):
            said = event.message
        control.check("bench")
        return True

    ended = run(Trial(number, dataset, folder, short, plan_file, False), follow)
    if isinstance(ended, Failed):
        raise EngineError(ended.kind, ended.message, ended.hint)  # type: ignore[arg-type]
    return Capped(plan.base, plan.vram_cap_bytes or 0, plan, peak, said)


def _row(device: str, capped: Capped) -> PlanRow:
    size = capped.cap_bytes / GB
    if capped.plan is None:
        return PlanRow(capped.base, device, size, note=capped.said)
    peak = None if capped.peak_bytes is None else round(capped.peak_bytes / GB, 2)
    return replace(plan_row(device, size, capped.plan), measured_gb=peak, note=capped.said)
