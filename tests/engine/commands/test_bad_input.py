"""Bad input to the command line: one sentence, a next step, exit code 1, nothing left behind."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.__main__ import main
from engine.audio.files import read_audio
from engine.project import held_dataset
from resources import path as resource

SAMPLES = resource("samples")
RATE = 16_000


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def refusal(arguments, capfd):
    """The error of a command that must fail, after looking at how it is told."""
    assert main([*arguments, "--json"]) == 1
    output = capfd.readouterr()
    error = json.loads(output.out)["error"]
    assert error["message"] and error["hint"]
    assert "\n" not in error["message"] + error["hint"]
    assert output.err.strip().splitlines()[-1] == f"timbre: {error['message']} {error['hint']}"
    assert "Traceback" not in output.err
    return error


def wav(name: str, samples: np.ndarray) -> Path:
    soundfile.write(name, samples.astype(np.float32), RATE, subtype="PCM_16")
    return Path(name)


def empty() -> None:
    Path("a.wav").write_bytes(b"")


def truncated() -> None:
    data = wav("a.wav", np.random.default_rng(0).normal(0, 0.1, 3 * RATE)).read_bytes()
    Path("a.wav").write_bytes(data[: len(data) // 3])


def text() -> None:
    Path("a.wav").write_text("Dear Anna, this is a letter.\n" * 20)


def folder_without_sound() -> None:
    Path("a.wav").mkdir()
    (Path("a.wav") / "notes.txt").write_text("no sound")


def half_a_second() -> None:
    samples, rate = read_audio(SAMPLES / "LJ001-0004.flac")
    soundfile.write("a.wav", samples[rate : rate + rate // 2], rate)


def silence() -> None:
    wav("a.wav", np.zeros(5 * RATE))


def room() -> None:
    wav("a.wav", np.random.default_rng(0).normal(0, 1e-4, 5 * RATE))


def music() -> None:
    time = np.arange(6 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * hertz * time) for hertz in (262, 330, 392))
    wav("a.wav", 0.2 * chord * np.exp(-2.0 * (time % 0.5)))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: None, "There is no file a.wav"),
        (folder_without_sound, "holds no sound files"),
        (empty, "a.wav is empty"),
        (truncated, "cut off: 33%"),
        (text, "not a known sound format"),
        (half_a_second, "s of speech"),
        (silence, "only silence"),
        (room, "only silence"),
        (music, "nobody speaks in it"),
    ],
)
def test_recordings_that_cannot_be_used(make, said, capfd):
    make()
    assert said in refusal(["prepare", "a.wav", "-o", "dataset"], capfd)["message"]
    assert not Path("dataset").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nowhere.wav\tHello.\n", "not there: nowhere.wav"),
        (b"LJ001-0004.flac\ten\tHello.\n", "3 columns"),
        (b"LJ001-0004.flac,Hello.\n", "no tab"),
        ("LJ001-0004.flac\t你好。\n".encode("gbk"), "not UTF-8"),
        ("LJ001-0004.flac\tHello.\n".encode("utf-16-be"), "not UTF-8"),
        (None, "cannot be opened"),
    ],
)
def test_tables_of_texts_that_cannot_be_used(content, said, capfd):
    if content is not None:
        Path("texts.tsv").write_bytes(content)
    sound = str(SAMPLES / "LJ001-0004.flac")
    arguments = ["prepare", sound, "--transcripts", "texts.tsv", "-o", "dataset"]
    assert said in refusal(arguments, capfd)["message"]
    assert not Path("dataset").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([""], "no text"),
        ([" \n "], "no text"),
        (["😀🎉"], "only signs or emoji"),
        (["a" * 50_001], "50,001 characters"),
        ([], "no text"),
        (["--file", "gbk.txt"], "not a UTF-8 text"),
        (["--file", "gone.txt"], "cannot be read"),
        (["Hello.", "--file", "gbk.txt"], "two texts"),
        (["Hello.", "--reference", "gone.wav"], "gone.wav"),
        (["Hello.", "--reference", "gbk.txt"], "not a known sound format"),
    ],
)
def test_texts_that_cannot_be_spoken(words, said, capfd):
    Path("gbk.txt").write_bytes("你好".encode("gbk"))
    error = refusal(["speak", "starter:af_heart", *words, "-o", "out.wav"], capfd)
    assert said in error["message"]
    assert not Path("out.wav").exists()


@pytest.mark.parametrize(
    ("output", "kind"), [("file/out.wav", "disk"), ("file", "input"), ("out.doc", "input")]
)
def test_places_that_cannot_be_written_are_refused_before_any_work(output, kind, capfd):
    Path("file").write_text("a file where a folder should be")
    assert refusal(["speak", "starter:af_heart", "Hello.", "-o", output], capfd)["kind"] == kind
    assert refusal(["clone", "--sample", "--say", "Hi.", "-o", output], capfd)["kind"] == kind
    dataset = refusal(["prepare", str(SAMPLES), "-o", "file"], capfd)
    assert dataset["kind"] == "disk"
    assert Path("file").read_text() == "a file where a folder should be"


def test_one_process_at_a_time_fills_a_dataset(capfd):
    with held_dataset(Path("dataset")):
        error = refusal(["prepare", str(SAMPLES), "-o", "dataset"], capfd)
    assert error["kind"] == "busy"
    assert not Path("dataset").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_words_and_leaves_nothing(capfd, tmp_path):
    import resource as limits
    import signal

    shutil.copy(SAMPLES / "LJ001-0004.flac", "speech.flac")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits.setrlimit(limits.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        error = refusal(["prepare", "speech.flac", "-o", "dataset"], capfd)
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert error["kind"] == "disk"
    assert not list(Path("dataset").glob("**/*.flac"))
    assert not list(tmp_path.glob("home/models/**/.tmp-*"))
