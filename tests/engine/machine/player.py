"""Plays machines to the engine: each is what the stand-in driver reads from the environment."""

import json
import os
import sys
from pathlib import Path

from engine.files import to_plain
from engine.hardware import profile
from engine.machine import known
from engine.machine.sampling import Sampler


def look(machine: dict[str, str]) -> dict:
    # The stand-in reads C's environment, which this assignment changes too.
    os.environ.update(machine)
    try:
        found = profile(Path())
        with Sampler("cuda:0") as sampler:
            samples = [sampler.sample(7), sampler.sample(7)]
        return {
            "profile": to_plain(found),
            "wrong": to_plain(list(known.wrong(found))),
            "advice": to_plain(list(known.advice(found))),
            "sample": to_plain(samples[1]),
        }
    finally:
        for name in machine:
            del os.environ[name]


if __name__ == "__main__":
    print(json.dumps([look(machine) for machine in json.load(sys.stdin)]))
