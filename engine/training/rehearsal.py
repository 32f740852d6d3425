"""The dry run: every stage takes its heaviest step once, and the plan learns what that took."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import torch

from engine.bench.memory import context_bytes, peak_memory
from engine.machine.ram import give_back
from engine.planning.correction import Rehearsed
from engine.training.learner import Learner, NotFiniteError
from engine.training.lora import fold_adapters
from engine.training.memory import free_memory, recomputing
from engine.training.trial import between_layers

if TYPE_CHECKING:
    from engine.models.families import Family, Stage
    from engine.plan import StagePlan, TrainingPlan

# The first step makes the moments and starts the libraries; the second is like all others.
STEPS = 2
# Two micro-batches show what adding gradients takes; the others are like them.
MICRO_BATCHES = 2


def rehearse(
    family: Family, plan: TrainingPlan, check: Callable[[], None], begun: Callable[[str], None]
) -> tuple[Rehearsed, ...]:
    """Let every stage take its heaviest step, on the real device. Nothing is learned.

    Where all memory is RAM, the voice is tried first: what judges it stays beside the steps. That
    takes no time from a family which does not try the same voice again when the stage begins.
    `begun` hears which stage comes next.

    Raises:
        MemoryError, RuntimeError: memory ran out, as in a training.
    """
    found = []
    for planned in plan.stages:
        begun(planned.name)
        stage = family.stage(planned)
        if plan.device == "cpu":
            stage.module.eval()
            with torch.no_grad(), between_layers(check):
                stage.score()
            give_back()
        found.append(rehearse_stage(stage, planned, plan.device, check))
        del stage
    return tuple(found)


def rehearse_stage(
    stage: Stage, planned: StagePlan, device: str, check: Callable[[], None]
) -> Rehearsed:
    """The same for a stage that was opened for this alone."""
    module = stage.module
    buffers = {name: tensor.clone() for name, tensor in module.named_buffers()}
    shorter = replace(planned, accumulation=min(MICRO_BATCHES, planned.accumulation))
    heaviest = cast("Stage", _Heaviest(stage, shorter.accumulation))
    learner = Learner(heaviest, shorter, device)
    learner.rate_scale = 0.0  # no weight moves, whatever the optimiser finds out
    seconds = worked = 0.0
    try:
        with (
            recomputing(module, stage.checkpoint_blocks(), planned.checkpointing),
            peak_memory(device) as peak,
        ):
            for step in range(STEPS):
                began, busy = time.perf_counter(), time.process_time()
                with suppress(NotFiniteError):  # the run itself deals with that
                    learner.step(step, check)
                if device != "cpu":
                    torch.cuda.synchronize(device)
                seconds, worked = time.perf_counter() - began, time.process_time() - busy
    finally:
        del learner
        fold_adapters(module)
        for name, tensor in module.named_buffers():
            tensor.copy_(buffers[name])
        module.requires_grad_(False)
        free_memory()
    parts = planned.accumulation / shorter.accumulation
    held = 0 if device == "cpu" else context_bytes(device)
    each = worked / shorter.accumulation
    return Rehearsed(planned.name, peak.bytes + held, seconds * parts, each)


class _Heaviest:
    """A stage whose every micro-batch is the largest it can meet."""

    def __init__(self, stage: Stage, micro_batches: int) -> None:
        self._stage = stage
        self._count = micro_batches

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stage, name)

    def batch(self, step: int, micro: int) -> Any:
        return self._stage.heaviest()

    def drive(self) -> Any:
        drive = self._stage.drive()
        return drive and replace(drive, micro_batches=lambda step: self._count)
