"""Every string of the window and of the engine is in the translations, translated and compiled."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_left_to_translate():
    command = [sys.executable, str(ROOT / "installer" / "translate.py"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stderr
