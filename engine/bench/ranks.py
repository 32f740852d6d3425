"""One of two processes that average gradients: `python -m engine.bench.ranks (view | copy)`.

Prints one JSON object: seconds and processor seconds a step, and bytes that training holds.
"""

from __future__ import annotations

import json
import sys
import time

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from engine.bench.memory import allocations
from engine.training.ranks import joined

WIDTH, LAYERS, STEPS = 1024, 8, 5


def main(how: str) -> None:
    """Take a few steps in step with the other process."""
    torch.set_num_threads(1)
    with joined("cpu"), allocations("cpu") as held:
        network = nn.Sequential(*(nn.Linear(WIDTH, WIDTH) for _ in range(LAYERS)))
        learner = DistributedDataParallel(network, gradient_as_bucket_view=how == "view")
        x = torch.randn(4, WIDTH)
        learner(x).square().sum().backward()
        clock, worked = time.perf_counter(), time.process_time()
        for _ in range(STEPS):
            learner(x).square().sum().backward()
        seconds = (time.perf_counter() - clock) / STEPS
        cpu = (time.process_time() - worked) / STEPS
    print(json.dumps({"seconds": seconds, "cpu": cpu, "bytes": held.peak}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
