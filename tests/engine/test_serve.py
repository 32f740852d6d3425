"""The resident child: requests in, sentences out, one line each; nothing else on stdout."""

import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio.checking import OTHER_WORDS
from engine.commands import serve
from engine.control import Control
from engine.errors import Cancelled
from engine.speak import Speaker
from engine.text.split import Pauses
from engine.voice import SpokenAudio
from resources import path as resource

RATE = 24_000


class GatedFamily:
    """Says "a", "b", "c"...; before each sentence it waits until it is let through."""

    def __init__(self):
        self.gate = threading.Semaphore(0)

    def speak(self, request):
        for letter in request.text.split():
            self.gate.acquire()
            if letter == "broken":
                raise RuntimeError("a bug")
            yield SpokenAudio(letter, np.zeros(RATE // 10, np.float32), RATE, ())


class Pipe:
    """What the parent writes and the server reads, line by line, blocking like a real pipe."""

    def __init__(self):
        reading, writing = os.pipe()
        self.reader = os.fdopen(reading, encoding="utf-8")
        self._writer = os.fdopen(writing, "w", encoding="utf-8")

    def send(self, *lines):
        for line in lines:
            self._writer.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        self._writer.flush()

    def close(self):
        self._writer.close()


class Answers(io.StringIO):
    """Collects answers; `on` says what to do when an event of that name was written."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.on = {}

    def write(self, text):
        self.said.append(json.loads(text))
        self.on.get(self.said[-1]["event"], lambda: None)()
        return len(text)


@pytest.fixture
def family(monkeypatch):
    family = GatedFamily()
    monkeypatch.setattr(
        "engine.speak.open_voice", lambda voice, device: Speaker(voice, family, ("en",), RATE)
    )
    return family


@pytest.fixture
def pipe():
    pipe = Pipe()
    yield pipe
    pipe.reader.close()


def answer_all(pipe, answers, folder, control=None):
    control = control or Control()
    server = serve.Server(answers, folder, "cpu", control)
    inbox = serve.Inbox(pipe.reader, server.fail)
    for ask in inbox.asks(control):
        server.answer(ask, inbox)
    return server


def events(answers, number):
    return [said["event"] for said in answers.said if said["id"] == number]


def ask(number, text, **options):
    return {"id": number, "voice": "starter:any", "text": text, **options}


def test_each_sentence_is_a_file_and_then_comes_done(family, pipe, tmp_path):
    family.gate.release(3)
    answers = Answers()
    answers.on["done"] = pipe.close
    pipe.send(ask("x", "a b c"))
    answer_all(pipe, answers, tmp_path)
    assert events(answers, "x") == ["chunk", "chunk", "chunk", "done"]
    chunk = answers.said[0]
    assert (chunk["text"], chunk["seconds"], chunk["words"]) == ("a", 0.1, [])
    assert soundfile.info(chunk["path"]).samplerate == RATE


def test_cancel_acts_between_sentences_and_the_next_request_is_served(family, pipe, tmp_path):
    answers = Answers()
    family.gate.release(1)

    def cancel_first():
        answers.on.pop("chunk")
        pipe.send({"cancel": 1})
        # Its second sentence is let through only once the cancel has been read.
        pipe.send("no request")
        answers.on["failed"] = lambda: family.gate.release(3)

    answers.on["chunk"] = cancel_first
    pipe.send(ask(1, "a b c d"), ask(2, "e"))
    answers.on["done"] = lambda: events(answers, 2)[-1:] == ["done"] and pipe.close()
    answer_all(pipe, answers, tmp_path)
    assert events(answers, 1) == ["chunk", "done"]
    assert next(s for s in answers.said if s["event"] == "done")["cancelled"] is True
    assert events(answers, 2) == ["chunk", "done"]


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("garbage", None, "no request"),
        ("[1, 2]", None, "no request"),
        ('{"id": 5}', 5, "no text and no voice"),
        ('{"id": 6, "voice": 1, "text": "x"}', 6, "voice"),
        ('{"id": 7, "voice": "starter:any", "text": ""}', 7, "no text"),
        ('{"id": 8, "voice": "starter:any", "text": "x", "speed": 9}', 8, "speed of 9"),
        ('{"id": 9, "voice": "starter:any", "text": "broken"}', 9, "a bug"),
    ],
)
def test_what_is_wrong_with_a_request_is_said_and_the_next_is_served(
    family, pipe, tmp_path, line, number, words
):
    family.gate.release(9)
    answers = Answers()
    answers.on["done"] = pipe.close
    pipe.send(line, ask("after", "a"))
    answer_all(pipe, answers, tmp_path)
    (failed,) = (said for said in answers.said if said["event"] == "failed")
    assert failed["id"] == number
    assert words in failed["message"]
    assert failed["hint"]
    assert events(answers, "after") == ["chunk", "done"]


def test_a_vanished_parent_ends_a_long_answer_between_sentences(family, pipe, tmp_path):
    answers = Answers()
    family.gate.release(1)

    def hang_up():
        pipe.close()
        for thread in threading.enumerate():
            if thread.name == "inbox":
                thread.join()
        family.gate.release(9)

    answers.on["chunk"] = hang_up
    pipe.send(ask(1, "a b c d"))
    answer_all(pipe, answers, tmp_path)
    assert events(answers, 1) == ["chunk", "done"]


def test_the_word_stop_and_a_signal_end_it(family, pipe, tmp_path):
    pipe.send("stop")
    assert answer_all(pipe, Answers(), tmp_path).answered == 0
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        answer_all(Pipe(), Answers(), tmp_path, control)


def test_only_the_last_voices_stay_in_memory(monkeypatch, pipe, tmp_path):
    opened = []
    family = GatedFamily()
    family.gate.release(9)

    def open_voice(voice, device):
        opened.append(voice)
        return Speaker(voice, family, ("en",), RATE)

    monkeypatch.setattr("engine.speak.open_voice", open_voice)
    answers = Answers()
    answers.on["done"] = lambda: events(answers, 5) and pipe.close()
    voices = ["starter:a", "starter:b", "starter:a", "starter:c", "starter:b"]
    pipe.send(*({"id": n, "voice": v, "text": "x"} for n, v in enumerate(voices, 1)))
    answer_all(pipe, answers, tmp_path)
    assert opened == ["starter:a", "starter:b", "starter:c", "starter:b"]


def test_a_recording_is_heard_and_other_words_are_doubted(pipe, tmp_path):
    """Without a voice, and with the real recogniser."""
    samples = resource("samples")
    lines = (samples / "transcripts.tsv").read_text("utf-8").splitlines()
    name, text = lines[1].split("\t")
    asked = {"hear": str(samples / name), "language": "en"}
    answers = Answers()
    answers.on["failed"] = pipe.close
    pipe.send(
        {"id": 1, "text": text, **asked},
        {"id": 2, "text": "A young yellow fox jumped over the frozen hedge.", **asked},
        {"id": 3, "text": text, "hear": "/nowhere.wav", "language": "en"},
    )
    answer_all(pipe, answers, tmp_path)
    right, wrong, missing = answers.said
    assert (right["id"], right["event"], right["doubts"]) == (1, "heard", [])
    assert right["text"].startswith("in being")
    assert (wrong["id"], wrong["doubts"]) == (2, [OTHER_WORDS])
    assert (missing["id"], missing["kind"]) == (3, "missing")


def test_the_real_child_speaks_and_leaves_nothing_behind(tmp_path):
    environment = {**os.environ, "TIMBRE_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "engine", "serve", "--device", "cpu"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment,
    ) as child:
        assert child.stdin and child.stdout
        child.stdin.write(
            json.dumps({**ask(1, "Hello there."), "voice": "starter:af_heart"}) + "\n"
        )
        child.stdin.flush()
        said = [json.loads(child.stdout.readline())]
        while said[-1]["event"] not in ("done", "failed"):
            said.append(json.loads(child.stdout.readline()))
            if "path" in said[-1]:
                samples, _ = soundfile.read(said[-1]["path"])
        child.stdin.close()
        rest = child.stdout.read()
    ready, chunk, done = said
    assert ready == {"event": "ready"}
    assert [word["text"] for word in chunk["words"]] == ["Hello", "there."]
    assert np.abs(samples).max() > 0.05
    assert done == {"id": 1, "event": "done", "cancelled": False}
    assert (child.returncode, rest) == (0, "")
    assert not list(Path(tmp_path).glob("timbre-*"))


def test_a_request_says_how_words_and_pauses_are_and_whether_it_is_in_haste(
    family, pipe, tmp_path, monkeypatch
):
    asked = []
    plain = family.speak

    def speak(request):
        asked.append(request)
        return plain(request)

    monkeypatch.setattr(family, "speak", speak)
    family.gate.release(40)
    answers = Answers()
    answers.on["done"] = pipe.close
    text = "a " * 35 + "SQL"
    pipe.send(
        ask(
            "x",
            text,
            seed=3,
            pauses={"sentence": 0.0, "paragraph": 1.5},
            dictionary=[{"word": "SQL", "say": "sequel"}],
            reference_text="",
            more_references=["b.wav"],
            quick=False,
        )
    )
    answer_all(pipe, answers, tmp_path)
    (request,) = asked
    assert (request.seed, request.pauses) == (3, Pauses(0.0, 1.5))
    assert request.text.endswith("a sequel") and request.more_references == ("b.wav",)
    assert answers.said[-2]["text"] == "SQL", "what was written comes back"
