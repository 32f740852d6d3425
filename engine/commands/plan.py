"""`timbre plan`: how the fine-tune of a dataset would be fitted to this machine."""

import argparse
from dataclasses import replace
from pathlib import Path

from engine.bases import base_folder
from engine.control import Control
from engine.device import check_device
from engine.errors import EngineError
from engine.events import Emit
from engine.files import data_home
from engine.hardware import HardwareProfile, profile, set_card_order
from engine.machine.cards import Gpu
from engine.models.families import base_names, family_spec
from engine.plan import GB, Preset, Quality, Recipe, TrainingPlan, choose
from engine.project import Dataset, load_dataset

RECIPES: tuple[Recipe, ...] = ("default", "published")
PRESETS: tuple[Preset, ...] = ("minutes", "hours", "scratch")
QUALITIES: tuple[Quality, ...] = ("quick", "balanced", "best")
# What is imagined for `--vram` without a card: Ampere, the middle of what people have.
IMAGINED_CAPABILITY = (8, 6)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The dataset, and what the plan is allowed to use."""
    parser.add_argument("dataset", type=Path, help="a folder made by `timbre prepare`")
    add_plan_arguments(parser)
    parser.add_argument(
        "--preset",
        choices=PRESETS,
        help="else by the length of the speech; scratch: a new base",
    )
    parser.add_argument(
        "--try",
        dest="dry_run",
        action="store_true",
        help="take a step of every stage first",
    )


def add_plan_arguments(parser: argparse.ArgumentParser) -> None:
    """What every command that plans takes."""
    names = base_names()
    parser.add_argument("--base", default=names[0], metavar="B", help=f"one of: {', '.join(names)}")
    parser.add_argument("--device", default="auto", metavar="D", help="auto, cpu or cuda:N")
    parser.add_argument(
        "--vram", type=gigabytes, metavar="GB", help="live inside this much memory of the device"
    )
    parser.add_argument("--quality", choices=QUALITIES, default="balanced")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="same seed, same voice")
    parser.add_argument(
        "--recipe",
        choices=RECIPES,
        default="default",
        help="published: exactly as the public GPT-SoVITS trains, to compare with",
    )


def gigabytes(text: str) -> int:
    """ "8" or "5.5" as bytes."""
    number = float(text)
    if not abs(number) < 1e6:
        raise ValueError(f"{text} is no amount of memory")
    return int(number * GB)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> TrainingPlan:
    """A plan for a card that is not here is made when `--device cuda` and `--vram` say so."""
    machine = profile(data_home())
    imagined = args.device.startswith("cuda") and args.vram and not machine.gpus
    if imagined:
        machine = _with_card(machine, args.vram)
    dataset = load_dataset(args.dataset)
    plan = plan_for(
        machine,
        dataset,
        args.base,
        args.quality,
        args.device,
        args.vram,
        args.seed,
        args.recipe,
        args.preset,
    )
    plan = replace(plan, imagined=bool(imagined))
    return _tried(plan, args.dataset, emit, control) if args.dry_run else plan


def plan_for(
    machine: HardwareProfile,
    dataset: Dataset,
    base: str,
    quality: Quality,
    device: str,
    cap_bytes: int | None,
    seed: int,
    recipe: Recipe = "default",
    preset: Preset | None = None,
) -> TrainingPlan:
    """The plan for a dataset.

    Raises:
        EngineError: as `engine.plan.choose`, and kind "input" for a language the base cannot speak.
    """
    spec = family_spec(base)
    language = dataset.language.partition("-")[0]
    if language not in {known.partition("-")[0] for known in spec.languages}:
        raise EngineError(
            "input",
            f"The clips are in {dataset.language!r}, which {base} does not speak.",
            f"It speaks: {', '.join(spec.languages)}.",
        )
    return choose(
        machine,
        dataset.seconds,
        dataset.longest,
        spec,
        quality,
        device,
        cap_bytes,
        seed,
        recipe,
        len(dataset.kept),
        preset,
    )


def check_runnable(plan: TrainingPlan) -> None:
    """Refuse a plan that can only be read.

    Raises:
        EngineError: kind "device" for a card that is not here, "input" for a base from scratch.
    """
    if plan.imagined:
        raise EngineError(
            "device",
            f"This plan is for {plan.device_name}, which is not in this computer.",
            "Make one for this machine: `timbre plan` without --vram.",
        )
    if plan.preset == "scratch":
        raise EngineError(
            "input",
            "This plan is for a base from scratch, not for a voice.",
            "Use `timbre pretrain`, or plan without --preset scratch.",
        )


def describe(plan: TrainingPlan) -> str:
    lines = [plan.sentence, *(f"- {reason.choice}: {reason.why}" for reason in plan.reasons)]
    if plan.imagined:
        lines.append("This card is not in this computer: the plan can be read, not run.")
    return "\n".join(lines)


def _with_card(machine: HardwareProfile, size: int) -> HardwareProfile:
    card = Gpu(0, f"a card of {size / GB:g} GB", size, size, 0, IMAGINED_CAPABILITY, "")
    return replace(machine, gpus=(card,))


def _tried(plan: TrainingPlan, folder: Path, emit: Emit, control: Control) -> TrainingPlan:
    """The plan after a dry run of every stage on the real device."""
    check_runnable(plan)
    base_folder(plan.base)
    check_device(plan.device, profile(data_home()))
    set_card_order()
    from engine.training.trying import tried

    return tried(plan, folder, emit, control)
