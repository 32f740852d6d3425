"""RAM, and how much of it the system will really hand out."""

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.machine.container import Limits

MEMORY_INFO = Path("/proc/meminfo")
OVERCOMMIT = Path("/proc/sys/vm/overcommit_memory")
NEVER_OVERCOMMIT = "2"


@dataclass(frozen=True)
class Ram:
    """Bytes. `commit_*` is what the system promises at most and still may promise, if it counts.

    Windows always counts, with its page file; Linux where overcommit is off, and under `ulimit -v`.
    """

    total_bytes: int
    free_bytes: int
    commit_limit_bytes: int | None = None
    commit_free_bytes: int | None = None


def read_ram(limits: Limits) -> Ram:
    """What can be had now: a container's limit and the system's promises count where lower."""
    memory = psutil.virtual_memory()
    total, free = int(memory.total), int(memory.available)
    if limits.ram_bytes is not None and limits.ram_bytes < total:
        total = limits.ram_bytes
        free = max(0, min(free, total - limits.ram_used_bytes))
    commit = _windows_commit() if sys.platform == "win32" else _linux_commit()
    if commit is None:
        return Ram(total, free)
    return Ram(total, min(free, commit[1]), *commit)


def give_back() -> None:
    """Return to the system what this process has freed: its allocator keeps a good part of it."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def _linux_commit() -> tuple[int, int] | None:
    """The tighter of the system's limit on promises and of this process's own."""
    found = [pair for pair in (_system_promises(), _process_limit()) if pair is not None]
    return min(found, key=lambda pair: pair[1], default=None)


def _system_promises() -> tuple[int, int] | None:
    try:
        if OVERCOMMIT.read_text().strip() != NEVER_OVERCOMMIT:
            return None
        rows = dict(line.split(":") for line in MEMORY_INFO.read_text().splitlines())
        limit = int(rows["CommitLimit"].split()[0]) * 1024
        return limit, max(0, limit - int(rows["Committed_AS"].split()[0]) * 1024)
    except (OSError, ValueError, KeyError, IndexError):
        return None


def _process_limit() -> tuple[int, int] | None:
    """`ulimit -v`: a limit on addresses, of which torch with CUDA takes more than it uses."""
    if sys.platform == "win32":
        return None
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit == resource.RLIM_INFINITY:
        return None
    return limit, max(0, limit - psutil.Process().memory_info().vms)


class _MemoryStatus(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "free", "commit_limit", "commit_free")),
        *((name, ctypes.c_uint64) for name in ("addresses", "addresses_free", "extended")),
    )


def _windows_commit() -> tuple[int, int] | None:
    if sys.platform == "win32":
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
            return int(status.commit_limit), int(status.commit_free)
    return None
