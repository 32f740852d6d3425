"""Cantonese read as the public system reads it (FACTS.md §11): simplified first, marks kept."""

import ToJyutping

from engine.text.base import Reading
from engine.text.cantonese.syllables import symbols_of
from engine.text.chinese import published_normalise
from engine.text.symbols_v2 import PAUSE_MARKS, UNKNOWN


def normalize(text: str) -> str:
    """Simplified Han characters and the six marks."""
    return published_normalise.cantonese(text)


def phones(text: str) -> Reading:
    """Symbols and how many each character has; what has no reading is "UNK"."""
    said = normalize(text)
    symbols: list[str] = []
    counts: list[int] = []
    for character, syllable in ToJyutping.get_jyutping_list(said):
        found = (character,) if character in PAUSE_MARKS else symbols_of(syllable or UNKNOWN)
        symbols += found
        counts.append(len(found))
    return Reading("yue", said, tuple(symbols), tuple(counts))
