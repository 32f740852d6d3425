"""A tiny child that answers like `timbre`, for driving the window without an engine.

Run as `python fake_engine.py COMMAND ...` with the real command line. It replays the recorded event
streams of `tests/data/events` and makes sounds out of sines. TIMBRE_FAKE chooses how it misbehaves:
"crash", "stumble" (once), "fail", "gone" (the voice), "lost" (the card), "hold" (wait in the middle
of a run until told to go on) or nothing.
"""

import json
import math
import os
import signal
import struct
import sys
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from engine.__main__ import parse  # noqa: E402
from tests.desktop import fake_answers  # noqa: E402

EVENTS = ROOT / "tests" / "data" / "events"
MOOD = os.environ.get("TIMBRE_FAKE", "")


def tone(path: Path, seconds: float, pitch: float = 180.0, rate: int = 8_000) -> None:
    """A voice-like hum as a WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = int(seconds * rate)
    samples = bytearray()
    for n in range(count):
        t = n / rate
        swell = 0.5 + 0.5 * math.sin(2 * math.pi * 3.1 * t)
        value = 0.25 * swell * sum(math.sin(2 * math.pi * pitch * k * t) / k for k in (1, 2, 3))
        samples += struct.pack("<h", int(value * 20_000))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(samples))


def option(name: str, default: str = "") -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def say(**fields: object) -> None:
    line = json.dumps(fields, ensure_ascii=False)
    target = option("--events", "-")
    if target == "-":
        print(line, flush=True)
    else:
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def misbehave(done: int, go: threading.Event, stop: threading.Event) -> bool:
    """Act on the mood after `done` events; True when the run is over."""
    if stop.is_set():
        say(event="cancelled", t=1.0, message="Stopped. What was done so far is kept.")
        return True
    if done == 60 and MOOD == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if done == 60 and MOOD == "fail":
        say(event="failed", t=1.0, kind="disk", message="The disk is full.", hint="Free some.")
        return True
    if done == 60 and MOOD == "lost":
        words = {"message": "The card does not answer any more.", "hint": "Go on without it."}
        say(event="failed", t=1.0, kind="device", **words)
        return True
    if done == 60 and MOOD == "hold":
        go.clear()
    if not go.is_set():
        say(event="paused", t=1.0, stage="timbre", step=done)
        go.wait()
        return misbehave(-1, go, stop)
    return False


def words() -> Iterator[str]:
    """What the window says, on stdin or in the file of `--control`."""
    if not (control := option("--control")):
        yield from sys.stdin
        return
    with Path(control).open(encoding="utf-8") as file:
        while True:
            if line := file.readline():
                yield line
            else:
                time.sleep(0.05)


def replay(name: str, folder: Path) -> bool:
    """Say a recorded stream, obeying stdin; False when it did not come to its end."""
    go, stop = threading.Event(), threading.Event()
    go.set()

    def listen() -> None:
        for line in words():
            {"pause": go.clear, "resume": go.set, "stop": stop.set}.get(line.strip(), int)()
            if line.strip() == "stop":
                go.set()
        stop.set()
        go.set()

    threading.Thread(target=listen, daemon=True).start()
    lines = (EVENTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if misbehave(number, go, stop):
            return False
        plain = json.loads(line)
        if plain["event"] == "sample":
            path = folder / Path(plain["path"]).name
            tone(path, 0.2)
            plain["path"] = str(path)
        if plain["event"] == "finished":
            return True
        say(**plain)
    return True


def prepare() -> None:
    out = Path(option("-o"))
    inputs = [Path(word) for word in sys.argv[2 : sys.argv.index("-o")]]
    if not replay("prepare", out):
        return
    dataset = fake_answers.dataset(inputs)
    for clip in dataset["clips"]:
        tone(out / clip["path"], 0.2)
    (out / "dataset.json").write_text(json.dumps(dataset), encoding="utf-8")
    say(event="finished", t=9.0, result={"clips": len(inputs)})


def plan() -> None:
    say(**fake_answers.plan(option("--quality", "balanced")))


def train() -> None:
    name = option("--voice")
    home = Path(os.environ["TIMBRE_HOME"])
    if not replay("train", home / "runs" / name):
        return
    folder = home / "voices" / name
    for sample, pitch in (("zero-shot-1", 140.0), ("tuned-1", 180.0), ("tuned-2", 190.0)):
        tone(folder / "samples" / f"{sample}.wav", 0.2, pitch)
    tone(folder / "references" / "0000.wav", 0.2, 200.0)
    consent, quality = option("--consent", "nobody"), option("--quality", "balanced")
    voice = fake_answers.voice(name, consent, quality)
    (folder / "voice.json").write_text(json.dumps(voice), encoding="utf-8")
    say(event="finished", t=99.0, result={"voice": voice, "folder": str(folder)})


def voices() -> None:
    """`voices use NAME --checkpoint C`: only the description changes."""
    file = Path(os.environ["TIMBRE_HOME"]) / "voices" / sys.argv[3] / "voice.json"
    voice = json.loads(file.read_text(encoding="utf-8"))
    voice["checkpoint"] = option("--checkpoint")
    whole = file.with_suffix(".new")
    whole.write_text(json.dumps(voice), encoding="utf-8")
    whole.replace(file)
    say(action="use", voice=voice)


def serve() -> None:
    say(event="ready")
    folder = Path(os.environ["TIMBRE_HOME"]) / "fake-serve"
    for count, line in enumerate(sys.stdin):
        ask = json.loads(line)
        if "cancel" in ask:
            continue
        if "hear" in ask:
            doubts = ["Other words were heard than are written here."] if MOOD == "deaf" else []
            say(id=ask["id"], event="heard", text="", doubts=doubts)
            continue
        if MOOD == "crash" or (MOOD == "stumble" and not (folder / "stumbled").exists()):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "stumbled").touch()
            os.kill(os.getpid(), signal.SIGKILL if MOOD == "stumble" else signal.SIGSEGV)
        if MOOD == "gone":
            words = {"kind": "missing", "message": "There is no voice called Anna."}
            say(id=ask["id"], event="failed", hint="Choose another.", **words)
            continue
        if MOOD == "fail" or "unspeakable" in ask["text"]:
            words = {"kind": "input", "message": "This voice speaks no such language."}
            say(id=ask["id"], event="failed", hint="Write English.", **words)
            continue
        for number, text in enumerate(filter(None, ask["text"].split("."))):
            path = folder / f"{count}-{number}.wav"
            tone(path, 0.3)
            text = text.strip() + "."
            say(id=ask["id"], event="chunk", path=str(path), text=text, seconds=0.3, words=[])
        say(id=ask["id"], event="done")


def doctor() -> None:
    card = MOOD == "card"
    say(
        version="0.1.0",
        data_home=os.environ["TIMBRE_HOME"],
        hardware=fake_answers.machine(card),
        torch={"version": "2.11.0", "cuda": None, "cards": 0, "trouble": ""},
        packages={},
        microphones=["default"] if card else [],
        bases={"starter": 320_000_000},
        plan=fake_answers.sentence("balanced", 9),
        troubles=[] if card else [fake_answers.NO_MICROPHONE],
    )


def microphones() -> None:
    """The real ones: pretending would test nothing."""
    os.environ["PYTHONPATH"] = str(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "engine", *sys.argv[1:]])


if __name__ == "__main__":
    commands = {
        "prepare": prepare,
        "plan": plan,
        "train": train,
        "serve": serve,
        "voices": voices,
        "doctor": doctor,
        "microphones": microphones,
    }
    parse(sys.argv[1:])  # words that the real command line does not know end this one too
    commands[sys.argv[1]]()
