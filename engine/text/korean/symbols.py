"""Spoken syllables as v2 symbols: basic letters, compound vowels in two."""

from collections.abc import Iterable

from engine.text.korean.pronunciation import Spoken

SPACE, STOP = "空", "停"
_VOWELS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㅑ": "ㅣㅏ", "ㅒ": "ㅣㅐ", "ㅕ": "ㅣㅓ", "ㅖ": "ㅣㅔ", "ㅛ": "ㅣㅗ",
    "ㅠ": "ㅣㅜ",
}  # fmt: skip


def letters(spoken: Iterable[Spoken]) -> list[str]:
    """The letters of syllables; signs and spaces as written."""
    result: list[str] = []
    for one in spoken:
        if one.syllable is None:
            result.append(one.written)
            continue
        syllable = one.syllable
        result += [syllable.onset, *_VOWELS.get(syllable.vowel, syllable.vowel)]
        if syllable.coda:
            result.append(syllable.coda)
    return result
