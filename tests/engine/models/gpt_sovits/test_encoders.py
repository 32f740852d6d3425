"""HuBERT, BERT and the speaker network in small: opened from folders, strictly, without network."""

import json

import pytest
import torch
from safetensors.torch import save_file

from engine.errors import EngineError
from engine.models.gpt_sovits.bert import Bert, load_bert, no_features, open_bert
from engine.models.gpt_sovits.hubert import load_hubert, open_hubert
from engine.models.gpt_sovits.speaker_vector import (
    SpeakerVector,
    SpeakerVectorConfig,
    filterbank,
    load_speaker_vector,
)

HUBERT = {
    "model_type": "hubert",
    "architectures": ["HubertModel"],
    "torch_dtype": "float16",
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "conv_dim": [8] * 7,
    "num_conv_pos_embeddings": 4,
    "num_conv_pos_embedding_groups": 2,
}
BERT = {
    "model_type": "bert",
    "architectures": ["BertForMaskedLM"],
    "hidden_size": 1024,
    "num_hidden_layers": 4,
    "num_attention_heads": 2,
    "intermediate_size": 8,
    "vocab_size": 8,
    "max_position_embeddings": 10,
}
VOCABULARY = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "你": 4, "好": 5, "，": 6, "吗": 7}
SPEAKER = SpeakerVectorConfig(base_width=8, scale=2, expansion=1, channels=16, blocks=(1, 2, 1, 1))


@pytest.fixture(scope="module")
def whole_hubert():
    from transformers import HubertConfig, HubertModel

    sizes = {k: v for k, v in HUBERT.items() if k not in ("architectures", "torch_dtype")}
    torch.manual_seed(0)
    return HubertModel(HubertConfig(**sizes)).eval()


@pytest.fixture(scope="module")
def whole_bert():
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    return BertModel(BertConfig(**{k: v for k, v in BERT.items() if k != "architectures"})).eval()


