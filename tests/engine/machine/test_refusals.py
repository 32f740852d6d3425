"""Commands on machines whose cards cannot be used: one sentence before any work is done."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tiny
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


def test_a_card_full_of_other_programs_is_said_with_their_names(tmp_path, driver):
    dataset = tiny.make_dataset(tmp_path / "dataset", clips=12)
    full = CARD | {"NVML_USED": str(8 << 30), "NVML_HELD": str(7 << 30), "NVML_PID": "1"}
    command = ["plan", str(dataset), "--device", "cuda:0", "--json"]
    result = run(command, full, driver, tmp_path)
    assert result.returncode == 1
    error = json.loads(result.stdout)["error"]
    assert error["message"].startswith("RTX 3060 is full: other programs hold 8.0 of its 8.0 GB (")
    assert " 7.0 GB)" in error["message"] and "--device cpu" in error["hint"]


@pytest.mark.parametrize(
    ("devices", "said"),
    [
        (["--devices", "0,7"], "There is no card 7 here, only: 0 (RTX 3060), 1 (RTX 3060)."),
        (["--devices", "0,0"], "--devices 0,0 names a card twice."),
        (["--devices", "0,1", "--device", "cpu"], "--device and --devices are both given."),
    ],
)
def test_devices_that_cannot_share_are_refused_first(tmp_path, driver, devices, said):
    command = ["train", str(tmp_path / "dataset"), "--voice", "anna", "--consent", "A.", *devices]
    result = run([*command, "--json"], CARD | {"NVML_COUNT": "2"}, driver, tmp_path)
    assert result.returncode == 1
    error = json.loads(result.stdout)["error"]
    assert error["message"] == said and error["hint"]
    assert not list(tmp_path.glob("runs/*"))
