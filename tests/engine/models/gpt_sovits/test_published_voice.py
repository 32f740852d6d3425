"""A published voice comes into the library, and goes out again as it came."""

from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
import torch
from safetensors.torch import load_file, save

from engine.errors import EngineError
from engine.library import load_voice, save_voice, voice_folder
from engine.models.gpt_sovits.base import open_official
from engine.models.gpt_sovits.checkpoints import read_checkpoint
from engine.models.gpt_sovits.family import GptSovits
from engine.models.gpt_sovits.published_voice import export_published, import_published
from engine.models.gpt_sovits.voice_search import PublishedVoice, find_voice
from engine.voice import SpeakRequest
from tests.engine.models.gpt_sovits import installed, synthetic


def tuned(version):
    """The networks of a base after a training that moved some of their tensors."""
    gpt, gpt_config = synthetic.gpt()
    sovits, sovits_config = synthetic.sovits(version)
    gpt["model.bert_proj.bias"] = gpt["model.bert_proj.bias"] + 1
    sovits["enc_p.proj.bias"] = sovits["enc_p.proj.bias"] + 1
    sovits_config["name"], sovits_config["train"]["epochs"] = "安娜", 8
    return (gpt, gpt_config), (sovits, sovits_config)


def publish(folder, version):
    """A published voice in a folder, as people share it."""
    folder.mkdir(parents=True)
    gpt, sovits = tuned(version)
    (folder / "anna-e15.ckpt").write_bytes(synthetic.gpt_file(*gpt))
    head = synthetic.HEADS[version]
    (folder / "anna_e8_s96.pth").write_bytes(synthetic.sovits_file(*sovits, head=head))
    soundfile.write(folder / "clip.wav", installed.sound(4.0), installed.RATE)
    (folder / "clip.txt").write_text("These are the words.", encoding="utf-8")
    return folder


def take(folder, name="anna"):
    found = find_voice([folder], language="en")
    return import_published(found, name, None, lambda event: None, installed.Letters())  # type: ignore


@pytest.mark.parametrize("version", ["v2", "v2Pro"])
def test_a_voice_comes_in_speaks_and_goes_out_as_it_came(base, tmp_path, version):
    base(version)
    folder = publish(tmp_path / "shared", version)
    voice = take(folder)
    assert (voice.base, voice.sample_rate, voice.consent) == (version, 32000, None)
    assert {weight.name for weight in voice.weights} == {
        "gpt.safetensors",
        "sovits.safetensors",
        "reference.safetensors",
    }
    # Only what differs from the base is kept.
    networks = [weight for weight in voice.weights if weight.name != "reference.safetensors"]
    assert sum(weight.bytes for weight in networks) < 100_000
    assert voice.references[0].text == "These are the words."
    assert (voice_folder("anna") / voice.references[0].path).is_file()

    family = installed.Installed().open_family(version, "cpu")
    family.load_voice(
        {Path(w.name).stem: load_file(voice_folder("anna") / w.name) for w in voice.weights}
    )
    spoken = next(iter(family.speak(SpeakRequest("Hello."))))
    assert torch.isfinite(torch.from_numpy(spoken.samples)).all() and len(spoken.samples)

    out = export_published("anna", tmp_path / "out")
    for name, written in (("anna-e15.ckpt", out.gpt), ("anna_e8_s96.pth", out.sovits)):
        assert Path(written).read_bytes()[:2] == (folder / name).read_bytes()[:2]
        back, came = read_checkpoint(Path(written)), read_checkpoint(folder / name)
        assert (back.config, back.info) == (came.config, came.info)
        assert list(back.tensors) == list(came.tensors)
        assert all(torch.equal(back.tensors[key], came.tensors[key]) for key in came.tensors)
    lines = (tmp_path / "out" / "anna.list").read_text().splitlines()
    assert lines[0].endswith("|anna|en|These are the words.")


