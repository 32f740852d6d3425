"""Living inside the memory there is: recomputing, the cap, the watch, and knowing it ran out."""

from __future__ import annotations

import gc
import math
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

from engine.machine.ram import give_back
from engine.machine.sampling import Sampler
from engine.planning.costs import CONTEXT_BYTES
from engine.training.pressure import (
    CardLook,
    PressureError,
    card_trouble,
    copy_fits,
    others_sentence,
    ram_trouble,
)
from engine.training.waiting import Waiting

if TYPE_CHECKING:
    from engine.events import Emit, Memory
    from engine.plan import Checkpointing, TrainingPlan

SAMPLE_SECONDS = 0.5
# What was freed shows after a step or two; pressure that is still there then costs a rung.
SETTLE_SECONDS = 5.0
FORGOTTEN_SECONDS = 60.0
OUT_OF_MEMORY_WORDS = (
    "not enough memory",
    "out of memory",
    "can't allocate memory",
    "can't start new thread",
    "CUBLAS_STATUS_ALLOC_FAILED",
    "CUDNN_STATUS_ALLOC_FAILED",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether RAM or VRAM ran out: torch's own error, Python's, or an allocator's in words."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(w in str(error) for w in OUT_OF_MEMORY_WORDS)


def free_memory() -> None:
    """Give back what Python and torch still hold."""
    gc.collect()
    give_back()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def limit_memory(plan: TrainingPlan) -> None:
    """Hold torch to the plan's cap on a card; the context outside its allocator counts too.

    Windows lends RAM to a full card instead of refusing: there what is free now is the limit.
    """
    if not plan.device.startswith("cuda"):
        return
    if plan.vram_cap_bytes is not None:
        room = plan.vram_cap_bytes - CONTEXT_BYTES
    elif sys.platform == "win32":
        room = torch.cuda.mem_get_info(plan.device)[0] + torch.cuda.memory_reserved(plan.device)
    else:
        return
    total = torch.cuda.get_device_properties(plan.device).total_memory
    share = max(0.0, room) / total
    torch.cuda.set_per_process_memory_fraction(min(1.0, share), torch.device(plan.device))


@contextmanager
def recomputing(module: nn.Module, blocks: list[str], how: Checkpointing) -> Iterator[None]:
    """Inside, the activations of blocks are computed again in the backward pass instead of kept.

    "selected" takes every second block. Chen et al. 2016 (arXiv 1604.06174), non-reentrant.
    """
    chosen = {"none": [], "selected": blocks[::2], "all": blocks}[how]
    layers = [module.get_submodule(name) for name in chosen]
    for layer in layers:
        layer.forward = partial(_recomputed, layer, layer.forward)
    try:
        yield
    finally:
        for layer in layers:
            del layer.forward


def _recomputed(layer: nn.Module, forward: Any, *args: Any, **kwargs: Any) -> Any:
    if layer.training and torch.is_grad_enabled():
        return checkpoint(forward, *args, use_reentrant=False, **kwargs)
    return forward(*args, **kwargs)


class MemoryWatch:
    """Reports memory twice a second and remembers when it got tight. Use as a context.

    `waiting` is told what the loop does, to say once what a card that is not busy waits for.
    """

    def __init__(self, plan: TrainingPlan, emit: Emit) -> None:
        self.waiting = Waiting()
        self._plan = plan
        self._emit = emit
        self._done = threading.Event()
        self._trouble = ""
        self._freed_at = -math.inf
        self._first: Memory | None = None
        self._last: Memory | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="memory", daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._done.set()
        self._thread.join()

    def follow(self, plan: TrainingPlan) -> None:
        """Compare with this plan from now on."""
        self._plan = plan

    def check(self) -> None:
        """To be called between micro-batches; a card is given back what lies unused first.

        Raises:
            PressureError: the cap is passed, the computer has no RAM left, the card's memory is in
                pieces, taken by others, or lent by Windows.
            Exception: what telling of the memory ended with.
        """
        if self._error is not None:
            raise self._error
        trouble = self._trouble
        if not trouble:
            return
        if self._plan.device == "cpu":
            raise PressureError(trouble)
        since = time.monotonic() - self._freed_at
        if since > FORGOTTEN_SECONDS:
            free_memory()
            torch.cuda.reset_peak_memory_stats(self._plan.device)
            self._freed_at, self._trouble = time.monotonic(), ""
        elif since > SETTLE_SECONDS:
            raise PressureError(trouble)

    def cause(self, error: BaseException) -> str:
        """Why memory ran out, as a sentence; empty where the work itself was too large."""
        if isinstance(error, PressureError):
            return str(error)
        if self._plan.device == "cpu" or self._first is None or self._last is None:
            return ""
        return others_sentence(self._first.others_bytes, self._last.others_bytes)

    def has_room(self, size: int) -> bool:
        """Whether RAM has room for a copy of `size` bytes beside the training."""
        with Sampler("cpu") as sampler:
            sample = sampler.sample()
        free = sample.total_bytes - sample.process_bytes - sample.others_bytes
        cap = self._plan.vram_cap_bytes if self._plan.device == "cpu" else None
        return copy_fits(size, sample.process_bytes, free, cap)

    def _run(self) -> None:
        try:
            with Sampler(self._plan.device) as sampler:
                finished = False
                while not finished:
                    # One look more after the end: a short run is told of its last plan too.
                    finished = self._done.wait(SAMPLE_SECONDS if self._last else 0.0)
                    sample = self._sample(sampler)
                    self._emit(sample)
                    if note := self.waiting.sample(sample.gpu_use, SAMPLE_SECONDS):
                        self._emit(note)
                    if self._first is None and sample.total_bytes:
                        self._first = sample
                    self._last = sample
                    self._trouble = self._pressure(sample)
        except Exception as error:  # raised again where the run can act on it
            self._error = error

    def _sample(self, sampler: Sampler) -> Memory:
        plan = self._plan
        if plan.device == "cpu":
            return replace(sampler.sample(), planned_bytes=plan.predicted_bytes)
        reserved = torch.cuda.memory_reserved(plan.device)
        return replace(
            sampler.sample(reserved),
            reserved_bytes=reserved,
            allocated_bytes=torch.cuda.memory_allocated(plan.device),
            planned_bytes=plan.predicted_bytes,
        )

    def _pressure(self, sample: Memory) -> str:
        plan, cap = self._plan, self._plan.vram_cap_bytes
        used = sample.process_bytes + sample.others_bytes
        if plan.device == "cpu":
            return ram_trouble(sample.process_bytes, sample.total_bytes - used, cap)
        look = CardLook(
            total_bytes=sample.total_bytes,
            used_bytes=used,
            reserved_bytes=sample.reserved_bytes,
            peak_bytes=torch.cuda.max_memory_allocated(plan.device),
            limit_bytes=sample.total_bytes if cap is None else cap - CONTEXT_BYTES,
            lends=sys.platform == "win32",
        )
        return card_trouble(look, self._first.others_bytes if self._first else sample.others_bytes)
