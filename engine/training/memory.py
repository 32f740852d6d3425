"""Living inside the memory there is: recomputing, the cap, the watch, and knowing it ran out."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

from engine.machine.sampling import Sampler
from engine.planning.costs import CONTEXT_BYTES
from engine.training.waiting import Waiting

if TYPE_CHECKING:
    from engine.events import Emit, Memory
    from engine.plan import Checkpointing, TrainingPlan

SAMPLE_SECONDS = 0.5
# Less free RAM than this and the system starts to swap or to end programs, ours first.
LEAST_FREE_RAM = 250_000_000
OUT_OF_MEMORY_WORDS = (
    "not enough memory",
    "out of memory",
    "can't allocate memory",
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
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def limit_memory(plan: TrainingPlan) -> None:
    """Hold torch to the plan's cap on a card; the context outside its allocator counts too."""
    if plan.vram_cap_bytes is None or not plan.device.startswith("cuda"):
        return
    total = torch.cuda.get_device_properties(plan.device).total_memory
    share = max(0.0, plan.vram_cap_bytes - CONTEXT_BYTES) / total
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
    """Reports memory twice a second and remembers when RAM ran short. Use as a context.

    `waiting` is told what the loop does, to say once what a card that is not busy waits for.
    """

    def __init__(self, plan: TrainingPlan, emit: Emit) -> None:
        self.waiting = Waiting()
        self._plan = plan
        self._emit = emit
        self._done = threading.Event()
        self._short = ""
        self._thread = threading.Thread(target=self._run, name="memory", daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._done.set()
        self._thread.join()

    def check(self) -> None:
        """To be called between micro-batches.

        Raises:
            MemoryError: the cap on RAM is passed, or the computer has none left.
        """
        if self._short:
            raise MemoryError(self._short)

    def _run(self) -> None:
        with Sampler(self._plan.device) as sampler:
            while True:
                sample = self._sample(sampler)
                self._emit(sample)
                if note := self.waiting.sample(sample.gpu_use, SAMPLE_SECONDS):
                    self._emit(note)
                if self._plan.device == "cpu":
                    self._short = self._shortage(sample)
                if self._done.wait(SAMPLE_SECONDS):
                    return

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

    def _shortage(self, sample: Memory) -> str:
        cap = self._plan.vram_cap_bytes
        if cap is not None and sample.process_bytes > cap:
            return f"the process holds {sample.process_bytes} of {cap} bytes"
        free = sample.total_bytes - sample.process_bytes - sample.others_bytes
        return f"only {free} bytes of RAM are free" if free < LEAST_FREE_RAM else ""
