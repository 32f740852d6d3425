"""`timbre microphones`: which there are; with `--watch`, each time that changes.

stdout with --watch: one {"microphones": [{"name", "source", ...}], "error": null} a line, at once
and at each change; "error" has "kind", "message" and "hint" when the sound system does not answer.
The end of stdin ends it.
"""

import argparse
import json
import os
import sys
import threading
from dataclasses import dataclass

from engine.audio.devices import InputDevice, input_devices, rescan
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit
from engine.files import to_plain

LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Microphones:
    """What was found, the system's own choice first."""

    microphones: tuple[InputDevice, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Once, or for as long as somebody reads."""
    parser.add_argument("--watch", action="store_true", help="a line of JSON at each change")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Microphones:
    """List the microphones."""
    if args.watch:
        _watch()
        return Microphones(())
    return Microphones(input_devices())


def describe(result: Microphones) -> str:
    """One line each; the system's own choice is marked."""
    lines = (
        f"{'*' if device.default else ' '} {device.name} ({device.rate} Hz)"
        for device in result.microphones
    )
    return "\n".join(lines) or "No microphone was found."


def _watch() -> None:
    # ALSA complains about every card that is not there, at each look.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    ended = threading.Event()
    threading.Thread(target=_wait_for_end, args=(ended,), daemon=True).start()
    told = ""
    while True:
        line = json.dumps(_look(), ensure_ascii=False)
        if line != told:
            told = line
            print(line, flush=True)
        if ended.wait(LOOK_SECONDS):
            return
        rescan()


def _look() -> dict[str, object]:
    try:
        return {"microphones": to_plain(input_devices()), "error": None}
    except EngineError as error:
        return {"microphones": [], **error.as_json()}


def _wait_for_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()
