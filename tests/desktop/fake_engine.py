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

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events"
MOOD = os.environ.get("TIMBRE_FAKE", "")
NO_MICROPHONE = {
    "kind": "device",
    "message": "No microphone was found.",
    "hint": "Plug one in to record, or import a recording instead.",
}
SENTENCES = (
    "The kettle whistled while we chose a jar of ginger jam.",
    "Could you bring the blue umbrella before the storm arrives?",
    "Both brothers measured the width of the rough wooden path.",
    "A young yellow fox jumped over the frozen hedge.",
    "She sells fresh fish and chips near the old church.",
    "The judge laughed, coughed, and then thought about the weather.",
)


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
    clips, recordings, quality = [], [], {}
    for number, path in enumerate(inputs):
        text = SENTENCES[number % len(SENTENCES)]
        tone(out / "clips" / f"{number:04d}.wav", 0.2)
        recordings.append(
            {
                "path": str(path),
                "name": path.name,
                "seconds": 4.0,
                "rate": 48_000,
                "channels": 1,
                "sha256": "0" * 64,
            }
        )
        doubts = ["The recogniser hears other words in 40% of the text."] if number % 4 == 2 else []
        clips.append(
            {
                "id": f"{number:04d}",
                "path": f"clips/{number:04d}.wav",
                "text": text,
                "language": "en",
                "seconds": 4.0 + number % 3,
                "rate": 8_000,
                "recording": path.name,
                "start": 0.0,
                "end": 4.0,
                "text_from": "script",
                "words": [],
                "doubts": doubts,
                "kept": True,
            }
        )
    dataset = {
        "language": "en",
        "recordings": recordings,
        "quality": quality,
        "clips": clips,
        "left_out": [],
        "version": 1,
    }
    (out / "dataset.json").write_text(json.dumps(dataset), encoding="utf-8")
    say(event="finished", t=9.0, result={"clips": len(clips)})


def sentence(quality: str, minutes: int) -> str:
    """A plan in one sentence, in the words of the engine."""
    return (
        f"{quality.capitalize()} on Ryzen 7 (processor): 80 steps of timbre (the parts that"
        " carry the voice) and 60 steps of prosody (the parts that carry the voice), bf16; 2.6 GB"
        f" at most and about {minutes} minutes."
    )


def plan() -> dict:
    quality = option("--quality", "balanced")
    minutes = {"quick": 7, "balanced": 9, "best": 20}[quality]
    stages = [
        {
            "name": name,
            "title": title,
            "steps": steps,
            "train": "partial",
            "lora_rank": None,
            "precision": "bf16",
            "micro_batch": 1,
            "segment_seconds": 2.0,
            "accumulation": 1,
            "checkpointing": "none",
            "optimiser": "adamw",
            "learning_rate": 1e-4,
            "score_every": 20,
            "sample_every": 20,
            "predicted_bytes": 2_600_000_000,
            "predicted_seconds": 30.0 * minutes,
            "seed": 1,
        }
        for name, title, steps in (
            ("timbre", "Learning how you sound", 80),
            ("prosody", "Learning how you speak", 60),
        )
    ]
    return {
        "base": "starter",
        "quality": quality,
        "device": "cpu",
        "device_name": "Ryzen 7",
        "vram_cap_bytes": None,
        "threads": 2,
        "seed": 1,
        "stages": stages,
        "reasons": [
            {
                "choice": "cpu",
                "why": "There is no usable NVIDIA card; 20.1 GB of memory is free.",
                "saving_bytes": 0,
            },
            {
                "choice": "bf16",
                "why": "This processor computes bfloat16 by itself: less memory and time at the"
                " same quality.",
                "saving_bytes": 0,
            },
            {
                "choice": "threads: 2",
                "why": "More than the processor has cores (2) would wait for each other.",
                "saving_bytes": 0,
            },
            {
                "choice": "timbre: the parts that carry the voice",
                "why": "It needs about 2.6 GB of 18.1 GB usable, so nothing has to be given up.",
                "saving_bytes": 0,
            },
            {
                "choice": "timbre: 80 steps",
                "why": f"{quality.capitalize()} quality for 61 s of speech; each step learns from"
                " 1 x 2.0 s, 1 at a time.",
                "saving_bytes": 0,
            },
            {
                "choice": "prosody: the parts that carry the voice",
                "why": "It needs about 2.3 GB of 18.1 GB usable, so nothing has to be given up.",
                "saving_bytes": 0,
            },
            {
                "choice": "prosody: 60 steps",
                "why": f"{quality.capitalize()} quality for 61 s of speech; each step learns from"
                " 1 x a whole clip, 1 at a time.",
                "saving_bytes": 0,
            },
        ],
        "predicted_bytes": 2_600_000_000,
        "predicted_seconds": 60.0 * minutes,
        "sentence": sentence(quality, minutes),
        "rung": 0,
        "imagined": False,
    }


