"""What `timbre clone` refuses before it spends a minute; test_main_job shows the whole job."""

import json
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.commands.clone import dataset_folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "There are no recordings"),
        (["a.wav"], "has no name"),
        (["a.wav", "--sample"], "--sample brings its own recordings"),
        (["a.wav", "--voice", "../b"], "cannot be a voice's name"),
        (["a.wav", "--voice", "anna", "--say", "Hello."], "belong together"),
        (["a.wav", "--voice", "anna", "--say", "", "-o", "out.wav"], "no text"),
        (
            ["a.wav", "--voice", "anna", "--say", "😀", "-o", "out.wav"],
            "nothing that can be spoken",
        ),
        (["a.wav", "--voice", "anna", "--say", "Hi.", "-o", "out.txt"], "txt"),
        (["missing.wav", "--voice", "anna"], "missing.wav"),
    ],
)
def test_refused_at_once(
    arguments: list[str], sentence: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
):
    assert main(["clone", *arguments, "--json"]) == 1
    output = capfd.readouterr()
    error = json.loads(output.out)["error"]
    assert sentence in error["message"] + error["hint"]
    assert error["hint"]
    assert "Traceback" not in output.err
    assert not (tmp_path / "home" / "voices").exists()


def test_other_recordings_of_the_same_name_do_not_mix(tmp_path: Path):
    first = dataset_folder("anna", [tmp_path / "a.wav", tmp_path / "b.wav"])
    assert first == dataset_folder("anna", [tmp_path / "b.wav", tmp_path / "a.wav"])
    assert first != dataset_folder("anna", [tmp_path / "c.wav"])
