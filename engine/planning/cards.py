"""How fast NVIDIA cards are, by generation and size: what a plan knows before the first step.

Figures are the makers' (dense, with accumulation in fp32), of the slowest common card of each row,
so that a prediction is rather too long than too short.
"""

from __future__ import annotations

from dataclasses import dataclass

GB = 1_000_000_000
# Of a card's peak the share that convolutions of this size reach.
REACHED = 0.3
# One core of the reference processor in fp32, all of torch's layers taken together.
CORE_FLOPS = 5e10
# What goes to RAM and back while a step waits for it.
BUS_BYTES = 10e9


@dataclass(frozen=True)
class CardClass:
    """Arithmetic in 10^12 operations a second (fp32, half precision) and memory in 10^9 B/s."""

    single: float
    half: float
    bandwidth: float

    def cores(self, precision: str, tf32: bool) -> float:
        """How many reference cores in fp32 it is worth in a precision."""
        peak = self.half if precision != "fp32" else self.single * (2 if tf32 else 1)
        return REACHED * peak * 1e12 / CORE_FLOPS


# Capability -> (up to this many GB, class), the last for anything larger.
_CLASSES: dict[tuple[int, int], tuple[tuple[float, CardClass], ...]] = {
    (6, 1): (
        (5, CardClass(2.1, 2.1, 112)),
        (9, CardClass(4.4, 4.4, 192)),
        (1e9, CardClass(10.6, 10.6, 480)),
    ),
    (7, 0): ((1e9, CardClass(14.0, 100.0, 900)),),
    (7, 5): (
        (5, CardClass(2.9, 5.8, 128)),
        (9, CardClass(6.5, 26.0, 320)),
        (1e9, CardClass(8.1, 54.0, 320)),
    ),
    (8, 0): ((1e9, CardClass(19.5, 250.0, 1500)),),
    (8, 6): (
        (5, CardClass(5.0, 18.0, 190)),
        (9, CardClass(9.0, 36.0, 224)),
        (17, CardClass(12.7, 51.0, 360)),
        (1e9, CardClass(29.0, 71.0, 768)),
    ),
    (8, 9): (
        (9, CardClass(15.0, 60.0, 272)),
        (13, CardClass(29.0, 117.0, 504)),
        (17, CardClass(29.0, 117.0, 504)),
        (1e9, CardClass(73.0, 165.0, 864)),
    ),
    (9, 0): ((1e9, CardClass(51.0, 756.0, 2000)),),
    (12, 0): (
        (9, CardClass(19.0, 76.0, 448)),
        (13, CardClass(30.0, 123.0, 672)),
        (17, CardClass(41.0, 164.0, 896)),
        (1e9, CardClass(105.0, 209.0, 1792)),
    ),
}


def card_class(capability: tuple[int, int], total_bytes: int) -> CardClass:
    """The class of a card: of its generation, or of the nearest one before it."""
    known = [item for item in _CLASSES if item <= capability] or [min(_CLASSES)]
    rows = _CLASSES[max(known)]
    return next(found for size, found in rows if total_bytes <= size * GB)
