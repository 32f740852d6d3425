"""The tiny family with faults at named places, and a fine-tune of it in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch

from engine.control import Control
from engine.errors import EngineError
from engine.events import Event, Memory, Note, SteppedDown
from engine.plan import TrainingPlan
from engine.training import state
from engine.training.loop import train
from tests.engine.training import tiny

Kind = Literal["memory", "shrink", "nan", "kill", "quota", "vanish", "room"]
OUT_OF_MEMORY = (
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
    MemoryError(),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 512 bytes."),
    RuntimeError("can't start new thread"),
)


@dataclass(frozen=True)
class Fault:
    """What happens at the `after`-th arrival at a place, and at `times` arrivals from there.

    `size` is the kind of error for "memory", what a card still holds for "shrink" (per mille of the
    plan), how long a file may become for "quota", and how large the disk is for "room".
    """

    kind: Kind
    place: str
    after: int
    times: int = 1
    size: int = 0


class Faults:
    """Counts the arrivals at each place and lets happen what is due there."""

    def __init__(self, faults: tuple[Fault, ...], run: Path) -> None:
        self._faults = faults
        self._run = run
        self._seen: dict[str, int] = {}
        self._limit = 1 << 62
        self.fired: list[str] = []

    def at(self, place: str, predicted: int = 0) -> bool:
        """Arrive at a place; whether its numbers are to be spoilt."""
        number = self._seen[place] = self._seen.get(place, 0) + 1
        spoilt = False
        for fault in self._faults:
            if fault.place == place and fault.after <= number < fault.after + fault.times:
                self.fired.append(fault.kind)
                spoilt = self._happen(fault, predicted) or spoilt
        if predicted > self._limit:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return spoilt

    def _happen(self, fault: Fault, predicted: int) -> bool:
        match fault.kind:
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "memory":
                raise OUT_OF_MEMORY[fault.size % len(OUT_OF_MEMORY)]
            case "shrink":
                self._limit = min(self._limit, predicted * fault.size // 1000)
            case "quota":
                hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
                resource.setrlimit(resource.RLIMIT_FSIZE, (fault.size, hard))
            case "vanish":
                self._run.rename(gone(self._run))
        return fault.kind == "nan"


def gone(run: Path) -> Path:
    """Where a run's folder lies while it has vanished."""
    return run.with_name("gone")


class FaultyFamily(tiny.TinyFamily):
    """Arrives at a place in everything a family is asked for."""

    def __init__(self, device: str, faults: Faults) -> None:
        faults.at("open")
        super().__init__(device)
        self._faults = faults

    def prepare(self, folder, clips, plan, emit):
        self._faults.at("prepare")
        super().prepare(folder, clips, plan, emit)

    def stage(self, plan):
        self._faults.at("stage")
        return FaultyStage(self, plan, self._faults)

    def voice_tensors(self):
        self._faults.at("tensors")
        return super().voice_tensors()

    def load_voice(self, tensors):
        self._faults.at("load")
        super().load_voice(tensors)

    def speak(self, request):
        self._faults.at("speak")
        return super().speak(request)


class FaultyStage(tiny.TinyStage):
    def __init__(self, family, plan, faults: Faults) -> None:
        super().__init__(family, plan)
        self._faults = faults

    def batch(self, step, micro):
        self._faults.at("batch", self.plan.predicted_bytes)
        return super().batch(step, micro)

    def losses(self, batch):
        for name, loss, parts in super().losses(batch):
            spoilt = self._faults.at("loss", self.plan.predicted_bytes)
            yield name, loss * float("nan") if spoilt else loss, parts
            self._faults.at("backward")

    def score(self):
        self._faults.at("score")
        return super().score()


class FaultyFamilies:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def family_spec(self, name):
        return tiny.SPEC

    def open_family(self, name, device, precision="fp32"):
        return FaultyFamily(device, self._faults)


def fine_tune(
    dataset: Path, run: Path, plan: TrainingPlan | None, faults: tuple[Fault, ...], report: Path
) -> None:
    """One attempt at a run; how it ended is written to `report`, unless it is killed."""
    torch.set_num_threads(1)
    happening = Faults(faults, run)
    lines: list[str] = []

    def emit(event: Event) -> None:
        if isinstance(event, Note | SteppedDown):
            lines.append(event.message)
        if not isinstance(event, Memory):
            happening.at(type(event).__name__)

    copied = state.Snapshot.copied

    def faulty_copy(snapshot: state.Snapshot) -> state.Snapshot:
        happening.at("copy")
        return copied(snapshot)

    state.Snapshot.copied = faulty_copy  # in this process alone: it does nothing else
    ended: dict[str, object] = {"ended": "finished"}
    try:
        train(
            dataset,
            "anna",
            plan,
            run,
            emit,
            Control(),
            base="tiny",
            families=FaultyFamilies(happening),
            make_judge=tiny.make_judge,
            checkpoint_seconds=0.0,
        )
    except EngineError as error:
        ended = {"ended": error.kind, "message": error.message, "hint": error.hint}
    except Exception:
        ended = {"ended": "surprise", "message": traceback.format_exc(), "hint": ""}
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    ended |= {"fired": happening.fired, "lines": lines, "modules": sorted(sys.modules)}
    report.write_text(json.dumps(ended), encoding="utf-8")
