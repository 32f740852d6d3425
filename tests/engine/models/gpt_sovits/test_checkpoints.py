"""What an official file is comes from its content; what is wrong with it is named."""

import pytest
import torch

from engine.errors import EngineError
from engine.models.gpt_sovits.checkpoints import check_pair, read_checkpoint
from engine.models.gpt_sovits.expected import expected_shapes
from engine.models.gpt_sovits.official_config import gpt_config, sovits_config
from tests.engine.models.gpt_sovits import synthetic

ROWS = "model.ar_text_embedding.word_embeddings.weight"


@pytest.fixture(scope="module", params=synthetic.VERSIONS)
def voice(request, tmp_path_factory):
    """(version, .ckpt, .pth) of a cut-down published voice."""
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, *synthetic.write_voice(folder, request.param)


def refused(path):
    with pytest.raises(EngineError) as error:
        read_checkpoint(path)
    assert error.value.message.count("\n") == 0 and error.value.hint
    return error.value


def small_gpt(tmp_path, change):
    """A GPT file after `change(tensors, config)`."""
    tensors, config = synthetic.gpt()
    change(tensors, config)
    path = tmp_path / "anna.ckpt"
    path.write_bytes(synthetic.gpt_file(tensors, config))
    return path


@pytest.mark.parametrize(
    ("name", "kind", "version"),
    [
        ("s1_v2", "gpt", ""),
        ("s2G_v2", "sovits", "v2"),
        ("s2G_v2Pro", "sovits", "v2Pro"),
        ("s2G_v2ProPlus", "sovits", "v2ProPlus"),
        ("s2D_v2", "discriminator", "v2"),
        ("s2D_v2Pro", "discriminator", "v2Pro"),
    ],
)
def test_the_official_sizes_ask_for_the_official_tensors(name, kind, version):
    config = gpt_config() if kind == "gpt" else sovits_config(version)
    listed = {tensor: tuple(shape) for tensor, shape, _ in synthetic.inventory(name)["tensors"]}
    assert expected_shapes(kind, version, config, name) == listed


def test_a_published_pair_is_read(voice):
    version, gpt_path, sovits_path = voice
    gpt, sovits = read_checkpoint(gpt_path), read_checkpoint(sovits_path)
    check_pair(gpt, sovits)
    assert (gpt.kind, gpt.version, gpt.info) == ("gpt", "", "GPT-e15")
    assert (sovits.kind, sovits.version, sovits.notes) == ("sovits", version, ())
    assert not sovits.complete and not sovits.training
    assert sovits.config["model"]["gin_channels"] == (512 if version == "v2" else 1024)
    wanted = synthetic.sovits(version)[0]["dec.conv_post.weight"]
    assert torch.equal(sovits.tensors["dec.conv_post.weight"], wanted)


def test_a_voice_is_what_it_holds_whatever_its_header_says(voice, tmp_path):
    version, _, path = voice
    bare = tmp_path / "anna.pth"
    bare.write_bytes(b"PK" + path.read_bytes()[2:])
    assert read_checkpoint(bare).version == version
    bare.write_bytes((b"05" if version != "v2Pro" else b"06") + path.read_bytes()[2:])
    read = read_checkpoint(bare)
    assert read.version == version and "holds" in read.notes[0]


def test_a_training_checkpoint_is_read(tmp_path):
    tensors = synthetic.listed_tensors(synthetic.inventory("s2G_small"))
    tensors = {f"module.{name}": tensor.float() for name, tensor in tensors.items()}
    path = tmp_path / "G_233333333333.pth"
    optimizer = {
        "state": {0: {"step": torch.tensor(3.0)}},
        "param_groups": [{"betas": (0.8, 0.99)}],
    }
    contents = {"model": tensors, "iteration": 8, "optimizer": optimizer, "learning_rate": 1e-4}
    # It carries no configuration, so it must be of the official sizes.
    path.write_bytes(synthetic.saved(contents))
    assert "lacks" in refused(path).message
    config = synthetic.HParams(**synthetic.inventory("s2G_small")["config"])
    path.write_bytes(synthetic.saved(contents | {"config": config}))
    read = read_checkpoint(path)
    assert read.training and read.complete and read.version == "v2"
    assert read.tensors["ssl_proj.weight"].dtype == torch.float32


