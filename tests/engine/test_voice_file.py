"""`.voice` files: a round trip, and every hostile file that was thought of."""

import hashlib
import json
import pickle
import stat
import sys
import zipfile
from types import SimpleNamespace

import numpy as np
import pytest
import safetensors.numpy

from engine.errors import EngineError
from engine.library import delete_voice, list_voices, load_voice, save_voice, voice_folder
from engine.models import families
from engine.tensor_header import TensorHeader, read_tensor_headers
from engine.voice import Reference, Voice, consent_now
from engine.voice_file import export_voice, import_voice

TENSORS = {"style": np.ones((1, 256), np.float32), "rank": np.zeros((4, 8), np.float16)}
SHAPES = {"timbre": {"style": (1, 256), "rank": (None, 8)}}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    row = SimpleNamespace(SPECS={"tiny": None}, voice_shapes=lambda base: SHAPES)
    monkeypatch.setitem(families._SPECS, "tiny", "tiny_family_row")
    monkeypatch.setitem(sys.modules, "tiny_family_row", row)
    return tmp_path


@pytest.fixture
def exported(tmp_path):
    clip = tmp_path / "clip.flac"
    clip.write_bytes(b"fLaC" + bytes(1000))
    voice = Voice(
        "anna", "tiny", "0" * 64, ("en",), 24000, "2026-11-21", 60.0, (),
        (Reference("references/a.flac", "Hello.", "en", 1.5),), {}, None,
        consent_now("Anna"), (),
    )  # fmt: skip
    weights = {"timbre": safetensors.numpy.save(TENSORS)}
    save_voice(voice, weights, {"timbre": "lora"}, {"references/a.flac": clip})
    return export_voice("anna", tmp_path / "anna.voice")


