"""Mandarin syllables of a spoken text: words, their readings, their tones in context."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, cast

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_finals_tone3, to_initials

from engine.text.chinese.polyphones import WORDS, chosen
from engine.text.chinese.published import with_er
from engine.text.chinese.sandhi import changed, merged
from engine.text.chinese.words import tagged

_CLAUSE = re.compile("[^，。！？…,.!?-]+|[，。！？…,.!?-]")

_NEAR = 8  # characters that a reading may depend on


@dataclass(frozen=True)
class Syllable:
    """A character and how it sounds; `initial` is "" where there is none, `final` strict pinyin."""

    character: str
    initial: str
    final: str
    tone: str
    pinyin: str  # as the dictionary has it, before tones change
    word: int = 0  # which word it belongs to


def syllables(text: str) -> list[Syllable]:
    """The characters of a simplified Chinese text with their sounds.

    What has no reading (a mark, a letter, a character in no dictionary) has no final.
    """
    found: list[Syllable] = []
    count = 0
    for clause in _CLAUSE.findall(text):
        words = tagged(clause)
        position = 0
        for word, tag in merged(words):
            before, position = clause[max(0, position - _NEAR) : position], position + len(word)
            sounds = _word(word, tag, before, clause[position : position + _NEAR])
            found += sounds
        starts = set(accumulate(len(word) for word, _ in words))
        for index in range(position):
            count += index == 0 or index in starts
            place = len(found) - position + index
            found[place] = replace(found[place], word=count)
    return found


def _word(word: str, tag: str, before: str, after: str) -> list[Syllable]:
    readings = _pinyin(word, tag, before, after)
    # The phrase book gives some of these as they sound; the rules want them as they are.
    plain = {"一": "yi1", "不": "bu4"}
    readings = [plain.get(character, one) for character, one in zip(word, readings)]
    initials = [to_initials(one) if one else "" for one in readings]
    toned = [to_finals_tone3(one, neutral_tone_with_five=True) if one else "" for one in readings]
    finals = [one[:-1] for one in toned]
    tones = changed(word, tag, [one[-1:] for one in toned], before)
    tones = with_er(word, tag, finals, tones)
    sounds = zip(word, initials, finals, tones, readings, strict=True)
    return [Syllable(*sound) for sound in sounds]


def _pinyin(word: str, tag: str, before: str, after: str) -> list[str]:
    """The reading of each character in pinyin with a digit; "" for none."""
    if word in WORDS:
        return list(WORDS[word])
    if word == "地" and tag == "uv":
        return ["de5"]
    # What is not in the dictionary comes back as it is, a character each.
    readings = lazy_pinyin(
        word, style=Style.TONE3, neutral_tone_with_five=True, errors=cast(Any, list)
    )
    if word not in PHRASES_DICT:
        for index, character in enumerate(word):
            around = before + word[:index], word[index + 1 :] + after
            readings[index] = chosen(character, *around, len(word) == 1) or readings[index]
    return [one if one.isascii() and one[:-1].isalpha() else "" for one in readings]