def folder_of(path, config, state):
    (path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    save_file(
        {name: tensor.contiguous() for name, tensor in state.items()}, path / "model.safetensors"
    )
    return path


def test_hubert_from_a_folder_gives_one_row_for_320_samples(whole_hubert, tmp_path):
    hubert = open_hubert(folder_of(tmp_path, HUBERT, whole_hubert.state_dict()))
    wave = torch.randn(1, 4000) * 0.1
    found = hubert(wave)
    assert found.shape == (1, 16, (4000 - 400) // 320 + 1)
    with torch.no_grad():
        assert torch.allclose(found, whole_hubert(wave).last_hidden_state.transpose(1, 2))
    assert hubert(torch.zeros(1, 400)).shape == (1, 16, 1)


def test_hubert_of_an_old_file(whole_hubert, tmp_path):
    old = {}
    for name, tensor in whole_hubert.state_dict().items():
        name = name.replace("parametrizations.weight.original0", "weight_g")
        name = name.replace("parametrizations.weight.original1", "weight_v")
        if name != "masked_spec_embed":
            old[f"hubert.{name}"] = tensor.half()
    assert any(name.endswith("weight_g") for name in old)
    (tmp_path / "config.json").write_text(json.dumps(HUBERT), encoding="utf-8")
    torch.save(old, tmp_path / "pytorch_model.bin")
    wave = torch.randn(1, 2000) * 0.1
    with torch.no_grad():
        want = whole_hubert(wave).last_hidden_state.transpose(1, 2)
    assert torch.allclose(open_hubert(tmp_path)(wave), want, atol=0.02)


def test_hubert_refuses_too_little_sound(whole_hubert):
    with pytest.raises(EngineError) as caught:
        load_hubert(HUBERT, whole_hubert.state_dict())(torch.zeros(1, 399))
    assert caught.value.kind == "input"


def test_a_missing_and_an_extra_tensor_are_named(whole_hubert):
    state = whole_hubert.state_dict()
    gone = "encoder.layers.1.final_layer_norm.weight"
    for broken in (
        {k: v for k, v in state.items() if k != gone},
        state | {"lm.weight": state[gone]},
    ):
        with pytest.raises(EngineError, match=r"layers\.1\.final_layer_norm|lm\.weight") as caught:
            load_hubert(HUBERT, broken)
        assert caught.value.kind == "damaged"


def test_a_folder_without_files_and_with_broken_ones(tmp_path):
    with pytest.raises(EngineError) as caught:
        open_hubert(tmp_path)
    assert caught.value.kind == "missing"
    (tmp_path / "config.json").write_text(json.dumps(HUBERT), encoding="utf-8")
    with pytest.raises(EngineError, match=r"pytorch_model\.bin") as caught:
        open_hubert(tmp_path)
    assert caught.value.kind == "missing"
    (tmp_path / "pytorch_model.bin").write_bytes(b"PK\x03\x04 not a model")
    with pytest.raises(EngineError) as caught:
        open_hubert(tmp_path)
    assert caught.value.kind == "damaged"
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(EngineError, match=r"config\.json") as caught:
        open_hubert(tmp_path)
    assert caught.value.kind == "damaged"


class Harmful:
    def __reduce__(self):
        return (print, ("code of the file has run",))


def test_a_file_that_wants_to_run_code_is_refused(tmp_path, capsys):
    (tmp_path / "config.json").write_text(json.dumps(HUBERT), encoding="utf-8")
    torch.save({"a": Harmful()}, tmp_path / "pytorch_model.bin")
    with pytest.raises(EngineError) as caught:
        open_hubert(tmp_path)
    assert caught.value.kind == "damaged"
    assert capsys.readouterr().out == ""


def hidden(whole_bert, text):
    ids = [VOCABULARY.get(char, 1) for char in text]
    with torch.no_grad():
        found = whole_bert(torch.tensor([[2, *ids, 3]]), output_hidden_states=True)
    return found.hidden_states[-3][0, 1:-1]


def test_bert_gives_the_third_hidden_state_from_the_end_for_each_phoneme(whole_bert, tmp_path):
    state = {f"bert.{name}": tensor for name, tensor in whole_bert.state_dict().items()}
    state = {name.replace("LayerNorm.weight", "LayerNorm.gamma"): t for name, t in state.items()}
    state = {name.replace("LayerNorm.bias", "LayerNorm.beta"): t for name, t in state.items()}
    state["cls.predictions.bias"] = torch.zeros(8)
    folder = folder_of(tmp_path, BERT, state)
    (folder / "tokenizer.json").write_text(
        json.dumps({"model": {"vocab": VOCABULARY}}), encoding="utf-8"
    )
    bert = open_bert(folder)
    found = bert("你好，猫", [2, 2, 1, 3])
    want = hidden(whole_bert, "你好，猫")
    assert torch.allclose(found.T, want[[0, 0, 1, 1, 2, 3, 3, 3]], atol=1e-5)
    assert len(bert.network.encoder.layer) == 2


@pytest.fixture(scope="module")
def bert(whole_bert) -> Bert:
    return load_bert(BERT, whole_bert.state_dict(), VOCABULARY)


def test_bert_reads_long_texts_in_pieces(bert, whole_bert):
    found = bert("你好吗" * 4, [1] * 12)
    assert found.shape == (1024, 12)
    assert torch.allclose(found.T[:8], hidden(whole_bert, "你好吗你好吗你好"), atol=1e-5)


def test_bert_of_nothing_and_of_other_languages(bert):
    assert bert("", []).shape == (1024, 0)
    assert torch.equal(no_features(3), torch.zeros(1024, 3))


def test_bert_refuses_phonemes_of_another_text(bert):
    with pytest.raises(EngineError) as caught:
        bert("你好", [2])
    assert caught.value.kind == "internal"


def test_bert_takes_plain_vocabularies_and_refuses_others(whole_bert, tmp_path):
    folder = folder_of(tmp_path, BERT, whole_bert.state_dict())
    with pytest.raises(EngineError) as caught:
        open_bert(folder)
    assert caught.value.kind == "missing"
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    assert open_bert(folder).vocabulary == VOCABULARY
    (folder / "tokenizer.json").write_text('{"model": []}', encoding="utf-8")
    with pytest.raises(EngineError) as caught:
        open_bert(folder)
    assert caught.value.kind == "damaged"


def test_the_speaker_vector_is_strict_but_leaves_its_unused_layer_out():
    network = SpeakerVector(SPEAKER)
    state = network.state_dict()
    loaded = load_speaker_vector(state | {"seg_1.weight": torch.zeros(2, 2)}, SPEAKER)
    wave = torch.sin(torch.arange(16000) / 20)[None]
    assert loaded.embed(wave).shape == (1, 128 * 10)
    with pytest.raises(EngineError, match=r"layer2\.1\.bn1\.running_var") as caught:
        load_speaker_vector(
            {k: v for k, v in state.items() if k != "layer2.1.bn1.running_var"}, SPEAKER
        )
    assert caught.value.kind == "damaged"


def test_filterbanks_need_one_window():
    assert filterbank(torch.zeros(1, 400)).shape == (1, 80)
    with pytest.raises(EngineError) as caught:
        filterbank(torch.zeros(1, 399))
    assert caught.value.kind == "input"
