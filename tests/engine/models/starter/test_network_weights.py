"""The shipped weights are whole, and damage is named."""

import os
import shutil

import pytest
import torch
from safetensors.torch import load_file, save_file

import resources
from engine.errors import EngineError
from engine.models.starter.network import Kokoro
from engine.models.starter.spec import PARAMETERS, SPEC
from engine.models.starter.weights import base_sha256, check_files, read_weights


@pytest.fixture
def copy(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "starter"
    shutil.copytree(resources.path("starter"), folder)
    yield folder
    shutil.rmtree(folder)  # 100 MB that pytest would keep for three runs


def expect_damage(match, call, *arguments, **options):
    with pytest.raises(EngineError, match=match) as caught:
        call(*arguments, **options)
    assert caught.value.kind == "damaged"


def test_every_parameter_is_in_the_files_and_nothing_else(network):
    weights = read_weights(resources.path("starter"))
    assert weights.keys() == dict(network.named_parameters()).keys()
    assert all(value.dtype == torch.float32 for value in weights.values())


def test_the_row_of_the_table_counts_right(network):
    assert sum(p.numel() for p in network.parameters()) == PARAMETERS == SPEC.parameters
    for stage, prefix in zip(SPEC.stages, ("decoder.", "predictor.")):
        own = dict(network.named_parameters())
        style = sum(own[name].numel() for name in network.adain_parameters(prefix))
        assert stage.modes[0].name == "partial" and stage.modes[0].trainable == style + 128


def test_there_are_54_voices_of_510_rows(network):
    assert len(network.voices) == 54
    assert {tuple(voice.shape) for voice in network.voices.values()} == {(510, 256)}


def test_licence_and_notice_lie_beside_the_weights():
    assert "Apache License" in resources.path("starter/LICENSE").read_text()
    assert "hexgrad" in resources.path("starter/NOTICE").read_text()
    with pytest.raises(FileNotFoundError, match="no-such"):
        resources.path("no-such")


def test_a_changed_file_is_found_even_after_it_was_checked_once(copy):
    check_files(copy)
    path = copy / "predictor.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    expect_damage("predictor", check_files, copy)


def test_a_change_that_keeps_size_and_time_is_found_by_verify(copy):
    check_files(copy)
    path = copy / "voices.safetensors"
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    check_files(copy)
    expect_damage("voices", check_files, copy, verify=True)


def test_a_short_or_missing_file_is_named(copy):
    (copy / "text.safetensors").write_bytes(b"short")
    expect_damage("text.safetensors has 5 bytes", check_files, copy)
    (copy / "text.safetensors").unlink()
    expect_damage("text.safetensors is not there", check_files, copy)


def test_a_missing_extra_or_scaleless_tensor_is_named(copy):
    path = copy / "predictor.safetensors"
    whole = load_file(path)
    with torch.device("meta"):
        empty = Kokoro({}, {})
    save_file({k: v for k, v in whole.items() if k != "predictor.F0_proj.bias"}, path)
    expect_damage("predictor.f0_out.bias", empty.load_weights, read_weights(copy))
    save_file({**whole, "predictor.more": torch.zeros(1)}, path)
    expect_damage("predictor.more", empty.load_weights, read_weights(copy))
    save_file({**whole, "predictor.F0_proj.bias": torch.zeros(2)}, path)
    expect_damage("predictor.f0_out.bias", empty.load_weights, read_weights(copy))
    save_file({k: v for k, v in whole.items() if k != "predictor.F0_proj.weight.s"}, path)
    expect_damage("F0_proj.weight.q", read_weights, copy)
    save_file({k: v for k, v in whole.items() if k != "predictor.F0_proj.weight.q"}, path)
    expect_damage("F0_proj.weight.s", read_weights, copy)


def test_a_base_has_one_hash_that_follows_its_manifest(copy):
    before = base_sha256(copy)
    assert before == base_sha256()
    (copy / "manifest.json").write_text("{}")
    assert base_sha256(copy) != before
