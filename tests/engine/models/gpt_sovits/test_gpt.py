"""The GPT's configuration, its names in files, and what it refuses."""

import pytest
import torch

from engine.errors import EngineError
from engine.models.gpt_sovits.gpt import GptConfig, load_gpt, sinusoids
from tests.engine.models.gpt_sovits.tiny_gpt import CONFIG, tiny_gpt

OFFICIAL = {
    "model": {
        "vocab_size": 1025,
        "phoneme_vocab_size": 732,
        "embedding_dim": 64,
        "hidden_dim": 64,
        "head": 4,
        "linear_units": 256,
        "n_layer": 3,
        "dropout": 0,
        "EOS": 1024,
    },
    "data": {"max_sec": 54},
}


def changed(**values):
    return OFFICIAL | {"model": OFFICIAL["model"] | values}


def test_sizes_come_from_the_configuration():
    config = GptConfig.from_official(OFFICIAL)
    assert (config.layers, config.width, config.heads, config.eos) == (3, 64, 4, 1024)
    assert GptConfig.from_official(OFFICIAL["model"]) == config


@pytest.mark.parametrize(
    "config",
    [
        changed(n_layer="many"),
        changed(head=5),
        changed(embedding_dim=32),
        changed(EOS=7),
        changed(hidden_dim=0),
        changed(n_layer=10**12),
        {"model": {}},
        {"model": None},
    ],
    ids=["words", "heads", "widths", "end", "nothing", "tower", "empty", "none"],
)
def test_a_configuration_that_cannot_be_is_refused(config):
    with pytest.raises(EngineError) as caught:
        GptConfig.from_official(config)
    assert caught.value.kind == "damaged"


def test_weights_come_back_under_official_names():
    gpt = tiny_gpt()
    state = gpt.official_state()
    assert "model.h.layers.1.self_attn.in_proj_weight" in state
    assert all(name.startswith("model.") for name in state)
    again = load_gpt(CONFIG, {name: tensor.half() for name, tensor in state.items()})
    assert again.ar_predict_layer.weight.dtype == torch.float32
    for name, tensor in again.official_state().items():
        assert torch.equal(tensor, state[name].half().float()), name
    with torch.no_grad():
        again.bert_proj.weight.zero_()
    assert gpt.bert_proj.weight.any()  # what was loaded shares no memory with the file's tensors


def test_missing_extra_and_broken_tensors_are_named():
    state = tiny_gpt().official_state()
    first = "model.h.layers.0.self_attn.in_proj_weight"
    wrong = {
        "lacks": {name: tensor for name, tensor in state.items() if name != first},
        "extra": state | {"model.h.layers.9.norm1.weight": torch.zeros(32)},
        "shape": state | {first: torch.zeros(3, 3)},
        "finite": state | {first: torch.full_like(state[first], torch.nan)},
    }
    for how, broken in wrong.items():
        with pytest.raises(EngineError) as caught:
            load_gpt(CONFIG, broken, "voice.ckpt")
        assert caught.value.kind == "damaged"
        assert "voice.ckpt" in caught.value.message
        named = "layers.9.norm1" if how == "extra" else "layers.0.self_attn.in_proj"
        assert named in caught.value.message


def test_positions_are_sines_and_cosines():
    found = sinusoids(torch.tensor([0, 3]), 4)
    third = torch.tensor([3.0, 3.0, 0.03, 0.03])
    want = torch.stack((third[0].sin(), third[1].cos(), third[2].sin(), third[3].cos()))
    assert torch.equal(found[0], torch.tensor([0.0, 1.0, 0.0, 1.0]))
    assert torch.allclose(found[1], want)
