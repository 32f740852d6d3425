"""Families and machines to plan for: round figures, and every switch there is."""

import dataclasses
from collections.abc import Iterator

from engine.hardware import Gpu, HardwareProfile
from engine.models.families import FamilySpec, StageSpec, TrainMode, family_names, family_spec
from engine.plan import TrainingPlan, choose
from engine.planning.costs import Costs, Kind
from engine.planning.ladder import is_level_of, ladder
from engine.planning.places import place_of

GB = 1_000_000_000


def mode(name, trainable: int, fixed: int, second: int, work: float, **changes) -> TrainMode:
    """The same on a card and on a processor, but for what is held anyway."""
    costs = Costs(fixed, second, all_share=0.3, selected_share=0.65, second_work=work)
    bases: dict[Kind, int] = {"cpu": 1_500_000_000, "cuda": 500_000_000}
    kinds: dict[Kind, Costs] = {
        kind: dataclasses.replace(costs, base_bytes=held, launch_seconds=0.1)
        for kind, held in bases.items()
    }
    return TrainMode(name, trainable, kinds, **changes)


FULL = mode("full", 50_000_000, 1 * GB, 700_000_000, 2.0)
PARTIAL = mode("partial", 5_000_000, 500_000_000, 600_000_000, 1.2)
LORA = mode("lora", 1_000_000, 300_000_000, 600_000_000, 1.2, quantisable=40_000_000)
STEPS = {"quick": 150, "balanced": 400, "best": 900}
EVERY_SWITCH = (
    "adamw8bit",
    "int8",
    "nf4",
    "offload_optimiser",
    "frame_budget",
    "bucketed",
    "cuda_graphs",
    "data_on_device",
)
SPEC = FamilySpec(
    name="base",
    package="nowhere",
    sample_rate=24_000,
    languages=("en",),
    licence="MIT",
    parameters=80_000_000,
    weights_bytes=320_000_000,
    stages=(
        StageSpec("timbre", "How you sound", (FULL, PARTIAL, LORA), STEPS, 2.0, 1e-3, batch=4),
        StageSpec("prosody", "How you speak", (PARTIAL, LORA), STEPS, 0.0, 1e-4, batch=2),
    ),
)
RICH = dataclasses.replace(
    SPEC,
    stages=tuple(
        dataclasses.replace(
            stage,
            switches=EVERY_SWITCH,
            windows=(200, 100),
            largest_batch=32,
            passes={"quick": 1.0, "balanced": 2.0, "best": 4.0},
            data_bytes=400_000,
        )
        for stage in SPEC.stages
    ),
)
FAMILIES = {"plain": SPEC, "rich": RICH, **{name: family_spec(name) for name in family_names()}}


def machine(ram: float = 16, cards: tuple[tuple[float, tuple[int, int]], ...] = (), bf16=False):
    gpus = tuple(
        Gpu(index, f"Card {index}", int(size * GB), int(size * GB), 0, capability, "580.1")
        for index, (size, capability) in enumerate(cards)
    )
    return HardwareProfile(
        gpus=gpus,
        ram_total_bytes=int(ram * GB),
        ram_free_bytes=int(ram * GB),
        cpu_name="A processor",
        cpu_threads=4,
        cpu_cores=2,
        cpu_bf16=bf16,
        disk_free_bytes=100 * GB,
        platform="Linux",
        troubles=(),
    )


def planned(profile: HardwareProfile, **changes) -> TrainingPlan:
    asked = {"dataset_seconds": 60.0, "longest_clip": 10.0, "spec": SPEC, "quality": "quick"}
    return choose(profile, **{**asked, **changes})


def level(spec: FamilySpec, plan: TrainingPlan, number: int) -> int:
    """How many levels of quality lie above that of a stage."""
    stage, stage_spec = plan.stages[number], spec.stages[number]
    levels = ladder(stage_spec, place_of(plan, stage))
    return next(i for i, ways in enumerate(levels) if is_level_of(ways, stage))


def worth(spec: FamilySpec, plan: TrainingPlan) -> Iterator[tuple[int, float]]:
    """Of each stage its level of quality and its time: the smaller, the better."""
    for number, stage in enumerate(plan.stages):
        yield level(spec, plan, number), stage.predicted_seconds
