"""The walls of the house: what loads what, and how large a module may grow."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["name"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}
LIGHT = CONTRACTS["Light modules load neither torch nor Qt"]["source_modules"]
HEAVY = ("torch", "torchaudio", "ctranslate2", "transformers", "spacy", "librosa")
PACKAGES = ("desktop", "engine", "resources")
OURS = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
LONGEST_MODULE = 400


def loaded_by(code: str) -> set[str]:
    """Top-level names of all modules that a fresh interpreter has loaded after this code."""
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    return {name.partition(".")[0] for name in result.stdout.split()}


def test_light_modules_load_neither_torch_nor_qt():
    loaded = loaded_by("\n".join(f"import {name}" for name in LIGHT))
    assert not loaded & {*HEAVY, "PySide6"}


def test_the_window_loads_no_torch():
    assert not loaded_by("import desktop.window") & set(HEAVY)


def test_help_is_instant_because_it_loads_nothing_heavy():
    code = "import engine.__main__ as m\ntry: m.parse(['--help'])\nexcept SystemExit: pass"
    assert not loaded_by(code) & {*HEAVY, "PySide6", "numpy"}


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_their_job_and_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_only_our_three_packages_are_shipped():
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert tuple(shipped) == PACKAGES
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]
