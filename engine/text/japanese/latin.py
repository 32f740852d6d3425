"""Latin letters in Japanese: addresses, letters named, English words in katakana."""

import re
from functools import lru_cache

from engine.text.japanese.jtalk import foreign
from engine.text.japanese.katakana import SOUNDS, katakana
from engine.text.japanese.numbers import digits
from engine.text.latin import EMAIL, URL, WORD, address_parts, english_phonemes, is_spelled
from engine.text.tracked import Tracked

_NAMES = {
    ".": "ドット", "@": "アットマーク", "/": "スラッシュ", "-": "ハイフン", "_": "アンダーバー",
    ":": "コロン", "?": "はてな", "=": "イコール", "&": "アンド", "#": "シャープ",
    "%": "パーセント", "~": "チルダ", "+": "プラス",
}  # fmt: skip
_SPOKEN = {
    "com": "コム", "net": "ネット", "org": "オーアールジー",
    "www": "ダブリューダブリューダブリュー", "info": "インフォ", "example": "イグザンプル",
    "mail": "メール", "gmail": "ジーメール",
}  # fmt: skip
_SETTLED = (
    (re.compile(r"(?<=[A-Za-z])-(?=\d)"), ""),  # GPT-4
    (re.compile(r"(?<![A-Za-z])(?:[A-Z]\.){2,}"), lambda match: match[0].replace(".", "")),
    (re.compile(r"\bNo\.\s?1(?!\d)"), "ナンバーワン"),
    (re.compile(r"\bNo\.\s?(?=\d)"), "ナンバー"),
)


def addresses(text: Tracked) -> Tracked:
    """E-mail and web addresses sign by sign; abbreviations with full stops, numbers of models."""
    text = text.sub(EMAIL, _address).sub(URL, _address)
    for pattern, say in _SETTLED:
        text = text.sub(pattern, say)
    return text


def words(text: Tracked) -> Tracked:
    """Words in katakana; acronyms stay as they are, the dictionary names their letters."""
    return text.sub(WORD, lambda match: _said(match.group()))


def _address(match: re.Match[str]) -> str:
    parts = address_parts(match.group())
    said = (digits(part) if part.isdecimal() else _part(part) for part in parts)
    return "".join(said)


def _part(part: str) -> str:
    return _NAMES.get(part) or _SPOKEN.get(part.lower()) or _said(part)


@lru_cache(maxsize=4096)
def _said(word: str) -> str:
    if is_spelled(word):
        return word
    known = foreign(word)
    if not known and "-" in word:
        return "".join(_said(part) for part in word.split("-"))
    return known or katakana(english_phonemes(word, SOUNDS), word)
