"""Machines with NVIDIA cards that are not there: a stand-in driver under the real binding."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.files import from_plain
from engine.hardware import HardwareProfile

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@pytest.fixture(scope="session")
def driver(tmp_path_factory) -> Path:
    """The folder that holds the stand-in for libnvidia-ml.so.1."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None or Path("/dev/nvidia0").exists():
        pytest.skip("a driver for cards that are not there is compiled, on Linux without one")
    folder = tmp_path_factory.mktemp("driver")
    command = [compiler, "-shared", "-fPIC", "-o", folder / "libnvidia-ml.so.1", HERE / "driver.c"]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture(scope="session")
def play(driver) -> Callable[..., list[dict]]:
    """Show each machine (what its driver answers) to a fresh process; what was found in each."""

    def look(*machines: dict[str, str], library: Path = driver) -> list[dict]:
        found = subprocess.run(
            [sys.executable, str(HERE / "player.py")],
            input=json.dumps(machines),
            env=os.environ | {"LD_LIBRARY_PATH": str(library), "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert found.returncode == 0, found.stderr
        results = json.loads(found.stdout)
        for result in results:
            result["profile"] = from_plain(HardwareProfile, result["profile"])
        return results

    return look
