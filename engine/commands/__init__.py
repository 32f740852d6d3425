"""The commands of `timbre`: one module each, imported when it is used.

A command module has `add_arguments(parser)`, `run(args, emit, control)`, which returns what
`--json` prints, and `describe(result)`, which returns what a person reads at the end.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import Any, Protocol

from engine.control import Control
from engine.events import Emit

NAMES: dict[str, str] = {
    "doctor": "what this machine can do, and what is wrong with it",
    "base": "the base models: list, get, import, verify, remove",
    "microphones": "which microphones there are",
    "prepare": "recordings to a dataset: clean, cut, transcribe",
    "plan": "how the fine-tune would be fitted to this machine",
    "train": "fine-tune a voice on a dataset",
    "tune": "search for the recipe that suits a voice",
    "pretrain": "train a base of your own from scratch",
    "speak": "speak text in a voice, into a file",
    "clone": "prepare, train and speak in one go",
    "serve": "stay warm and speak on request (JSON lines)",
    "voices": "the voice library: list, show, export, import, rename, use, delete",
    "export": "write a voice for other programs",
    "evaluate": "how well a voice does: likeness, lost words, sound",
    "bench": "measure this machine",
}


class Command(Protocol):
    """What every command module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace, emit: Emit, control: Control) -> Any: ...

    def describe(self, result: Any) -> str: ...


def add_common_options(parser: argparse.ArgumentParser, again: bool = False) -> None:
    """What every command takes; `again` after an action of a command that has it already."""

    def default(value: object) -> object:
        return argparse.SUPPRESS if again else value

    parser.add_argument(
        "--json", action="store_true", default=default(False), help="print the result as JSON"
    )
    parser.add_argument(
        "--events", metavar="FILE|-", default=default(None), help="write events as JSON lines"
    )
    parser.add_argument(
        "--control",
        type=Path,
        metavar="FILE",
        default=default(None),
        help="obey the words stop, pause and resume as they are appended to this file",
    )


def load_command(name: str) -> Command:
    """Import the module of a command."""
    return importlib.import_module(f"engine.commands.{name}")  # type: ignore[return-value]
