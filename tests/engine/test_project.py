"""A dataset's folder: read as written, refused when it is something else."""

import pytest

from engine.errors import EngineError
from engine.project import Clip, Dataset, LeftOut, Recording, Word, load_dataset, save_dataset


def clip(id, seconds, kept=True):
    words = (Word("你好", 0.1, 0.5),)
    return Clip(
        id,
        f"clips/{id}.flac",
        "你好",
        "zh",
        seconds,
        48_000,
        "a.wav",
        0.0,
        seconds,
        "asr",
        words,
        ("doubt",),
        kept,
    )


DATASET = Dataset(
    "zh",
    (Recording("/r/a.wav", "a.wav", 9.0, 48_000, 2, "00"),),
    {},
    (clip("a", 3.0), clip("b", 5.0, kept=False)),
    (LeftOut("a.wav", 8.0, 9.0, "silence"),),
)


def test_saved_is_loaded(tmp_path):
    save_dataset(tmp_path, DATASET)
    assert load_dataset(tmp_path) == DATASET


def test_only_kept_clips_count():
    assert (DATASET.seconds, DATASET.longest, len(DATASET.kept)) == (3.0, 3.0, 1)


def test_another_folder_or_a_broken_file_is_refused(tmp_path):
    with pytest.raises(EngineError, match="not a dataset"):
        load_dataset(tmp_path)
    save_dataset(tmp_path, DATASET)
    path = tmp_path / "dataset.json"
    path.write_text(path.read_text("utf-8").replace('"seconds": 9.0', '"seconds": "long"'), "utf-8")
    with pytest.raises(EngineError, match="seconds"):
        load_dataset(tmp_path)
