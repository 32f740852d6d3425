"""What the machine is, measured now: the cards, the processor, RAM, disk and power in one profile.

Light: torch is never asked. A card's `index` is its place among the cards this process may see,
in bus order; it equals torch's index because `set_card_order` is called before torch is loaded.
"""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.machine.cards import Gpu, find_cards
from engine.machine.container import container_name, limits
from engine.machine.disk import DiskKind, read_disk
from engine.machine.processor import read_processor
from engine.machine.ram import read_ram
from engine.machine.trouble import Trouble


@dataclass(frozen=True)
class Battery:
    """A laptop's: how full it is, and whether the machine is plugged in."""

    percent: float
    plugged: bool


@dataclass(frozen=True)
class HardwareProfile:
    """The machine as this process may use it (containers' limits count).

    `troubles` are what kept parts from being measured; `engine.machine.known` names the others.
    `commit_*_bytes` is what the system promises at most and still may promise, None where it
    promises anything. `container`, `battery` and the limits are empty where there are none.
    """

    gpus: tuple[Gpu, ...]
    ram_total_bytes: int
    ram_free_bytes: int
    cpu_name: str
    cpu_threads: int
    cpu_cores: int
    cpu_bf16: bool
    disk_free_bytes: int
    platform: str
    troubles: tuple[Trouble, ...]
    cpu_instructions: tuple[str, ...] = ()
    commit_limit_bytes: int | None = None
    commit_free_bytes: int | None = None
    disk_kind: DiskKind = ""
    disk_system: str = ""
    container: str = ""
    ram_limit_bytes: int | None = None
    cpu_limit: float | None = None
    battery: Battery | None = None


def set_card_order() -> None:
    """Make CUDA number cards as NVML does. To be called before torch is imported."""
    os.environ.setdefault("CUDA_DEVICE_ORDER", "PCI_BUS_ID")


def profile(data_folder: Path) -> HardwareProfile:
    """Measure the machine. Never fails: what cannot be read is told in `troubles`."""
    container, allowed = container_name(), limits()
    gpus, troubles = find_cards(bool(container))
    ram, processor, disk = (
        read_ram(allowed),
        read_processor(allowed.processors),
        read_disk(data_folder),
    )
    return HardwareProfile(
        gpus=gpus,
        ram_total_bytes=ram.total_bytes,
        ram_free_bytes=ram.free_bytes,
        cpu_name=processor.name,
        cpu_threads=processor.threads,
        cpu_cores=processor.cores,
        cpu_bf16=processor.bf16,
        disk_free_bytes=disk.free_bytes,
        platform=f"{platform.system()} {platform.release()} ({platform.machine()})",
        troubles=troubles,
        cpu_instructions=processor.instructions,
        commit_limit_bytes=ram.commit_limit_bytes,
        commit_free_bytes=ram.commit_free_bytes,
        disk_kind=disk.kind,
        disk_system=disk.system,
        container=container,
        ram_limit_bytes=allowed.ram_bytes if allowed.ram_bytes == ram.total_bytes else None,
        cpu_limit=allowed.processors,
        battery=_battery(),
    )


def _battery() -> Battery | None:
    try:
        found = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except (OSError, ValueError, psutil.Error):  # a battery that does not say how full it is
        return None
    return Battery(float(found.percent), bool(found.power_plugged)) if found else None
