"""What a training step costs in each way of training: seconds and memory, ratios in one run."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from engine.bench.clips import spoken_clips
from engine.bench.memory import peak_memory
from engine.control import Control
from engine.events import Emit, Progress
from engine.files import data_home
from engine.hardware import profile
from engine.models.families import Family, family_spec, open_family
from engine.plan import Checkpointing, Precision, StagePlan, TrainingPlan, choose
from engine.training.learner import Learner
from engine.training.lora import fold_adapters
from engine.training.memory import free_memory, recomputing


@dataclass(frozen=True)
class Variant:
    """A way to run a stage."""

    train: str
    precision: Precision
    checkpointing: Checkpointing


@dataclass(frozen=True)
class StepFigures:
    """One way to run a stage; ratios are against the first of its stage.

    `cpu_seconds` are those of all threads, which hardly depend on what else the computer does.
    `peak_bytes` is all the process holds at its highest (torch's own on a card), `added_bytes` what
    the steps added to what it held before.
    """

    stage: str
    train: str
    precision: str
    checkpointing: str
    step_seconds: float
    cpu_seconds: float
    peak_bytes: int
    added_bytes: int
    time_ratio: float
    cpu_ratio: float
    memory_ratio: float


@dataclass(frozen=True)
class TrainFigures:
    """`prepare_seconds` covers `speech_seconds` of clips."""

    base: str
    device: str
    threads: int
    speech_seconds: float
    prepare_seconds: float
    steps: tuple[StepFigures, ...]


def bench_train(base: str, device: str, rounds: int, emit: Emit, control: Control) -> TrainFigures:
    """Let a stock voice speak a few clips, and train on them `rounds` steps in every way."""
    with tempfile.TemporaryDirectory(prefix="timbre-bench-") as name:
        folder = Path(name)
        clips = spoken_clips(base, device, folder)
        seconds = sum(clip.seconds for clip in clips)
        longest = max(clip.seconds for clip in clips)
        # Enough speech is claimed for a plan; the steps themselves need only a few clips.
        plan = choose(
            profile(data_home()), max(60.0, seconds), longest, family_spec(base), "quick", device
        )
        family = open_family(base, plan.device)
        began = time.perf_counter()
        family.prepare(folder, clips, plan, emit)
        prepared = time.perf_counter() - began
        figures: list[StepFigures] = []
        for stage in plan.stages:
            measured: list[StepFigures] = []
            variants = list(_variants(stage, base, plan.device))
            for number, variant in enumerate(variants, 1):
                control.check("bench")
                detail = f"{stage.name}: {variant.train}, {variant.precision}"
                emit(Progress("bench", number, len(variants), detail))
                measured.append(_measure(family, plan, stage, variant, rounds, measured))
            figures += measured
    return TrainFigures(
        base, plan.device, plan.threads, round(seconds, 1), round(prepared, 1), tuple(figures)
    )


def _variants(stage: StagePlan, base: str, device: str) -> Iterator[Variant]:
    """The first mode of the stage in each precision and with recomputing, then the other modes."""
    first, *others = next(s.modes for s in family_spec(base).stages if s.name == stage.name)
    yield Variant(first.name, "fp32", "none")
    yield Variant(first.name, "bf16", "none")
    if device.startswith("cuda"):
        yield Variant(first.name, "fp16", "none")
    yield Variant(first.name, "fp32", "all")
    yield Variant(first.name, "bf16", "all")
    for mode in others:
        yield Variant(mode.name, "fp32", "none")


def _measure(
    family: Family,
    plan: TrainingPlan,
    planned: StagePlan,
    variant: Variant,
    rounds: int,
    before: list[StepFigures],
) -> StepFigures:
    """One untimed step, then the median of `rounds`; the first variant is what ratios refer to."""
    chosen = replace(
        planned,
        train=variant.train,
        lora_rank=16 if variant.train == "lora" else None,
        precision=variant.precision,
        checkpointing=variant.checkpointing,
        micro_batch=1,
        accumulation=1,
    )
    stage = family.stage(chosen)
    learner = Learner(stage, chosen, plan.device)
    times: list[float] = []
    worked: list[float] = []
    blocks = stage.checkpoint_blocks()
    with (
        recomputing(stage.module, blocks, chosen.checkpointing),
        peak_memory(plan.device) as peak,
    ):
        for step in range(rounds + 1):
            began, worked_before = time.perf_counter(), time.process_time()
            learner.step(step, lambda: None)
            times.append(time.perf_counter() - began)
            worked.append(time.process_time() - worked_before)
    fold_adapters(stage.module)
    del learner
    free_memory()
    seconds = statistics.median(times[1:])
    cpu = statistics.median(worked[1:])
    first = before[0] if before else None
    return StepFigures(
        stage=planned.name,
        train=variant.train,
        precision=variant.precision,
        checkpointing=variant.checkpointing,
        step_seconds=round(seconds, 3),
        cpu_seconds=round(cpu, 3),
        peak_bytes=peak.bytes,
        added_bytes=peak.added,
        time_ratio=round(seconds / first.step_seconds, 3) if first else 1.0,
        cpu_ratio=round(cpu / first.cpu_seconds, 3) if first else 1.0,
        memory_ratio=round(peak.added / max(1, first.added_bytes), 3) if first else 1.0,
    )
