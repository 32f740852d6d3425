"""`timbre train`: fine-tune a voice on a dataset."""

import argparse
from pathlib import Path

from engine.bases import base_folder
from engine.commands.devices import (
    Task,
    follow_run,
    rank_device,
    rank_devices,
    several,
    train_on_all,
)
from engine.commands.plan import add_plan_arguments, check_runnable, plan_for
from engine.consent import add_consent_argument, ask_consent
from engine.control import Control
from engine.device import check_device
from engine.events import Emit, Note
from engine.files import data_home, write_json
from engine.hardware import profile, set_card_order
from engine.library import check_name, free_name
from engine.models.families import family_spec
from engine.plan import MOVED, Quality, Recipe, TrainingPlan, on_processor
from engine.planning.checks import read_plan
from engine.planning.devices import share_out, smallest
from engine.project import load_dataset
from engine.together import rank_here
from engine.voice import Consent, Voice


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The dataset, the voice's name, and how."""
    parser.add_argument("dataset", type=Path, help="a folder made by `timbre prepare`")
    parser.add_argument("--voice", required=True, metavar="NAME", help="the new voice's name")
    add_plan_arguments(parser)
    parser.add_argument("--plan", type=Path, metavar="FILE", help="from `timbre plan --json`")
    parser.add_argument(
        "--devices", metavar="LIST", help="several cards that share the work: 0,1 (cpu,cpu to try)"
    )
    parser.add_argument("--resume", action="store_true", help="continue an interrupted run")
    parser.add_argument("--say", metavar="TEXT", help="a sentence to hear along the way")
    parser.add_argument(
        "--trial",
        type=Path,
        metavar="FOLDER",
        help="keep the run there and put no voice into the library (what `timbre tune` does)",
    )
    add_consent_argument(parser)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Voice | None:
    """Whatever can be refused is refused before anything heavy is loaded."""
    if (rank := rank_here()) is not None:
        args.device = rank_device(rank, args.device, args.devices)
        if rank.rank:
            return follow_run(args.dataset, args.voice, args.device, control)
    consent = None if args.resume or args.trial else ask_consent(args.consent, emit)
    plan = read_plan(args.plan, family_spec) if args.plan else None
    return fine_tune(
        args.dataset,
        args.voice,
        emit,
        control,
        base=args.base,
        quality=args.quality,
        device=args.device,
        devices=args.devices,
        cap_bytes=args.vram,
        seed=args.seed,
        recipe=args.recipe,
        plan=plan,
        resume=args.resume,
        consent=consent,
        text=args.say,
        trial=args.trial,
    )


def fine_tune(
    dataset_folder: Path,
    voice: str,
    emit: Emit,
    control: Control,
    *,
    base: str,
    quality: Quality,
    device: str = "auto",
    devices: str | None = None,
    cap_bytes: int | None = None,
    seed: int = 0,
    recipe: Recipe = "default",
    plan: TrainingPlan | None = None,
    resume: bool = False,
    consent: Consent | None = None,
    text: str | None = None,
    trial: Path | None = None,
) -> Voice:
    """Plan (unless a plan is given or a run is continued) and train; returns the tried voice.

    With `devices` (or a plan that has some) it is trained by one process each. A `trial` is a run
    in that folder which leaves the library alone.

    Raises:
        EngineError, Cancelled: as `engine.training.loop.train` and `engine.plan.choose`.
    """
    name = check_name(voice) if resume or trial else free_name(voice)
    # The only module that knows where a run lies imports no torch.
    from engine.training.run import PLAN_FILE, is_unfinished, runs_home

    folder = trial or runs_home() / name
    machine = profile(data_home())
    rank = rank_here()
    shared = rank_devices(rank, devices) if rank else several(devices, device, machine)
    if shared and rank is None:
        device = smallest(shared, machine)
    if resume:
        plan = None
    elif plan is None:
        dataset = load_dataset(dataset_folder)
        plan = plan_for(machine, dataset, base, quality, device, cap_bytes, seed, recipe)
    begun = is_unfinished(folder) and resume
    planned = _plan_of(folder / PLAN_FILE, device, emit) if begun else plan
    if planned is not None:
        check_runnable(planned)
        base_folder(planned.base)  # a base that is not here is refused before anything is done
        whole = share_out(planned, shared or planned.devices or (planned.device,))
        if begun and whole != planned:
            write_json(folder / PLAN_FILE, whole)
        if len(shared) > max(1, len(whole.devices)):
            emit(Note(whole.reasons[-1].why, "The others stay free for other work."))
        planned, plan = whole, whole if plan is not None else None
        if planned.devices and rank is None:
            task = Task(dataset_folder, name, base, folder, planned, begun, consent, text)
            return train_on_all(task, emit, control)
        check_device(planned.device, machine)
    set_card_order()
    from engine.training.loop import train
    from engine.training.ranks import joined

    with joined(device) as group:
        return train(
            dataset_folder,
            name,
            plan,
            folder,
            emit,
            control,
            base=base,
            consent=consent,
            text=text,
            group=group,
            in_library=trial is None,
        )


def _plan_of(file: Path, device: str, emit: Emit) -> TrainingPlan:
    """The plan of a run that goes on: where it was begun, or on the processor if that is asked.

    Raises:
        EngineError: as `read_plan`, and kind "disk".
    """
    plan = read_plan(file, family_spec)
    if device != "cpu" or plan.device == "cpu":
        return plan
    moved = on_processor(plan, family_spec(plan.base), MOVED)
    write_json(file, moved)
    emit(Note(MOVED, moved.sentence))
    return moved


def describe(voice: Voice | None) -> str:
    if voice is None:  # a process that does not lead; the one that does says all
        return ""
    lines = [f"The voice {voice.name} is ready."]
    for label, scores in voice.scores.items():
        lines.append(
            f"- {label}: similarity {scores.similarity:.3f}, {scores.word_error:.1%} of the words "
            f"lost or changed, pitch x {scores.pitch_ratio:.2f}"
        )
    lines.append(f'Try it: timbre speak "{voice.name}" "Hello." -o hello.wav')
    return "\n".join(lines)
