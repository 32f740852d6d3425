"""The processor: its name, the instructions that matter to networks, and the threads we may use."""

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

CPU_INFO = Path("/proc/cpuinfo")
# From oldest to newest, as Linux spells them; those of ARM at the end.
INSTRUCTIONS = (
    "sse4_2",
    "avx",
    "avx2",
    "fma",
    "f16c",
    "avx512f",
    "avx512_vnni",
    "avx512_bf16",
    "amx_bf16",
    "amx_int8",
    "asimd",
    "bf16",
    "sve",
)
# What `IsProcessorFeaturePresent` calls the same.
_WINDOWS_FEATURES = {"sse4_2": 38, "avx": 39, "avx2": 40, "avx512f": 41}


@dataclass(frozen=True)
class Processor:
    """`threads` are those this process may use, `cores` the physical ones among them."""

    name: str
    threads: int
    cores: int
    instructions: tuple[str, ...]

    @property
    def bf16(self) -> bool:
        """Whether it multiplies bfloat16 by itself."""
        return bool({"avx512_bf16", "amx_bf16", "bf16"} & set(self.instructions))


def read_processor(allowed: float | None) -> Processor:
    """The processor; `allowed` is how many of it a container grants, None for all."""
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    threads = threads or 1
    if allowed is not None:
        threads = max(1, min(threads, int(allowed)))
    cores = psutil.cpu_count(logical=False) or threads
    name, flags = _windows() if sys.platform == "win32" else _linux()
    known = tuple(item for item in INSTRUCTIONS if item in flags)
    return Processor(name, threads, min(cores, threads), known)


def _linux() -> tuple[str, frozenset[str]]:
    try:
        lines = CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine(), frozenset()
    fields: dict[str, str] = {}
    for key, _, value in (line.partition(":") for line in lines):
        fields.setdefault(key.strip(), value.strip())
    name = fields.get("model name") or platform.processor() or platform.machine()
    return name, frozenset(fields.get("flags", fields.get("Features", "")).split())


def _windows() -> tuple[str, frozenset[str]]:
    name, flags = platform.processor() or platform.machine(), set()
    if sys.platform == "win32":
        import ctypes
        import winreg

        place = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                name = str(winreg.QueryValueEx(key, "ProcessorNameString")[0]).strip()
        except OSError:
            pass  # the short name stays
        present = ctypes.windll.kernel32.IsProcessorFeaturePresent
        flags = {feature for feature, number in _WINDOWS_FEATURES.items() if present(number)}
    return name, frozenset(flags)
