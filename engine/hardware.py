"""What the machine is, measured now: cards through NVML, RAM, CPU and disk through psutil.

Light: torch is never asked. A card's `index` is its place among the cards this process may see,
in bus order; it equals torch's index because `set_card_order` is called before torch is loaded.
"""

import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from engine.events import Memory

NO_DRIVER = "NVMLError_LibraryNotFound"


@dataclass(frozen=True)
class Gpu:
    """One NVIDIA card. `others_bytes` is what other programs hold, `capability` e.g. (8, 6)."""

    index: int
    name: str
    total_bytes: int
    free_bytes: int
    others_bytes: int
    capability: tuple[int, int]
    driver: str

    @property
    def bf16(self) -> bool:
        """Tensor cores for bfloat16: Ampere (8.0) and later."""
        return self.capability >= (8, 0)


@dataclass(frozen=True)
class HardwareProfile:
    """The machine as this process may use it (containers' limits count). `troubles` in words."""

    gpus: tuple[Gpu, ...]
    ram_total_bytes: int
    ram_free_bytes: int
    cpu_name: str
    cpu_threads: int
    cpu_cores: int
    cpu_bf16: bool
    disk_free_bytes: int
    platform: str
    troubles: tuple[str, ...]


def set_card_order() -> None:
    """Make CUDA number cards as NVML does. To be called before torch is imported."""
    os.environ.setdefault("CUDA_DEVICE_ORDER", "PCI_BUS_ID")


def profile(data_folder: Path) -> HardwareProfile:
    """Measure the machine. Never fails: what cannot be read is a sentence in `troubles`."""
    gpus, troubles = _cards()
    total, free = _ram()
    threads = _usable_threads()
    cores = psutil.cpu_count(logical=False) or threads
    name, flags = _cpu()
    return HardwareProfile(
        gpus=gpus,
        ram_total_bytes=total,
        ram_free_bytes=free,
        cpu_name=name,
        cpu_threads=threads,
        cpu_cores=min(cores, threads),
        cpu_bf16=bool({"avx512_bf16", "amx_bf16", "bf16"} & flags),
        disk_free_bytes=_disk_free(data_folder),
        platform=f"{platform.system()} {platform.release()} ({platform.machine()})",
        troubles=troubles,
    )


def memory_sample(device: str, process_bytes: int | None = None) -> Memory:
    """Bytes in use on "cpu" or "cuda:N" now, by this process (its children included) and others.

    `process_bytes` is used where the driver does not tell processes apart (Windows, containers).
    A card that cannot be asked gives zeros for the others and the whole.
    """
    if not device.startswith("cuda"):
        own = _own_ram()
        total, free = _ram()
        return Memory(own, max(0, total - free - own), total, device)
    index = int(device.partition(":")[2] or 0)
    try:
        with _nvml() as nvml:
            handle = _visible_handles(nvml, os.environ)[index]
            info = nvml.nvmlDeviceGetMemoryInfo(handle)
            own = _own_vram(nvml, handle) or process_bytes or 0
            return Memory(own, max(0, int(info.used) - own), int(info.total), device)
    except (_NvmlFailed, IndexError):
        return Memory(process_bytes or 0, 0, 0, device)


class _NvmlFailed(Exception):
    """NVML did not answer; `absent` when there is no NVIDIA driver at all."""

    def __init__(self, message: str, absent: bool = False) -> None:
        super().__init__(message)
        self.absent = absent


@contextmanager
def _nvml() -> Iterator[Any]:
    """pynvml, initialised; every failure inside the block becomes `_NvmlFailed`."""
    try:
        import pynvml
    except ImportError as error:
        raise _NvmlFailed(str(error)) from error
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError as error:
        raise _NvmlFailed(str(error), absent=type(error).__name__ == NO_DRIVER) from error
    except (OSError, AttributeError) as error:
        raise _NvmlFailed(str(error)) from error
    try:
        yield pynvml
    except (pynvml.NVMLError, OSError, AttributeError, TypeError, ValueError) as error:
        raise _NvmlFailed(str(error)) from error
    finally:
        with suppress(pynvml.NVMLError):  # a driver that went away cannot be closed any more
            pynvml.nvmlShutdown()


