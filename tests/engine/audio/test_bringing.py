"""Every file that is brought is taken, or there is a sentence why not."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio.bringing import (
    EMPTY_FOLDER,
    LONG,
    NO_ACCESS,
    NO_FILE,
    NO_READING,
    NOT_SOUND,
    TOO_LONG,
    TOO_SHORT,
    look,
)


def sound(path, seconds, rate=8_000):
    soundfile.write(path, np.zeros(int(seconds * rate), np.float32), rate)
    return path


def hours(path, count):
    """A WAV of that many hours that takes no room: a header before a hole."""
    sound(path, 0.001)
    size = int(count * 3600 * 8_000 * 2)
    with path.open("r+b") as file:
        file.seek(40)
        file.write(size.to_bytes(4, "little"))
        file.truncate(44 + size)
    return path


def reasons(paths):
    return {Path(item.path).name: (item.taken, item.why) for item in look(paths)}


def test_files_and_folders_are_sorted_out_with_a_reason_each(tmp_path):
    folder = tmp_path / "my files 声音"
    (folder / "inner").mkdir(parents=True)
    sound(folder / "inner" / "speech.flac", 5.0)
    sound(folder / "click.wav", 0.2)
    (folder / "notes.txt").write_text("no sound")
    (folder / ".hidden.wav").write_bytes(b"")
    (folder / "fake.mp3").write_text("this is no sound at all")
    (folder / "empty.wav").write_bytes(b"")
    bare = tmp_path / "bare"
    bare.mkdir()
    found = reasons([folder, bare, tmp_path / "gone.wav", folder / "click.wav"])
    assert found["speech.flac"] == (True, "")
    assert found["click.wav"] == (False, TOO_SHORT)
    assert found["notes.txt"] == (False, NOT_SOUND)
    assert found["gone.wav"] == (False, NO_FILE)
    assert found["bare"] == (False, EMPTY_FOLDER)
    assert not found["fake.mp3"][0] and "known sound format" in found["fake.mp3"][1]
    assert not found["empty.wav"][0] and "empty" in found["empty.wav"][1]
    assert len(found) == 7
    assert [item.seconds for item in look([folder / "inner"])] == [5.0]


def test_hours_are_taken_with_a_word_about_them(tmp_path):
    paths = [hours(tmp_path / "two.wav", 2), hours(tmp_path / "ten.wav", 10)]
    assert reasons(paths) == {"two.wav": (True, LONG), "ten.wav": (True, TOO_LONG)}
    assert [item.seconds for item in look(paths)] == [7200.0, 36_000.0]


AS_ANOTHER = """
import os, sys
from pathlib import Path
import engine.audio.files
from engine.audio.bringing import look
os.setgroups([]), os.setgid(65534), os.setuid(65534)
for item in look([Path(sys.argv[1])]):
    print(Path(item.path).name, item.taken, item.why, sep="|")
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a second user")
def test_a_folder_and_a_file_without_rights_are_named():
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "locked").mkdir(mode=0o700)
        sound(folder / "open.wav", 2.0)
        sound(folder / "shut.wav", 2.0).chmod(0o600)
        told = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER, place], capture_output=True, text=True, check=True
        ).stdout.splitlines()
    assert set(told) == {
        "open.wav|True|",
        f"shut.wav|False|{NO_READING}",
        f"locked|False|{NO_ACCESS}",
    }
