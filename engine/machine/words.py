"""The machine in words: one line a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.hardware import HardwareProfile
    from engine.machine.cards import CardState, Gpu

# Memory is sold in powers of two, disks are not.
GB, DISK_GB = 1 << 30, 1_000_000_000
_DISKS = {"ssd": "solid-state", "hdd": "turning disk", "network": "network drive", "ram": "in RAM"}
_SLOWED = {"power": "power limit", "heat": "heat", "supply": "power supply", "fault": "protection"}


def machine_line(machine: HardwareProfile) -> str:
    """ "Linux 6.8 (x86_64), in docker, on battery (63 %)"."""
    words = [machine.platform]
    if machine.container:
        words.append(f"in {machine.container}")
    if machine.battery is not None:
        power = "plugged in" if machine.battery.plugged else "on battery"
        words.append(f"{power} ({machine.battery.percent:.0f} %)")
    return ", ".join(words)


def processor_line(machine: HardwareProfile) -> str:
    """ "AMD Ryzen 7, 16 threads on 8 cores, avx2, fma"."""
    words = [machine.cpu_name, f"{machine.cpu_threads} threads on {machine.cpu_cores} cores"]
    if machine.cpu_limit is not None:
        words.append(f"limited to {machine.cpu_limit:g} processors")
    return ", ".join([*words, *machine.cpu_instructions])


def memory_line(machine: HardwareProfile) -> str:
    """ "12.1 of 32.0 GB free, 20.0 more promised at most"."""
    said = f"{machine.ram_free_bytes / GB:.1f} of {machine.ram_total_bytes / GB:.1f} GB free"
    if machine.ram_limit_bytes is not None:
        said += ", limited by the container"
    if machine.commit_free_bytes is not None:
        said += f"; the system promises {machine.commit_free_bytes / GB:.1f} GB more"
    return said


def disk_line(machine: HardwareProfile) -> str:
    """ "48.2 GB free, solid-state, ext4"."""
    words = [f"{machine.disk_free_bytes / DISK_GB:.1f} GB free", _DISKS.get(machine.disk_kind, "")]
    return ", ".join(word for word in (*words, machine.disk_system) if word)


def card_line(card: Gpu) -> str:
    """Everything about a card that a person may want to compare."""
    held = f", {card.others_bytes / GB:.1f} held by others" if card.others_bytes else ""
    words = [
        f"cuda:{card.index}: {card.name}",
        f"{card.free_bytes / GB:.1f} of {card.total_bytes / GB:.1f} GB free{held}",
        "compute capability " + ".".join(map(str, card.capability)),
        f"driver {card.driver or 'unknown'}"
        + (f" ({card.driver_model})" * bool(card.driver_model)),
    ]
    if card.cuda is not None:
        words[-1] += f" for CUDA up to {card.cuda[0]}.{card.cuda[1]}"
    words += _state_words(card.state)
    if card.pcie is not None:
        link = card.pcie
        words.append(
            f"PCIe {link.generation} x{link.width} (at best {link.top_generation} "
            f"x{link.top_width})"
        )
    if card.display:
        words.append("drives a screen")
    if card.mig:
        words.append("part of a split card (MIG)")
    return ", ".join(words)


def _state_words(state: CardState) -> list[str]:
    words = []
    if state.power_watts is not None:
        limit = f" of {state.power_limit_watts:.0f}" if state.power_limit_watts else ""
        words.append(f"{state.power_watts:.0f}{limit} W")
    if state.clock_mhz is not None:
        top = f" of {state.top_clock_mhz}" if state.top_clock_mhz else ""
        words.append(f"{state.clock_mhz}{top} MHz")
    if state.celsius is not None:
        words.append(f"{state.celsius} °C")
    if state.use is not None:
        words.append(f"{state.use:.0%} busy")
    if state.slowed_by:
        words.append("slowed by " + " and ".join(_SLOWED[reason] for reason in state.slowed_by))
    return words