def test_a_voice_trained_here_goes_out_whole(base, tmp_path):
    base("v2")
    folder = publish(tmp_path / "shared", "v2")
    family = GptSovits(open_official("v2"), "cpu", installed.Letters())  # type: ignore
    whole = tuned("v2")[1][0]
    moved = {"enc_p.proj.bias": whole["enc_p.proj.bias"]}
    family.load_voice({"sovits": moved})
    # What comes from training carries no published settings.
    weights = {file: save(tensors) for file, tensors in family.voice_tensors().items()}
    voice = replace(take(folder), name="berta")
    save_voice(
        voice, weights, {"sovits": "partial"}, {voice.references[0].path: folder / "clip.wav"}
    )
    out = export_published("berta", tmp_path / "out")
    sovits, gpt = read_checkpoint(Path(out.sovits)), read_checkpoint(Path(out.gpt))
    assert (sovits.version, sovits.config["model"]["version"]) == ("v2", "v2")
    assert sovits.info == gpt.info == "berta, Timbre" and not sovits.complete
    assert all(torch.equal(tensor, whole[name]) for name, tensor in sovits.tensors.items())
    assert all(torch.equal(gpt.tensors[name], t) for name, t in synthetic.gpt()[0].items())


def fails(call, *arguments):
    with pytest.raises(EngineError) as error:
        call(*arguments)
    assert error.value.message.count("\n") == 0 and error.value.hint
    return error.value


def test_a_voice_whose_base_is_not_here_names_it(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    error = fails(take, publish(tmp_path / "shared", "v2"))
    assert error.kind == "missing" and "timbre base get v2" in error.hint


def test_a_voice_on_other_files_of_its_base_is_not_exported(base, tmp_path):
    folder = base("v2")
    take(publish(tmp_path / "shared", "v2"))
    manifest = folder / "manifest.json"
    text = manifest.read_text().replace('"revision": ""', '"revision": "b"')
    manifest.unlink()
    manifest.write_text(text.replace('"sources": {}', '"sources": {"gpt": "other"}'))
    assert "other files of v2" in fails(export_published, "anna", tmp_path / "out").message
    assert not (tmp_path / "out").exists()


def test_a_damaged_voice_is_not_exported(base, tmp_path):
    base("v2")
    take(publish(tmp_path / "shared", "v2"))
    path = voice_folder("anna") / "gpt.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert fails(export_published, "anna", tmp_path / "out").kind == "damaged"


def test_a_clip_without_a_text_is_listened_to(base, tmp_path):
    base("v2")
    folder = publish(tmp_path / "shared", "v2")
    (folder / "clip.txt").unlink()
    voice = take(folder)
    # A buzz says nothing: the voice takes after its sound alone.
    assert voice.references[0].text == ""
    assert "prompt.tokens" not in load_file(voice_folder("anna") / "reference.safetensors")


def test_a_clip_that_is_too_short_is_refused_and_nothing_is_kept(base, tmp_path):
    base("v2")
    folder = publish(tmp_path / "shared", "v2")
    soundfile.write(folder / "clip.wav", installed.sound(2.0), installed.RATE)
    assert "too short" in fails(take, folder).message
    assert fails(load_voice, "anna").kind == "missing"


def test_networks_of_other_sizes_are_refused(base, tmp_path):
    base("v2")
    folder = publish(tmp_path / "shared", "v2")
    config = synthetic.gpt()[1]
    config["model"] = config["model"] | {"n_layer": 2}
    fewer = {n: t for n, t in synthetic.gpt()[0].items() if ".layers.2." not in n}
    (folder / "anna-e15.ckpt").write_bytes(synthetic.gpt_file(fewer, config))
    assert "other sizes" in fails(take, folder).message


def test_a_folder_is_searched(tmp_path):
    for name in ("a/x.ckpt", "b/y.pth", "clips/one.wav", "clips/two.flac"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "x.list").write_text("D:\\clips\\two.flac|anna|JA|こんにちは\n", encoding="utf-8")
    two = PublishedVoice(
        tmp_path / "a/x.ckpt", tmp_path / "b/y.pth", tmp_path / "clips/two.flac", "こんにちは", "ja"
    )
    assert find_voice([tmp_path]) == two
    given = find_voice([two.gpt, two.sovits], tmp_path / "clips/one.wav", "Hello", "en")
    assert (given.clip.name, given.text, given.language) == ("one.wav", "Hello", "en")
    assert "no clip" in fails(find_voice, [two.gpt, two.sovits]).message
    assert "no .pth file" in fails(find_voice, [two.gpt]).message
    assert fails(find_voice, [tmp_path / "absent"]).kind == "missing"
    (tmp_path / "z.pth").write_bytes(b"")
    assert "2 .pth files" in fails(find_voice, [tmp_path]).message
