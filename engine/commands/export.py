"""`timbre export`: a voice of the library as files of other programs."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.control import Control
from engine.events import Emit

FORMATS = ("gpt-sovits",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which voice, for which program, and where to."""
    parser.add_argument("voice", help="a voice of the library")
    parser.add_argument("--format", choices=FORMATS, required=True, help="for which program")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="where to")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> dict[str, Any]:
    """Write the files; what was written is read again before this returns."""
    from engine.models.gpt_sovits.published_voice import export_published

    return asdict(export_published(args.voice, args.output))


def describe(result: dict[str, Any]) -> str:
    """What a person reads at the end."""
    return (
        f"Written for GPT-SoVITS {result['version']} ({result['bytes'] / 1e6:.0f} MB): "
        f"{result['gpt']} belongs into GPT_weights, {result['sovits']} into SoVITS_weights; "
        f"clips to speak after are listed in {result['references']}."
    )
