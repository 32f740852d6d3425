"""The laws of the planner: what fits, what steps down, and what it says."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.files import from_plain, to_plain
from engine.hardware import Gpu, HardwareProfile
from engine.ladder import ladder, stands_on
from engine.models.families import FamilySpec, StageSpec, TrainMode
from engine.plan import TrainingPlan, choose, lighter

GB = 1_000_000_000
FULL = TrainMode("full", 50_000_000, 1 * GB, 700_000_000, 0.3, 2.0)
PARTIAL = TrainMode("partial", 5_000_000, 500_000_000, 600_000_000, 0.3, 1.2)
LORA = TrainMode("lora", 1_000_000, 300_000_000, 600_000_000, 0.3, 1.2)
STEPS = {"quick": 150, "balanced": 400, "best": 900}
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


def place_on_ladder(plan: TrainingPlan) -> list[int]:
    """For each stage how many rungs lie above: 0 is the best there is."""
    places = []
    for stage, spec in zip(plan.stages, SPEC.stages, strict=True):
        rungs = list(ladder(spec))
        places.append(next(i for i, rung in enumerate(rungs) if stands_on(rung, stage)))
    return places


@given(st.floats(1.2, 40), st.floats(0, 40), st.booleans())
def test_more_memory_never_gives_a_worse_plan(room: float, more: float, on_card: bool):
    def plan(size: float) -> TrainingPlan | None:
        cards = ((size, (8, 6)),) if on_card else ()
        try:
            return planned(machine(size, cards), device="cuda:0" if on_card else "cpu")
        except EngineError as error:
            assert error.kind == "memory"
            return None

    small, large = plan(room), plan(room + more)
    if small is not None:
        assert large is not None
        pairs = zip(place_on_ladder(small), place_on_ladder(large), strict=True)
        assert all(big <= little for little, big in pairs)


@given(st.floats(0.1, 40), st.floats(1, 3000), st.floats(1, 15), st.floats(0.1, 30))
def test_every_plan_fits_or_says_so(room: float, seconds: float, longest: float, cap: float):
    try:
        plan = planned(
            machine(room),
            dataset_seconds=max(seconds, longest),
            longest_clip=longest,
            vram_cap_bytes=int(cap * GB),
        )
    except EngineError as error:
        assert error.kind == "memory"
        assert "GB" in error.message
        assert "--vram" in error.hint
        return
    assert plan.predicted_bytes <= min(room, cap) * GB
    assert all(stage.predicted_bytes <= plan.predicted_bytes for stage in plan.stages)


@pytest.mark.parametrize(
    ("capability", "precision"),
    [((6, 1), "fp32"), ((7, 0), "fp16"), ((7, 5), "fp16"), ((8, 0), "bf16"), ((12, 0), "bf16")],
)
def test_precision_follows_the_card(capability, precision):
    plan = planned(machine(cards=((24, capability),)))
    assert plan.device == "cuda:0"
    assert {stage.precision for stage in plan.stages} == {precision}


def test_precision_follows_the_processor():
    assert planned(machine()).stages[0].precision == "fp32"
    fast = planned(machine(bf16=True))
    assert fast.stages[0].precision == "bf16"
    assert fast.predicted_seconds < planned(machine()).predicted_seconds


def test_of_two_cards_the_emptier_is_taken_and_a_named_one_is_obeyed():
    two = machine(cards=((8, (8, 6)), (24, (8, 6))))
    assert planned(two).device == "cuda:1"
    assert planned(two, device="cuda:0").device == "cuda:0"
    assert planned(two, device="cpu").device == "cpu"


def test_a_full_card_leaves_the_work_to_the_processor_and_says_why():
    plan = planned(machine(cards=((0.6, (8, 6)),)))
    assert plan.device == "cpu"
    assert "0.6 GB free" in plan.reasons[0].why


def test_the_samples_of_a_step_stay_the_same_however_they_are_split():
    for size in (3.0, 4, 6, 8, 12, 24):
        plan = planned(machine(cards=((size, (8, 6)),)))
        for stage, spec in zip(plan.stages, SPEC.stages, strict=True):
            seconds = stage.micro_batch * stage.accumulation * stage.segment_seconds
            assert seconds == spec.batch * spec.segment_seconds


def test_stepping_down_always_takes_less_until_nothing_is_left():
    plan: TrainingPlan | None = planned(machine(cards=((80, (8, 6)),)))
    seen, on_cpu = 0, False
    while plan is not None:
        below = lighter(plan, SPEC)
        if below is not None:
            assert below.rung == plan.rung + 1
            assert len(below.reasons) == len(plan.reasons) + 1
            if below.device == plan.device:
                assert sum(s.predicted_bytes for s in below.stages) < sum(
                    s.predicted_bytes for s in plan.stages
                )
            else:
                on_cpu = True
        plan, seen = below, seen + 1
        assert seen < 100
    assert on_cpu


def test_stepping_down_changes_only_the_stage_that_ran_out():
    plan = planned(machine(cards=((80, (8, 6)),)))
    below = lighter(plan, SPEC, "prosody")
    assert below is not None
    assert below.stages[0] == plan.stages[0]
    assert below.stages[1].micro_batch == 1
    assert "prosody" in below.reasons[-1].why
    assert "\n" not in below.reasons[-1].why


def test_steps_are_counted_by_quality_and_speech_not_by_the_clock():
    counts = [planned(machine(), quality=q).stages[0].steps for q in STEPS]
    assert counts == [150, 400, 900]
    slow = dataclasses.replace(machine(), cpu_threads=1, cpu_cores=1)
    assert planned(slow).stages[0].steps == 150
    assert planned(slow).predicted_seconds > planned(machine()).predicted_seconds
    assert planned(machine(), dataset_seconds=5.0).stages[0].steps == 75


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"vram_cap_bytes": GB // 2}, "memory"),
        ({"vram_cap_bytes": 0}, "input"),
        ({"dataset_seconds": 0.0}, "input"),
        ({"dataset_seconds": 12 * 3600.0}, "input"),
        ({"longest_clip": 40.0}, "input"),
        ({"device": "cuda:3"}, "device"),
        ({"device": "cuda"}, "device"),
        ({"device": "toaster"}, "input"),
    ],
)
def test_what_cannot_be_planned_is_one_sentence_and_a_next_step(changes, kind):
    with pytest.raises(EngineError) as raised:
        planned(machine(), **changes)
    assert raised.value.kind == kind
    assert raised.value.hint
    assert "\n" not in raised.value.message


def test_a_plan_is_words_and_survives_the_file():
    plan = planned(machine(cards=((8, (8, 6)),)))
    assert from_plain(TrainingPlan, to_plain(plan)) == plan
    assert "GB" in plan.sentence
    assert "Card 0" in plan.sentence
    assert all(reason.why.endswith(".") for reason in plan.reasons)


def test_threads_leave_room_on_large_processors():
    assert planned(machine()).threads == 2
    large = dataclasses.replace(machine(), cpu_cores=16, cpu_threads=32)
    assert planned(large).threads == 15
