"""What every language gives: for the v2 families a `Reading`, for the starter a `Frontend`.

A language is one package `engine/text/<language>/`, imported on use, with these functions:

- `normalize(text, published=False) -> str`: the text as it is spoken, in words and marks.
- `phones(text, published=False) -> Reading`: written text to v2 symbols; it normalises by itself.
- `spoken_words(text, language) -> list[str]`: bare words for comparing what was heard.
- `open_frontend(language) -> Frontend`: Kokoro's symbols, where the starter has voices.

`published` gives what the public system gives, defects included (FACTS.md §11), symbol for symbol.
A library that is not installed raises ModuleNotFoundError from any of them; `engine.text` turns it
into a sentence that names what to install. Nothing is loaded when the package is imported, nothing
is downloaded ever.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Reading:
    """A text of one language in v2 symbols.

    `text` is the normalised text, `symbols` are of `symbols_v2.SYMBOLS` ("UNK" for what the table
    lacks). `word2ph` says how many symbols each character of `text` has (Chinese and Cantonese;
    None elsewhere). `warnings` are sentences about what was left out.
    """

    language: str
    text: str
    symbols: tuple[str, ...]
    word2ph: tuple[int, ...] | None = None
    warnings: tuple[str, ...] = ()


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


def left_out(signs: Sequence[str], language: str) -> tuple[str, ...]:
    """What to tell about signs that cannot be read; nothing where there were none."""
    if not signs:
        return ()
    shown = " ".join(signs[:20]) + (" …" if len(signs) > 20 else "")
    return (f"These signs cannot be read in {language} and were left out: {shown}",)


class Frontend(Protocol):
    """One language's way from text to phonemes."""

    language: str

    def normalize(self, text: str) -> str:
        """The text as it is spoken: numbers, dates, money, symbols and abbreviations in words."""
        ...

    def phones(self, text: str, symbols: Collection[str]) -> Phones:
        """The phonemes of a text; every character of them is in `symbols`."""
        ...
