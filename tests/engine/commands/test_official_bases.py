"""The official bases in the commands: planned without being here, refused before any work."""

import pytest

from engine.commands import train
from engine.control import Control
from engine.errors import EngineError
from engine.models.families import family_names, family_spec, voice_shapes
from engine.plan import TrainingPlan, choose
from tests.engine.models.gpt_sovits.installed import MACHINE, make_dataset

OFFICIAL = ("v2", "v2Pro", "v2ProPlus")


def test_every_official_base_is_in_the_table():
    assert family_names() == ("starter", *OFFICIAL)
    for name in OFFICIAL:
        spec = family_spec(name)
        assert spec.name == name and spec.sample_rate == 32_000
        assert spec.languages == ("zh", "en", "ja", "ko", "yue")
        shapes = voice_shapes(name)
        assert shapes["gpt"]["model.h.layers.23.linear1.weight"] == (2048, 512)
        assert ("sv_emb.weight" in shapes["sovits"]) == (name != "v2")
        assert not any(tensor.startswith("enc_q.") for tensor in shapes["sovits"])
    assert voice_shapes("v2ProPlus")["sovits"]["dec.conv_pre.weight"] == (768, 192, 7)


@pytest.mark.parametrize("name", OFFICIAL)
@pytest.mark.parametrize("quality", ["quick", "balanced", "best"])
def test_an_official_base_can_be_planned(name, quality):
    plan = choose(MACHINE, 60.0, 10.0, family_spec(name), quality, "cpu")
    assert [stage.name for stage in plan.stages] == ["timbre", "prosody"]
    assert all(stage.train == "full" and stage.recipe == "default" for stage in plan.stages)
    small = choose(MACHINE, 60.0, 10.0, family_spec(name), quality, "cpu", 4_000_000_000)
    assert small.predicted_bytes <= 4_000_000_000
    assert small.stages[0].train != "full"


def test_the_published_recipe_is_planned_in_updates():
    spec = family_spec("v2Pro")
    plan = choose(MACHINE, 60.0, 10.0, spec, "quick", "cpu", recipe="published", clips=12)
    timbre, prosody = plan.stages
    # 64 GB of RAM: 16 clips, half of that in single precision; 12 clips are repeated to 96.
    assert (timbre.micro_batch, timbre.steps) == (8, 8 * 12)
    assert (prosody.micro_batch, prosody.steps) == (8, 15 * 2)
    assert timbre.learning_rate == 1e-4 and prosody.optimiser == "scaled_adam"


def test_a_base_that_is_not_here_is_named_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    dataset = make_dataset(tmp_path / "dataset", (3.0, 3.0))
    with pytest.raises(EngineError) as missing:
        train.fine_tune(
            dataset, "anna", print, Control(), base="v2Pro", quality="quick", device="cpu"
        )
    assert missing.value.kind == "missing"
    assert "base get v2Pro" in missing.value.hint and "base import" in missing.value.hint
    assert not (tmp_path / "home" / "runs").exists()


def test_an_old_plan_is_still_understood():
    from engine.files import from_plain, to_plain

    plain = to_plain(choose(MACHINE, 60.0, 10.0, family_spec("starter"), "quick", "cpu"))
    for stage in plain["stages"]:
        del stage["recipe"]
    assert from_plain(TrainingPlan, plain).stages[0].recipe == "default"
