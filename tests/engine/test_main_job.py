"""The whole job with the real base and real speech: prepare, train, die, resume, speak.

Steps are few, so the voice is no good; everything else is as it is for a user.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import resources
from engine.events import Event, Finished, Step, from_line
from engine.files import read_json, write_json
from engine.library import voice_folder
from engine.plan import TrainingPlan
from engine.project import load_dataset
from engine.voice import Voice

pytestmark = pytest.mark.slow
CLIPS = ("LJ001-0002", "LJ001-0004", "LJ001-0005", "LJ001-0008")
STEPS = 3


def timbre(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "engine", *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("Timbre 声")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def dataset(home: Path) -> Path:
    """Four sentences that ship inside, prepared with their texts."""
    folder, samples = home / "dataset", resources.path("samples")
    files = [samples / f"{name}.flac" for name in CLIPS]
    texts = home / "texts.tsv"
    lines = (samples / "transcripts.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    texts.write_text("".join(line for line in lines if line.startswith(CLIPS)), encoding="utf-8")
    done = timbre("prepare", *files, "-o", folder, "--transcripts", texts, "--json")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def plan(dataset: Path, home: Path) -> Path:
    """The machine's own plan after a dry run, with few steps."""
    done = timbre("plan", dataset, "--quality", "quick", "--try", "--json")
    assert done.returncode == 0, done.stderr
    assert "was tried" in json.loads(done.stdout)["reasons"][-1]["why"]
    whole = home / "plan.json"
    whole.write_text(done.stdout, encoding="utf-8")
    made = read_json(whole, TrainingPlan)
    stages = tuple(replace(s, steps=STEPS, score_every=STEPS, sample_every=2) for s in made.stages)
    write_json(whole, replace(made, stages=stages))
    return whole


def events_of(path: Path) -> list[Event]:
    return [from_line(line)[1] for line in path.read_text(encoding="utf-8").splitlines()]


def losses(events: list[Event]) -> dict[tuple[str, int], dict[str, float]]:
    return {(e.stage, e.step): e.losses for e in events if isinstance(e, Step)}


@pytest.fixture(scope="module")
def unbroken(dataset: Path, plan: Path, home: Path) -> list[Event]:
    """The events of a run that nothing happened to."""
    path = home / "unbroken.jsonl"
    done = timbre(
        "train", dataset, "--voice", "Änna 声", "--plan", plan, "--events", path, "--consent", "A."
    )
    assert done.returncode == 0, done.stderr
    return events_of(path)


def test_clips_have_the_given_texts(dataset: Path):
    assert len(load_dataset(dataset).kept) == len(CLIPS)


def test_finished_means_a_voice_that_speaks(unbroken: list[Event], home: Path):
    assert isinstance(unbroken[-1], Finished)
    folder = voice_folder("Änna 声")
    voice = read_json(folder / "voice.json", Voice)
    assert voice.consent is not None
    assert {"zero-shot", "tuned"} <= set(voice.scores)
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 30e6
    assert len(losses(unbroken)) == 2 * STEPS


def test_same_seed_same_bytes(unbroken: list[Event], home: Path):
    said = []
    for name in ("one.wav", "two.wav"):
        done = timbre("speak", "Änna 声", "The same again.", "-o", home / name, "--seed", "7")
        assert done.returncode == 0, done.stderr
        said.append((home / name).read_bytes())
    assert said[0] == said[1]


def test_a_voice_travels_as_one_file(unbroken: list[Event], home: Path):
    file = home / "änna.voice"
    assert timbre("voices", "export", "Änna 声", file).returncode == 0
    assert timbre("voices", "rename", "Änna 声", "first").returncode == 0
    done = timbre("voices", "import", file, "--json")
    assert done.returncode == 0, done.stderr
    assert timbre("voices", "rename", "first", "second").returncode == 0
    names = json.loads(timbre("voices", "list", "--json").stdout)
    assert "Änna 声" in json.dumps(names, ensure_ascii=False)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("stage", ["timbre", "prosody"])
def test_killed_at_any_moment_it_goes_on_as_if_nothing_had_happened(
    stage: str, unbroken: list[Event], dataset: Path, plan: Path, home: Path
):
    name = f"killed in {stage}"
    train = [sys.executable, "-m", "engine", "train", str(dataset), "--voice", name]
    child = subprocess.Popen(
        [*train, "--plan", str(plan), "--events", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ,
    )
    assert child.stdout is not None
    before: list[Event] = []
    for line in child.stdout:
        before.append(from_line(line)[1])
        if isinstance(before[-1], Step) and before[-1].stage == stage and before[-1].step >= 2:
            child.send_signal(signal.SIGKILL)
            break
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    path = home / f"{stage}.jsonl"
    done = timbre("train", dataset, "--voice", name, "--resume", "--events", path)
    assert done.returncode == 0, done.stderr
    both = losses(before) | losses(events_of(path))
    assert both == losses(unbroken)
