"""A plan file edited by hand: what cannot be followed is named by its field."""

import json

import pytest

from engine.errors import EngineError
from engine.files import write_json
from engine.hardware import HardwareProfile
from engine.models.families import family_spec
from engine.plan import choose
from engine.planning.checks import read_plan

GB = 1_000_000_000
MACHINE = HardwareProfile((), 64 * GB, 64 * GB, "any", 4, 2, False, GB, "any", ())
NONSENSE = {
    "micro_batch": (0, -1, 10**9),
    "accumulation": (0,),
    "steps": (0, -5),
    "learning_rate": (0.0, -1.0, 5.0),
    "segment_seconds": (-1.0, 0.01, 4000.0),
    "lora_rank": (8, 0),
    "score_every": (0,),
    "quantised": ("int8",),
    "optimiser": ("scaled_adam",),
    "compiled": ("cuda_graphs",),
    "frozen": (["decoder"],),
    "ema": (1.5,),
    "frame_budget": (0,),
    "attention_window": (-3,),
    "train": ("lora",),
}


def written(tmp_path, **changes):
    """A sound plan with some fields of the whole and of its first stage changed."""
    path = tmp_path / "plan.json"
    write_json(path, choose(MACHINE, 60.0, 10.0, family_spec("v2"), "quick", "cpu"))
    plain = json.loads(path.read_text())
    for field, value in changes.items():
        (plain["stages"][0] if field in plain["stages"][0] else plain)[field] = value
    path.write_text(json.dumps(plain))
    return path


def test_a_sound_plan_is_read(tmp_path):
    assert read_plan(written(tmp_path), family_spec).base == "v2"
    lora = written(tmp_path, train="lora", lora_rank=8, quantised="int8")
    assert read_plan(lora, family_spec).stages[0].quantised == "int8"


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in NONSENSE.items() for value in values]
)
def test_nonsense_in_a_stage_is_named(tmp_path, field, value):
    with pytest.raises(EngineError) as refused:
        read_plan(written(tmp_path, **{field: value}), family_spec)
    assert refused.value.kind == "input"
    assert field in refused.value.message and "plan.json" in refused.value.message
    assert "\n" not in refused.value.message and refused.value.hint


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"device": "gpu"}, "device"),
        ({"device": "cuda:x"}, "device"),
        ({"devices": ["cuda:1"], "device": "cuda:0"}, "devices"),
        ({"devices": ["cuda:0", "cuda:0"], "device": "cuda:0"}, "twice"),
        ({"threads": 0}, "threads"),
        ({"vram_cap_bytes": -1}, "vram_cap_bytes"),
        ({"stages": []}, "stages"),
        ({"base": "starter"}, ""),
    ],
)
def test_nonsense_in_the_whole_is_named(tmp_path, changes, named):
    path = written(tmp_path, **changes)
    if changes.get("base"):  # a stage of another base
        plain = json.loads(path.read_text())
        plain["stages"][0]["name"] = "tone"
        path.write_text(json.dumps(plain))
        named = "tone"
    with pytest.raises(EngineError) as refused:
        read_plan(path, family_spec)
    assert refused.value.kind == "input"
    assert named in refused.value.message


def test_what_is_no_plan_at_all_is_damaged(tmp_path):
    with pytest.raises(EngineError) as refused:
        read_plan(written(tmp_path, micro_batch="many"), family_spec)
    assert refused.value.kind == "damaged" and "micro_batch" in refused.value.message
