"""From clips to a voice that speaks, with cut-down bases: the mechanics, not the sound."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.control import Control
from engine.events import Step
from engine.library import load_voice, voice_folder
from engine.speak import _weights
from engine.training.loop import train
from engine.voice import SpeakRequest
from tests.engine.models.gpt_sovits import installed

VERSIONS = ("v2", "v2Pro", "v2ProPlus")
TEXT = "Something to say."


def trained(tmp_path: Path, plan, events: list) -> Path:
    dataset = installed.make_dataset(tmp_path / "dataset")
    train(
        dataset,
        "anna",
        plan,
        tmp_path / "run",
        events.append,
        Control(),
        families=installed.Installed(),
        make_judge=lambda *_: lambda spoken: installed.quiet_score(spoken, [], "en"),
    )
    return voice_folder("anna")


@pytest.mark.parametrize("version", VERSIONS)
def test_clips_become_a_voice_that_speaks(version, base, tmp_path):
    base(version)
    events: list = []
    folder = trained(tmp_path, installed.short_plan(version), events)
    steps = [event for event in events if isinstance(event, Step)]
    assert [(step.stage, step.step) for step in steps] == [
        ("timbre", 1),
        ("timbre", 2),
        ("prosody", 1),
        ("prosody", 2),
    ]
    assert {"discriminator", "timbre", "mel", "kl"} <= steps[0].losses.keys()
    assert all(np.isfinite(list(step.losses.values())).all() for step in steps)
    voice = load_voice("anna")
    assert (voice.base, voice.sample_rate) == (version, 32_000)

    family = installed.Installed().open_family(version, "cpu")
    tensors = _weights(folder, voice)
    family.load_voice(tensors)
    (spoken,) = family.speak(SpeakRequest(TEXT))
    assert len(spoken.samples) > 0.4 * spoken.rate and np.abs(spoken.samples).max() <= 1
    assert np.abs(spoken.samples).max() > 0
    again = family.voice_tensors()
    assert again.keys() == tensors.keys()
    for file, parts in tensors.items():
        assert again[file].keys() == parts.keys()
        assert all(torch.equal(again[file][name], t) for name, t in parts.items())
