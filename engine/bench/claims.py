"""What people say of each switch, and what it does here: the same work with it on and off."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from engine.bench.workload import PLAN, Cost, TokenStage, cost, step_cost
from engine.child import ask
from engine.control import Control
from engine.events import Emit, Progress
from engine.machine.sampling import Sampler
from engine.models.windowed import Window, windowed_attention
from engine.together import RENDEZVOUS
from engine.training.buckets import Rounds, padding_share
from engine.training.learner import Learner

FRAMES_PER_SECOND = 50
BUSY_SECONDS = 6.0
CLIPS = [[2.0, 1.5]]
# Enough that activations, not weights, are most of what a step adds.
LONG = [[4.0, 4.0, 4.0]]
ROUND_CLIPS = 24


@dataclass(frozen=True)
class Claim:
    """A claim and our measurement; ratios are the switch on against off, `None` if not measured.

    `time_ratio` counts processor seconds on a CPU, which hardly depend on what else it does, and
    the clock on a card. `note` says what was done, or what is missing.
    """

    switch: str
    claimed: str
    memory_ratio: float | None
    time_ratio: float | None
    note: str


@dataclass(frozen=True)
class ClaimFigures:
    """All claims, on one device."""

    device: str
    device_name: str
    torch: str
    claims: tuple[Claim, ...]


def bench_claims(device: str, rounds: int, emit: Emit, control: Control) -> ClaimFigures:
    """Measure every claim: seconds each, with the published GPT's width and two layers."""
    torch.manual_seed(0)
    measures = list(_measures(device, rounds))
    claims: list[Claim] = []
    for number, (name, measure) in enumerate(measures):
        control.check("bench")
        emit(Progress("bench", number, len(measures), name))
        claims.append(measure())
    emit(Progress("bench", len(measures), len(measures)))
    name = torch.cuda.get_device_name(device) if device != "cpu" else "the processor"
    return ClaimFigures(device, name, torch.__version__, tuple(claims))


def _measures(device: str, rounds: int) -> Iterator[tuple[str, Callable[[], Claim]]]:
    """Each claim's name and how it is measured; the step with nothing on is measured once."""
    plain, long = (_Once(partial(step_cost, device, rounds, clips)) for clips in (CLIPS, LONG))

    def added(switch: str, claimed: str, note: str, **switches: object) -> Callable[[], Claim]:
        def measure() -> Claim:
            off, on = long(), step_cost(device, rounds, LONG, **switches)
            off, on = (replace(found, bytes=found.added) for found in (off, on))
            return _compared(switch, claimed, off, on, device, note)

        return measure

    def against(switch: str, claimed: str, note: str, **switches: object) -> Callable[[], Claim]:
        return lambda: _compared(
            switch, claimed, plain(), step_cost(device, rounds, CLIPS, **switches), device, note
        )

    half = "bf16" if device == "cpu" else "fp16"
    yield (
        "AMP",
        added(
            "AMP",
            "-40 % memory, 1.5 to 2 times as fast",
            f"a step in {half}; what it adds to weights and moments",
            precision=half,
        ),
    )
    yield (
        "checkpointing",
        added(
            "checkpointing",
            "-30 to 50 % of activations for +20 % time",
            "every layer computed again; what a step adds to weights and moments",
            checkpointing="all",
        ),
    )
    yield (
        "8-bit Adam",
        against(
            "8-bit Adam",
            "a quarter of the moments",
            "memory of the whole step",
            optimiser="adamw8bit",
        ),
    )
    yield "LoRA", against("LoRA", "a fraction of the memory", "rank 16", train="lora", lora_rank=16)
    for how in ("int8", "nf4"):
        yield (
            f"QLoRA {how}",
            against(
                f"QLoRA {how}",
                "less than LoRA",
                "rank 16; embeddings and head stay exact",
                train="lora",
                lora_rank=16,
                quantised=how,
            ),
        )
    yield "windowed attention", partial(_window, device, rounds)
    yield "buckets", partial(_buckets, device)
    yield "dynamic batch", partial(_dynamic, device)
    yield "gradient_as_bucket_view", _bucket_view
    yield "data on GPU", partial(_data, device, rounds)
    yield "GPU use", partial(_use, device)


class _Once:
    """A measurement that is made when it is first wanted."""

    def __init__(self, measure: Callable[[], Cost]) -> None:
        self._measure = measure
        self._found: Cost | None = None

    def __call__(self) -> Cost:
        self._found = self._found or self._measure()
        return self._found


def _compared(switch: str, claimed: str, off: Cost, on: Cost, device: str, note: str) -> Claim:
    return Claim(
        switch,
        claimed,
        round(on.bytes / off.bytes, 3),
        round(_time(on, device) / _time(off, device), 3),
        note,
    )


def _time(found: Cost, device: str) -> float:
    return found.cpu_seconds if device == "cpu" else found.seconds


