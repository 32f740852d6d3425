"""Which faults a run meets: drawn from a seed, so that each can be had again."""

from __future__ import annotations

import dataclasses
import random

from engine.plan import TrainingPlan, choose
from tests.engine.training import tiny
from tests.engine.training.faults.faulty import Fault, Kind

STEPS = 7
# About how often an unbroken run comes by.
PLACES = {
    "open": 1,
    "prepare": 1,
    "stage": 2,
    "tensors": 3,
    "load": 6,
    "speak": 12,
    "batch": 28,
    "loss": 42,
    "backward": 42,
    "score": 8,
    "copy": 20,
    "Step": 14,
    "Checkpoint": 20,
    "Sample": 4,
    "Progress": 12,
    "StageStarted": 5,
}
NUMBERS = ("batch", "loss")
VARIANTS = (("fp32", "full", None), ("bf16", "partial", None), ("fp32", "lora", 4))
# How an attempt may end that met a fault of this kind.
ENDINGS: dict[Kind, set[str]] = {
    "memory": {"finished", "memory"},
    "shrink": {"finished", "memory"},
    "nan": {"finished"},
    "kill": {"killed", "finished"},
    "quota": {"disk", "finished"},
    "vanish": {"disk", "finished"},
    "room": {"disk", "finished"},
}
# Faults after which a run must have learned exactly what an undisturbed one does.
HARMLESS: set[Kind] = {"kill", "quota", "vanish", "room"}


@dataclasses.dataclass(frozen=True)
class Scenario:
    """A variant of the plan, and the faults of each attempt; the attempt after them is clean."""

    number: int
    variant: int
    attempts: tuple[tuple[Fault, ...], ...]

    @property
    def kinds(self) -> set[Kind]:
        return {fault.kind for attempt in self.attempts for fault in attempt}


def plan_of(variant: int) -> TrainingPlan:
    """Two stages of seven steps, in two micro-batches, recomputed, scored every third step."""
    precision, train, rank = VARIANTS[variant]
    made = choose(tiny.MACHINE, 60.0, 6.0, tiny.SPEC, "quick", seed=3)
    stages = tuple(
        dataclasses.replace(
            stage,
            precision=precision,
            train=train,
            lora_rank=rank,
            micro_batch=1,
            accumulation=2,
            checkpointing="all",
            score_every=3,
            sample_every=6,
            steps=STEPS,
        )
        for stage in made.stages
    )
    return dataclasses.replace(made, stages=stages)


def draw(seed: int, number: int, disks: bool) -> Scenario:
    """Scenario `number` of a seed; `disks`: small ones can be had."""
    rng = random.Random(f"{seed} {number}")
    kinds: list[Kind] = ["memory", "shrink", "nan", "kill", "quota", "vanish"]
    if disks:
        kinds.append("room")
    first = kinds[number % len(kinds)]
    attempts = [tuple(_fault(rng, kind) for kind in (first, *_more(rng, kinds, first)))]
    if rng.random() < 0.3:
        attempts.append((_fault(rng, rng.choice([k for k in kinds if k != "room"])),))
    return Scenario(number, rng.randrange(len(VARIANTS)), tuple(attempts))


def _more(rng: random.Random, kinds: list[Kind], first: Kind) -> list[Kind]:
    others: list[Kind] = [kind for kind in kinds if kind not in (first, "room", "vanish")]
    return [rng.choice(others)] if rng.random() < 0.3 else []


def _fault(rng: random.Random, kind: Kind) -> Fault:
    place = rng.choice(NUMBERS[1:] if kind == "nan" else sorted(PLACES))
    if kind == "shrink":
        place = rng.choice(NUMBERS)
    after = rng.randint(1, PLACES[place])
    match kind:
        case "memory":
            return Fault(kind, place, after, rng.choice((1, 1, 2, 5)), rng.randrange(4))
        case "shrink":
            return Fault(kind, place, after, rng.choice((1, 3)), rng.randint(500, 999))
        case "nan":
            return Fault(kind, place, after, rng.choice((1, 2, 4, 12, 1000)))
        case "quota":
            return Fault(kind, place, after, size=rng.randint(500, 60_000))
        case "room":
            return Fault(kind, "begin", 1, size=rng.randint(100_000, 700_000))
        case _:
            return Fault(kind, place, after)
