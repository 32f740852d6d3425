"""Every command in the README is one that `timbre` understands."""

import re
import shlex
from pathlib import Path

import pytest

from engine.__main__ import parse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines()]
STARTS = ("timbre ", "python3 installer/bootstrap.py ")


def arguments(line: str) -> list[str]:
    """The arguments of a line, without the explanation that stands after three spaces."""
    command = next(line.removeprefix(start) for start in STARTS if line.startswith(start))
    return shlex.split(re.split(r" {3,}", command.strip())[0])


COMMANDS = [arguments(line) for line in LINES if arguments(line)[0] not in ("test", "open")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_the_commands_are_understood(command):
    assert parse(command).command == command[0]


def test_the_files_that_are_named_exist():
    for path in re.findall(r"`((?:engine|desktop|installer|resources|tests)/[\w./-]*)`", README):
        assert (ROOT / path).exists(), path
