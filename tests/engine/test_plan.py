"""The laws of the planner: what fits, what steps down, and what it says."""

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.files import from_plain, to_plain
from engine.models.families import family_names, family_spec
from engine.plan import StagePlan, TrainingPlan
from tests.engine.planning.specs import FAMILIES, GB, RICH, SPEC, STEPS, machine, planned, worth


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("quality", ["quick", "balanced", "best"])
@pytest.mark.parametrize("speech", [6.0, 60.0, 1800.0, 36_000.0])
@pytest.mark.parametrize("device", ["cpu", "cuda:0"])
def test_more_memory_never_gives_a_worse_plan(name, quality, speech, device):
    """Over caps from half a gigabyte to 80, on one card and on a processor."""
    spec, before = FAMILIES[name], None
    profile = machine(100, ((100, (8, 6)),), bf16=True)
    for tenths in (*range(5, 100, 4), 120, 160, 240, 480, 800):
        try:
            plan = planned(
                profile,
                spec=spec,
                quality=quality,
                dataset_seconds=speech,
                longest_clip=min(speech, 12.0),
                device=device,
                vram_cap_bytes=tenths * GB // 10,
            )
        except EngineError as error:
            assert error.kind == "memory" and before is None
            continue
        now = list(worth(spec, plan))
        if before is not None:
            assert all(large <= small for small, large in zip(before, now, strict=True))
        before = now
    assert before is not None


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(list(FAMILIES)),
    st.floats(0.5, 80),
    st.floats(0, 40),
    st.sampled_from([(6, 1), (7, 5), (8, 6), (8, 9), (12, 0)]),
    st.floats(1, 36_000),
    st.floats(1, 15),
)
@example("v2", 8.0, 1.0, (7, 5), 60.0, 10.0)
def test_a_larger_card_of_a_generation_never_gets_a_worse_plan(
    name, size, more, capability, speech, longest
):
    def plan(room: float) -> TrainingPlan | None:
        try:
            return planned(
                machine(16, ((room, capability),)),
                spec=FAMILIES[name],
                dataset_seconds=max(speech, longest),
                longest_clip=longest,
                device="cuda:0",
            )
        except EngineError as error:
            assert error.kind == "memory"
            return None

    small, large = plan(size), plan(size + more)
    if small is not None:
        assert large is not None
        pairs = zip(worth(FAMILIES[name], small), worth(FAMILIES[name], large), strict=True)
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


def test_an_old_card_takes_half_precision_only_where_it_has_to():
    small = planned(machine(cards=((3.2, (6, 1)),)), spec=dataclasses.replace(SPEC))
    assert small.stages[0].precision == "fp16"
    assert small.predicted_seconds > planned(machine(cards=((24, (6, 1)),))).predicted_seconds


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


def test_a_card_that_is_not_busy_takes_larger_batches_of_hours_of_speech():
    waiting = tuple(dataclasses.replace(stage, switches=()) for stage in RICH.stages)
    spec = dataclasses.replace(RICH, stages=waiting)
    hours = {"spec": spec, "dataset_seconds": 36_000.0, "quality": "balanced"}
    small, large = (planned(machine(cards=((size, (8, 6)),)), **hours) for size in (6, 80))
    assert large.preset == "hours"
    assert large.stages[0].micro_batch > small.stages[0].micro_batch
    assert large.stages[0].steps < small.stages[0].steps
    assert large.stages[0].learning_rate > small.stages[0].learning_rate
    whole = planned(machine(cards=((1000, (8, 6)),)), **hours)
    assert whole.stages[0].micro_batch <= 32
    assert planned(machine(cards=((80, (8, 6)),)), spec=spec).stages[0].micro_batch == 4


def test_what_saves_memory_is_named_with_what_it_saves():
    sizes = [3, 3.5, 4, 5, 6, 8]
    plans = [planned(machine(cards=((size, (8, 6)),)), spec=RICH) for size in sizes]
    named = {
        reason.choice.partition(": ")[2]: reason
        for plan in plans
        for reason in plan.reasons
        if reason.saving_bytes
    }
    assert {"recomputing", "bf16", "accumulation"} <= set(named)
    for reason in named.values():
        assert f"{reason.saving_bytes / GB:.1f} GB" in reason.why or reason.saving_bytes < GB // 10


def test_steps_are_counted_by_quality_and_speech_not_by_the_clock():
    counts = [planned(machine(), quality=q).stages[0].steps for q in STEPS]
    assert counts == [150, 400, 900]
    slow = dataclasses.replace(machine(), cpu_threads=1, cpu_cores=1)
    assert planned(slow).stages[0].steps == 150
    assert planned(slow).predicted_seconds > planned(machine()).predicted_seconds
    assert planned(machine(), dataset_seconds=5.0).stages[0].steps == 75


