"""What the set-up must know about the machine: Pythons, NVIDIA cards, system libraries."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import NamedTuple

OLDEST, YOUNGEST = (3, 11), (3, 13)

# What the window and the microphone load on Linux: library -> package for apt, dnf, pacman.
LIBRARIES = {
    "libportaudio.so.2": ("libportaudio2", "portaudio", "portaudio"),
    "libGL.so.1": ("libgl1", "mesa-libGL", "libglvnd"),
    "libEGL.so.1": ("libegl1", "mesa-libEGL", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
}
MANAGERS = (
    ("apt-get", "{sudo}apt-get update && {sudo}apt-get install -y"),
    ("dnf", "{sudo}dnf install -y"),
    ("pacman", "{sudo}pacman -S --needed"),
)


class Card(NamedTuple):
    """An NVIDIA card: major version of its driver, its compute capability as 8.6."""

    driver: int
    capability: float


def nvidia_cards() -> list[Card]:
    """The cards that NVIDIA's driver knows; none without a driver that works."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    query = ["--query-gpu=driver_version,compute_cap", "--format=csv,noheader"]
    try:
        result = subprocess.run(
            [program, *query], check=False, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return parse_cards(result.stdout) if result.returncode == 0 else []


def parse_cards(text: str) -> list[Card]:
    """Lines like "580.65.06, 8.6"; others are no cards."""
    cards = []
    for line in text.splitlines():
        driver, _, capability = line.partition(",")
        try:
            cards.append(Card(int(driver.strip().partition(".")[0]), float(capability)))
        except ValueError:
            continue
    return cards


def missing_libraries() -> str:
    """A sentence with the command that installs what the window needs; empty when all is there."""
    if not sys.platform.startswith("linux"):
        return ""
    missing = [name for name in LIBRARIES if not _loads(name)]
    if not missing:
        return ""
    return (
        f"The window and the microphone need {', '.join(missing)}. "
        f"Install: {install_command(missing)}"
    )


def install_command(missing: list[str]) -> str:
    """The command of this system's package manager for these libraries."""
    for column, (program, command) in enumerate(MANAGERS):
        if shutil.which(program):
            packages = sorted({LIBRARIES[name][column] for name in missing})
            return f"{command.format(sudo=_sudo())} {' '.join(packages)}"
    return f"the packages that hold {', '.join(missing)}, with your package manager"


def venv_package() -> str:
    """The command that gives this Python its venv module."""
    if shutil.which("apt-get"):
        exact = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        return f"{MANAGERS[0][1].format(sudo=_sudo())} {exact}"
    return "install a complete Python 3.11 to 3.13."


def find_python() -> list[str]:
    """The command of another Python on this machine that Timbre knows, youngest first."""
    for minor in range(YOUNGEST[1], OLDEST[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if os.name == "nt" else [f"python3.{minor}"]
        if shutil.which(command[0]) and _is_python(command, (3, minor)):
            return command
    return []


def _is_python(command: list[str], version: tuple[int, int]) -> bool:
    code = "import ensurepip, sys; print(*sys.version_info[:2])"
    try:
        result = subprocess.run([*command, "-c", code], check=False, capture_output=True, text=True)
    except OSError:
        return False
    return result.stdout.split() == [str(part) for part in version]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _sudo() -> str:
    return "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