def read(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def measured(data: bytes) -> dict:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def write(path, members: dict[str, bytes], sign: bool = True, method=zipfile.ZIP_STORED):
    """A voice file with these members; signed as an attacker would who knows the format."""
    if sign:
        described = json.loads(members["voice.json"])
        described["weights"] = [
            {
                "name": name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "bytes": len(data),
                "kind": "lora",
            }
            for name, data in sorted(members.items())
            if name.endswith(".safetensors")
        ]
        members = members | {"voice.json": json.dumps(described).encode()}
        listed = {name: measured(data) for name, data in members.items() if name != "manifest.json"}
        manifest = {"format": "timbre-voice", "version": 1, "members": listed}
        members = members | {"manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refused(path) -> EngineError:
    """Import into an empty library must fail with one sentence and leave nothing behind."""
    if "anna" in [voice.name for voice in list_voices()[0]]:
        delete_voice("anna")
    with pytest.raises(EngineError) as error:
        import_voice(path)
    assert error.value.kind == "damaged"
    assert len(error.value.message) < 500
    assert list_voices() == ((), ())
    return error.value


def test_a_voice_comes_back_as_it_was(exported):
    before = load_voice("anna")
    delete_voice("anna")
    assert import_voice(exported) == before
    assert safetensors.numpy.load_file(voice_folder("anna") / "timbre.safetensors")[
        "rank"
    ].shape == (4, 8)
    assert (
        export_voice("anna", exported.with_name("again.voice")).read_bytes()
        == exported.read_bytes()
    )


def test_a_taken_name_asks_for_another_one(exported):
    with pytest.raises(EngineError) as taken:
        import_voice(exported)
    assert taken.value.kind == "input"
    assert import_voice(exported, name="Anna zwei").name == "Anna zwei"


def test_the_test_helper_makes_files_that_are_accepted(exported):
    delete_voice("anna")
    assert import_voice(write(exported, read(exported))).name == "anna"


def test_weights_that_changed_on_disk_are_not_exported(exported):
    (voice_folder("anna") / "timbre.safetensors").write_bytes(b"something else")
    with pytest.raises(EngineError) as error:
        export_voice("anna", exported)
    assert error.value.kind == "damaged"


def test_no_such_file(tmp_path):
    with pytest.raises(EngineError) as missing:
        import_voice(tmp_path / "absent.voice")
    assert missing.value.kind == "missing"


@pytest.mark.parametrize(
    "name",
    ["../evil.flac", "references/../../evil.flac", "/etc/evil.flac", "C:/evil.flac", "evil.py",
     "references\\evil.flac", "references/.hidden.flac", "evil/__init__.py", "samples/a.pkl",
     "VOICE.json", "references/A.flac", "samples/", "timbre.pth"],
)  # fmt: skip
def test_members_that_do_not_belong(exported, name):
    refused(write(exported, read(exported) | {name: b"x"}))
    assert not list(exported.parent.parent.glob("**/evil*"))


def test_a_zip_bomb_is_never_unpacked(exported):
    members = read(exported) | {"samples/bomb.wav": bytes(50_000_000)}
    assert "compressed" in refused(write(exported, members, method=zipfile.ZIP_DEFLATED)).message


def test_more_bytes_than_the_file_has(exported):
    """Sizes in the table of contents that lie: overlapping or oversized members."""
    data = exported.read_bytes()
    at = data.rindex(b"PK\x01\x02")  # the last entry of the central directory
    huge = (1 << 31).to_bytes(4, "little")
    exported.write_bytes(data[: at + 20] + huge * 2 + data[at + 28 :])
    refused(exported)


def test_too_many_members(exported):
    refused(write(exported, read(exported) | {f"samples/{n}.wav": b"" for n in range(600)}))


def test_symbolic_links(exported):
    members = read(exported)
    with zipfile.ZipFile(exported, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            if name.endswith(".flac"):
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, data)
    assert "no plain file" in refused(exported).message


@pytest.mark.parametrize("name", ["timbre.safetensors", "references/a.flac", "voice.json"])
def test_wrong_hash(exported, name):
    members = read(exported)
    changed = members[name].replace(b"a", b"b").replace(bytes(4), b"\0\0\0\1")
    refused(write(exported, members | {name: changed}, sign=False))


def test_duplicates(exported):
    with pytest.warns(UserWarning), zipfile.ZipFile(exported, "a") as archive:
        archive.writestr("voice.json", b"{}")
    assert "twice" in refused(exported).message


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_truncated(exported, share):
    data = exported.read_bytes()
    exported.write_bytes(data[: int(len(data) * share)])
    refused(exported)


def test_foreign_zip(tmp_path):
    assert "another kind" in refused(write(tmp_path / "x.voice", {}, sign=False)).message
    refused(write(tmp_path / "x.voice", {"word/document.xml": b"<x/>"}, sign=False))


class Evil:
    def __reduce__(self):
        return (print, ("a pickle was executed",))


def test_a_pickle_in_place_of_weights(exported, capfd):
    refused(write(exported, read(exported) | {"timbre.safetensors": pickle.dumps(Evil())}))
    assert "executed" not in "".join(capfd.readouterr())


def header_file(header: object, data: bytes = b"", length: int | None = None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (len(text) if length is None else length).to_bytes(8, "little") + text + data


def entry(dtype="F32", shape=(1,), offsets=(0, 4)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1234",
        header_file({}, length=1 << 62),
        header_file(b" " * (9 << 20)),
        header_file([1, 2]),
        header_file(b"[" * 100_000),
        header_file(b'{"a": {}, "a": {}}'),
        header_file({"a": entry(dtype="pickle")}, bytes(4)),
        header_file({"a": entry(shape=(1 << 40,))}, bytes(4)),
        header_file({"a": entry(shape=(-1,))}, bytes(4)),
        header_file({"a": entry(shape=(True,))}, bytes(4)),
        header_file({"a": entry(shape=[[1]])}, bytes(4)),
        header_file({"a": entry(), "b": entry()}, bytes(4)),
        header_file({"a": entry(offsets=(4, 8))}, bytes(8)),
        header_file({"a": entry()}, bytes(5)),
        header_file({"a": entry() | {"more": 1}}, bytes(4)),
        header_file({str(n): entry(shape=(0,), offsets=(0, 0)) for n in range(20_001)}),
    ],
)
def test_broken_tensor_headers(exported, data):
    refused(write(exported, read(exported) | {"timbre.safetensors": data}))


@pytest.mark.parametrize(
    "tensors",
    [
        {"style": np.ones((1, 128), np.float32)},
        {"style": np.ones((1, 256), np.int32)},
        {"stile": np.ones((1, 256), np.float32)},
        {"rank": np.ones((8,), np.float32)},
    ],
)
def test_tensors_that_the_base_does_not_know(exported, tensors):
    data = safetensors.numpy.save(tensors)
    assert (
        "does not know"
        in refused(write(exported, read(exported) | {"timbre.safetensors": data})).message
    )


def test_weights_for_nothing(exported):
    extra = {"other.safetensors": safetensors.numpy.save(TENSORS)}
    assert "does not belong" in refused(write(exported, read(exported) | extra)).message


REFERENCE = {"text": "Hello.", "language": "en", "seconds": 1.0}


def changed_voice(exported, **changes):
    members = read(exported)
    described = json.loads(members["voice.json"]) | changes
    return write(exported, members | {"voice.json": json.dumps(described).encode()})


@pytest.mark.parametrize(
    "changes",
    [
        {"references": [REFERENCE | {"path": "../../x.flac"}]},
        {"references": [REFERENCE | {"path": "references/b.flac"}]},
        {"version": "1"},
        {"surprise": 1},
        {"speech_seconds": float("nan")},
    ],
)  # fmt: skip
def test_descriptions_that_lie(exported, changes):
    refused(changed_voice(exported, **changes))


def test_a_hostile_name_or_an_unknown_base_is_the_users_to_mend(exported):
    for changes in (
        {"name": "../../evil"},
        {"name": "", "base": "tiny"},
        {"base": "from-the-future"},
    ):
        with pytest.raises(EngineError) as error:
            import_voice(changed_voice(exported, **({"name": "free"} | changes)))
        assert error.value.kind == "input"
    assert [voice.name for voice in list_voices()[0]] == ["anna"]


def test_headers_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "x.safetensors"
    path.write_bytes(safetensors.numpy.save(TENSORS, metadata={"who": "me"}))
    assert read_tensor_headers(path) == {
        "style": TensorHeader("F32", (1, 256)),
        "rank": TensorHeader("F16", (4, 8)),
    }
