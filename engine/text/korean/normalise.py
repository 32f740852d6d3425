"""Written Korean to spoken Korean: the rules in order, then marks and signs."""

import re
import unicodedata

from engine.text.korean import amounts, dates, latin
from engine.text.korean.units import SIGNS, SILENT
from engine.text.tracked import Tracked, tracked

_KEPT = frozenset("…²³½⅓⅔¼¾⅕")
_NAMED = {"℃": "°C", "℉": "°F", "№": "넘버 ", "㎡": "m²", "㎥": "m³", "㎞": "km", "㎏": "kg"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-") | dict.fromkeys("〜～∼", "~"))
_MARKS = {":": ",", ";": ",", "/": " ", "-": " ", "~": " ", "、": ",", "。": ".", "…": "…"}
_READ = re.compile(r"[가-힣\s,.!?]")
_FROM = re.compile("(?<=[시분일월년초원])~(?=[가-힣])")
# Abbreviations of chatting, letter by letter.
_JAMO = {"ㅋ": "크", "ㅎ": "흐", "ㅠ": "유", "ㅜ": "우", "ㅇ": "응"}
# A syllable in two or three characters, as some systems write file names.
_CONJOINING = re.compile("[ᄀ-ᇿ]+")
_TIDY = (
    (re.compile(r"\.{2,}|…+"), "…"),
    (re.compile(r"\s+(?=[,.!?…])"), ""),
    (re.compile(r",+(?=[,.!?…])|(?<=[.!?…]),+"), ""),
    (re.compile(r"^[\s,.…]+|[\s,]+$"), ""),
    (re.compile(r",(?=\S)|\s+"), lambda match: ", " if match[0] == "," else " "),
)


def speak_out(text: str) -> tuple[Tracked, tuple[str, ...]]:
    """A written text as it is spoken, and the signs that were left out.

    Hangul, spaces and the marks , . ! ? … are all that is left.
    """
    said = tracked(text).sub(_CONJOINING, lambda match: unicodedata.normalize("NFC", match[0]))
    said = said.translate(_plain)
    said = latin.addresses(said)
    for pattern, say in (*dates.RULES, *amounts.RULES):
        said = said.sub(pattern, say)
    said = latin.words(said).sub(_FROM, "에서 ")
    dropped: list[str] = []
    said = said.translate(lambda character: _readable(character, dropped))
    for pattern, instead in _TIDY:
        said = said.sub(pattern, instead)
    return said, tuple(dict.fromkeys(dropped))


def _plain(character: str) -> str:
    """One way of writing: half-width Latin, one dash; invisible signs go."""
    if character in _KEPT or character in _NAMED or "ㄱ" <= character <= "ㅣ":
        return _NAMED.get(character, character)
    if unicodedata.category(character) in ("Cf", "Cc", "Mn"):
        return " " if character.isspace() else ""
    return unicodedata.normalize("NFKC", character.translate(_DASHES)).translate(_DASHES)


def _readable(character: str, dropped: list[str]) -> str:
    if _READ.match(character):
        return character
    for table in (_MARKS, SIGNS, _JAMO):
        if character in table:
            return table[character]
    if character in SILENT:
        return "," if character in "()" else ""
    dropped.append(character)
    return ""
