"""A text in v2 symbols: split by language, each part read by its own front end."""

import re
from collections.abc import Mapping, Sequence

from engine.errors import EngineError
from engine.text import LANGUAGES, Reading, call
from engine.text.detect import segments
from engine.text.symbols_v2 import IDS, UNKNOWN, ids

# How a text is split (FACTS.md §11): "zh", "ja", "ko", "yue" separate only English from the rest
# and read the rest as that language; "all_…" likewise, digits and all; "en" never splits; "auto"
# and "auto_yue" find every language, the second reading Chinese as Cantonese.
MODES = (
    "auto", "auto_yue", "zh", "en", "ja", "ko", "yue", "all_zh", "all_ja", "all_ko", "all_yue",
)  # fmt: skip
SHORTEST = 6  # symbols; a shorter text is read again behind a full stop


def read(
    text: str,
    mode: str = "auto",
    published: bool = False,
    own: Mapping[str, str] | None = None,
) -> tuple[Reading, ...]:
    """The readings of a text's parts, in order.

    `published` gives what the public system gives (FACTS.md §11), defects included. `own` are
    phonemes of English words, as `engine.text.frontend` takes them.

    Raises:
        EngineError: kind "input" for an unknown mode, "missing" for a library that is not there.
    """
    if mode not in MODES:
        raise EngineError(
            "input", f"There is no language {mode!r}.", f"Choose one of: {', '.join(MODES)}."
        )
    parts = _read(text, mode, published, own)
    size = sum(len(part.symbols) for part in parts)
    if size < SHORTEST and (size or published):
        parts = _read(f".{text}", mode, published, own)
    return parts


def read_as(
    text: str, language: str, published: bool = False, own: Mapping[str, str] | None = None
) -> Reading:
    """A text of one language; what its front end gives that the table lacks becomes "UNK"."""
    more = {"own": own} if own and language == "en" and not published else {}
    reading: Reading = call(language, "phones", text, published=published, **more)
    symbols = tuple(symbol if symbol in IDS else UNKNOWN for symbol in reading.symbols)
    return Reading(language, reading.text, symbols, reading.word2ph, reading.warnings)


def symbol_ids(parts: Sequence[Reading]) -> list[int]:
    """The numbers of all symbols of several readings, one after another."""
    return [number for part in parts for number in ids(part.symbols)]


def _read(
    text: str, mode: str, published: bool, own: Mapping[str, str] | None
) -> tuple[Reading, ...]:
    if published:
        text = re.sub(" {2,}", " ", text)
    return tuple(
        # What is in no known language the public system reads as an empty English text.
        read_as(piece, language, published, own)
        if language in LANGUAGES
        else read_as(" ", "en", True)
        for language, piece in segments(text, mode, published)
    )
