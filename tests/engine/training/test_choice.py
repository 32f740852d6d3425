"""A voice can speak as it did after any part of its run, whatever it is called by then."""

import pytest
import tiny

from engine.control import Control
from engine.errors import EngineError
from engine.library import load_voice, rename_voice, set_picture, voice_folder
from engine.training.choice import use_part
from engine.training.loop import train
from engine.training.parts import parts_of, run_of
from engine.training.run import runs_home


@pytest.fixture
def voice(dataset, plan):
    return train(
        dataset,
        "anna",
        plan,
        runs_home() / "anna",
        lambda event: None,
        Control(),
        base="tiny",
        families=tiny,
        make_judge=tiny.make_judge,
    )


def test_another_part_is_chosen_and_the_delivered_one_again(voice):
    before = (voice_folder("anna") / "voice.safetensors").read_bytes()
    delivered = voice.checkpoint
    rename_voice("anna", "Anna B")
    set_picture("Anna B", b"a picture")
    other = next(part for part in ("timbre", "zero-shot") if part != delivered)
    use_part("Anna B", other)
    changed = load_voice("Anna B")
    folder = voice_folder("Anna B")
    assert changed.checkpoint == other and "by hand" in changed.history[-1]
    assert (folder / "voice.safetensors").read_bytes() != before
    assert (folder / "picture.png").read_bytes() == b"a picture"
    assert all((folder / reference.path).is_file() for reference in changed.references)
    use_part("Anna B", delivered)
    assert (voice_folder("Anna B") / "voice.safetensors").read_bytes() == before


def test_the_parts_of_a_run_are_known_without_reading_tensors(voice):
    run = run_of(voice)
    assert run == runs_home() / "anna"
    parts = parts_of(run)
    assert list(parts) == ["zero-shot", "timbre", "prosody"]
    assert parts["zero-shot"][0].scores is not None
    assert parts["timbre"][0].best is not None


def test_a_part_that_is_not_there_is_named_and_changes_nothing(voice):
    before = load_voice("anna")
    with pytest.raises(EngineError, match="timbre") as raised:
        use_part("anna", "melody")
    assert raised.value.kind == "missing"
    for path in (runs_home() / "anna").glob("finished.json"):
        path.unlink()
    with pytest.raises(EngineError, match="not there any more"):
        use_part("anna", "timbre")
    assert load_voice("anna") == before
