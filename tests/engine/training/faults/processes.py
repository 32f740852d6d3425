"""Work in a child that was forked from us: it costs milliseconds, and may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

POLL_SECONDS = 0.003


def in_child(work: Callable[[], None], patience: float, kill_after: float | None = None) -> str:
    """How a child ended that did some work: "ended", "killed", "hung" or "broken".

    With `kill_after` it is sent SIGKILL after that many seconds, wherever it is.
    """
    pid = os.fork()
    if pid == 0:
        _work(work)
    began = time.monotonic()
    sent = False
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        seconds = time.monotonic() - began
        if done:
            break
        if kill_after is not None and seconds >= kill_after and not sent:
            os.kill(pid, signal.SIGKILL)
            sent = True
        if seconds > patience:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return "hung"
        time.sleep(POLL_SECONDS)
    code = os.waitstatus_to_exitcode(status)
    return {0: "ended", -signal.SIGKILL: "killed"}.get(code, "broken")


def _work(work: Callable[[], None]) -> None:
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """A disk of `size` bytes at a folder; the yielded function makes room on it."""
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield lambda: _run("mount", "-o", "remount,size=64m", str(folder))
    finally:
        _run("umount", str(folder))


def disks_can_be_had(folder: Path) -> bool:
    """Whether this user may mount a small disk."""
    try:
        with small_disk(folder, 100_000):
            return True
    except (subprocess.CalledProcessError, OSError):
        return False


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
