"""What every language's front end gives: `Frontend`, and the phonemes of a text as `Phones`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class WordSpan:
    """A written word and its phonemes `[start, end)` in the phoneme string.

    `text` is as written, with the punctuation that touches it, so that the texts of all words
    joined by spaces read like the sentence. The range leaves punctuation and spaces out; it is
    what a word time or a highlight should cover.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Phones:
    """A text as phonemes: one character is one symbol of the model, punctuation included.

    `words` are in order and do not overlap. `warnings` are sentences about what was left out.
    """

    phonemes: str
    words: tuple[WordSpan, ...]
    warnings: tuple[str, ...] = ()


class Frontend(Protocol):
    """One language's way from text to phonemes."""

    language: str

    def normalize(self, text: str) -> str:
        """The text as it is spoken: numbers, dates, money, symbols and abbreviations in words."""
        ...

    def phones(self, text: str, symbols: Collection[str]) -> Phones:
        """The phonemes of a text; every character of them is in `symbols`."""
        ...
