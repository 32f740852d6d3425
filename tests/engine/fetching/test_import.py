"""A base is found in an existing folder whatever its layout, and becomes plain tensors."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

import resources
from engine.bases import base_files, base_pack, file_sha256, is_here, verify_base
from engine.control import Control
from engine.errors import EngineError
from engine.events import Note
from engine.fetching.install import get_base, import_bases
from tests.engine.fetching.hub_server import manifest
from tests.engine.models.gpt_sovits import synthetic


@pytest.fixture(scope="module")
def official(tmp_path_factory):
    """A folder `pretrained_models` with a cut-down v2."""
    return synthetic.write_base(tmp_path_factory.mktemp("official"), "v2")


@pytest.fixture
def copied(official, tmp_path):
    """The same, to be changed."""
    folder = tmp_path / "stick" / "GPT_SoVITS" / "pretrained_models"
    shutil.copytree(official, folder, copy_function=link)
    return tmp_path / "stick"


def link(source, target):
    Path(target).hardlink_to(source)


def take(root, **options):
    events = []
    packs = import_bases(root, events.append, Control(), **options)
    return packs, [event for event in events if isinstance(event, Note)]


def fails(root, **options):
    with pytest.raises(EngineError) as error:
        take(root, **options)
    assert error.value.message.count("\n") == 0 and error.value.hint
    assert not is_here("v2")
    return error.value


def test_a_folder_becomes_a_base_of_plain_tensors(copied, home):
    (pack,), notes = take(copied, unpublished=True)
    assert pack.name == "v2" and not pack.published and notes == []
    assert verify_base("v2") == pack
    files = base_files("v2")
    tensors, config = synthetic.sovits("v2")
    stored = load_file(files.sovits)
    assert stored.keys() == tensors.keys()
    assert all(torch.equal(stored[name], tensor) for name, tensor in tensors.items())
    assert json.loads(files.config.read_text())["sovits"] == config
    assert files.bert is not None and (files.bert / "tokenizer.json").is_file()
    assert files.discriminator is not None and files.speaker is None
    everything = [path.suffix for path in files.folder.rglob("*") if path.is_file()]
    assert set(everything) == {".json", ".safetensors"}
    assert take(copied)[1][0].message == "v2 is here already."


def test_networks_open_from_what_was_imported(copied, home):
    from engine.models.gpt_sovits.bert import open_bert
    from engine.models.gpt_sovits.hubert import open_hubert

    take(copied, unpublished=True)
    files = base_files("v2")
    assert open_hubert(files.hubert)(torch.zeros(1, 800)).shape == (1, 768, 2)
    assert files.bert is not None
    assert open_bert(files.bert)("你好", [2, 2]).shape == (1024, 4)


def test_a_base_of_voices_is_fetched_and_packed(official, home, hub, own_resources):
    pinned = json.loads((own_resources / "bases" / "v2.json").read_text())
    parts = {part: pinned["parts"][part] for part in ("gpt", "sovits")}
    parts |= {part: pinned["parts"][part] for part in ("hubert/config.json", "hubert/weights")}
    hub.files = {
        source["path"]: (official / source["path"]).read_bytes() for source in parts.values()
    }
    plain = manifest(hub, "v2", "voices")["parts"]
    served = {part: plain[source["path"]] for part, source in parts.items()}
    own = pinned | {"repository": hub.repository, "revision": hub.revision, "parts": served}
    (own_resources / "bases" / "v2.json").write_text(json.dumps(own))
    pack = get_base("v2", lambda event: None, Control(), hub.address)
    assert pack.published and verify_base("v2") == pack and pack.revision == hub.revision
    assert load_file(base_files("v2").gpt).keys() == synthetic.gpt()[0].keys()
    assert not [path for path in (home / "bases" / "v2").rglob("*") if path.suffix == ".part"]


def test_files_that_are_not_the_published_ones_are_taken_only_on_request(copied, home):
    error = fails(copied)
    assert error.kind == "damaged" and "--unpublished" in error.hint


def test_any_layout_is_searched(copied, home, tmp_path):
    flat = tmp_path / "flat" / "some where"
    flat.mkdir(parents=True)
    models = copied / "GPT_SoVITS" / "pretrained_models"
    for path in (models / "gsv-v2final-pretrained").iterdir():
        path.rename(flat / path.name)
    (models / "chinese-hubert-base").rename(flat / "my encoder")
    (models / "chinese-roberta-wwm-ext-large").rename(flat / "another")
    (flat / "config.json").write_text("{}")
    assert take(tmp_path / "flat", unpublished=True)[0][0].name == "v2"


@pytest.fixture
def own_resources(tmp_path, monkeypatch):
    """The manifests that come along, to be changed."""
    own = tmp_path / "resources"
    shutil.copytree(resources.path("bases"), own / "bases")
    shutil.copytree(resources.path("gpt_sovits"), own / "gpt_sovits")
    monkeypatch.setattr(resources, "_FOLDER", own)
    return own


def test_bases_share_the_parts_they_have_in_common(copied, home, own_resources):
    pinned = json.loads((own_resources / "bases" / "v2.json").read_text())
    second = json.dumps(pinned | {"name": "v2b"})
    (own_resources / "bases" / "v2b.json").write_text(second)
    (first,), _ = take(copied, name="v2", unpublished=True)
    (other,), _ = take(copied, name="v2b", unpublished=True)
    assert other.files == first.files and other.sources == first.sources
    shared = home / "bases" / "v2b" / "hubert" / "model.safetensors"
    assert shared.samefile(home / "bases" / "v2" / "hubert" / "model.safetensors")


def test_a_renamed_file_is_known_by_its_hash(copied, home, own_resources):
    models = copied / "GPT_SoVITS" / "pretrained_models"
    pinned = json.loads((own_resources / "bases" / "v2.json").read_text())
    sovits = models / synthetic.LAYOUT["v2"]["sovits"]
    pinned["parts"]["sovits"] |= {"sha256": file_sha256(sovits), "bytes": sovits.stat().st_size}
    (own_resources / "bases" / "v2.json").write_text(json.dumps(pinned))
    sovits.rename(models / "my model.pth")
    assert take(copied, unpublished=True)[0][0].sources["sovits"] == file_sha256(
        models / "my model.pth"
    )


def test_what_is_missing_is_named(copied, home, tmp_path):
    models = copied / "GPT_SoVITS" / "pretrained_models"
    shutil.rmtree(models / "chinese-hubert-base")
    error = fails(copied, unpublished=True)
    assert error.kind == "missing" and "chinese-hubert-base" in error.message
    (models / synthetic.LAYOUT["v2"]["gpt"]).unlink()
    assert "s2G2333k.pth" in fails(copied, unpublished=True).message
    assert fails(tmp_path / "absent").kind == "missing"


def test_parts_that_speaking_does_not_need_may_be_missing(copied, home):
    models = copied / "GPT_SoVITS" / "pretrained_models"
    shutil.rmtree(models / "chinese-roberta-wwm-ext-large")
    (models / synthetic.LAYOUT["v2"]["discriminator"]).unlink()
    _, notes = take(copied, unpublished=True)
    assert "cannot be trained" in notes[0].hint and "Chinese" in notes[1].hint
    files = base_files("v2")
    assert files.bert is None and files.discriminator is None


def test_a_file_of_another_base_is_not_taken_for_its_name(copied, home):
    path = copied / "GPT_SoVITS" / "pretrained_models" / synthetic.LAYOUT["v2"]["sovits"]
    path.unlink()
    path.write_bytes(synthetic.sovits_file(*synthetic.sovits("v2Pro"), posterior=True))
    assert "v2Pro" in fails(copied, unpublished=True).message


def test_a_damaged_file_leaves_no_base_and_a_good_one_mends_it(copied, official, home):
    inside = synthetic.LAYOUT["v2"]["gpt"]
    path = copied / "GPT_SoVITS" / "pretrained_models" / inside
    path.unlink()
    path.write_bytes((official / inside).read_bytes()[:-100])
    assert fails(copied, unpublished=True).kind == "damaged"
    assert take(official, unpublished=True)[0][0].name == "v2"
    assert not list((home / "bases").glob(".*unfinished"))


def test_a_base_that_lost_a_file_is_damaged(copied, home):
    take(copied, unpublished=True)
    (home / "bases" / "v2" / "hubert" / "model.safetensors").unlink()
    with pytest.raises(EngineError) as error:
        base_files("v2")
    assert error.value.kind == "damaged" and "base remove v2" in error.value.hint
    assert base_pack("v2").name == "v2"
