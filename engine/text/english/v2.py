"""English in v2 symbols: the CMU dictionary's sounds, chosen by what the tagger finds."""

import re
import unicodedata

from engine.text.base import Reading
from engine.text.english.arpabet import arpabet
from engine.text.english.cmudict import nearest, pronunciations
from engine.text.english.normalise import Spoken, tidy
from engine.text.english.pronounce import Pronouncer

MARKS = {
    ",": ",", ".": ".", "!": "!", "?": "?", "…": "…", ";": ",", ":": ",", "—": "-", "–": "-",
    "(": ",", ")": ",",
}  # fmt: skip
SHORTEST = 4  # a shorter text gets a pause before it, as the published voices learned it
# Weak forms are the voice's own business: these are always written in full.
_FUNCTION = frozenset(
    ["the", "a", "to", "for", "of", "and", "from", "as", "at", "or", "can", "was", "that", "than"]
)
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*'?")


def read(spoken: Spoken, pronouncer: Pronouncer, warnings: tuple[str, ...]) -> Reading:
    """The symbols of a text in spoken form. Pauses next to each other become one."""
    symbols: list[str] = []
    for token in pronouncer.tokens(spoken.text):
        word = _plain(spoken.text[token.start : token.start + token.length])
        if token.given:
            symbols += arpabet(token.phonemes)
            continue
        if _WORD.fullmatch(word):
            symbols += _sounds(word, token.phonemes)
            continue
        parts = [pronunciations(part.lower()) for part in word.split("-")]
        if len(parts) > 1 and all(parts):
            symbols += [sound for variants in parts for sound in variants[0]]
            continue
        for part in re.split(r"([^\w'ˈˌ ]+)", token.phonemes):
            marks = [MARKS[mark] for mark in part if mark in MARKS]
            symbols += marks or arpabet(part)
    symbols = [
        symbol
        for index, symbol in enumerate(symbols)
        if not (symbol in ",-" and (index == 0 or symbols[index - 1] in MARKS))
    ]
    if len(symbols) < SHORTEST:
        symbols.insert(0, ",")
    return Reading("en", tidy(spoken.text), tuple(symbols), None, warnings)


def _plain(word: str) -> str:
    """Without accents, as the dictionary writes: "café" is "cafe"."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _sounds(word: str, phonemes: str) -> list[str]:
    """A word's sounds: the dictionary's variant nearest to what the tagger makes of it here."""
    heard = arpabet(phonemes)
    variants = pronunciations(word.lower())
    if not variants or (word.isupper() and len(word) > 1):
        return heard
    if word.lower() in _FUNCTION and word != "A":
        return list(variants[0])
    return list(nearest(variants, heard))
