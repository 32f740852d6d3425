"""`timbre bench ui`: start the window cold and warm, put loads on it, and print what was measured.

Loads nothing of the window itself: only then can its files leave the memory of the system, as they
have after the computer was switched on.
"""

import argparse
import json
import os
import sys
import time
from typing import Any

from engine.child import ask

WARM_STARTS = 3


def measure(options: list[str]) -> dict[str, Any]:
    """Figures of `desktop.loads`, with the first paint and how busy the computer was.

    Raises:
        EngineError: what the measuring process says.
    """
    busy_before, began = _load_average(), time.monotonic()
    starts = _starts()
    figures = ask([sys.executable, "-m", "desktop.loads", *options])
    return {
        "cores": os.cpu_count(),
        "load_average_before": busy_before,
        "load_average_after": _load_average(),
        "seconds": round(time.monotonic() - began, 1),
        **starts,
        **figures,
    }


def _starts() -> dict[str, Any]:
    """Seconds from the birth of the process to the first paint; the median of the warm ones."""
    command = [sys.executable, "-m", "desktop.loads", "--start"]
    forgotten = forget(ask(command)["files"])
    cold = ask(command)["first_paint_seconds"]
    warm = sorted(ask(command)["first_paint_seconds"] for _ in range(WARM_STARTS))
    return {
        "first_paint_cold_seconds": cold if forgotten else None,
        "first_paint_warm_seconds": warm[WARM_STARTS // 2],
    }


def forget(files: list[str]) -> bool:
    """Ask the system to drop these files from its memory; whether it can be asked at all.

    What another program has mapped stays.
    """
    if not hasattr(os, "posix_fadvise"):
        return False
    for name in files:
        try:
            handle = os.open(name, os.O_RDONLY)
        except OSError:
            continue  # gone since, as an editor's file may be
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)
    return True


def _load_average() -> float | None:
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Measure the window.")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to watch a run")
    parser.add_argument("--hours", type=int, default=8, help="how long a run is imagined")
    parser.add_argument("--stacks", action="store_true", help="also say what long stalls did")
    parser.add_argument("--json", action="store_true", help="the only format there is")
    args = parser.parse_args()
    options = ["--seconds", str(args.seconds), "--hours", str(args.hours)]
    options += ["--stacks"] if args.stacks else []
    print(json.dumps(measure(options), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
