"""Latin letters in Korean: addresses, letters named, English words in Hangul."""

import re
from functools import lru_cache

from engine.text.korean.hangul import listed
from engine.text.korean.hangulise import SOUNDS, hangul
from engine.text.korean.numbers import digits
from engine.text.latin import EMAIL, URL, WORD, address_parts, english_phonemes, is_spelled
from engine.text.tracked import Tracked

_NAMES = {
    ".": "닷", "@": "골뱅이", "/": "슬래시", "-": "하이픈", "_": "언더바", ":": "콜론",
    "?": "물음표", "=": "이퀄", "&": "앤드", "#": "샵", "%": "퍼센트", "~": "물결", "+": "플러스",
}  # fmt: skip
_WORDS = {
    "com": "컴", "net": "넷", "org": "오알지", "www": "더블유더블유더블유", "example": "이그잼플",
    "gmail": "지메일", "naver": "네이버", "ok": "오케이", "google": "구글", "youtube": "유튜브",
    "iphone": "아이폰", "samsung": "삼성", "lg": "엘지", "wifi": "와이파이", "wi-fi": "와이파이",
    "email": "이메일", "e-mail": "이메일", "app": "앱", "python": "파이썬", "hello": "헬로",
    "coffee": "커피", "bus": "버스", "taxi": "택시", "internet": "인터넷", "computer": "컴퓨터",
}  # fmt: skip
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        listed(
            "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 "
            "더블유 엑스 와이 제트"
        ),
    )
)
_SETTLED = (
    (re.compile(r"(?<=[A-Za-z])-(?=\d)"), ""),  # GPT-4
    (re.compile(r"(?<=[A-Za-z])\+"), "플러스"),
    (re.compile(r"(?<=플러스)\+"), "플러스"),
    (re.compile(r"(?<![A-Za-z])(?:[A-Z]\.){2,}"), lambda match: match[0].replace(".", "")),
    (re.compile(r"\bNo\.\s?(?=\d)"), "넘버 "),
)


def addresses(text: Tracked) -> Tracked:
    """E-mail and web addresses sign by sign; abbreviations with full stops, numbers of models."""
    text = text.sub(EMAIL, _address).sub(URL, _address)
    for pattern, say in _SETTLED:
        text = text.sub(pattern, say)
    return text


def words(text: Tracked) -> Tracked:
    """Words as loanwords, acronyms letter by letter."""
    return text.sub(WORD, lambda match: _said(match.group()))


def _address(match: re.Match[str]) -> str:
    return " ".join(
        digits(part, "공") if part.isdecimal() else _NAMES.get(part) or _said(part)
        for part in address_parts(match.group())
    )


@lru_cache(maxsize=4096)
def _said(word: str) -> str:
    known = _WORDS.get(word.lower())
    if known:
        return known
    if "-" in word:
        return " ".join(_said(part) for part in word.split("-"))
    if is_spelled(word):
        return "".join(_LETTERS.get(letter, "") for letter in word.upper())
    return hangul(english_phonemes(word, SOUNDS), word)
