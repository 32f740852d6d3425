"""One run on several devices: a process each, started, heard and ended together.

The leader (rank 0) speaks for all. Whoever ends badly ends the others too; where memory ran out on
one device, all go on from the last save with a lighter plan.
"""

from __future__ import annotations

import os
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from engine.child import Child
from engine.control import Control
from engine.errors import Cancelled, EngineError, Kind
from engine.events import TERMINAL, Emit, Event, Failed, Finished, StageStarted, Step, Stopped

RENDEZVOUS = "TIMBRE_RENDEZVOUS"
TORCHRUN = "TORCHELASTIC_RUN_ID"
PEER_LOST = "The process of another device of this run has ended."
# What the others say when one rank is gone comes within seconds; a card's driver may never answer.
GRACE_SECONDS = 10.0
LISTEN_SECONDS = 0.1

# The command of a rank, given whether it continues the run.
Command = Callable[[int, bool], Sequence[str]]
# The stage in which memory ran out -> the devices to go on with under a lighter plan; () for none.
Lighten = Callable[[str | None], tuple[str, ...]]


@dataclass(frozen=True)
class Rank:
    """Which of `world` processes this is, in all and in this computer.

    `is_ours`: `train_together` started it, and the plan it gets says who works where.
    """

    rank: int
    local: int
    world: int
    is_ours: bool


def rank_here(environment: Mapping[str, str] = os.environ) -> Rank | None:
    """What this process was started as by `train_together` or torchrun; None for one on its own."""
    started = RENDEZVOUS in environment or TORCHRUN in environment
    world = int(environment.get("WORLD_SIZE", "1")) if started else 1
    if world < 2:
        return None
    is_ours = RENDEZVOUS in environment
    return Rank(int(environment["RANK"]), int(environment["LOCAL_RANK"]), world, is_ours)


def train_together(
    command: Command,
    devices: tuple[str, ...],
    lighten: Lighten,
    emit: Emit,
    control: Control,
    resume: bool = False,
) -> Finished:
    """Run one process a device to the end; the leader's events are passed on.

    Raises:
        Cancelled: the leader has saved and stopped.
        EngineError: what a rank failed with, and which.
    """
    while True:
        with tempfile.TemporaryDirectory(prefix="timbre-") as folder:
            run = _Run(command, devices, Path(folder) / "ranks", resume, emit, control)
            ended = run.until_the_end()
        if isinstance(ended, Finished):
            return ended
        if isinstance(ended, Stopped):
            raise Cancelled(ended.message, ended.resume_folder)
        lighter_on = lighten(run.stage) if run.memory_ran_out else ()
        if not lighter_on:
            raise EngineError(cast(Kind, ended.kind), ended.message, ended.hint)
        devices, resume = lighter_on, True


def out_of_memory(device: str) -> EngineError:
    """A rank's memory ran out: whoever started the ranks steps all of them down."""
    return EngineError(
        "memory",
        f"The memory of {device} ran out.",
        "Close other programs and continue with --resume.",
    )


class _Run:
    """The ranks between one start and one end."""

    def __init__(
        self,
        command: Command,
        devices: tuple[str, ...],
        meeting: Path,
        resume: bool,
        emit: Emit,
        control: Control,
    ) -> None:
        self.stage: str | None = None
        self.memory_ran_out = False
        self._devices = devices
        self._emit = emit
        self._control = control
        self._told: queue.SimpleQueue[tuple[int, Event]] = queue.SimpleQueue()
        self._children: list[Child] = []
        self._paused = self._stopped = False
        for rank in range(len(devices)):
            environment = _environment(rank, len(devices), meeting)
            self._children.append(Child.start(command(rank, resume), environment))
            threading.Thread(
                target=self._listen, args=(rank,), daemon=True, name=f"rank-{rank}"
            ).start()

    def until_the_end(self) -> Finished | Stopped | Failed:
        """Pass events on until the leader is done, or a rank has failed of itself."""
        failures: dict[int, Failed] = {}
        deadline = float("inf")
        try:
            while time.monotonic() < deadline:
                self._obey()
                try:
                    rank, event = self._told.get(timeout=LISTEN_SECONDS)
                except queue.Empty:
                    continue
                if isinstance(event, Failed):
                    failures[rank] = event
                    # Who lost another rank has a moment to hear why that one ended.
                    patience = GRACE_SECONDS if event.message == PEER_LOST else 0.0
                    deadline = min(deadline, time.monotonic() + patience)
                elif rank == 0 and isinstance(event, Finished | Stopped):
                    self._children[0].wait()  # not for ever: `Child` ends who lingers
                    return event
                elif rank == 0:
                    self._pass_on(event)
        finally:
            for child in self._children:
                child.kill()
            for child in self._children:
                child.wait()
        return self._verdict(failures)

    def _pass_on(self, event: Event) -> None:
        if isinstance(event, StageStarted | Step):
            self.stage = event.stage
        if not isinstance(event, TERMINAL):
            self._emit(event)

    def _verdict(self, failures: dict[int, Failed]) -> Failed:
        """The failure that made the others fail, with the device it happened on."""
        causes = {r: f for r, f in failures.items() if f.message != PEER_LOST} or failures
        rank = min(causes)
        failed = causes[rank]
        # A process that was killed looks like that too, but does not say so itself.
        self.memory_ran_out = failed.message == out_of_memory(self._devices[rank]).message
        if len(self._devices) == 1:
            return failed
        message = f"On {self._devices[rank]} (process {rank + 1} of {len(self._devices)}): "
        return Failed(failed.kind, message + failed.message, failed.hint)

    def _obey(self) -> None:
        """Carry stop, pause and resume on to the leader, whom the others wait for."""
        leader = self._children[0]
        if self._control.stopping:
            if not self._stopped:
                leader.stop()
            self._stopped = True
        elif self._control.paused != self._paused:
            self._paused = self._control.paused
            leader.send("pause" if self._paused else "resume")

    def _listen(self, rank: int) -> None:
        for event in self._children[rank].events():
            self._told.put((rank, event))


def _environment(rank: int, world: int, meeting: Path) -> dict[str, str]:
    """What torchrun would set; a single process is told nothing and makes no group."""
    if world == 1:
        return {}
    found = {
        "RANK": str(rank),
        "LOCAL_RANK": str(rank),
        "WORLD_SIZE": str(world),
        "LOCAL_WORLD_SIZE": str(world),
        RENDEZVOUS: str(meeting),
    }
    if sys.platform == "linux":
        # The ranks talk inside this computer only.
        found |= {"GLOO_SOCKET_IFNAME": "lo", "NCCL_SOCKET_IFNAME": "lo"}
    return found