def train() -> None:
    name = option("--voice")
    home = Path(os.environ["TIMBRE_HOME"])
    if not replay("train", home / "runs" / name):
        return
    folder = home / "voices" / name
    for sample, pitch in (("zero-shot-1", 140.0), ("tuned-1", 180.0), ("tuned-2", 190.0)):
        tone(folder / "samples" / f"{sample}.wav", 0.2, pitch)
    tone(folder / "references" / "0000.wav", 0.2, 200.0)
    scores = {
        "zero-shot": {"similarity": 0.74, "word_error": 0.01, "pitch_ratio": 1.0, "mos": 3.9},
        "tuned": {"similarity": 0.88, "word_error": 0.02, "pitch_ratio": 1.0, "mos": 3.8},
    }
    voice = {
        "name": name,
        "base": "starter",
        "base_sha256": "0" * 64,
        "languages": ["en"],
        "sample_rate": 24_000,
        "made_at": "2026-11-20T12:00:00+00:00",
        "speech_seconds": 61.0,
        "weights": [],
        "references": [
            {
                "path": "references/0000.wav",
                "text": SENTENCES[0],
                "language": "en",
                "seconds": 4.1,
            }
        ],
        "scores": scores,
        "plan": plan(),
        "consent": {
            "statement": "Yes.",
            "by": option("--consent", "nobody"),
            "at": "2026-11-20T12:00:00+00:00",
        },
        "history": ["trained"],
        "version": 1,
    }
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
    machine = {
        "gpus": [],
        "ram_total_bytes": 25_000_000_000,
        "ram_free_bytes": 20_100_000_000,
        "cpu_name": "Ryzen 7",
        "cpu_threads": 2,
        "cpu_cores": 2,
        "cpu_bf16": False,
        "disk_free_bytes": 59_000_000_000,
        "platform": "Linux (x86_64)",
        "troubles": [],
    }
    if MOOD == "card":
        card = {"index": 0, "name": "GeForce RTX 4060 Laptop", "total_bytes": 8_585_000_000}
        memory = {"free_bytes": 7_900_000_000, "others_bytes": 680_000_000}
        machine["gpus"] = [{**card, **memory, "capability": [8, 9], "driver": "570.86"}]
    say(
        version="0.1.0",
        data_home=os.environ["TIMBRE_HOME"],
        hardware=machine,
        torch={"version": "2.11.0", "cuda": None, "cards": 0, "trouble": ""},
        packages={},
        microphones=["default"] if MOOD == "card" else [],
        bases={"starter": 320_000_000},
        plan=sentence("balanced", 9),
        troubles=[] if MOOD == "card" else [NO_MICROPHONE],
    )


def microphones() -> None:
    """The real ones: pretending would test nothing."""
    root = Path(__file__).resolve().parents[2]
    os.environ["PYTHONPATH"] = str(root)
    os.execv(sys.executable, [sys.executable, "-m", "engine", *sys.argv[1:]])


if __name__ == "__main__":
    commands = {
        "prepare": prepare,
        "plan": lambda: say(**plan()),
        "train": train,
        "serve": serve,
        "voices": voices,
        "doctor": doctor,
        "microphones": microphones,
    }
    commands[sys.argv[1]]()