@pytest.mark.parametrize(
    ("weight", "config", "head", "word"),
    [
        ({"enc_p.text_embedding.weight": torch.ones(322, 192)}, {}, b"PK", "v1"),
        ({"cfm.estimator.weight": torch.ones(2)}, {"version": "v3"}, b"PK", "v3"),
        ({"cfm.estimator.weight": torch.ones(2)}, {"model": {"version": "v4"}}, b"PK", "v4"),
        ({"cfm.estimator.weight": torch.ones(2)}, {}, b"PK", "v3 or v4"),
        ({"a": torch.ones(2)}, {}, b"03", "v3"),
        ({"a": torch.ones(2)}, {}, b"04", "v4"),
        ({ROWS: torch.ones(512, 512)}, {}, b"PK", "v1"),
    ],
)
def test_other_versions_are_named(tmp_path, weight, config, head, word):
    path = tmp_path / "anna.pth"
    path.write_bytes(synthetic.saved({"weight": weight, "config": config, "info": ""}, head))
    error = refused(path)
    assert error.message == f"anna.pth is a {word} voice; Timbre speaks v2, v2Pro, v2ProPlus."


def test_missing_extra_and_misshapen_tensors_are_named(tmp_path):
    gone = "model.h.layers.1.norm2.bias"
    assert gone in refused(small_gpt(tmp_path, lambda t, c: t.pop(gone))).message
    added = small_gpt(tmp_path, lambda t, c: t.update({"model.lora_A": torch.ones(2)}))
    assert "holds model.lora_A" in refused(added).message
    bent = small_gpt(tmp_path, lambda t, c: t.update({gone: torch.ones(65)}))
    assert "[65], not [64]" in refused(bent).message


def test_values_that_are_no_numbers_are_named(tmp_path):
    def spoil(tensors, config):
        tensors["model.bert_proj.bias"][3] = float("nan")

    assert "model.bert_proj.bias" in refused(small_gpt(tmp_path, spoil)).message


@pytest.mark.parametrize(
    "model",
    [
        {},
        {"n_layer": 10**9},
        {"n_layer": -1},
        {"hidden_dim": 10**9},
        {"head": 0},
        {"hidden_dim": "wide"},
    ],
)
def test_a_configuration_that_describes_no_network_is_refused(tmp_path, model):
    def change(tensors, config):
        config["model"] = config["model"] | model if model else {}

    assert refused(small_gpt(tmp_path, change)).kind == "damaged"


def test_a_gpt_of_another_table_of_symbols_does_not_fit(tmp_path, voice):
    def change(tensors, config):
        tensors[ROWS] = torch.ones(800, 64)
        config["model"]["phoneme_vocab_size"] = 800

    _, gpt_path, sovits_path = voice
    other, sovits = read_checkpoint(small_gpt(tmp_path, change)), read_checkpoint(sovits_path)
    with pytest.raises(EngineError) as error:
        check_pair(other, sovits)
    assert "800 symbols" in error.value.message and "732" in error.value.message
    with pytest.raises(EngineError) as error:
        check_pair(sovits, read_checkpoint(gpt_path))
    assert "is not the GPT" in error.value.message


def test_weights_of_something_else_are_no_checkpoint(tmp_path):
    path = tmp_path / "anna.pth"
    for weight in ({"conv.weight": torch.ones(2)}, {}, [1, 2], {"enc_p.a": "text"}):
        path.write_bytes(synthetic.saved({"weight": weight}))
        assert "not a checkpoint of GPT-SoVITS" in refused(path).message
