"""Measure what the stages of a base take on a device, and fit the table a plan counts with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from engine.audio.clip_sound import read_clip
from engine.bench.clips import spoken_clips
from engine.bench.memory import context_bytes, peak_memory
from engine.events import Progress
from engine.files import data_home
from engine.hardware import profile
from engine.models.families import Family, family_spec, open_family
from engine.plan import choose
from engine.planning.costs import Costs, Kind, Table
from engine.planning.prediction import REFERENCE_RANK
from engine.training.memory import free_memory
from engine.training.rehearsal import rehearse_stage
from engine.training.trial import JudgeVoice, judge_for
from engine.voice import SpokenAudio

if TYPE_CHECKING:
    from engine.control import Control
    from engine.events import Emit
    from engine.models.families import TrainMode
    from engine.plan import StagePlan
    from engine.project import Clip

SHORT_CLIPS = 2  # of those that `spoken_clips` makes, from the shortest on


@dataclass(frozen=True)
class Point:
    """One way a stage was run: seconds of its longest sample, and the most bytes it took.

    `work` are core seconds of a micro-batch; on a card, seconds.
    """

    stage: str
    way: str
    precision: str
    checkpointing: str
    micro_batch: int
    seconds: float
    peak_bytes: int
    work: float


@dataclass(frozen=True)
class CostFigures:
    """The fitted table, the points, and by how much it misses the worst of them, as shares."""

    base: str
    table: Table
    points: tuple[Point, ...]
    over: float
    under: float


def bench_costs(base: str, device: str, emit: Emit, control: Control) -> CostFigures:
    """Run every stage of a base in the ways that tell its costs, a step each."""
    spec = family_spec(base)
    with tempfile.TemporaryDirectory(prefix="timbre-bench-") as name:
        folder = Path(name)
        clips = sorted(spoken_clips(base, device, folder), key=lambda clip: clip.seconds)
        free_memory()
        judge = judge_for(folder, clips, "en", 1)  # it stays beside the stages, as in a training
        held = _base_bytes(judge, folder, clips, device)
        longest = clips[-1].seconds
        plan = choose(profile(data_home()), 60.0, longest, spec, "quick", device)
        torch.set_num_threads(plan.threads)
        family = open_family(base, plan.device)
        points: list[Point] = []
        for part in (clips[:SHORT_CLIPS], clips):
            family.prepare(folder, tuple(part), plan, emit)
            for number, stage in enumerate(spec.stages):
                ways = _ways(plan.stages[number], stage.modes, first=len(part) == SHORT_CLIPS)
                for way in ways:
                    control.check("bench")
                    emit(Progress("bench", len(points), 0, f"{way.name}: {way.train}"))
                    points.append(_measure(family, way, plan.device, part[-1].seconds, control))
    kind: Kind = "cpu" if plan.device == "cpu" else "cuda"
    stages = {
        stage.name: {
            mode.name: fitted(points, stage.name, mode, held, kind) for mode in stage.modes
        }
        for stage in spec.stages
    }
    table = Table(
        source=f"timbre bench memory --base {base} --device {plan.device}",
        date=datetime.now(UTC).date().isoformat(),
        device=plan.device_name,
        torch=torch.__version__,
        base_bytes=held,
        stages=stages,
    )
    misses = [_predicted(table, point) / point.peak_bytes - 1 for point in points]
    return CostFigures(base, table, tuple(points), max(0.0, *misses), -min(0.0, *misses))


def _ways(planned: StagePlan, modes: Sequence[TrainMode], first: bool) -> Iterator[StagePlan]:
    """The plainest way of every mode, at two lengths; of the first mode the switches, too."""
    plain = replace(
        planned,
        precision="fp32",
        micro_batch=1,
        accumulation=1,
        checkpointing="none",
        segment_seconds=planned.segment_seconds / (2 if first else 1),
    )
    for mode in modes:
        rank = REFERENCE_RANK if mode.name == "lora" else None
        yield replace(plain, train=mode.name, lora_rank=rank)
    if first:
        return
    best = replace(plain, train=modes[0].name, lora_rank=None)
    yield replace(best, micro_batch=2)
    yield replace(best, checkpointing="selected")
    yield replace(best, checkpointing="all")
    yield replace(best, precision="bf16")


def _measure(
    family: Family, way: StagePlan, device: str, longest: float, control: Control
) -> Point:
    stage = family.stage(way)
    found = rehearse_stage(stage, way, device, lambda: control.check("bench"))
    seconds = min(way.segment_seconds or longest, longest)
    del stage
    free_memory()
    return Point(
        way.name,
        way.train,
        way.precision,
        way.checkpointing,
        way.micro_batch,
        round(seconds, 2),
        found.peak_bytes,
        round(found.core_seconds if device == "cpu" else found.step_seconds, 3),
    )


def _base_bytes(judge: JudgeVoice, folder: Path, clips: Sequence[Clip], device: str) -> int:
    """What the process holds on the device before a base is opened."""
    samples, rate = read_clip(folder / clips[0].path)
    judge([SpokenAudio(clips[0].text, samples, rate, ())])
    if device.startswith("cuda"):
        torch.zeros(1, device=device)
        return context_bytes(device)
    free_memory()
    with peak_memory(device) as peak:
        pass
    return peak.before


def fitted(points: Sequence[Point], stage: str, mode: TrainMode, held: int, kind: Kind) -> Costs:
    """The costs that the points of a way stand for; shares are those of the first way."""
    mine = [point for point in points if point.stage == stage]
    short, long = (p for p in _plain(mine, mode.name) if p.micro_batch == 1)
    first = mine[0].way
    base = _plain(mine, first)[1]
    twice = next(p for p in mine if p.micro_batch == 2)
    second = max(0.0, (long.peak_bytes - short.peak_bytes) / (long.seconds - short.seconds))
    sample = max(0.0, twice.peak_bytes - base.peak_bytes - base.seconds * second)
    fixed = long.peak_bytes - held - sample - long.seconds * second

    def share(**switched: object) -> float:
        point = next(p for p in mine if all(getattr(p, k) == v for k, v in switched.items()))
        grown = sample + base.seconds * second
        return _rounded((point.peak_bytes - base.peak_bytes) / max(1.0, grown) + 1)

    half = next(p for p in mine if p.precision == "bf16")
    work = max(0.0, (long.work - short.work) / (long.seconds - short.seconds))
    before = mode.costs[kind]
    costs = replace(
        before,
        fixed_bytes=round(fixed),
        second_bytes=round(second),
        sample_bytes=round(sample),
        square_bytes=0,
        selected_share=share(checkpointing="selected"),
        all_share=share(checkpointing="all"),
        half_share=share(precision="bf16"),
        base_bytes=0,
    )
    if kind == "cuda":
        return replace(costs, launch_seconds=min(p.work for p in _plain(mine, mode.name)))
    return replace(
        costs,
        second_work=round(work, 4),
        sample_work=round(max(0.0, long.work - long.seconds * work), 4),
        half_time=_rounded(half.work / base.work),
    )


def _plain(points: Sequence[Point], way: str) -> list[Point]:
    """Of one way the points without any switch, by length."""
    return sorted(
        (
            p
            for p in points
            if p.way == way and (p.precision, p.checkpointing, p.micro_batch) == ("fp32", "none", 1)
        ),
        key=lambda p: p.seconds,
    )


def _rounded(share: float) -> float:
    return round(min(1.2, max(0.05, share)), 3)


def _predicted(table: Table, point: Point) -> float:
    """What the fitted table says of a point."""
    costs = table.stages[point.stage][point.way]
    grown = point.micro_batch * (costs.sample_bytes + point.seconds * costs.second_bytes)
    shares = {"none": 1.0, "selected": costs.selected_share, "all": costs.all_share}
    grown *= shares[point.checkpointing] * (costs.half_share if point.precision == "bf16" else 1)
    return table.base_bytes + costs.fixed_bytes + grown
