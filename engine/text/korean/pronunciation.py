"""The standard pronunciation of Korean: from syllables as written to syllables as spoken.

The rules are those of the Standard Pronunciation (표준발음법, 1988, the National Institute of the
Korean Language); the articles are named where they are applied. Between two words they act across
one space, as in speech without a pause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.text.korean import analyser
from engine.text.korean.hangul import CLUSTERS, Syllable, is_syllable, taken_apart

_TENSE = dict(zip("ㄱㄷㅂㅅㅈ", "ㄲㄸㅃㅆㅉ"))
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
# Articles 9 to 11: what is left of a final before a consonant or a pause.
_PLAIN = {
    **dict.fromkeys("ㄲㅋㄳㄺ", "ㄱ"), **dict.fromkeys("ㅅㅆㅈㅊㅌㅎ", "ㄷ"),
    **dict.fromkeys("ㅍㅄㄿ", "ㅂ"), **dict.fromkeys("ㄵㄶ", "ㄴ"),
    **dict.fromkeys("ㄼㄽㄾㅀ", "ㄹ"), "ㄻ": "ㅁ",
}  # fmt: skip
# What ㅎ makes of the final before it (article 12), and the final that stays.
_BEFORE_H = {
    **dict.fromkeys("ㄱㄲㅋㄳ", ("", "ㅋ")), **dict.fromkeys("ㄷㅅㅆㅊㅌ", ("", "ㅌ")),
    **dict.fromkeys("ㅂㅍㅄㄿ", ("", "ㅍ")), "ㅈ": ("", "ㅊ"), "ㄺ": ("ㄹ", "ㅋ"),
    "ㄼ": ("ㄹ", "ㅍ"), "ㄵ": ("ㄴ", "ㅊ"),
}  # fmt: skip
_WITH_H = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}
_TENSING = frozenset("ㄱㄲㅋㄳㄺㄷㅅㅆㅈㅊㅌㅂㅍㅄㄿㄼㄽ")
_STEM_TENSING = frozenset("ㄴㄵㅁㄻㄼㄾ")
_LETTER_NAMES = frozenset(["디귿", "지읒", "치읓", "키읔", "티읕", "피읖", "히읗"])
_NAMED = {**dict.fromkeys("ㄷㅈㅊㅌㅎ", "ㅅ"), "ㅋ": "ㄱ", "ㅍ": "ㅂ"}


@dataclass(frozen=True)
class Spoken:
    """A character of the text as it is spoken: a syllable, or a sign as written."""

    written: str
    syllable: Syllable | None


def pronounced(text: str, published: bool = False) -> list[Spoken]:
    """One item for each character of a text, syllables as they sound in it.

    The public system takes every ㅡ for the name of a letter (article 16), so that 끝에 becomes
    끄세; `published` does so too.
    """
    stems, modifiers = _marked(text)
    items = [Spoken(c, taken_apart(c) if is_syllable(c) else None) for c in text]
    for index, item in enumerate(items):
        if item.syllable:
            _vowels(item.syllable)
            _irregular(text, index, item.syllable, published)
    for index, item in enumerate(items):
        if item.syllable is None:
            continue
        following, spaced = _following(items, index)
        if following and index in stems and not spaced:
            _after_stem(item.syllable, following)
        if following and index in modifiers and spaced:
            following.onset = _TENSE.get(following.onset, following.onset)
        _meet(item.syllable, following, spaced)
    return items


def _marked(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Places of the last syllables of verb stems, and of endings in ㄹ."""
    stems: set[int] = set()
    endings: set[int] = set()
    position = 0
    for surface, kind in analyser.words(text):
        found = text.find(surface, position)
        if found < 0:
            return frozenset(), frozenset()
        position = found + len(surface)
        last = kind.rpartition("+")[2]
        if last.startswith("V"):
            stems.add(position - 1)
        if last.startswith("E") and text[position - 1] and is_syllable(text[position - 1]):
            endings.add(position - 1)
    modifiers = {place for place in endings if taken_apart(text[place]).coda == "ㄹ"}
    return frozenset(stems), frozenset(modifiers)


def _following(items: list[Spoken], index: int) -> tuple[Syllable | None, bool]:
    """The next syllable, if at most one space lies before it, and whether one does."""
    if index + 1 < len(items) and items[index + 1].syllable:
        return items[index + 1].syllable, False
    if index + 2 < len(items) and items[index + 1].written == " ":
        return items[index + 2].syllable, True
    return None, False


def _vowels(syllable: Syllable) -> None:
    """Article 5: 져 is 저, 희 is 히."""
    if syllable.onset in "ㅈㅉㅊ" and syllable.vowel == "ㅕ":
        syllable.vowel = "ㅓ"
    if syllable.onset != "ㅇ" and syllable.vowel == "ㅢ":
        syllable.vowel = "ㅣ"


