"""What `timbre doctor` found, read for the window: what a voice would take on this computer."""

from dataclasses import dataclass
from typing import Any, Literal

from engine.errors import EngineError
from engine.files import from_plain
from engine.hardware import HardwareProfile
from engine.models.families import family_spec
from engine.plan import Quality, choose

GB = 1e9
MEMORY_GB = 1 << 30  # memory is sold in powers of two: a card of "8 GB" has 8.6e9 bytes
MINUTE = 60.0
CLIP_SECONDS = 10.0
ENOUGH_DISK_GB = 2.0
Verdict = Literal["good", "look", "bad"]


@dataclass(frozen=True)
class Outlook:
    """What a voice from a minute of speech would take: minutes, and gigabytes of how many.

    `card` is the name of the graphics card, "" where the processor does the work.
    """

    minutes: float
    used_gb: float
    total_gb: float
    card: str


def hardware_of(report: dict[str, Any]) -> HardwareProfile:
    """The machine in a report.

    Raises:
        EngineError: kind "internal" when the report is of another version.
    """
    try:
        return from_plain(HardwareProfile, report.get("hardware"))
    except (TypeError, ValueError) as error:
        raise EngineError(
            "internal", f"The report cannot be read: {error}.", "Install Timbre again."
        ) from error


def outlook(report: dict[str, Any], base: str, quality: Quality = "quick") -> Outlook:
    """Plan an imagined minute of speech for the machine of a report.

    Raises:
        EngineError: kind "memory" when nothing fits, "internal" for a report of another version.
    """
    machine = hardware_of(report)
    plan = choose(machine, MINUTE, CLIP_SECONDS, family_spec(base), quality)
    cards = {f"cuda:{card.index}": card for card in machine.gpus}
    card = cards.get(plan.device)
    return Outlook(
        minutes=plan.predicted_seconds / 60,
        used_gb=plan.predicted_bytes / MEMORY_GB,
        total_gb=(card.total_bytes if card else machine.ram_total_bytes) / MEMORY_GB,
        card=card.name if card else "",
    )
