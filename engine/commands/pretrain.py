"""`timbre pretrain`: a base of one's own, from a corpus and fresh weights."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.control import Control
from engine.device import check_device
from engine.errors import EngineError
from engine.events import Emit
from engine.files import data_home
from engine.hardware import profile, set_card_order
from engine.library import check_name
from engine.models.families import family_names

if TYPE_CHECKING:
    from engine.pretraining.run import Pretrained
    from engine.pretraining.sizes import Sizes

FAMILIES = ("v2",)
SIZES = ("tiny", "small", "official")
STARTER_VOICES = ("af_heart", "am_michael", "bf_emma", "bm_george")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The corpus (or who speaks one), the networks, and where the run lies."""
    parser.add_argument(
        "corpus",
        type=Path,
        help="a folder of sound with one .tsv (file, tab, text; or file, speaker, language, text), "
        "that table, or a dataset",
    )
    parser.add_argument("--family", default="v2", metavar="F", help="v2")
    parser.add_argument("--size", default="small", metavar="S", help="tiny, small or official")
    parser.add_argument("--config", type=Path, metavar="FILE", help="sizes of your own, as JSON")
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where the run lies")
    parser.add_argument("--name", help="of the new base (else the name of that folder)")
    parser.add_argument("--steps", type=int, metavar="N", help="steps of either stage")
    parser.add_argument("--resume", action="store_true", help="continue an interrupted run")
    parser.add_argument("--language", default="auto", metavar="L", help="of texts without one")
    parser.add_argument("--device", default="cpu", metavar="D", help="cpu or cuda:N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument(
        "--teacher", choices=("starter",), help="its voices speak the corpus before the training"
    )
    parser.add_argument("--hours", type=float, metavar="H", help="how much the teacher speaks")
    parser.add_argument(
        "--voices", nargs="+", default=STARTER_VOICES, metavar="V", help="the teacher's voices"
    )
    parser.add_argument("--texts", type=Path, metavar="FILE", help="what it says, a text a line")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> "Pretrained":
    """What can be refused is refused before anything is made."""
    folder = args.output or data_home() / "pretraining" / args.corpus.stem
    name = base_name(args.name or folder.name)
    sizes = None if args.resume else _sizes(args)
    check_device(args.device, profile(data_home()))
    set_card_order()
    if args.teacher:
        from engine.pretraining.teacher import teach

        teach(
            args.corpus,
            args.hours,
            tuple(args.voices),
            args.texts,
            emit,
            control,
            device=args.device,
            seed=args.seed,
        )
    from engine.pretraining.corpus import read_corpus
    from engine.pretraining.run import pretrain

    return pretrain(
        read_corpus(args.corpus, emit, args.language),
        name,
        sizes,
        folder,
        emit,
        control,
        device=args.device,
        seed=args.seed,
    )


def describe(result: "Pretrained") -> str:
    lines = [f"The base {result.name} is ready after {result.seconds / 3600:.2f} hours."]
    for stage, part in result.stages.items():
        first, best = part["first"] or {}, part["best"] or {}
        figures = [f"{key} {first[key]:.3f} to {best[key]:.3f}" for key in best if key in first]
        lines.append(f"- {stage}, step {part['step']} of {part['steps']}: {', '.join(figures)}")
    lines.append(f"Use it: timbre base import {result.folder}")
    return "\n".join(lines)


def base_name(name: str) -> str:
    """The name of a base of one's own; those of the families are taken.

    Raises:
        EngineError: kind "input".
    """
    if check_name(name) in family_names():
        raise EngineError(
            "input", f"{name} is the name of a family.", "Choose another one with --name NAME."
        )
    return check_name(name)


def _sizes(args: argparse.Namespace) -> "Sizes":
    from engine.pretraining.sizes import SIZES as KNOWN
    from engine.pretraining.sizes import check_sizes, read_sizes

    if args.family not in FAMILIES:
        raise EngineError(
            "input",
            f"The family {args.family} cannot be trained from scratch.",
            "Only v2 can: the others hear a speaker network that nobody here can train.",
        )
    if args.size not in KNOWN:
        raise EngineError(
            "input", f"There is no size {args.size!r}.", f"Choose one of: {', '.join(SIZES)}."
        )
    if args.steps is not None and args.steps < 1:
        raise EngineError("input", f"{args.steps} steps teach nothing.", "Give --steps 1 or more.")
    sizes = read_sizes(args.config) if args.config else KNOWN[args.size]
    check_sizes(sizes, str(args.config or args.size))
    if args.device.startswith("cuda") and not args.config:
        sizes = replace(sizes, precision="bf16")
    return sizes if args.steps is None else sizes.with_steps(args.steps)
