"""JSON round trips, and writes that leave either the old file or the new one."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.files import atomic_path, cut_torn_line, from_plain, read_json, to_plain, write_json
from engine.project import Clip, Dataset, LeftOut, Recording, Word, load_dataset, save_dataset


def dataset() -> Dataset:
    clip = Clip(
        "0001",
        "clips/0001.flac",
        "Grüße, 世界",
        "en",
        2.5,
        24000,
        "a.wav",
        0.5,
        3.0,
        "tsv",
        words=(Word("Grüße", 0.1, 0.6),),
    )
    return Dataset(
        "en",
        (Recording("/x/a.wav", "a.wav", 4.0, 24000, 1, "0" * 64),),
        {},
        (clip,),
        (LeftOut("a.wav", 0.0, 0.5, "silence"),),
    )


def test_a_dataset_comes_back_as_it_was_saved(tmp_path: Path):
    save_dataset(tmp_path, dataset())
    assert load_dataset(tmp_path) == dataset()


def test_a_folder_that_is_no_dataset_says_so(tmp_path: Path):
    with pytest.raises(EngineError, match="not a dataset") as caught:
        load_dataset(tmp_path)
    assert caught.value.kind == "missing"


@dataclass(frozen=True)
class Noun:
    name: str
    share: float
    size: int | None = None


@pytest.mark.parametrize(
    "plain",
    [
        {"name": 3, "share": 0.5},
        {"name": "a", "share": "much"},
        {"name": "a", "share": 0.5, "size": 1.5},
        {"name": "a", "share": 0.5, "size": True},
        {"name": "a", "share": 0.5, "colour": "red"},
        {"name": "a"},
        [],
    ],
)
def test_json_that_does_not_fit_is_refused(plain: object):
    with pytest.raises((TypeError, ValueError)):
        from_plain(Noun, plain)


def test_whole_numbers_are_taken_for_floats():
    assert from_plain(Noun, {"name": "a", "share": 1}) == Noun("a", 1.0)
    assert to_plain(Noun("a", 1.0)) == {"name": "a", "share": 1.0, "size": None}


def test_a_failed_write_keeps_the_old_file(tmp_path: Path):
    path = tmp_path / "state.json"
    write_json(path, {"a": 1})
    with pytest.raises(RuntimeError), atomic_path(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError("power cut")
    assert read_json(path, dict[str, int]) == {"a": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["state.json"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError, match="Cannot write") as caught:
        write_json(tmp_path / "file" / "below.json", {})
    assert caught.value.kind == "disk"


def test_damaged_json_is_named(tmp_path: Path):
    (tmp_path / "dataset.json").write_text("{")
    with pytest.raises(EngineError, match=r"dataset\.json") as caught:
        load_dataset(tmp_path)
    assert caught.value.kind == "damaged"


def test_missing_fields_are_named_and_not_all_of_them():
    with pytest.raises(ValueError, match="Recording lacks path, name, seconds and others"):
        from_plain(Recording, {})
    with pytest.raises(ValueError, match=r"LeftOut lacks reason$"):
        from_plain(LeftOut, {"recording": "a.wav", "start": 0.0, "end": 0.5})


@pytest.mark.parametrize("whole", [b"", b"one\n", b"one\ntwo\n"])
@pytest.mark.parametrize("torn", [b"", b"thr", b"{"])
def test_a_torn_line_is_cut_off_and_nothing_else(tmp_path, whole, torn):
    path = tmp_path / "lines"
    path.write_bytes(whole + torn)
    cut_torn_line(path)
    assert path.read_bytes() == whole
