"""What a way to run a stage costs on a kind of device, as `timbre bench memory` measured it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from engine.errors import EngineError
from engine.files import from_plain

Kind = Literal["cpu", "cuda"]

# AdamW in fp32 keeps a gradient and two moments beside each weight that learns.
GRADIENT_BYTES, MOMENTS_BYTES = 4, 8
# Two moments in 8 bits with a scale for each block of 256 (arXiv 2110.02861).
MOMENTS_8BIT_BYTES = 2.1
AVERAGE_BYTES = 4
# What remains of a frozen weight's four bytes, scales included.
QUANTISED_BYTES = {"none": 4.0, "int8": 1.05, "nf4": 0.56}
# The CUDA context and the libraries' workspaces, which torch's allocator does not count.
CONTEXT_BYTES = 500_000_000


@dataclass(frozen=True)
class Costs:
    """One way to train a stage ("full", "partial", "lora" of rank 16) on one kind of device.

    A micro-batch of B samples of T seconds needs, in fp32 with AdamW and nothing recomputed,

        fixed_bytes + B (sample_bytes + T second_bytes + T^2 square_bytes)

    and `base_bytes`, which the process takes anyway: Python, torch and what judges a voice in RAM,
    the CUDA context on a card. `fixed_bytes` holds weights, gradients, moments and workspace. The
    part that grows with B is multiplied by `selected_share` or `all_share` when blocks are
    recomputed, and by `half_share` in half precision.

    `sample_work` + T `second_work` are the seconds one sample of a step takes one core of the
    reference processor in fp32; `half_time` is the share of it in bf16 on a processor that has it.
    On a card a micro-batch takes at least `launch_seconds`, however small it is.
    """

    fixed_bytes: int
    second_bytes: int
    sample_bytes: int = 0
    square_bytes: int = 0
    selected_share: float = 0.8
    all_share: float = 0.55
    half_share: float = 0.6
    second_work: float = 0.0
    sample_work: float = 0.0
    half_time: float = 0.62
    launch_seconds: float = 0.0
    base_bytes: int = 0


@dataclass(frozen=True)
class Table:
    """The costs of a family on one kind of device: stage -> way -> costs, and where they are from.

    `base_bytes` is that of all of them.
    """

    source: str
    date: str
    device: str
    torch: str
    base_bytes: int
    stages: dict[str, dict[str, Costs]]


def read_tables(path: Path) -> dict[str, dict[Kind, Table]]:
    """Family -> kind of device -> its table.

    Raises:
        EngineError: kind "damaged" when the installation is.
    """
    try:
        return from_plain(
            dict[str, dict[Kind, Table]], json.loads(path.read_text(encoding="utf-8"))
        )
    except (OSError, TypeError, ValueError) as error:
        raise EngineError(
            "damaged", f"{path} is not what it should be: {error}.", "Install Timbre anew."
        ) from error


def costs_of(tables: dict[Kind, Table], stage: str, way: str) -> dict[Kind, Costs]:
    """What one way to train a stage costs on every kind of device."""
    return {
        kind: replace(table.stages[stage][way], base_bytes=table.base_bytes)
        for kind, table in tables.items()
    }
