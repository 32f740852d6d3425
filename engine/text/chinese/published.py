"""Chinese read as the public system reads it without its polyphone model (FACTS.md §11)."""

import re

from pypinyin import Style, lazy_pinyin

from engine.text.base import Reading
from engine.text.chinese import published_normalise
from engine.text.chinese.sandhi import changed, merged
from engine.text.chinese.syllables import symbols_of
from engine.text.chinese.word_lists import word_list
from engine.text.chinese.words import tagged
from engine.text.symbols_v2 import PAUSE_MARKS

# Signs that stand for a pause of their own; the first one present turns every comma into it.
_PAUSES = {"￥": "SP2", "^": "SP3"}
_CLAUSE = re.compile("(?<=[" + "".join(re.escape(mark) for mark in PAUSE_MARKS) + r"])\s*")


def normalize(text: str) -> str:
    """Han characters and the six marks."""
    return published_normalise.mandarin(_plain_pauses(text)[0])


def phones(text: str) -> Reading:
    """Symbols and how many each character has."""
    text, pause = _plain_pauses(text)
    said = published_normalise.mandarin(text)
    symbols: list[str] = []
    counts: list[int] = []
    for clause in filter(None, _CLAUSE.split(said)):
        for initial, final, tone in _syllables(clause):
            mark = pause if pause and initial == "," else initial
            found = symbols_of(initial, final, tone) if tone else (mark,)
            symbols += found
            counts.append(len(found))
    return Reading("zh", said, tuple(symbols), tuple(counts))


def _plain_pauses(text: str) -> tuple[str, str]:
    for sign, symbol in _PAUSES.items():
        if sign in text:
            return text.replace(sign, ","), symbol
    return text, ""


def _syllables(clause: str) -> list[tuple[str, str, str]]:
    """Initial, final and tone of each character; a mark has no tone."""
    result: list[tuple[str, str, str]] = []
    for word, tag in merged(tagged(clause)):
        initials = lazy_pinyin(word, neutral_tone_with_five=True, style=Style.INITIALS)
        toned = lazy_pinyin(word, neutral_tone_with_five=True, style=Style.FINALS_TONE3)
        marks = [initial == final for initial, final in zip(initials, toned)]
        tones = changed(
            word,
            tag,
            ["" if mark else final[-1:] for mark, final in zip(marks, toned)],
            published=True,
        )
        finals = ["" if mark else final[:-1] for mark, final in zip(marks, toned)]
        tones = with_er(word, tag, finals, tones)
        result += zip(initials, finals, ["" if m else t for m, t in zip(marks, tones)])
    return result


def with_er(word: str, tag: str, finals: list[str], tones: list[str]) -> list[str]:
    """A suffix 儿 takes the tone before it."""
    if word[-1] != "儿" or finals[-1] != "er":
        return tones
    last = "2" if tones[-1] == "1" else tones[-1]
    always = word_list("zh_frontend", "must_erhua")
    never = word_list("zh_frontend", "not_erhua")
    spoken_alone = word not in always and (word in never or tag in ("a", "j", "nr"))
    if not spoken_alone and len(word) > 1 and last in "25" and word[-2:] not in never:
        last = tones[-2]
    return [*tones[:-1], last]
