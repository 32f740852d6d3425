"""Every string of the window and of the engine is in the translations, translated and compiled."""

import json
import re
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


def test_plain_english_is_of_what_the_engine_says_and_names_no_command():
    folder = ROOT / "resources" / "translations"
    known = set(json.loads((folder / "engine.json").read_text(encoding="utf-8")))
    plain = json.loads((folder / "plain_en.json").read_text(encoding="utf-8"))
    assert not plain.keys() - known
    for text, words in plain.items():
        assert not re.search("--|`", words)
        assert set(re.findall(r"%\d", words)) <= set(re.findall(r"%\d", text))
