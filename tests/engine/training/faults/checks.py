"""What must be true however a run was disturbed; each fault found is a sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from engine.events import Failed, from_line
from engine.files import read_json
from engine.scoring.whole import whole_score
from engine.training.run import EVENTS_FILE, FINISHED_FILE
from engine.voice import Voice

# An address is one by itself: folders that are named at random have any letters.
NOT_FOR_PEOPLE = re.compile(r"Traceback|Error\(|Exception|errno|\b0x[0-9a-f]|\n|None|\bnan ")


def losses(run: Path) -> dict[str, dict[str, float]]:
    """Every step's losses, of a run in which a step that was taken twice lost the same."""
    found: dict[str, dict[str, float]] = {}
    for line in (run / EVENTS_FILE).read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "step":
            place = f"{event['stage']} {event['step']}"
            if found.setdefault(place, event["losses"]) != event["losses"]:
                raise ValueError(f"{place} lost {event['losses']}, before {found[place]}")
    return found


def weights(home: Path) -> bytes:
    return (home / "voices" / "anna" / "voice.safetensors").read_bytes()


def wrong_words(ended: dict[str, Any], allowed: set[str]) -> list[str]:
    """What is wrong with how an attempt ended and with what it said."""
    found = []
    if ended["ended"] not in allowed:
        found.append(f"ended as {ended['ended']}, not {sorted(allowed)}: {ended.get('message')}")
    said = [ended.get("message", ""), ended.get("hint", ""), *ended.get("lines", ())]
    for text in said:
        if NOT_FOR_PEOPLE.search(text):
            found.append(f"says {text!r}")
    if ended["ended"] in ("disk", "memory"):
        if not ended["message"].endswith("."):
            found.append(f"no sentence: {ended['message']!r}")
        if "--resume" not in ended["hint"] and "Cannot write" not in ended["message"]:
            found.append(f"does not say how to go on: {ended['hint']!r}")
    return found


def lost_voice(home: Path, run: Path) -> list[str]:
    """What is wrong with the voice of a run that has finished."""
    folder = home / "voices" / "anna"
    if not (folder / "voice.json").is_file():
        return ["there is no voice"]
    voice = read_json(folder / "voice.json", Voice)
    found = []
    tensors = load_file(folder / "voice.safetensors")
    if not all(torch.isfinite(t.float()).all() for t in tensors.values()):
        found.append("the voice has weights that are no numbers")
    before = voice.scores["zero-shot"]
    after = [s for label, s in voice.scores.items() if label != "zero-shot"]
    if voice.checkpoint != "zero-shot" and whole_score(after[-1]) < whole_score(before):
        found.append("the voice is worse than before it learned")
    lines = (run / EVENTS_FILE).read_text(encoding="utf-8").splitlines()
    events = [from_line(line)[1] for line in lines]
    if read_json(run / FINISHED_FILE, Voice).weights != voice.weights:
        found.append("the run remembers another voice")
    if any(isinstance(event, Failed) and not event.hint for event in events):
        found.append("a failure without a next step")
    return found
