"""Peak memory of a piece of work."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import torch


class Peak:
    """The most bytes that were in use at once, filled in when the work is done."""

    def __init__(self) -> None:
        self.bytes = 0


@contextmanager
def peak_memory(device: str = "cpu", every: float = 0.01) -> Iterator[Peak]:
    """Measure what the work inside takes: RAM of this process, or torch's memory on a card.

    RAM is sampled each `every` seconds, so that one piece of work does not hide the next one, as
    the system's own high-water mark would.
    """
    peak = Peak()
    gc.collect()
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
        yield peak
        peak.bytes = torch.cuda.max_memory_allocated(device)
        return
    done = threading.Event()
    process = psutil.Process()

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