def _cards() -> tuple[tuple[Gpu, ...], tuple[str, ...]]:
    try:
        with _nvml() as nvml:
            return read_cards(nvml, os.environ)
    except _NvmlFailed as error:
        if error.absent and not Path("/dev/nvidia0").exists():
            return (), ()
        return (), (
            f"The NVIDIA driver does not answer ({error}), so the processor is used. "
            "Install the driver anew and restart the computer to use the card.",
        )


def read_cards(
    nvml: Any, environment: Mapping[str, str]
) -> tuple[tuple[Gpu, ...], tuple[str, ...]]:
    """The cards that an initialised NVML shows, and a sentence for each that makes no sense."""
    driver = _text(nvml.nvmlSystemGetDriverVersion())
    gpus: list[Gpu] = []
    troubles: list[str] = []
    for index, handle in enumerate(_visible_handles(nvml, environment)):
        try:
            gpus.append(_card(nvml, index, handle, driver))
        except (nvml.NVMLError, TypeError, ValueError) as error:
            troubles.append(
                f"NVIDIA card {index} cannot be used: {error}. "
                "Restart the computer; if that does not help, install the driver anew."
            )
    return tuple(gpus), tuple(troubles)


def _card(nvml: Any, index: int, handle: Any, driver: str) -> Gpu:
    info = nvml.nvmlDeviceGetMemoryInfo(handle)
    total, free, used = int(info.total), int(info.free), int(info.used)
    if not 0 < total < 1 << 44 or not 0 <= free <= total:
        raise ValueError(f"the driver reports {free} free of {total} bytes")
    major, minor = nvml.nvmlDeviceGetCudaComputeCapability(handle)
    others = max(0, used - _own_vram(nvml, handle))
    name = _text(nvml.nvmlDeviceGetName(handle))
    return Gpu(index, name, total, free, min(others, total), (int(major), int(minor)), driver)


def _visible_handles(nvml: Any, environment: Mapping[str, str]) -> list[Any]:
    """Handles in the order torch counts them: CUDA_VISIBLE_DEVICES is obeyed as CUDA does."""
    count = nvml.nvmlDeviceGetCount()
    chosen = environment.get("CUDA_VISIBLE_DEVICES")
    if chosen is None:
        return [nvml.nvmlDeviceGetHandleByIndex(index) for index in range(count)]
    handles = []
    for item in (part.strip() for part in chosen.split(",")):
        if item.isdigit() and int(item) < count:
            handles.append(nvml.nvmlDeviceGetHandleByIndex(int(item)))
        elif item.startswith(("GPU-", "MIG-")):
            handles.append(nvml.nvmlDeviceGetHandleByUUID(item))
        else:
            break  # CUDA stops at the first name it does not know
    return handles


def _own_vram(nvml: Any, handle: Any) -> int:
    """Bytes of the card held by this process and its children; 0 where the driver does not say."""
    own = {process.pid for process in _own_processes()}
    try:
        running = nvml.nvmlDeviceGetComputeRunningProcesses(handle)
    except nvml.NVMLError:
        return 0
    return sum(int(item.usedGpuMemory or 0) for item in running if item.pid in own)


def _own_processes() -> list[psutil.Process]:
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def _own_ram() -> int:
    own = 0
    for process in _own_processes():
        try:
            own += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return own


def _ram() -> tuple[int, int]:
    """Total and available bytes; a control group's limit counts where it is lower."""
    memory = psutil.virtual_memory()
    limit = _number(Path("/sys/fs/cgroup/memory.max"))
    if limit is None or limit >= memory.total:
        return memory.total, memory.available
    used = _number(Path("/sys/fs/cgroup/memory.current")) or 0
    return limit, max(0, min(memory.available, limit - used))


def _usable_threads() -> int:
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    allowed = allowed or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        return max(1, min(allowed, int(quota) // int(period)))
    except (OSError, ValueError):
        return allowed


def _cpu() -> tuple[str, frozenset[str]]:
    """The processor's name and its feature flags (Linux only; elsewhere none are known)."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine(), frozenset()
    fields: dict[str, str] = {}
    for key, _, value in (line.partition(":") for line in lines):
        fields.setdefault(key.strip(), value.strip())
    name = fields.get("model name") or platform.processor() or platform.machine()
    return name, frozenset(fields.get("flags", fields.get("Features", "")).split())


def _disk_free(folder: Path) -> int:
    existing = next((path for path in (folder, *folder.absolute().parents) if path.exists()), None)
    try:
        return shutil.disk_usage(existing or Path.cwd()).free
    except OSError:
        return 0


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _text(value: str | bytes) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
