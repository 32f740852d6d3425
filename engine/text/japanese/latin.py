"""Latin letters in Japanese: addresses, letters named, English words in katakana."""

import re
from functools import lru_cache

from engine.text.japanese.jtalk import foreign
from engine.text.japanese.katakana import SOUNDS, katakana
from engine.text.japanese.numbers import digits
from engine.text.tracked import Tracked

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_URL = re.compile(
    r"(?:https?://|www\.)[\w./?=&#%~+:@-]*[\w/]"
    r"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|jp|io|dev|info)\b(?:/[\w./?=&#%~-]*)?",
    re.ASCII,
)
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
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWEL = re.compile("[AEIOUYaeiouy]")
_SETTLED = (
    (re.compile(r"(?<=[A-Za-z])-(?=\d)"), ""),  # GPT-4
    (re.compile(r"(?<![A-Za-z])(?:[A-Z]\.){2,}"), lambda match: match[0].replace(".", "")),
    (re.compile(r"\bNo\.\s?1(?!\d)"), "ナンバーワン"),
    (re.compile(r"\bNo\.\s?(?=\d)"), "ナンバー"),
)


def addresses(text: Tracked) -> Tracked:
    """E-mail and web addresses sign by sign; abbreviations with full stops, numbers of models."""
    text = text.sub(_EMAIL, _address).sub(_URL, _address)
    for pattern, say in _SETTLED:
        text = text.sub(pattern, say)
    return text


def words(text: Tracked) -> Tracked:
    """Words in katakana; acronyms stay as they are, the dictionary names their letters."""
    return text.sub(_WORD, lambda match: _said(match.group()))


def _address(match: re.Match[str]) -> str:
    body = re.sub(r"^https?://", "", match.group()).rstrip("/")
    parts = re.findall(r"[A-Za-z]+|\d+|.", body)
    said = (digits(part) if part.isdecimal() else _part(part) for part in parts)
    return "".join(said)


def _part(part: str) -> str:
    return _NAMES.get(part) or _SPOKEN.get(part.lower()) or _said(part)


@lru_cache(maxsize=4096)
def _said(word: str) -> str:
    if _spelled(word):
        return word
    known = foreign(word)
    if not known and "-" in word:
        return "".join(_said(part) for part in word.split("-"))
    return known or katakana(_phonemes(word), word)


def _spelled(word: str) -> bool:
    """Whether letters are to be named one by one: "GPT", "xy", a lone letter."""
    if word.isupper():
        return len(word) < 5 or not _VOWEL.search(word)
    return len(word) == 1 or not _VOWEL.search(word)


def _phonemes(word: str) -> str:
    # Loaded only for words that no dictionary of Japanese knows.
    from engine.text import frontend

    return frontend("en").phones(word, SOUNDS).phonemes
