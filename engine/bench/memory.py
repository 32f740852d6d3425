"""Peak memory of a piece of work."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import torch

from engine.machine.ram import give_back
from engine.machine.sampling import Sampler
from engine.planning.costs import CONTEXT_BYTES


class Peak:
    """The most bytes in use at once, filled in when the work is done; `before` when it began."""

    def __init__(self) -> None:
        self.before = 0
        self.bytes = 0

    @property
    def added(self) -> int:
        """What the work took on top of what was there."""
        return max(0, self.bytes - self.before)


@contextmanager
def peak_memory(device: str = "cpu", every: float = 0.01) -> Iterator[Peak]:
    """Measure what the work inside takes: RAM of this process, or what torch reserves on a card.

    RAM is sampled each `every` seconds, so that one piece of work does not hide the next one, as
    the system's own high-water mark would.
    """
    peak = Peak()
    gc.collect()
    give_back()  # kept by the allocator it would hide what comes next
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
        peak.before = torch.cuda.memory_reserved(device)
        yield peak
        peak.bytes = torch.cuda.max_memory_reserved(device)
        return
    done = threading.Event()
    process = psutil.Process()
    peak.before = process.memory_info().rss

    def sample() -> None:
        while not done.wait(every):
            peak.bytes = max(peak.bytes, process.memory_info().rss)

    thread = threading.Thread(target=sample, name="peak", daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
        peak.bytes = max(peak.bytes, process.memory_info().rss)


def context_bytes(device: str) -> int:
    """What this process holds on a card beside torch's memory; a usual one if nobody says."""
    reserved = torch.cuda.memory_reserved(device)
    with Sampler(device) as sampler:
        held = sampler.sample(reserved).process_bytes - reserved
    return held if held > 0 else CONTEXT_BYTES


class Allocations:
    """Bytes of tensors: the most at once beside what was there, and what was left of it."""

    def __init__(self) -> None:
        self.peak = 0
        self.left = 0


@contextmanager
def allocations(device: str) -> Iterator[Allocations]:
    """Count what torch allocates inside, exactly, which does not depend on the computer."""
    found = Allocations()
    gc.collect()  # what others left must not be given back inside
    if device.startswith("cuda"):
        before = torch.cuda.memory_allocated(device)
        torch.cuda.reset_peak_memory_stats(device)
        yield found
        found.peak = torch.cuda.max_memory_allocated(device) - before
        found.left = torch.cuda.memory_allocated(device) - before
        return
    cpu = torch.profiler.ProfilerActivity.CPU
    with torch.profiler.profile(activities=[cpu], profile_memory=True, acc_events=True) as profile:
        yield found
    # The profiler's own record, which its tables are made of; it has no types.
    recorder: Any = profile.profiler
    for event in sorted(recorder.kineto_results.events(), key=lambda event: event.start_ns()):
        if event.name() == "[memory]":
            found.left += event.nbytes()
            found.peak = max(found.peak, found.left)
