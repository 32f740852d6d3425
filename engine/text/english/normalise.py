"""Written English to spoken English, keeping which written word each spoken one comes from."""

import re
import unicodedata
from dataclasses import dataclass

from engine.text.english import abbreviations, dates, money, quantities, signs, units, web
from engine.text.english.rules import Dialect, apply

# Addresses first: nothing in them is a number or an abbreviation. Dates before version numbers,
# units before codes ("5 km" is no code), plain numbers and signs last.
_RULES = (
    *web.RULES, *money.RULES, *dates.RULES, *signs.MINUS, *abbreviations.RULES, *quantities.LISTS,
    *units.RULES, *quantities.PARTS, *signs.CODES, *quantities.PLAIN, *signs.SIGNS,
    *quantities.LEFTOVERS,
)  # fmt: skip
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "″": '"', "‐": "-", "‑": "-", "‒": "–",
    "―": "—",
     "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "−": "-", "\u00ad": "", "\u200b": "",
     "\u200c": "", "\u200d": "", "\ufeff": "", "\ufe0f": "", "\u2060": ""}
)  # fmt: skip
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
     "đ": "d", "Đ": "D", "ð": "th", "Ð": "Th", "þ": "th", "Þ": "Th", "ı": "i"}
)  # fmt: skip


@dataclass(frozen=True)
class Spoken:
    """The spoken text and, for each of its characters, the index of its written word."""

    text: str
    sources: tuple[int, ...]
    written: tuple[str, ...]
    dropped: tuple[str, ...]


def speak_out(text: str, dialect: Dialect) -> Spoken:
    """Say a text in words. `written` are its words as written, `dropped` the signs left out."""
    written = tuple(text.split())
    plain = [_plain(word) for word in written]
    source: list[int] = []
    for index, word in enumerate(plain):
        source += [index] * (len(word) + 1)
    out: list[str] = []
    sources: list[int] = []
    dropped: list[str] = []
    joined = " ".join(plain)
    for piece in apply(joined, _RULES, dialect):
        same = _alike(piece.spoken, joined[piece.start : piece.end])
        rest, length = piece.end - piece.start - same, max(1, len(piece.spoken) - same)
        for index, character in enumerate(piece.spoken):
            readable = _readable(character, dropped)
            at = piece.start + (index if index < same else same + rest * (index - same) // length)
            # Two pieces that touch ("5" and "km") would merge into one word.
            if index == 0 and out and _touch(out[-1], readable):
                readable = f" {readable}"
            out += readable
            sources += [source[at]] * len(readable)
    return Spoken("".join(out), tuple(sources), written, tuple(dict.fromkeys(dropped)))


def _plain(word: str) -> str:
    """One way of writing accents, quotes, dashes and digits; invisible signs go."""
    word = unicodedata.normalize("NFC", word).translate(_PLAIN)
    return "".join(_digit(c) if c.isdigit() and not c.isascii() else c for c in word)


def _digit(character: str) -> str:
    """The ASCII digit of ٣ or ①; ² and ³ have rules of their own."""
    return character if character in "²³" else str(unicodedata.digit(character))


def _alike(a: str, b: str) -> int:
    """How many characters two strings share at their start."""
    return next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def _touch(left: str, right: str) -> bool:
    return right[:1].isalnum() and (left.isalnum() or left in ",;:!?%")


def _readable(character: str, dropped: list[str]) -> str:
    """The character in letters English can be read from; what is not goes to `dropped`."""
    if character.isascii() or character in "“”—–…":
        return character if character.isprintable() else " "
    if unicodedata.combining(character):
        return ""
    plain = unicodedata.normalize("NFKD", character.translate(_LETTERS))
    letters = "".join(c for c in plain if c.isascii() and c.isprintable())
    if letters.strip():
        # A single accented letter stays: dictionaries know some words with it.
        return character if len(letters) == 1 and character.isalpha() else letters
    if not character.isspace():
        dropped.append(character)
    return " "


def tidy(text: str) -> str:
    """One space between words and none before closing marks."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"\s+([,.;:!?…)”])", r"\1", text)
