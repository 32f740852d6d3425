"""Written Japanese to spoken Japanese: the rules in order, then marks and signs."""

import re
import unicodedata

from engine.text.japanese import amounts, dates, latin
from engine.text.japanese.units import SIGNS, SILENT
from engine.text.tracked import Tracked, tracked

_KANA = "ぁ-ゖァ-ヺーゝゞヽヾ"
_JAPANESE = f"々〆〇一-鿿㐀-䶿豈-﫿𠀀-𪛟{_KANA}"
# Compatibility forms of these would say something else.
_KEPT = frozenset("…²³½⅓⅔¼¾⅕⅛")
_NAMED = {"℃": "°C", "℉": "°F", "№": "ナンバー", "℡": "電話", "㎡": "m²", "㎥": "m³", "㎞": "km"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-") | dict.fromkeys("〜～∼", "~"))
_MARKS = {",": "、", ".": "。", "!": "！", "?": "？", ":": "、", ";": "、", "/": "、", "-": "、"}
_READ = re.compile(rf"[{_JAPANESE}・、。！？…A-Za-z\s]")
# Where the dictionary is wrong: it reads a bare 何 as なに, before these it is なん.
_CORRECTIONS = (
    (re.compile("何(?=です|でし|だ|の|なの|なん|でも)"), "なん"),
    (re.compile("百均"), "ヒャッキン"),
)
_FROM = re.compile("(?<=[一-鿿ァ-ヺー])~(?=[一-鿿ァ-ヺ])")
# A kana and its voice mark in two characters.
_VOICED = re.compile("[ｦ-ﾝ][ﾞﾟ]|[ぁ-ヺ][\u3099\u309a]")
_LONG = re.compile(rf"(?<=[{_KANA}])(?:~+|-+(?![A-Za-z\d]))")
_TIDY = (
    (re.compile(r"\s+"), ""),
    # Between kanji digits it is the decimal point.
    (re.compile("・(?![〇一二三四五六七八九])|(?<![〇一二三四五六七八九十百千])・"), ""),
    (re.compile("。{2,}|…+"), "…"),
    (re.compile("、+(?=[、。！？…])|(?<=[。！？…])、+"), ""),
    (re.compile("^[、。…ー]+"), ""),
)


def speak_out(text: str) -> tuple[Tracked, tuple[str, ...]]:
    """A written text as it is spoken, and the signs that were left out.

    Kanji, kana, Latin words that the dictionary has and the marks 、。！？… are all that is left;
    numbers are in kanji ("二千二十四年"), which the dictionary reads with their counters.
    """
    said = tracked(text).sub(_VOICED, lambda match: unicodedata.normalize("NFKC", match.group()))
    said = said.translate(_plain)
    said = latin.addresses(said)
    for pattern, say in (*dates.RULES, *amounts.RULES):
        said = said.sub(pattern, say)
    said = latin.words(said)
    for pattern, instead in _CORRECTIONS:
        said = said.sub(pattern, instead)
    said = said.sub(_FROM, "から").sub(_LONG, "ー")
    dropped: list[str] = []
    said = said.translate(lambda character: _readable(character, dropped))
    for pattern, instead in _TIDY:
        said = said.sub(pattern, instead)
    return said, tuple(dict.fromkeys(dropped))


def _plain(character: str) -> str:
    """One way of writing: half-width Latin, full-width kana, one dash; invisible signs go."""
    if character in _KEPT or character in _NAMED:
        return _NAMED.get(character, character)
    if unicodedata.category(character) in ("Cf", "Cc", "Mn") and character not in "\u3099\u309a":
        return " " if character.isspace() else ""
    return unicodedata.normalize("NFKC", character.translate(_DASHES)).translate(_DASHES)


def _readable(character: str, dropped: list[str]) -> str:
    if _READ.match(character):
        return character
    if character in _MARKS:
        return _MARKS[character]
    if character in SIGNS:
        return SIGNS[character]
    if character in SILENT:
        return "、" if character in "()" else ""
    dropped.append(character)
    return ""
