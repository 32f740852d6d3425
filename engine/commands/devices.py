"""`timbre train --devices`: the processes of a run on several devices, from both of their ends."""

import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from engine.control import Control
from engine.device import check_device
from engine.errors import EngineError
from engine.events import Emit, SteppedDown
from engine.files import data_home, from_plain, write_json
from engine.hardware import HardwareProfile, profile, set_card_order
from engine.library import check_name
from engine.models.families import family_spec
from engine.plan import TrainingPlan, lighter
from engine.planning.checks import read_plan
from engine.planning.devices import chosen_devices, share_out
from engine.together import Rank, train_together
from engine.training.run import PLAN_FILE, runs_home
from engine.voice import Consent, Voice


@dataclass(frozen=True)
class Task:
    """A fine-tune to share out; `plan` has the devices, `resume` continues what `folder` holds."""

    dataset: Path
    voice: str
    base: str
    folder: Path
    plan: TrainingPlan
    resume: bool
    consent: Consent | None
    text: str | None


def several(devices: str | None, device: str, machine: HardwareProfile) -> tuple[str, ...]:
    """The devices that `--devices` asks for; none when it was not given.

    Raises:
        EngineError: as `chosen_devices`, and kind "input" when `--device` is given as well.
    """
    if devices is None:
        return ()
    if device != "auto":
        raise EngineError(
            "input", "--device and --devices are both given.", "Leave out one of them."
        )
    return chosen_devices(devices, machine)


def rank_devices(rank: Rank, devices: str | None) -> tuple[str, ...]:
    """A device for every rank of torchrun; none where the plan says who works where."""
    if rank.is_ours:
        return ()
    listed = (devices or "").split(",")
    names = listed if devices else [str(number) for number in range(rank.world)]
    return tuple(_device(names[number % len(names)]) for number in range(rank.world))


def rank_device(rank: Rank, device: str, devices: str | None) -> str:
    """The device of this rank: what it was told, else the card of its number in this computer."""
    if device != "auto":
        return device
    names = devices.split(",") if devices else [str(number) for number in range(rank.world)]
    return _device(names[rank.local % len(names)])


def train_on_all(task: Task, emit: Emit, control: Control) -> Voice:
    """Train in one process a device and return the voice that the leader made.

    Raises:
        EngineError, Cancelled: as `engine.together.train_together`.
    """
    with tempfile.TemporaryDirectory(prefix="timbre-") as place:
        file = Path(place) / PLAN_FILE
        write_json(file, task.plan)
        on_devices = list(task.plan.devices)

        def command(rank: int, resume: bool) -> list[str]:
            words = _words(task, on_devices[rank])
            return [*words, "--resume"] if resume else [*words, "--plan", str(file)]

        def lighten(stage: str | None) -> tuple[str, ...]:
            below = _step_down(task.folder, stage, emit)
            on_devices[:] = () if below is None else below.devices or (below.device,)
            return tuple(on_devices)

        ended = train_together(
            command, task.plan.devices, lighten, emit, control, resume=task.resume
        )
    return from_plain(Voice, ended.result)


def follow_run(dataset: Path, voice: str, device: str, control: Control) -> None:
    """Be a rank that does not lead, until the last stage is learned.

    Raises:
        EngineError: as `engine.training.follower.follow` and `check_device`.
    """
    check_device(device, profile(data_home()))
    set_card_order()
    from engine.training.follower import follow
    from engine.training.ranks import joined

    with joined(device) as group:
        follow(dataset, check_name(voice), runs_home() / check_name(voice), device, control, group)


def _words(task: Task, device: str) -> list[str]:
    words = [sys.executable, "-m", "engine", "train", str(task.dataset), "--voice", task.voice]
    words += ["--base", task.base, "--device", device, "--events", "-"]
    words += ["--say", task.text] if task.text else []
    return words + (["--consent", task.consent.by] if task.consent else [])


def _step_down(folder: Path, stage: str | None, emit: Emit) -> TrainingPlan | None:
    """The lighter plan for all devices, on disk; None where there is none."""
    plan = read_plan(folder / PLAN_FILE)
    below = lighter(plan, family_spec(plan.base), stage)
    if below is None:
        return None
    why = below.reasons[-1].why
    same_kind = below.device == plan.device
    below = share_out(below, plan.devices) if same_kind else replace(below, devices=())
    write_json(folder / PLAN_FILE, below)
    emit(SteppedDown(stage or "prepare", 0, why))
    return below


def _device(name: str) -> str:
    return f"cuda:{name}" if name.strip().isdigit() else name.strip()
