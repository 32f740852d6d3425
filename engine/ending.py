"""How a child process ended, in words, and the logs that tell more."""

import os
import signal
import tempfile
from pathlib import Path

from engine.events import Failed
from engine.files import data_home, disk_error

LOGS_KEPT = 30
_CRASHES = (-11, -6, -7, -4, -8, 0xC0000005, -1073741819)


def explain_exit(code: int, log: Path) -> Failed:
    """An exit code and the end of a log as one sentence and a next step."""
    tail = log_tail(log)
    lower = tail.lower()
    if "memoryerror" in lower or "out of memory" in lower or "can't allocate memory" in lower:
        return Failed(
            "memory",
            "The work needed more memory than this computer has free.",
            "Close other programs or choose a lighter quality; what was saved is kept.",
        )
    if code == -9 or code == 137:
        return Failed(
            "memory",
            "The system ended the work, most often because memory ran out.",
            "Close other programs and continue from the last save.",
        )
    if code in _CRASHES:
        return Failed(
            "crash",
            f"The work crashed ({_signal_name(code)}); the window and your recordings are safe.",
            f"Continue from the last save. If it happens again, send {log}.",
        )
    if code < 0:
        return Failed(
            "crash",
            f"The work was ended from outside ({_signal_name(code)}).",
            "Continue from the last save.",
        )
    reason = next((line.strip() for line in reversed(tail.splitlines()) if line.strip()), "")
    said = f": {reason[:200]}" if reason else ""
    return Failed(
        "crash",
        f"The work ended without a result (exit code {code}){said}",
        f"Try again. If it happens again, send {log}.",
    )


def log_tail(log: Path, size: int = 4000) -> str:
    """The end of a log file; empty when there is none."""
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - size))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""


def new_log() -> Path:
    """A fresh, empty log in the logs folder; the oldest beyond `LOGS_KEPT` are removed."""
    folder = data_home() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logs = sorted(folder.glob("child-*.log"), key=lambda path: path.stat().st_mtime)
        for old in logs[:-LOGS_KEPT]:
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix="child-", suffix=".log")
    except OSError as error:
        raise disk_error(folder, error) from error
    os.close(handle)
    return Path(name)


def _signal_name(code: int) -> str:
    if code < -64 or code > 0:
        return "access violation"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