def test_the_time_counts_what_surrounds_the_steps():
    plain = planned(machine())
    around = dataclasses.replace(SPEC, prepare_seconds=1.5, other_seconds=90.0)
    more = planned(machine(), spec=around).predicted_seconds - plain.predicted_seconds
    assert more == pytest.approx((60.0 * 1.5 + 90.0) / 2**0.8)
    judged = [
        dataclasses.replace(SPEC.stages[0], score_seconds=40.0, other_trials=trials)
        for trials in (0.0, 2.0)
    ]
    few, many = (
        planned(machine(), spec=dataclasses.replace(SPEC, stages=(stage,))) for stage in judged
    )
    once = 40.0 / 2**0.8
    assert many.predicted_seconds - few.predicted_seconds == pytest.approx(2 * once)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"vram_cap_bytes": GB // 2}, "memory"),
        ({"vram_cap_bytes": 0}, "input"),
        ({"dataset_seconds": 0.0}, "input"),
        ({"dataset_seconds": 20 * 3600.0}, "input"),
        ({"longest_clip": 40.0}, "input"),
        ({"longest_clip": 15.1}, "input"),
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


def test_little_speech_is_planned_and_called_little():
    plan = planned(machine(), dataset_seconds=3.0, longest_clip=3.0, clips=1)
    said = " ".join(reason.why for reason in plan.reasons)
    assert "very little" in said and "held back" in said
    assert "very little" not in " ".join(reason.why for reason in planned(machine()).reasons)


def test_a_plan_is_words_and_survives_the_file():
    plan = planned(machine(cards=((8, (8, 6)),)))
    assert from_plain(TrainingPlan, to_plain(plan)) == plan
    assert "GB" in plan.sentence
    assert "Card 0" in plan.sentence
    assert all(reason.why.endswith(".") for reason in plan.reasons)


def test_a_plan_of_an_older_version_is_read_with_its_switches_off():
    plain = to_plain(planned(machine()))
    for stage in plain["stages"]:
        for field in dataclasses.fields(StagePlan):
            if field.default is not dataclasses.MISSING:
                del stage[field.name]
    del plain["devices"], plain["preset"]
    assert from_plain(TrainingPlan, plain) == planned(machine())


def test_a_processor_needs_what_trying_a_voice_takes_however_little_a_step_does():
    spec = dataclasses.replace(SPEC, least_bytes=6 * GB)
    light = planned(machine(), vram_cap_bytes=int(5.9 * GB))
    assert light.predicted_bytes < 6 * GB
    with pytest.raises(EngineError, match=r"needs about 6.0 GB") as caught:
        planned(machine(), spec=spec, vram_cap_bytes=int(5.9 * GB))
    assert caught.value.kind == "memory" and "--vram 6." in (caught.value.hint or "")
    held = planned(machine(), spec=spec, vram_cap_bytes=int(6.8 * GB))
    assert held.predicted_bytes >= 6 * GB
    on_card = planned(machine(cards=((6, (8, 6)),)), spec=spec)
    assert on_card.predicted_bytes < 6 * GB


def test_threads_leave_room_on_large_processors():
    assert planned(machine()).threads == 2
    large = dataclasses.replace(machine(), cpu_cores=16, cpu_threads=32)
    assert planned(large).threads == 15


def test_the_preset_follows_the_speech_and_scratch_is_a_plan_for_everything():
    card = machine(cards=((24, (8, 6)),))
    assert planned(card, dataset_seconds=90.0).preset == "minutes"
    assert planned(card, dataset_seconds=7200.0).preset == "hours"
    corpus = {"dataset_seconds": 90_000.0, "preset": "scratch", "quality": "best"}
    plan = planned(card, spec=family_spec("v2"), **corpus)
    assert {stage.train for stage in plan.stages} == {"full"}
    assert plan.stages[0].steps == 400_000
    assert plan.stages[0].micro_batch * plan.stages[0].accumulation == 32
    with pytest.raises(EngineError) as refused:
        planned(card, spec=family_spec("starter"), **corpus)
    assert refused.value.kind == "input" and "scratch" in refused.value.message


def test_hours_are_gone_through_as_often_as_the_family_asks():
    spec = family_spec("v2")
    day = planned(machine(cards=((8, (8, 6)),)), spec=spec, dataset_seconds=36_000.0, clips=6000)
    samples = day.stages[0].steps * day.stages[0].micro_batch * day.stages[0].accumulation
    assert samples == pytest.approx(6000 * spec.stages[0].passes["quick"], rel=0.02)


def test_a_card_of_three_gigabytes_is_enough_for_every_base_but_says_what_is_given_up():
    for name in family_names():
        plan = planned(machine(cards=((3, (7, 5)),)), spec=family_spec(name))
        assert plan.device == "cuda:0" and plan.predicted_bytes < 3 * GB
    given_up = planned(machine(cards=((3, (7, 5)),)), spec=family_spec("v2ProPlus"))
    saved = [reason for reason in given_up.reasons if reason.saving_bytes > GB // 10]
    assert saved and all("GB" in reason.why for reason in saved)
