"""The watch of a run on a card, through the real binding."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
WATCH = """
import json
from types import SimpleNamespace
from engine.files import to_plain
from engine.training.memory import MemoryWatch
plan = SimpleNamespace(device="cuda:0", predicted_bytes=5, vram_cap_bytes=None)
found = []
with MemoryWatch(plan, found.append):
    pass
print(json.dumps([to_plain(sample) for sample in found]))
"""


def test_memory_events_tell_of_the_card_as_a_whole(driver):
    card = {"NVML_USE": "42", "NVML_HELD": "1000", "NVML_USED": "5000", "NVML_TOTAL": "9000"}
    result = subprocess.run(
        [sys.executable, "-c", WATCH],
        env=os.environ | card | {"LD_LIBRARY_PATH": str(driver)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    sample = json.loads(result.stdout)[0]
    assert sample == {
        "process_bytes": 1000,
        "others_bytes": 4000,
        "total_bytes": 9000,
        "device": "cuda:0",
        "reserved_bytes": 0,
        "planned_bytes": 5,
        "allocated_bytes": 0,
        "gpu_use": 0.42,
    }
