"""Japanese: from written text to v2 symbols, and to the starter's."""

import re

from engine.text.base import Frontend, Reading, left_out
from engine.text.japanese import jtalk, prosody
from engine.text.japanese import published as public
from engine.text.japanese.normalise import speak_out
from engine.text.japanese.starter import Japanese
from engine.text.symbols_v2 import IDS, UNKNOWN

__all__ = ["Japanese", "normalize", "open_frontend", "phones", "spoken_words"]

_MARKS = {"、": ",", "。": ".", "！": "!", "？": "?", "…": "…"}
_MARK = re.compile("([、。！？…])")


def normalize(text: str, published: bool = False) -> str:
    """The text as it is spoken: numbers, dates, money, signs and foreign words in Japanese."""
    if published:
        return public.normalize(text)
    return speak_out(text)[0].text


def phones(text: str, published: bool = False) -> Reading:
    """The v2 symbols of a text, with "[" and "]" where the pitch rises and falls.

    The end of an accent phrase is "UNK": the table has no mark for it, and that is how the
    published voices learned it. Nothing else becomes "UNK" unless `published`.
    """
    if published:
        return public.phones(text)
    said, dropped = speak_out(text)
    symbols: list[str] = []
    for piece in filter(None, _MARK.split(said.text)):
        symbols += [_MARKS[piece]] if piece in _MARKS else _symbols(piece)
    return Reading("ja", said.text, tuple(symbols), None, left_out(dropped, "Japanese"))


def spoken_words(text: str, language: str) -> list[str]:
    """The katakana of a text as spoken, one character each: kanji and kana compare alike."""
    said = speak_out(text)[0].text
    return [kana for one in jtalk.morphemes(said) for kana in one.kana]


def open_frontend(language: str) -> Frontend:
    """The starter's front end. Its library must be there, or ModuleNotFoundError."""
    jtalk.morphemes("。")
    return Japanese()


def _symbols(piece: str) -> list[str]:
    marked = prosody.marked_phonemes(jtalk.labels(piece))
    renamed = ("," if symbol == prosody.PAUSE else symbol for symbol in marked)
    return [symbol if symbol in IDS else UNKNOWN for symbol in renamed]
