"""Files from anybody: what is no plain checkpoint is refused in words, and nothing in it runs."""

import io
import os
import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path

import pytest
import torch

from engine.errors import EngineError
from engine.models.gpt_sovits.archive import open_archive
from tests.engine.models.gpt_sovits import synthetic

SAMPLES = Path(__file__).parents[3] / "parity" / "shared" / "checkpoints"


class Exploit:
    """Runs a command when it is unpickled."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return os.system, (f"echo ran > '{self.mark}'",)


class Opens:
    """The same without the module `os`."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return open, (str(self.mark), "w")


def refused(path):
    with pytest.raises(EngineError) as error:
        open_archive(path)
    assert error.value.message.count("\n") == 0 and error.value.hint
    return error.value


@pytest.mark.parametrize(
    ("name", "mark", "version"),
    [
        ("tiny_plain_v2.pth", "", "v2"),
        ("tiny_header_v2Pro.pth", "v2Pro", "v2Pro"),
        ("tiny_header_v2ProPlus.pth", "v2ProPlus", "v2Pro"),
    ],
)
def test_every_published_variant_is_read(name, mark, version):
    found, contents = open_archive(SAMPLES / name)
    assert found == mark
    assert contents["config"]["model"] == {"version": version}
    assert contents["info"] == "8epoch_96iteration"
    assert contents["weight"]["prelu.weight"].dtype == torch.float16


def test_settings_as_an_object_come_as_plain_data(tmp_path):
    config = {"model": {"rates": [10, 8], "deep": {"er": None}}, "name": "安娜", "share": 0.5}
    path = tmp_path / "voice.pth"
    path.write_bytes(synthetic.sovits_file({"a": torch.ones(2)}, config, b"05"))
    assert b"cutils\nHParams" in path.read_bytes()
    assert open_archive(path)[1]["config"] == config


def test_settings_from_where_forks_keep_them_are_read_too(tmp_path):
    path = tmp_path / "voice.pth"
    path.write_bytes(synthetic.sovits_file({"a": torch.ones(2)}, {"model": {"b": 1}}))
    source = zipfile.ZipFile(path)
    with zipfile.ZipFile(tmp_path / "fork.pth", "w") as archive:
        for member in source.infolist():
            listing = source.read(member).replace(b"cutils\n", b"cGPT_SoVITS.utils\n")
            archive.writestr(member.filename, listing)
    assert open_archive(tmp_path / "fork.pth")[1]["config"] == {"model": {"b": 1}}


@pytest.mark.parametrize("make", [Exploit, Opens])
@pytest.mark.parametrize("place", ["weight", "config", "settings", "raw", "protocol 4"])
def test_a_file_that_would_run_a_command_is_refused_and_nothing_runs(tmp_path, make, place):
    mark = tmp_path / "ran"
    exploit = make(mark)
    contents = OrderedDict(weight={"a": torch.ones(1)}, config={}, info="")
    if place == "weight":
        contents["weight"]["b"] = exploit
    elif place == "config":
        contents["config"] = exploit
    else:
        contents["config"] = synthetic.HParams(model=exploit)
    path = tmp_path / "voice.pth"
    if place == "raw":
        path.write_bytes(pickle.dumps(exploit, protocol=2))
    elif place == "protocol 4":
        path.write_bytes(pickle.dumps(exploit, protocol=4))
    else:
        path.write_bytes(synthetic.saved(contents, b"06"))
    error = refused(path)
    assert error.kind == "damaged" and "wants to run code" in error.message
    assert not mark.exists()
    # It is a real one: who unpickles it runs it.
    pickle.loads(pickle.dumps(exploit))  # noqa: S301
    assert mark.exists()


def test_settings_take_nothing_but_attributes(tmp_path):
    class Odd:
        def __reduce__(self):
            return synthetic.HParams, (), [("not", "a dict")]

    path = tmp_path / "voice.pth"
    path.write_bytes(synthetic.saved({"weight": {"a": torch.ones(1)}, "config": Odd()}))
    assert refused(path).kind == "damaged"


def test_settings_that_hold_themselves_are_damaged(tmp_path):
    config = synthetic.HParams()
    config.model = config
    path = tmp_path / "voice.pth"
    path.write_bytes(synthetic.saved({"weight": {"a": torch.ones(1)}, "config": config}))
    assert "damaged" in refused(path).message


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_ends_early_is_named_as_damaged(tmp_path, share):
    whole = synthetic.gpt_file(*synthetic.gpt())
    path = tmp_path / "anna.ckpt"
    path.write_bytes(whole[: int(share * len(whole))])
    error = refused(path)
    assert path.name in error.message
    assert error.kind == ("damaged" if share else "input")


def test_one_changed_byte_is_found(tmp_path):
    whole = bytearray(synthetic.gpt_file(*synthetic.gpt()))
    whole[len(whole) // 2] ^= 1
    path = tmp_path / "anna.ckpt"
    path.write_bytes(whole)
    assert "changed" in refused(path).message


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "anna.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", bytes(1 << 24))
    assert "compressed" in refused(path).message


def test_a_tensor_that_claims_more_than_its_data_is_damaged(tmp_path):
    wide = torch.ones(1).expand(1 << 20, 1 << 20)
    path = tmp_path / "anna.pth"
    path.write_bytes(synthetic.saved({"weight": {"a": wide}}))
    assert refused(path).kind == "damaged"


def test_a_storage_that_claims_more_than_its_record_is_damaged(tmp_path):
    source = zipfile.ZipFile(io.BytesIO(synthetic.saved({"weight": {"a": torch.ones(4)}})))
    path = tmp_path / "anna.pth"
    with zipfile.ZipFile(path, "w") as archive:
        for member in source.infolist():
            data = source.read(member)
            archive.writestr(member.filename, data.replace(b"K\x04t", b"K\xc8t"))
    assert refused(path).kind == "damaged"


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"<!DOCTYPE html>", b"RIFF....WAVE", bytes(100), b"PK\x03\x04zip"]
)
def test_other_files_are_told_apart(tmp_path, content):
    path = tmp_path / "anna.pth"
    path.write_bytes(content)
    assert refused(path).kind in {"input", "damaged"}


def test_a_plain_zip_and_a_folder_are_no_checkpoints(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.pth", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "not a checkpoint" in refused(tmp_path / "a.pth").message
    assert refused(tmp_path).kind == "missing"
    assert refused(tmp_path / "absent.pth").kind == "missing"


def test_a_training_checkpoint_of_the_trainer_is_named(tmp_path):
    path = tmp_path / "epoch=14.ckpt"
    path.write_bytes(synthetic.saved({"state_dict": {}, "hyper_parameters": Path("logs")}))
    error = refused(path)
    assert "training checkpoint" in error.message and "GPT_weights" in error.hint
