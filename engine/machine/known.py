"""Troubles that machines are known to have, each told in a sentence with its remedy.

Pure: what was measured goes in, words come out. What is `wrong` keeps Timbre from working well;
`advice` is what a user of this machine should know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.machine.trouble import Trouble

if TYPE_CHECKING:
    from engine.hardware import HardwareProfile
    from engine.machine.cards import Gpu, Program

# Memory is sold in powers of two: a card of "8 GB" has 8.6e9 bytes.
GB = 1 << 30
# The lightest fine-tune of any family needs about this much of a card.
LEAST_CARD = 2 * GB
# Held by others, this much of a card is worth a word.
MUCH_HELD = 0.25
NARROW_LINK = 4
LITTLE_COMMIT = 4 * GB
SLOW_CARD = 0.6


def wrong(machine: HardwareProfile) -> Iterator[Trouble]:
    """What is wrong with this machine now."""
    for card in machine.gpus:
        yield from _wrong_with(card)
    if "avx" in machine.cpu_instructions and "avx2" not in machine.cpu_instructions:
        yield Trouble(
            "device",
            f"{machine.cpu_name} is too old for AVX2, so work on the processor takes many times "
            "longer.",
            "Use an NVIDIA card, or another computer.",
        )
    free = machine.commit_free_bytes
    if free is not None and free < LITTLE_COMMIT:
        yield Trouble(
            "memory",
            f"The system promises only {free / GB:.1f} GB more memory, however much RAM is free.",
            _commit_remedy(machine.platform),
        )


def advice(machine: HardwareProfile) -> Iterator[Trouble]:
    """What helps on this machine, though nothing is wrong."""
    for card in machine.gpus:
        yield from _advice_for(card)
    if len(machine.gpus) > 1:
        numbers = ",".join(str(card.index) for card in machine.gpus)
        yield Trouble(
            "device",
            f"There are {len(machine.gpus)} cards, of which the one with most room is used.",
            f"`timbre train --devices {numbers}` uses them together.",
        )
    if machine.battery is not None and not machine.battery.plugged:
        yield Trouble(
            "device",
            f"This laptop runs on its battery ({machine.battery.percent:.0f} %), which slows it "
            "down.",
            "Plug it in before training.",
        )
    if machine.ram_limit_bytes is not None:
        yield Trouble(
            "memory",
            f"The container grants {machine.ram_limit_bytes / GB:.1f} GB of memory.",
            "Start it with more (`--memory`) if that is too little.",
        )
    if machine.disk_kind in ("hdd", "network"):
        what = "on a network drive" if machine.disk_kind == "network" else "on a turning disk"
        yield Trouble(
            "disk",
            f"Timbre's data lies {what}, where saving takes longer.",
            "Move Timbre's data to a solid-state disk if there is one.",
        )


def full_card(card: Gpu) -> Trouble:
    """A card on which nothing fits, and who fills it."""
    return Trouble(
        "memory",
        f"{card.name} is full: other programs hold {card.others_bytes / GB:.1f} of its "
        f"{card.total_bytes / GB:.1f} GB{_named(card.programs)}.",
        "Close them, or work on the processor with `--device cpu`.",
    )


def _wrong_with(card: Gpu) -> Iterator[Trouble]:
    """Troubles of one card, the gravest first."""
    if card.mode == "prohibited":
        yield Trouble(
            "device",
            f"{card.name} is set to refuse all computing.",
            f"Allow it as administrator: `nvidia-smi -i {card.index} -c DEFAULT`.",
        )
    elif card.mode == "exclusive" and card.programs:
        yield Trouble(
            "device",
            f"{card.name} lets one program compute at a time, and there is one"
            f"{_named(card.programs)}.",
            f"Close it, or share the card: `nvidia-smi -i {card.index} -c DEFAULT`.",
        )
    if card.free_bytes < LEAST_CARD <= card.free_bytes + card.others_bytes:
        yield full_card(card)
    if "heat" in card.state.slowed_by:
        degrees = f" at {card.state.celsius} °C" if card.state.celsius else ""
        yield Trouble(
            "device",
            f"{card.name} slows itself down because it is too hot{degrees}.",
            "Clean its fans and give it air.",
        )
    if "supply" in card.state.slowed_by or "fault" in card.state.slowed_by:
        yield Trouble(
            "device",
            f"{card.name} is slowed down by its power supply or its own protection.",
            "Check its power cables, and the charger of a laptop.",
        )


def _advice_for(card: Gpu) -> Iterator[Trouble]:
    free_enough = card.free_bytes >= LEAST_CARD
    if free_enough and card.others_bytes > MUCH_HELD * card.total_bytes:
        yield Trouble(
            "memory",
            f"Other programs hold {card.others_bytes / GB:.1f} of the "
            f"{card.total_bytes / GB:.1f} GB of {card.name}{_named(card.programs)}.",
            "Close them, and more of the voice can learn at once.",
        )
    if card.driver_model == "WDDM":
        yield Trouble(
            "device",
            f"When {card.name} is full, Windows moves data to RAM and training slows to a crawl.",
            "In the NVIDIA Control Panel, set CUDA - Sysmem Fallback Policy to Prefer No Sysmem "
            "Fallback.",
        )
    if card.display and card.total_bytes < 7 * GB:
        yield Trouble(
            "memory",
            f"The screen hangs on {card.name} and takes some of its {card.total_bytes / GB:.1f} "
            "GB.",
            "Connect it to the mainboard's own output if there is one.",
        )
    if "power" in card.state.slowed_by and _is_held_back(card):
        limit = card.state.power_limit_watts
        watts = f" of {limit:.0f} W" if limit else ""
        yield Trouble(
            "device",
            f"{card.name} is held back by its power limit{watts}.",
            "Choose the performance mode of the laptop, or raise the limit.",
        )
    if card.pcie is not None and card.pcie.width < min(NARROW_LINK, card.pcie.top_width):
        yield Trouble(
            "device",
            f"{card.name} is connected by {card.pcie.width} of {card.pcie.top_width} PCIe lanes.",
            "Put it into the slot next to the processor.",
        )
    if card.mig:
        yield Trouble(
            "device",
            f"{card.name} is a part of a card that is split (MIG); one part is used at a time.",
            "Choose another with CUDA_VISIBLE_DEVICES=MIG-…, as `nvidia-smi -L` names it.",
        )


def _is_held_back(card: Gpu) -> bool:
    """A power limit matters where it takes much of the clock while the card works."""
    clock, top = card.state.clock_mhz, card.state.top_clock_mhz
    if clock is None or top is None or not card.state.use:
        return False
    return clock < SLOW_CARD * top


def _named(programs: tuple[Program, ...]) -> str:
    """ " (chrome 1.2 GB, blender 0.8 GB)"."""
    words = [
        f"{program.name} {program.held_bytes / GB:.1f} GB" if program.held_bytes else program.name
        for program in programs
    ]
    return f" ({', '.join(words)})" if words else ""


def _commit_remedy(system: str) -> str:
    if system.startswith("Windows"):
        return "Let Windows manage the size of its page file, and restart."
    return "Raise `ulimit -v`, or vm.overcommit_ratio, or close other programs."
