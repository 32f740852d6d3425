"""`timbre tune`: search for the recipe that suits one voice, within a budget of minutes."""

import argparse
import hashlib
import json
from pathlib import Path

from engine.bases import base_folder
from engine.commands.plan import add_plan_arguments, plan_for
from engine.control import Control
from engine.device import check_device
from engine.errors import EngineError
from engine.events import Emit
from engine.files import data_home
from engine.hardware import profile, set_card_order
from engine.models.families import family_spec
from engine.project import load_dataset
from engine.search.results import Search, in_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The dataset, the time, and what the plan is allowed to use."""
    parser.add_argument("dataset", type=Path, help="a folder made by `timbre prepare`")
    parser.add_argument(
        "--minutes",
        type=float,
        required=True,
        metavar="M",
        help="time for all trials; the same command with more goes on",
    )
    add_plan_arguments(parser)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Search:
    """Begin a search, or go on with the one of the same dataset and wishes."""
    if not 0 < args.minutes < 1e6:
        raise EngineError("input", f"{args.minutes:g} minutes are no budget.", "Give --minutes 60.")
    dataset = load_dataset(args.dataset)
    machine = profile(data_home())
    plan = plan_for(
        machine,
        dataset,
        args.base,
        args.quality,
        args.device,
        args.vram,
        args.seed,
        args.recipe,
    )
    base_folder(plan.base)
    check_device(plan.device, machine)
    set_card_order()
    from engine.search.study import tune
    from engine.training.run import purpose_of

    purpose = purpose_of("", args.dataset, dataset, plan.base)
    wishes = (purpose.dataset_sha256, args.base, args.quality, args.device, args.vram, args.seed)
    digest = hashlib.sha256(json.dumps(wishes).encode()).hexdigest()[:8]
    folder = data_home() / "searches" / f"{args.dataset.resolve().name}-{plan.base}-{digest}"
    return tune(args.dataset, plan, family_spec(plan.base), args.minutes, folder, emit, control)


def describe(search: Search) -> str:
    """The table of recipes, and how to train with the best."""
    return in_words(search)
