"""When memory gets tight before it runs out: rules on what was seen. Pure, no torch."""

from __future__ import annotations

from dataclasses import dataclass

from engine.wording import gigabytes

# Less free RAM than this and the system starts to swap or to end programs, ours first.
LEAST_FREE_RAM = 250_000_000
# Of what the allocator holds, the share that no tensor has ever filled.
MOST_FRAGMENTED = 0.3
# Windows lends RAM to a full card instead of refusing: every step then takes many times as long.
SPILL_SHARE = 0.02
# What other programs must have taken before they are named as the cause: where the driver does not
# tell programs apart, our own CUDA context looks like one of them.
TAKEN_BYTES = 800_000_000


class PressureError(MemoryError):
    """Memory is tight; the message is a sentence for people."""


@dataclass(frozen=True)
class CardLook:
    """A card at one moment, in bytes.

    `used_bytes` is what all programs hold, `reserved_bytes` what our allocator does,
    `peak_bytes` the most that tensors ever filled of it, `limit_bytes` what it may grow to.
    `lends` says whether the driver spills into RAM (Windows' own driver model).
    """

    total_bytes: int
    used_bytes: int
    reserved_bytes: int
    peak_bytes: int
    limit_bytes: int
    lends: bool = False

    @property
    def fragmentation(self) -> float:
        """Share of the reserved memory that lies in pieces nobody could use, from 0 to 1."""
        return 1 - self.peak_bytes / self.reserved_bytes if self.reserved_bytes else 0.0

    @property
    def left_bytes(self) -> int:
        """How far the allocator can still grow."""
        free = self.total_bytes - self.used_bytes
        return max(0, min(free, self.limit_bytes - self.reserved_bytes))


def card_trouble(look: CardLook, first_others: int = 0) -> str:
    """What presses on a card, as a sentence; empty while nothing does.

    Fragments alone do no harm: they count once they are more than what is left to grow into.
    `first_others` is what other programs held when the run began.
    """
    if look.total_bytes <= 0:
        return ""
    fragments = look.reserved_bytes - look.peak_bytes
    if look.fragmentation > MOST_FRAGMENTED and fragments > look.left_bytes:
        return f"The card's memory is in pieces: {gigabytes(fragments)} of it cannot be used."
    free = look.total_bytes - look.used_bytes
    if free < SPILL_SHARE * look.total_bytes:
        taken = others_sentence(first_others, look.used_bytes - look.reserved_bytes)
        if taken:
            return taken
        if look.lends:
            return "The card is full and Windows begins to lend it RAM, which is slow."
    return ""


def others_sentence(before: int, now: int) -> str:
    """Says how much other programs took since; empty where that is too little to matter."""
    taken = now - before
    return f"Other programs took {gigabytes(taken)} of the card." if taken > TAKEN_BYTES else ""


def ram_trouble(process_bytes: int, free_bytes: int, cap_bytes: int | None) -> str:
    """What presses on RAM, as a sentence; empty while nothing does."""
    if cap_bytes is not None and process_bytes > cap_bytes:
        return f"The run held {gigabytes(process_bytes)} of the {gigabytes(cap_bytes)} it may use."
    if free_bytes < LEAST_FREE_RAM:
        return f"Only {gigabytes(max(0, free_bytes))} of the computer's memory was free."
    return ""


def copy_fits(size: int, process_bytes: int, free_bytes: int, cap_bytes: int | None) -> bool:
    """Whether a copy of `size` bytes in RAM leaves both the cap and the system in peace."""
    if cap_bytes is not None and process_bytes + size > cap_bytes:
        return False
    return free_bytes - size > 2 * LEAST_FREE_RAM
