"""How long it takes to look at the machine and to plan."""

import statistics
import time
from dataclasses import dataclass

from engine.files import data_home
from engine.hardware import profile
from engine.models.families import family_names, family_spec
from engine.plan import choose

GIGABYTE = 1024**3
CAPS = (None, 4 * GIGABYTE, 6 * GIGABYTE, 8 * GIGABYTE)


@dataclass(frozen=True)
class PlanFigures:
    """Milliseconds to measure the machine once, and to make a plan (median and slowest)."""

    profile_ms: float
    plan_ms: float
    slowest_plan_ms: float
    plans: int


def bench_plan(rounds: int = 20) -> PlanFigures:
    """Plan for every base, quality and a few memory limits, `rounds` times."""
    began = time.perf_counter()
    machine = profile(data_home())
    measured = time.perf_counter() - began
    times: list[float] = []
    for _ in range(rounds):
        for base in family_names():
            for quality in ("quick", "balanced", "best"):
                for cap in CAPS:
                    began = time.perf_counter()
                    choose(machine, 60.0, 12.0, family_spec(base), quality, "cpu", cap)
                    times.append(time.perf_counter() - began)
    return PlanFigures(
        profile_ms=round(measured * 1e3, 2),
        plan_ms=round(statistics.median(times) * 1e3, 3),
        slowest_plan_ms=round(max(times) * 1e3, 3),
        plans=len(times),
    )
