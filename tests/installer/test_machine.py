"""What the set-up learns about the machine, and which torch it takes from that."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "installer"))

import bootstrap  # noqa: E402
import machine  # noqa: E402
from machine import Card  # noqa: E402


def test_what_nvidia_smi_prints_is_understood():
    text = "580.65.06, 8.6\n\n570.1, 12.0\nNo devices were found\n[N/A], 8.0\n"
    assert machine.parse_cards(text) == [Card(580, 8.6), Card(570, 12.0)]


def test_a_driver_program_that_fails_is_no_card(tmp_path, monkeypatch):
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 580.65, 8.6\nexit 9\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.nvidia_cards() == []


@pytest.mark.parametrize(
    ("windows", "cards", "index_answers", "build"),
    [
        (False, [], True, "cpu"),
        (False, [], False, "plain"),
        (False, [Card(580, 8.6)], True, "plain"),
        (False, [Card(550, 8.6)], True, "cu126"),
        (False, [Card(580, 6.1)], True, "cu126"),
        (False, [Card(580, 6.1), Card(580, 9.0)], True, "plain"),
        (True, [], True, "plain"),
        (True, [Card(580, 8.6)], True, "cu130"),
        (True, [Card(537, 7.5)], True, "cu126"),
    ],
)
def test_the_build_that_fits(monkeypatch, windows, cards, index_answers, build):
    monkeypatch.setattr(bootstrap, "nvidia_cards", lambda: cards)
    monkeypatch.setattr(bootstrap, "reachable", lambda address: index_answers)
    monkeypatch.setattr(bootstrap, "WINDOWS", windows)
    assert bootstrap.choose_build() == build


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "apt-get install -y libgl1 libportaudio2"),
        ("dnf", "dnf install -y mesa-libGL portaudio"),
        ("pacman", "pacman -S --needed libglvnd portaudio"),
    ],
)
def test_the_command_for_missing_libraries(tmp_path, monkeypatch, program, command):
    (tmp_path / program).write_text("#!/bin/sh\n")
    (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.install_command(["libportaudio.so.2", "libGL.so.1"]).endswith(command)


def test_missing_libraries_are_named(monkeypatch):
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine, "LIBRARIES", {"libnot-there.so.9": ("a", "b", "c")})
    assert "libnot-there.so.9" in machine.missing_libraries()
    monkeypatch.setattr(machine, "LIBRARIES", {})
    assert machine.missing_libraries() == ""


def test_a_python_that_is_too_old_is_told_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 99))
    monkeypatch.setattr(bootstrap, "YOUNGEST", (3, 99))
    monkeypatch.setattr(bootstrap, "find_python", list)
    assert bootstrap.main(["doctor"]) == 1
    assert "Install Python 3.99" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "torch", "nodeps", "test", "pip"])
def test_every_requirement_is_pinned_and_hashed(name):
    requirements = bootstrap.requirements(name)
    assert requirements
    for requirement in requirements:
        first, *rest = requirement.splitlines()
        assert "==" in first
        assert rest and all("--hash=sha256:" in line for line in rest)


def test_the_pins_that_were_measured():
    names = {item.split(" ")[0] for item in bootstrap.requirements("torch")}
    assert {"torch==2.11.0", "torchaudio==2.11.0"} <= names
    # 6.12.0 aborts under Python 3.11 after some hundred signals.
    (qt,) = [i for i in bootstrap.requirements("") if i.startswith("pyside6-essentials==")]
    assert (6, 8) <= tuple(int(part) for part in qt.split("==")[1].split(".")[:2]) < (6, 12)
