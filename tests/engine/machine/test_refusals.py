"""Commands on machines whose cards cannot be used: one sentence before any work is done."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).parents[3]
CARD = {"NVML_NAME": "RTX 3060", "NVML_DRIVER": "580.65.06"}
WORDS = {
    "clone": ["--sample", "--consent", "A.", "--voice", "anna"],
    "speak": ["starter:af_heart", "Hi.", "-o", "out.wav", "--device", "cuda:0"],
}


def run(command: list[str], machine: dict[str, str], driver: Path, home: Path):
    environment = os.environ | machine | {"LD_LIBRARY_PATH": str(driver), "TIMBRE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "engine", *command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.parametrize("command", ["clone", "speak"])
def test_a_card_that_torch_cannot_use_is_said_before_any_work(tmp_path, driver, command):
    result = run([command, *WORDS[command]], CARD, driver, tmp_path)
    assert result.returncode == 1
    assert "RTX 3060" in result.stderr and "Traceback" not in result.stderr
    assert "--device cpu" in result.stderr or "--repair" in result.stderr
    assert not list(tmp_path.glob("datasets/*"))


@pytest.mark.skipif(torch.version.cuda is None, reason="torch without CUDA does not mind")
def test_a_driver_that_is_too_old_is_said_before_any_work(tmp_path, driver):
    old = CARD | {"NVML_DRIVER": "470.82.01", "NVML_CUDA": "11040"}
    result = run(["clone", *WORDS["clone"]], old, driver, tmp_path)
    assert result.returncode == 1 and result.stderr.count("\n") <= 2
    assert "driver 470.82.01 of RTX 3060 is too old: it knows CUDA up to 11.4" in result.stderr


def test_doctor_tells_of_cards_that_torch_cannot_use(tmp_path, driver):
    result = run(
        ["doctor", "--json"], CARD | {"NVML_DRAWN": "9", "NVML_PID": "1"}, driver, tmp_path
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["hardware"]["gpus"][0]["name"] == "RTX 3060"
    assert any("RTX 3060" in trouble["message"] for trouble in found["troubles"])
    assert all(trouble["hint"] for trouble in found["troubles"])
