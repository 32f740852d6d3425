"""`timbre bench`: figures of this machine, ratios taken in one run."""

import argparse
import os
import sys
from dataclasses import dataclass
from typing import Any

from engine.control import Control
from engine.events import Emit, StageStarted
from engine.files import to_plain

GIGABYTE = 1e9
OFFICIAL = ("v2", "v2Pro", "v2ProPlus")


@dataclass(frozen=True)
class BenchResult:
    """What was measured (`bench`: one of the choices below) and its figures."""

    bench: str
    figures: dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to measure, and with what."""
    choices = ("plan", "memory", "train", "speak", "claims", "ui")
    parser.add_argument("bench", choices=choices)
    parser.add_argument("--voice", default="starter:af_heart", help="the voice that speaks")
    parser.add_argument(
        "--base",
        default="starter",
        help="the base that is trained or speaks; v2, v2Pro and v2ProPlus with random weights, for "
        "train our step against the published one",
    )
    parser.add_argument("--device", default="cpu", help="cpu or cuda:N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="repetitions of each")
    parser.add_argument("--table", action="store_true", help="plan: what fits into how much memory")
    parser.add_argument(
        "--measure",
        action="store_true",
        help="plan --table: short runs on this device say what is really taken (half an hour)",
    )


def run(args: argparse.Namespace, emit: Emit, control: Control) -> BenchResult:
    """Measure one thing; the modules are imported on use, so that `plan` stays light."""
    emit(StageStarted("bench", f"Measuring: {args.bench}."))
    rounds = max(1, args.rounds)
    match args.bench:
        case "plan":
            figures: Any = _plan_figures(args, emit, control)
        case "memory":
            from engine.bench.costs import bench_costs

            figures = bench_costs(args.base, args.device, emit, control)
        case "speak" if args.base != "starter":
            from engine.bench.official import bench_official

            figures = bench_official(args.base, args.device, rounds, control)
        case "speak":
            from engine.bench.speak import bench_speak

            figures = bench_speak(args.voice, args.device, rounds, control)
        case "train" if args.base in OFFICIAL:
            os.environ.setdefault("KINETO_LOG_LEVEL", "6")
            from engine.bench.recipes import bench_recipes

            figures = bench_recipes(args.base, args.device, rounds, emit, control)
        case "train":
            from engine.bench.train import bench_train

            figures = bench_train(args.base, args.device, rounds, emit, control)
        case "claims":
            # Counting allocations looks for cards, and complains where there are none.
            os.environ.setdefault("KINETO_LOG_LEVEL", "6")
            from engine.bench.claims import bench_claims

            figures = bench_claims(args.device, rounds, emit, control)
        case _:
            from engine.child import ask

            # The window is measured from outside: the engine knows nothing of it.
            figures = ask([sys.executable, "-m", "desktop.bench", "--json"])
    return BenchResult(args.bench, to_plain(figures))


def _plan_figures(args: argparse.Namespace, emit: Emit, control: Control) -> Any:
    if args.measure:
        from engine.bench.caps import measured_table

        return measured_table(args.device, emit, control)
    from engine.bench.plan import bench_plan, plan_table

    return plan_table() if args.table else bench_plan()


def describe(result: BenchResult) -> str:
    """The figures, one a line, and rows of them as tables."""
    if result.bench == "claims":
        return "\n".join(_claims(result.figures))
    return "\n".join(_lines(result.figures))


def _lines(figures: dict[str, Any], indent: str = "") -> list[str]:
    lines: list[str] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list):
            rows = all(isinstance(item, dict) for item in value)
            shown = _table(value) if rows else map(str, value)
            lines += [f"{indent}{name}:", *(f"{indent}  {line}" for line in shown)]
        elif name.endswith("bytes"):
            lines.append(f"{indent}{name.removesuffix('_bytes')}: {value / GIGABYTE:.2f} GB")
        else:
            lines.append(f"{indent}{name}: {value}")
    return lines


def _table(rows: list[dict[str, Any]]) -> list[str]:
    """Rows that have the same names, below these; what is empty in every row is left out."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {
        name: ["" if (v := row.get(name)) is None else str(v) for row in rows] for name in names
    }
    columns = [[name.replace("_", " "), *column] for name, column in cells.items() if any(column)]
    padded = [[cell.ljust(max(map(len, column))) for cell in column] for column in columns]
    return ["  ".join(line).rstrip() for line in zip(*padded, strict=True)]


def _claims(figures: dict[str, Any]) -> list[str]:
    """A line a claim: what is said of it, and what it did here, on against off."""
    rows = [
        {
            "switch": claim["switch"],
            "claimed": claim["claimed"],
            "memory": _ratio(claim["memory_ratio"]),
            "time": _ratio(claim["time_ratio"]),
            "here": claim["note"],
        }
        for claim in figures["claims"]
    ]
    place = f"on {figures['device_name']} ({figures['device']}), torch {figures['torch']}"
    return [place, *_table(rows)]


def _ratio(ratio: float | None) -> str:
    return "-" if ratio is None else f"x {ratio:.2f}"
