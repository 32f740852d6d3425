"""Disturbed runs end well: a few of the many that `python -m tests.engine.training.faults` has."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="forks, signals and small disks of Linux")
def test_no_fault_costs_a_voice_hangs_or_says_something_wrong():
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.training.faults", "--runs", "7", "--kills", "2"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["runs"] == 7
    assert figures["endings"]["finished"] >= 7
