"""The base that comes along is whole, and a damaged one is named."""

import shutil

import pytest

import resources
from engine.bases import base_pack, list_bases, verify_base
from engine.errors import EngineError


def test_the_starter_is_whole():
    assert [pack.name for pack in list_bases()] == ["starter"]
    assert verify_base("starter").licence == "Apache-2.0"


def test_an_unknown_base():
    with pytest.raises(EngineError) as unknown:
        base_pack("../starter")
    assert unknown.value.kind == "input" and "starter" in unknown.value.hint


@pytest.mark.parametrize("change", ["remove", "truncate", "alter"])
def test_a_damaged_base_is_named(tmp_path, monkeypatch, change):
    folder = tmp_path / "starter"
    shutil.copytree(resources.path("starter"), folder)
    monkeypatch.setattr(resources, "_FOLDER", tmp_path)
    file = folder / "config.json"
    if change == "remove":
        file.unlink()
    elif change == "truncate":
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.write_bytes(file.read_bytes()[:-1] + b" ")
    with pytest.raises(EngineError) as damaged:
        verify_base("starter")
    assert damaged.value.kind == "damaged" and "config.json" in damaged.value.message
