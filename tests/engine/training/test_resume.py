"""A run killed at any moment goes on as if it never had been: the same losses, the same voice."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.files import write_json
from engine.threads import wait_without_spinning

CHILD = Path(__file__).with_name("child.py")
ROOT = CHILD.parents[3]


def start(*arguments: object, home: Path) -> subprocess.CompletedProcess:
    wait_without_spinning()
    # The child finds the tiny family beside it also where Python leaves a script's folder out.
    path = os.pathsep.join((str(ROOT), str(CHILD.parent)))
    environment = {**os.environ, "TIMBRE_HOME": str(home), "PYTHONPATH": path}
    return subprocess.run(
        [sys.executable, str(CHILD), *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def losses(run: Path) -> dict[tuple[str, int], dict[str, float]]:
    """Every step's losses; a step that was taken twice must have lost the same both times."""
    found: dict[tuple[str, int], dict[str, float]] = {}
    for line in (run / "events.jsonl").read_text().splitlines():
        event = json.loads(line)
        if event["event"] == "step":
            place = event["stage"], event["step"]
            assert found.setdefault(place, event["losses"]) == event["losses"]
    return found


def weights(home: Path) -> bytes:
    return (home / "voices" / "anna" / "voice.safetensors").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is what other systems have")
def test_a_killed_run_goes_on_with_the_same_losses(dataset, plan, tmp_path):
    write_json(tmp_path / "plan.json", plan)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    unbroken = start(dataset, whole / "run", tmp_path / "plan.json", home=whole)
    assert unbroken.returncode == 0, unbroken.stderr

    # In preparing, between two steps of stage one, just after a state was written in stage two, and
    # while the voice is being tried.
    moments = [
        ("progress", "zero-shot", 2),
        ("step", "timbre", 4),
        ("checkpoint", "prosody", 2),
        ("progress", "trial", 2),
    ]
    plan_file: Path | str = tmp_path / "plan.json"
    for moment in moments:
        killed = start(dataset, broken / "run", plan_file, *moment, home=broken)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        plan_file = "-"
    ended = start(dataset, broken / "run", "-", home=broken)
    assert ended.returncode == 0, ended.stderr

    assert len(losses(whole / "run")) == 14
    assert losses(broken / "run") == losses(whole / "run")
    assert weights(broken) == weights(whole)