def _irregular(text: str, index: int, syllable: Syllable, published: bool) -> None:
    """Article 10 (밟다, 넓죽하다) and article 16 (the names of letters)."""
    after = text[index + 1 : index + 2]
    onset = taken_apart(after).onset if after and is_syllable(after) else ""
    if text[index] == "밟" and onset not in ("ㅇ", "ㅎ"):
        syllable.coda = "ㅂ"
    if text[index] == "넓" and onset in tuple("ㅈㅉㄷㄸ") and taken_apart(after).vowel == "ㅜ":
        syllable.coda = "ㅂ"
    if onset != "ㅇ":
        return
    name = text[max(0, index - 1) : index + 1] in _LETTER_NAMES
    if name or (published and syllable.vowel == "ㅡ"):
        syllable.coda = _NAMED.get(syllable.coda, syllable.coda)


def _after_stem(syllable: Syllable, following: Syllable) -> None:
    """Articles 11, 24 and 25: 맑게 is 말께, 신고 신꼬, 넓게 널께."""
    if syllable.coda == "ㄺ" and following.onset in ("ㄱ", "ㄲ"):
        syllable.coda, following.onset = "ㄹ", "ㄲ"
    elif syllable.coda in _STEM_TENSING and following.onset in tuple("ㄱㄷㅅㅈ"):
        following.onset = _TENSE[following.onset]


def _meet(syllable: Syllable, following: Syllable | None, spaced: bool) -> None:
    """A final and what follows it change each other."""
    coda, onset = syllable.coda, following.onset if following else ""
    if not coda:
        return
    if following is None or (spaced and onset == "ㅇ"):
        syllable.coda = _PLAIN.get(coda, coda)
    elif onset == "ㅇ":
        _link(syllable, following)
    elif onset == "ㅎ":
        _before_h(syllable, following, spaced)
    elif coda in _WITH_H:
        _after_h(syllable, following)
    else:
        _consonants(syllable, following)


def _link(syllable: Syllable, following: Syllable) -> None:
    """Articles 12.4, 13, 14 and 17: a final moves over; ㄷ and ㅌ before 이 become ㅈ and ㅊ."""
    coda = syllable.coda
    if coda == "ㅇ":
        return
    stays, moves = CLUSTERS.get(coda, ("", coda))
    if moves == "ㅎ":
        stays, moves = "", stays or "ㅇ"
    if following.vowel in "ㅣㅕ":
        moves = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}.get(moves, moves)
    syllable.coda = stays
    following.onset = "ㅆ" if stays and moves == "ㅅ" else moves


def _before_h(syllable: Syllable, following: Syllable, spaced: bool) -> None:
    """Articles 12.1 and 17: 각하 is 가카, 닫히다 다치다."""
    coda = syllable.coda
    if coda in _WITH_H:
        syllable.coda = _WITH_H[coda]
    elif coda in _BEFORE_H:
        syllable.coda, following.onset = _BEFORE_H[coda]
        if coda == "ㄷ" and following.vowel == "ㅣ" and not spaced:
            following.onset = "ㅊ"
    else:
        syllable.coda = _PLAIN.get(coda, coda)


def _after_h(syllable: Syllable, following: Syllable) -> None:
    """Article 12: 좋고 is 조코, 닿소 다쏘, 않는 안는."""
    coda, onset = _WITH_H[syllable.coda], following.onset
    if onset == "ㅅ":
        following.onset = "ㅆ"
    elif onset in "ㄱㄷㅈ":
        following.onset = _ASPIRATED[onset]
    elif onset == "ㄴ" and syllable.coda == "ㅎ":
        coda = "ㄴ"
    syllable.coda = coda
    _liquid(syllable, following)


def _consonants(syllable: Syllable, following: Syllable) -> None:
    """Articles 9 to 11 (finals), 18 to 20 (nasals and liquids) and 23 (tense consonants)."""
    written, onset = syllable.coda, following.onset
    syllable.coda = coda = _PLAIN.get(written, written)
    if onset in _TENSE and written in _TENSING:
        following.onset = _TENSE[onset]
    elif onset in "ㄴㅁ":
        syllable.coda = "ㅁ" if written == "ㄼ" else _NASAL.get(coda, coda)
    elif onset == "ㄹ" and coda in "ㄱㄷㅂㅁㅇ":
        syllable.coda, following.onset = _NASAL.get(coda, coda), "ㄴ"
    _liquid(syllable, following)


def _liquid(syllable: Syllable, following: Syllable) -> None:
    """Article 20: ㄴ beside ㄹ is ㄹ."""
    if syllable.coda == "ㄴ" and following.onset == "ㄹ":
        syllable.coda = "ㄹ"
    elif syllable.coda == "ㄹ" and following.onset == "ㄴ":
        following.onset = "ㄹ"


def respelled(text: str, words: dict[str, str], anywhere: bool = True) -> str:
    """A text with words written as they sound, where no rule finds it (articles 26 to 30)."""
    start = "" if anywhere else "(?<![가-힣])"
    pattern = re.compile(f"{start}(?:{'|'.join(map(re.escape, words))})")
    return pattern.sub(lambda match: words[match.group()], text)