def _window(device: str, rounds: int) -> Claim:
    """Attention alone, forward and back, over 64 phonemes and 24 s of tokens."""
    text, sound, width = 64, 600, 75
    torch.manual_seed(0)
    shape = 1, 16, text + sound, 32
    q, k, v = (torch.randn(shape, device=device, requires_grad=True) for _ in range(3))
    visible = torch.ones(1, text + sound, dtype=torch.bool, device=device)
    mask = torch.ones(text + sound, text + sound, dtype=torch.bool, device=device).tril()

    def full(step: int) -> None:
        found = torch.nn.functional.scaled_dot_product_attention(q, k, v, mask, 0.1)
        torch.autograd.grad(found.sum(), (q, k, v))

    def narrow(step: int) -> None:
        found = windowed_attention(q, k, v, Window(text, width, visible), 0.1)
        torch.autograd.grad(found.sum(), (q, k, v))

    off, on = (cost(device, rounds, work) for work in (full, narrow))
    note = f"attention alone: {text} phonemes, {sound} tokens, looking {width} back"
    return _compared("windowed attention", "-75 % memory", off, on, device, note)


def _lengths() -> list[float]:
    """Seconds of clips in the proportions that slicing leaves (2 to 15, mostly short), a third."""
    rng = np.random.default_rng(0)
    whole = np.clip(rng.lognormal(1.5, 0.5, ROUND_CLIPS), 2.0, 15.0)
    return [float(seconds) / 3 for seconds in whole]


def _round(micro_batch: int, budget: int | None, bucketed: bool) -> tuple[list[list[float]], float]:
    """The micro-batches of one round as seconds of clips, and how much of them is padding."""
    seconds = _lengths()
    frames = [round(FRAMES_PER_SECOND * s) for s in seconds]
    plan = replace(PLAN, micro_batch=micro_batch, frame_budget=budget, bucketed=bucketed)
    batches = Rounds(frames, plan, np.random.default_rng).round(0)
    return [[seconds[i] for i in batch] for batch in batches], padding_share(batches, frames)


def _buckets(device: str) -> Claim:
    (loose, wasted), (tight, left) = _round(6, None, False), _round(6, None, True)
    off, on = (_round_cost(device, batches) for batches in (loose, tight))
    note = f"padding {wasted:.0%} of batches of 6 without, {left:.0%} with; {ROUND_CLIPS} clips"
    return _compared("buckets", "-60 % padding", off, on, device, note)


def _dynamic(device: str) -> Claim:
    """The same frames at most in a micro-batch: two of the longest clips, or as many as fit."""
    most = round(2 * FRAMES_PER_SECOND * max(_lengths()))
    off = _round_cost(device, _round(2, None, False)[0])
    batches = _round(16, most, True)[0]
    on = _round_cost(device, batches)
    note = (
        f"a round of {ROUND_CLIPS} clips in {len(batches)} batches of as many frames, not by twos"
    )
    return _compared("dynamic batch", "+40 % throughput", off, on, device, note)


def _round_cost(device: str, batches: list[list[float]]) -> Cost:
    """A whole round: its time, and the most that any batch of it holds."""
    order = sorted(batches, key=lambda batch: -len(batch) * max(batch))
    # The first warms up, the second is the one whose memory is counted.
    found = step_cost(device, 1, [order[-1], *order[:-1]])
    return replace(
        found,
        seconds=found.seconds * len(batches),
        cpu_seconds=found.cpu_seconds * len(batches),
    )


def _bucket_view() -> Claim:
    """Two processes on this computer average the gradients of 8 million parameters."""
    off, on = (_together(view) for view in (False, True))
    return Claim(
        "gradient_as_bucket_view",
        "-30 % communication",
        round(on["bytes"] / off["bytes"], 3),
        round(on["cpu"] / off["cpu"], 3),
        "two processes with gloo; it saves a copy of the gradients, not what is sent",
    )


def _together(view: bool) -> dict[str, float]:
    """What each of two processes took, on average."""
    command = [sys.executable, "-m", "engine.bench.ranks", "view" if view else "copy"]
    with tempfile.TemporaryDirectory() as folder:
        meeting = {"WORLD_SIZE": "2", RENDEZVOUS: str(Path(folder) / "ranks")}
        places = [
            meeting | {"RANK": str(rank), "LOCAL_RANK": str(rank), "OMP_NUM_THREADS": "1"}
            for rank in range(2)
        ]
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda place: ask(command, place), places))
    return {name: statistics.mean(rank[name] for rank in found) for name in found[0]}


def _data(device: str, rounds: int) -> Claim:
    claimed, note = "faster batches", "the clips lie on the card, not in RAM"
    if device == "cpu":
        return Claim("data on GPU", claimed, None, None, "needs an NVIDIA card")
    off, on = (step_cost(device, rounds, CLIPS, data_on_device=there) for there in (False, True))
    return _compared("data on GPU", claimed, off, on, device, note)


def _use(device: str) -> Claim:
    if device == "cpu":
        return Claim("GPU use", "over 95 %", None, None, "needs an NVIDIA card")
    plan = replace(PLAN, data_on_device=True, precision="fp16")
    learner = Learner(TokenStage(plan, device, [[6.0] * 16]), plan, device)
    shares: list[float] = []
    with Sampler(device) as sampler:
        began = time.monotonic()
        while time.monotonic() - began < BUSY_SECONDS:
            learner.step(0, lambda: None)
            share = sampler.sample().gpu_use
            shares += [] if share is None else [share]
    mean = statistics.mean(shares[len(shares) // 3 :]) if shares else None
    note = "NVML does not tell" if mean is None else f"{mean:.0%} of the time, 16 clips of 6 s"
    return Claim("GPU use", "over 95 %", None, None, note)
