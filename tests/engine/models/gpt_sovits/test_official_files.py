"""A voice goes out as the public tools expect it, and comes back unchanged."""

import pickle
import sys
import zipfile
from types import ModuleType

import pytest
import torch

from engine.models.gpt_sovits.checkpoints import read_checkpoint
from engine.models.gpt_sovits.official_files import write_gpt, write_sovits
from tests.engine.models.gpt_sovits import synthetic


@pytest.fixture
def public_tools(monkeypatch):
    """What the public tools bring along when they unpickle: a module `utils` of their own."""
    utils = ModuleType("utils")
    vars(utils)["HParams"] = synthetic.HParams
    monkeypatch.setitem(sys.modules, "utils", utils)

    def load(path):
        with path.open("rb") as file:
            head, rest = file.read(2), file.read()
        path.with_suffix(".zip").write_bytes(b"PK" + rest)
        # The public tools run whatever is inside; this file is our own.
        return head, torch.load(path.with_suffix(".zip"), weights_only=False)

    return load


@pytest.mark.parametrize("version", synthetic.VERSIONS)
def test_a_sovits_comes_back_unchanged(tmp_path, public_tools, version):
    tensors, config = synthetic.sovits(version)
    first, second = tmp_path / "a.pth", tmp_path / "b.pth"
    write_sovits(first, tensors, config, version, "8epoch_96iteration")
    read = read_checkpoint(first)
    kept = {name: tensor for name, tensor in tensors.items() if "enc_q" not in name}
    assert list(read.tensors) == list(kept)
    assert all(torch.equal(read.tensors[name], tensor) for name, tensor in kept.items())
    assert (read.version, read.config, read.info) == (version, config, "8epoch_96iteration")
    write_sovits(second, read.tensors, read.config, read.version, read.info)
    assert first.read_bytes() == second.read_bytes()

    head, loaded = public_tools(first)
    assert head == synthetic.HEADS[version]
    assert list(loaded) == ["weight", "config", "info"] and type(loaded["weight"]) is dict
    assert all(tensor.dtype == torch.float16 for tensor in loaded["weight"].values())
    settings = loaded["config"]
    assert isinstance(settings, synthetic.HParams)
    assert settings["model"]["gin_channels"] == config["model"]["gin_channels"]
    assert settings.train.segment_size == 20480 and settings.data.filter_length == 2048


def test_a_gpt_comes_back_unchanged(tmp_path, public_tools):
    tensors, config = synthetic.gpt()
    first, second = tmp_path / "a.ckpt", tmp_path / "b.ckpt"
    write_gpt(first, {name: tensor.float() for name, tensor in tensors.items()}, config, "GPT-e15")
    read = read_checkpoint(first)
    assert all(torch.equal(read.tensors[name], tensor) for name, tensor in tensors.items())
    assert (read.config, read.info) == (config, "GPT-e15")
    write_gpt(second, read.tensors, read.config, read.info)
    assert first.read_bytes() == second.read_bytes()
    head, loaded = public_tools(first)
    assert head == b"PK" and loaded["config"]["data"]["max_sec"] == 54


def test_the_files_are_those_that_the_public_code_writes(tmp_path):
    """The same contents through an independent writer give the same bytes but for file names."""
    tensors, config = synthetic.gpt()
    write_gpt(tmp_path / "ours.ckpt", tensors, config, "GPT-e15")
    theirs = synthetic.gpt_file(tensors, config)
    assert (tmp_path / "ours.ckpt").read_bytes() == theirs


def test_a_view_does_not_take_its_storage_along(tmp_path):
    tensors, config = synthetic.gpt()
    name = "model.bert_proj.bias"
    tensors[name] = torch.zeros(1 << 20, 64).half()[7]
    write_gpt(tmp_path / "anna.ckpt", tensors, config, "GPT-e1")
    assert (tmp_path / "anna.ckpt").stat().st_size < 1_000_000


def test_no_module_named_utils_stays_behind(tmp_path):
    before = sys.modules.get("utils")
    write_sovits(tmp_path / "a.pth", {"a": torch.ones(1)}, {"model": {"b": 1}}, "v2", "")
    assert sys.modules.get("utils") is before
    with zipfile.ZipFile(tmp_path / "a.pth") as archive:
        listing = archive.read("archive/data.pkl")
    assert listing.count(b"cutils\nHParams\n") == 1 and listing[:2] == pickle.PROTO + b"\x02"
