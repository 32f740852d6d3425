"""`timbre doctor`, `base` and `voices` as a terminal sees them."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.__main__ import main

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Told:
    """How a command ended and what it wrote, all in this process: a new one takes seconds."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def timbre(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> Told:
        code = main([*arguments])
        written = capfd.readouterr()
        return Told(code, written.out, written.err)

    return run


def test_doctor_names_the_machine_and_a_remedy_for_each_trouble(timbre):
    result = timbre("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.returncode == 0
    assert found["bases"]["starter"] > 50_000_000
    assert found["hardware"]["ram_total_bytes"] > 0
    assert found["torch"]["version"]
    assert all(trouble["message"] and trouble["hint"] for trouble in found["troubles"])


def test_doctor_says_that_a_home_cannot_be_used(timbre, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    assert "choose a folder you may write to" in timbre("doctor").stdout


def test_events_are_told_wherever_the_option_stands(timbre, tmp_path):
    events = str(tmp_path / "events.jsonl")
    timbre("base", "--events", events, "list")
    timbre("base", "list", "--events", events)
    told = [json.loads(line) for line in Path(events).read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in told] == ["finished", "finished"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["base", "get", "v2Pro", "--endpoint", "http://127.0.0.1:9"],
        ["base", "get", "starter"],
        ["base", "import", "folder"],
        ["base", "remove", "starter"],
        ["base", "verify", "v9"],
        ["voices", "show", "nobody"],
        ["voices", "delete", ".."],
        ["voices", "import", "absent.voice"],
        ["voices", "import", "README.md"],
        ["voices", "import", "README.md", "absent.ckpt"],
        ["voices", "import", "tests/parity/shared/checkpoints"],
        ["voices", "export", "nobody", "x.voice"],
        ["export", "nobody", "--format", "gpt-sovits", "-o", "x"],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_next_step(timbre, arguments):
    result = timbre(*arguments, "--json")
    error = json.loads(result.stdout)["error"]
    assert result.returncode == 1
    assert error["message"].count("\n") == 0 and error["hint"]
    assert result.stderr.strip() == f"timbre: {error['message']} {error['hint']}"


def test_bases_are_listed_with_sizes_and_licences(timbre):
    found = json.loads(timbre("base", "list", "--json").stdout)
    assert [base["name"] for base in found["bases"]] == ["starter"]
    offers = {base["name"]: base for base in found["available"]}
    assert {"v2", "v2Pro", "v2ProPlus", "whisper-small"} <= offers.keys()
    assert all(base["licence"] and base["download_bytes"] > 10**8 for base in offers.values())
    assert "timbre base get v2ProPlus" in timbre("base", "list").stdout


def test_an_empty_library_says_how_to_fill_it(timbre):
    result = timbre("voices", "list")
    assert result.returncode == 0 and "timbre clone" in result.stdout
