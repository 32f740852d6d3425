"""Set Timbre up in `.venv` beside the sources, then start it. Needs nothing but Python.

python3 installer/bootstrap.py [timbre arguments]   set up if need be, run `timbre`
python3 installer/bootstrap.py test [pytest arguments]
python3 installer/bootstrap.py --repair             set up again from the beginning
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installer"
sys.path.insert(0, str(HERE))

from machine import (  # noqa: E402  its folder is not on the path under PYTHONSAFEPATH
    OLDEST,
    YOUNGEST,
    find_python,
    missing_libraries,
    nvidia_cards,
    venv_package,
)

VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
# Outside the environment even when this was started by the environment's own Python.
OUTER_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "timbre.json"
TEST_STAMP = VENV / "timbre-test.json"
LOCKS = ("pip", "torch", "nodeps", "")  # requirements-NAME.txt in the order of installation
TORCH_INDEX = "https://download.pytorch.org/whl"
CUDA_13 = ("cu130", 580, 7.5)  # build, oldest driver, oldest compute capability
CUDA_12 = "cu126"
GIGABYTE = 1_000_000_000
NEEDED = {"plain": 9 * GIGABYTE, "cpu": 4 * GIGABYTE}
BATCH = 20


class SetUpError(Exception):
    """What went wrong and what to do next, each a sentence."""


def main(arguments: list[str]) -> int:
    """Set up what is missing and run what was asked for."""
    if arguments[:1] in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    try:
        if not OLDEST <= sys.version_info[:2] <= YOUNGEST:
            return run([*other_python(), str(Path(__file__).resolve()), *arguments])
        if arguments[:1] == ["--repair"]:
            arguments = arguments[1:]
            set_up(anew=True)
            if not arguments:
                say("Ready.")
                return 0
        elif not is_current(STAMP, LOCKS):
            set_up()
        if arguments[:1] == ["test"]:
            return start_tests(arguments[1:])
        if not arguments:
            check_libraries()
        return run([str(PYTHON), "-m", "engine", *arguments])
    except SetUpError as error:
        say(f"Timbre: {error}")
        return 1
    except KeyboardInterrupt:
        say("Stopped. The same command goes on where this one ended.")
        return 130


def start_tests(arguments: list[str]) -> int:
    """Install what tests need, once, and run them from the sources' folder."""
    check_libraries()
    if not is_current(TEST_STAMP, ("test",)):
        install_lock("test", "test tools")
        write_stamp(TEST_STAMP, ("test",), "plain")
    os.chdir(ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return run([str(PYTHON), "-m", "pytest", *arguments])


def run(command: list[str]) -> int:
    """Become that program; its parent sees its exit code and signals.

    The sources are found from any folder, and nothing in the current folder can take their place.
    """
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    os.environ["PYTHONSAFEPATH"] = "1"
    sys.stdout.flush()
    sys.stderr.flush()
    if WINDOWS:  # there, exec returns to the prompt before the program has ended
        return subprocess.run(command, check=False).returncode
    os.execv(shutil.which(command[0]) or command[0], command)


def set_up(anew: bool = False) -> None:
    """Make the environment and install every lock into it; what is there is kept unless `anew`."""
    try:
        if anew:
            remove_environment()
        make_environment()
        install_lock("pip", "pip")
        build = install_torch()
        install_lock("nodeps", "models and language data")
        install_lock("", "the other packages")
        check_imports()
        write_launcher()
        write_stamp(STAMP, LOCKS, build)
    except OSError as error:
        raise SetUpError(
            f"{VENV} cannot be written: {error.strerror or error}. "
            "Copy the sources to a folder you may write to, or free some space."
        ) from error
    say("Set up. The next start takes no time for this.")
    if missing := missing_libraries():
        say(missing)


def make_environment() -> None:
    """A virtual environment of this Python; one that is broken or of another Python is replaced."""
    if (VENV / "pyvenv.cfg").is_file() and works([str(PYTHON), "-m", "pip", "--version"]):
        version = output([str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"])
        if version.split() == [str(part) for part in sys.version_info[:2]]:
            return
    remove_environment()
    if not works([OUTER_PYTHON, "-c", "import ensurepip, venv"]):
        raise SetUpError(f"Python lacks its venv module. Install it: {venv_package()}")
    say(f"Making {VENV} with Python {sys.version.split()[0]}")
    result = subprocess.run([OUTER_PYTHON, "-m", "venv", str(VENV)], check=False, stdout=2)
    if result.returncode:
        raise SetUpError(f"{VENV} could not be made. See above, mend it and run this again.")


def remove_environment() -> None:
    """Delete `.venv`, if it is one."""
    if (VENV / "pyvenv.cfg").is_file():
        say(f"Removing {VENV}")
        shutil.rmtree(VENV)
    elif VENV.exists() and any(VENV.iterdir()):
        raise SetUpError(f"{VENV} is in the way. Move it somewhere else and run this again.")


def install_torch() -> str:
    """Install the build that fits the machine; returns its name ("plain" is the index's own)."""
    build = choose_build()
    free = shutil.disk_usage(VENV).free
    needed = NEEDED.get(build, NEEDED["plain"])
    if free < needed and not works([str(PYTHON), "-c", "import torch, torchaudio"]):
        raise SetUpError(
            f"Setting up needs about {needed / GIGABYTE:.0f} GB in {VENV.parent}, "
            f"but {free / GIGABYTE:.1f} GB are free. Free some space and run this again."
        )
    if build != "plain":
        pinned = re.findall(r"^(torch|torchaudio)==(\S+)", lock_text("torch"), re.MULTILINE)
        names = [f"{name}=={version}+{build}" for name, version in pinned]
        say(f"Installing torch ({build})")
        options = ["--no-deps", "--index-url", f"{TORCH_INDEX}/{build}"]
        if pip([*options, *names]):
            return build
        say("That build cannot be had now; the plain one is taken instead.")
    install_lock("torch", "torch", batch=1)
    return "plain"


def choose_build() -> str:
    """ "plain", "cpu", or a CUDA build of torch's own index.

    The plain build carries CUDA 13 on Linux and no CUDA on Windows. Cards and drivers that are too
    old for CUDA 13 get CUDA 12; a Linux computer without a card saves 4 GB with the "cpu" build,
    where torch's index can be reached.
    """
    cards = nvidia_cards()
    build, driver, capability = CUDA_13
    if not cards:
        return "plain" if WINDOWS or not reachable(f"{TORCH_INDEX}/cpu/torch/") else "cpu"
    if all(card.driver < driver or card.capability < capability for card in cards):
        return CUDA_12
    return build if WINDOWS else "plain"


def reachable(address: str) -> bool:
    """Whether a page answers within a few seconds."""
    try:
        with urllib.request.urlopen(address, timeout=4) as page:
            return page.status == 200
    except OSError:
        return False


def install_lock(name: str, title: str, batch: int = BATCH) -> None:
    """Install one lock in batches, so that an interrupted set-up goes on at the batch it reached.

    Every version and hash is fixed, so pip resolves nothing.
    """
    wanted = requirements(name)
    for start in range(0, len(wanted), batch):
        chosen = wanted[start : start + batch]
        names = ", ".join(item.split("=")[0] for item in chosen[:3])
        say(f"Installing {title} {start + len(chosen)}/{len(wanted)}: {names} …")
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder, "requirements.txt")
            listed.write_text("\n".join(chosen), encoding="utf-8")
            options = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
            if name == "nodeps":
                options.append("--ignore-requires-python")
            if not pip([*options, "-r", str(listed)]):
                raise SetUpError(
                    f"Installing {title} did not finish; pip's last lines above say why. Check the "
                    "internet connection, then run this again: it goes on where it stopped."
                )


def pip(arguments: list[str]) -> bool:
    """Run `pip install`; its progress goes to stderr, because stdout belongs to `timbre`."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "on", "--retries", "8", "--timeout", "30"]
    if not sys.stderr.isatty():
        command.append("--quiet")
    if "--resume-retries" in output([str(PYTHON), "-m", "pip", "install", "--help"]):
        command += ["--resume-retries", "100"]
    return subprocess.run([*command, *arguments], check=False, stdout=2).returncode == 0


def check_imports() -> None:
    """The packages that most often fail on a computer are loaded once."""
    command = [str(PYTHON), "-c", "import torch, torchaudio, safetensors, soundfile, av, spacy"]
    if subprocess.run(command, check=False).returncode:
        raise SetUpError(
            "The installed packages do not load; the lines above say why. "
            "Run `python3 installer/bootstrap.py --repair`."
        )


def write_launcher() -> None:
    """The command `timbre` in the environment: for those who put that folder on their path."""
    script = str(Path(__file__).resolve())
    if WINDOWS:
        text = f'@"{OUTER_PYTHON}" "{script}" %*\n'
        PYTHON.with_name("timbre.cmd").write_text(text, encoding="utf-8")
        return
    launcher = PYTHON.with_name("timbre")
    command = f"exec {shlex.quote(OUTER_PYTHON)} {shlex.quote(script)}"
    launcher.write_text(f'#!/bin/sh\n{command} "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)


def check_libraries() -> None:
    if missing := missing_libraries():
        raise SetUpError(missing)


def lock_text(name: str) -> str:
    return (HERE / f"requirements{'-' if name else ''}{name}.txt").read_text(encoding="utf-8")


def requirements(name: str) -> list[str]:
    """The requirements of a lock, each with its lines of hashes."""
    return re.split(r"\n(?=[^\s#])", lock_text(name).strip())


def fingerprint(locks: tuple[str, ...]) -> str:
    text = "\n".join(lock_text(name) for name in locks)
    return hashlib.sha256(text.encode()).hexdigest()


def is_current(stamp: Path, locks: tuple[str, ...]) -> bool:
    """Whether these very locks were installed completely."""
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))["locks"] == fingerprint(locks)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_stamp(stamp: Path, locks: tuple[str, ...], build: str) -> None:
    """Written last and in one step: with it, all of the environment is there."""
    temporary = stamp.with_suffix(".new")
    temporary.write_text(json.dumps({"locks": fingerprint(locks), "torch": build}), "utf-8")
    temporary.replace(stamp)


def other_python() -> list[str]:
    """The command of a Python that Timbre knows, when this one is too old or too new."""
    if command := find_python():
        return command
    raise SetUpError(
        f"Python {sys.version.split()[0]} cannot run Timbre, and no other was found. Install "
        f"Python {OLDEST[0]}.{OLDEST[1]} to {YOUNGEST[0]}.{YOUNGEST[1]} and run this again with it."
    )


def works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def output(command: list[str]) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
