"""The base that comes along is whole, and a damaged one is named."""

import re
import shutil

import pytest

import resources
from engine.bases import (
    base_files,
    base_folder,
    base_pack,
    base_source,
    damaged_bases,
    list_bases,
    remove_base,
    source_names,
    title_of,
    verify_base,
)
from engine.errors import EngineError


def test_the_starter_is_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path))
    assert [pack.name for pack in list_bases()] == ["starter"]
    assert verify_base("starter").licence == "Apache-2.0"


def test_an_unknown_base():
    with pytest.raises(EngineError) as unknown:
        base_pack("../starter")
    assert unknown.value.kind == "input" and "starter" in unknown.value.hint


@pytest.mark.parametrize("name", source_names())
def test_what_can_be_fetched_is_pinned(name):
    source = base_source(name)
    assert re.fullmatch("[0-9a-f]{40}", source.revision) and source.licence and source.evidence
    assert all(re.fullmatch("[0-9a-f]{64}", part.sha256 or "") for part in source.parts.values())
    own = {"gpt", "sovits", "discriminator", "hubert/weights", "bert/weights"}
    pro = {"speaker"} if "Pro" in name else set()
    assert source.kind == "recogniser" or own | pro <= source.parts.keys()


def test_a_base_that_is_not_here_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path))
    for ask in (base_folder, base_files, base_pack, remove_base, verify_base):
        with pytest.raises(EngineError) as missing:
            ask("v2Pro")
        assert missing.value.kind == "missing"
        assert "timbre base get v2Pro" in missing.value.hint


def test_the_starter_stays():
    with pytest.raises(EngineError) as kept:
        remove_base("starter")
    assert kept.value.kind == "input"


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


@pytest.mark.parametrize("manifest", [b"", b"\xff\x00", b'{"name": "v2"', b'{"name": 3}'])
def test_a_base_whose_manifest_is_damaged_harms_no_other(tmp_path, monkeypatch, manifest):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path))
    folder = tmp_path / "bases" / "v2"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(manifest)
    assert [pack.name for pack in list_bases()] == ["starter"]
    assert title_of("v2") == "v2"
    trouble = damaged_bases()["v2"]
    assert trouble.kind == "damaged" and "The base v2" in trouble.message
    assert "timbre base remove v2" in trouble.hint
    remove_base("v2")
    assert not damaged_bases()
