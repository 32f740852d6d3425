"""Korean as the public system reads it (FACTS.md §11), defects included.

Ours differs: all numbers are read as numbers (here those without a counter digit by digit), English
words as loanwords (here letter by letter), 끝에 is 끄테 (here 끄세), quotation marks and brackets
are no "停", 칠십, 열 개 and everyday compounds are tense as spoken. A few misprints in the public
table of finals (ㄺ before ㅋ, ㅌ, ㅍ; ㅄ and ㄿ before ㅋ, ㅌ, ㅍ, ㅎ; ㅍ before ㄹ) are not
reproduced.
"""

import re

from engine.text.base import Reading
from engine.text.korean import analyser
from engine.text.korean.hangul import listed
from engine.text.korean.numbers import native, sino
from engine.text.korean.pronunciation import pronounced, respelled
from engine.text.korean.symbols import SPACE, STOP, letters
from engine.text.korean.words import PUBLISHED
from engine.text.symbols_v2 import IDS

_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        listed(
            "에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 아르 에스 티 유 "
            "브이 더블유 엑스 와이 제트"
        ),
    )
)
# Counters with native numbers; the public code looks for the word anywhere in this line.
_COUNTERS = (
    "군데 권 개 그루 닢 대 두 마리 모 모금 뭇 발 발짝 방 번 벌 보루 살 수 술 시 쌈 움큼 정 짝 채 "
    "척 첩 축 켤레 톨 통"
)
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구"))
_MARKS = dict(zip("：；，。！？\n·、 ", [*",,,.!?.,,", SPACE]))
_JAMO = re.compile("[ㄱ-ㅣ]$")


def normalize(text: str) -> str:
    """Nothing: the public system reads numbers while it pronounces."""
    return text


def phones(text: str) -> Reading:
    """The v2 symbols; spaces are "空", what the table lacks is "停"."""
    said = "".join(_LETTERS.get(character.lower(), character) for character in text)
    said = _numbers(respelled(said, PUBLISHED))
    found = _unjoined(letters(pronounced(said, published=True)))
    if found and _JAMO.match(found[-1]):
        found.append(".")
    named = (_MARKS.get(symbol, symbol) for symbol in found)
    return Reading("ko", text, tuple(s if s in IDS else STOP for s in named))


def _numbers(text: str) -> str:
    """Numbers before a counter in words, all other digits one by one."""
    counters = _bound_nouns(text)

    def say(match: re.Match[str]) -> str:
        end = next(
            (e for e in sorted(counters, reverse=True) if match.end(1) < e <= match.end()), 0
        )
        if not end:
            return match.group()
        noun = text[match.end(1) : end]
        value = match[1].replace(",", "")
        spelled = native(int(value)) if noun in _COUNTERS else sino(int(value))
        return spelled + text[match.end(1) : match.end()]

    said = re.sub(r"(\d[\d,]*)([가-힣]+)", say, text)
    return "".join(_DIGITS.get(character, character) for character in said)


def _bound_nouns(text: str) -> set[int]:
    """Where the counters of a text end."""
    ends: set[int] = set()
    position = 0
    for surface, kind in analyser.words(text):
        found = text.find(surface, position)
        if found < 0:
            return set()
        position = found + len(surface)
        if kind.rpartition("+")[2] == "NNBC":
            ends.add(position)
    return ends


def _unjoined(symbols: list[str]) -> list[str]:
    """Behind 을 and 를 a word's ㄴ does not become ㄹ, nor does any other ㄹ stay."""
    result = list(symbols)
    for index in range(len(symbols) - 4):
        onset, vowel, coda, space, following = symbols[index : index + 5]
        if onset in "ㅇㄹ" and (vowel, coda, space, following) == ("ㅡ", "ㄹ", " ", "ㄹ"):
            result[index + 4] = "ㄴ"
    return result
