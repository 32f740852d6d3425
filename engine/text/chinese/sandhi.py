"""Mandarin tones in context: 不 and 一, neutral tones, third tones.

The rules are those of the public system (FACTS.md §11). Some of them are defects, kept for the
`published` recipe alone: a neutral tone for every 的, 地 or 得 at the end of a word (目的, 土地),
for 额 or 滴 (金额) and for any doubled character (银行行长), and 一 changed in dates (一月).
"""

import re
from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin

from engine.text.chinese.word_lists import word_list
from engine.text.chinese.words import halves

Word = tuple[str, str]  # text and part of speech

_PUBLISHED_PARTICLES = "吧呢哈啊呐噻嘛吖嗨呐哦哒额滴哩哟喽啰耶喔诶"
_PARTICLES = "吧呢啊呐噻嘛吖嗨哦哟喽啰耶喔"
# Words in which 的, 地 or 得 is no particle, by their last two characters.
_FULL_DE = frozenset(
    ("目的", "标的", "中的", "的的", "心得", "所得", "获得", "取得", "难得", "博得", "赢得", "求得",
     "夺得", "不得", "非得")
)  # fmt: skip
# Words of the list whose last syllable people say in full.
_FULL = frozenset(
    ("幸福", "计划", "熟悉", "分析", "报复", "照顾", "费用", "目的", "大人", "逻辑", "蜡烛", "吉他",
     "咖喱", "凤凰", "喉咙", "情形", "刺激", "老太", "不在")
)  # fmt: skip
_COUNTED_BEFORE_GE = "几有两半多各整每做是"
_MARKS = "：，；。？！“”‘’':,;.?!"


@cache
def _neutral() -> tuple[frozenset[str], frozenset[str]]:
    """Words whose last syllable is neutral, and words that only look like it."""
    neutral = word_list("tone_sandhi", "must_neural_tone_words") - {"别人", "将军", "戏弄"}
    more = {"不在", "学生", "情形", "打点", "老太", "老头"}
    return neutral | more, word_list("tone_sandhi", "must_not_neural_tone_words")


def merged(words: list[Word]) -> list[Word]:
    """Words joined where a rule needs to see across their border."""
    words = _reduplications_joined(_yi_joined(_bu_joined(words)))
    words = _threes_joined(words, whole=True)
    return _er_joined(_threes_joined(words, whole=False))


def changed(
    word: str, tag: str, tones: list[str], before: str = "", published: bool = False
) -> list[str]:
    """The tones of a word's characters, changed by 不, 一, neutral tones and third tones.

    `before` is what stands before the word: 一 after a digit stays as it is (十一点).
    """
    tones = _bu(word, list(tones))
    if published or not (re.match("一[月号日]", word) or _ends_in_digit(before)):
        tones = _yi(word, tones)
    if not published:
        tones = _yi_in_numbers(word, tones)
    return _thirds(word, _neutralised(word, tag, tones, published))


def _ends_in_digit(text: str) -> bool:
    return text[-1:] in tuple("零一二三四五六七八九十百千")


def _bu_joined(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    before = ""
    for word, tag in words:
        word = f"不{word}" if before == "不" else word
        if word != "不":
            joined.append((word, tag))
        before = word
    return [*joined, ("不", "d")] if before == "不" else joined


def _yi_joined(words: list[Word]) -> list[Word]:
    doubled: list[Word] = []
    skip = False
    for index, (word, tag) in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ("", "")
        if skip:
            skip = False
        elif word == "一" and doubled and doubled[-1] == following and following[1] == "v":
            doubled[-1] = (f"{following[0]}一{following[0]}", "v")
            skip = True
        else:
            doubled.append((word, tag))
    joined: list[Word] = []
    for word, tag in doubled:
        if joined and joined[-1][0] == "一":
            joined[-1] = (f"一{word}", joined[-1][1])
        else:
            joined.append((word, tag))
    return joined


def _reduplications_joined(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    for word, tag in words:
        if joined and joined[-1][0] == word:
            joined[-1] = (word * 2, joined[-1][1])
        else:
            joined.append((word, tag))
    return joined


def _threes_joined(words: list[Word], whole: bool) -> list[Word]:
    """Short neighbours in the third tone become one word; at least where they touch."""
    tones = [_dictionary_tones(word) for word, _ in words]
    joined: list[Word] = []
    just_joined = False
    for index, (word, tag) in enumerate(words):
        left = words[index - 1][0] if index else ""
        if index and not just_joined and _threes_meet(tones[index - 1], tones[index], whole):
            doubled = len(left) == 2 and left[0] == left[1]
            just_joined = not doubled and len(left) + len(word) <= 3
        else:
            just_joined = False
        if just_joined:
            joined[-1] = (joined[-1][0] + word, joined[-1][1])
        else:
            joined.append((word, tag))
    return joined


def _threes_meet(left: list[str], right: list[str], whole: bool) -> bool:
    if whole:
        return set(left) == set(right) == {"3"}
    return left[-1] == right[0] == "3"


@lru_cache(maxsize=10_000)
def _dictionary_tones(word: str) -> list[str]:
    finals = lazy_pinyin(word, neutral_tone_with_five=True, style=Style.FINALS_TONE3)
    return [final[-1:] for final in finals]


def _er_joined(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    for word, tag in words:
        if word == "儿" and joined:
            joined[-1] = (f"{joined[-1][0]}儿", joined[-1][1])
        else:
            joined.append((word, tag))
    return joined


def _bu(word: str, tones: list[str]) -> list[str]:
    if len(word) == 3 and word[1] == "不":
        tones[1] = "5"
        return tones
    for index in range(len(word) - 1):
        if word[index] == "不" and tones[index + 1] == "4":
            tones[index] = "2"
    return tones


def _yi(word: str, tones: list[str]) -> list[str]:
    if all(character == "一" or character.isnumeric() for character in word):
        return tones
    if len(word) == 3 and word[1] == "一" and word[0] == word[2]:
        tones[1] = "5"
    elif word.startswith("第一"):
        tones[1] = "1"
    else:
        for index in range(len(word) - 1):
            if word[index] != "一":
                continue
            if tones[index + 1] == "4":
                tones[index] = "2"
            elif word[index + 1] not in _MARKS:
                tones[index] = "4"
    return tones


def _yi_in_numbers(word: str, tones: list[str]) -> list[str]:
    """一 after a digit stays as it is: 十一点."""
    return [
        "1" if word[index] == "一" and _ends_in_digit(word[:index]) else tone
        for index, tone in enumerate(tones)
    ]


def _neutralised(word: str, tag: str, tones: list[str], published: bool) -> list[str]:
    neutral, kept = _neutral()
    neutral = neutral if published else neutral - _FULL
    if tag[0] in "nva" and word not in kept and (published or len(word) == 2):
        for index in range(1, len(word)):
            if word[index] == word[index - 1]:
                tones[index] = "5"
    place = _particle_place(word, tag, published)
    if place is None:
        place = _neutral_place(word, tag, neutral, kept)
    if place is not None:
        tones[place] = "5"
    first, second = halves(word)
    for part, end in ((first, len(first)), (second, len(word))):
        if part in neutral or part[-2:] in neutral:
            tones[end - 1] = "5"
    return tones


def _particle_place(word: str, tag: str, published: bool) -> int | None:
    """Where a particle stands at the end of a word."""
    last = len(word) - 1
    if published:
        particle = word[-1] in _PUBLISHED_PARTICLES or word[-1] in "的地得"
    elif len(word) > 1 and word[-1] in "的地得":
        particle = word[-2:] not in _FULL_DE and (word[-1] != "地" or tag in ("uv", "d", "z"))
    else:
        particle = word[-1] in _PARTICLES
    return last if particle else None


def _neutral_place(
    word: str, tag: str, neutral: frozenset[str], kept: frozenset[str]
) -> int | None:
    """Which character a suffix or the word list makes neutral."""
    last = len(word) - 1
    ge = word.find("个")
    if len(word) == 1 and word in "了着过" and tag in ("ul", "uz", "ug"):
        return last
    if len(word) > 1:
        if word[-1] in "们子" and tag in ("r", "n") and word not in kept:
            return last
        if word[-1] in "上下里" and tag in ("s", "l", "f"):
            return last
        if word[-1] in "来去" and word[-2] in "上下进出回过起开":
            return last
    if word == "个" or (
        ge >= 1 and (word[ge - 1].isnumeric() or word[ge - 1] in _COUNTED_BEFORE_GE)
    ):
        return ge
    return last if word in neutral or word[-2:] in neutral else None


def _thirds(word: str, tones: list[str]) -> list[str]:
    match len(word):
        case 2 if tones == ["3", "3"]:
            return ["2", "3"]
        case 3:
            return _thirds_of_three(len(halves(word)[0]), tones)
        case 4:
            return [*_pair(tones[:2]), *_pair(tones[2:])]
        case _:
            return tones


def _thirds_of_three(border: int, tones: list[str]) -> list[str]:
    """蒙古/包 is 2 2 3, 纸/老虎 3 2 3; 好/喜欢 changes at the border, 所有/人 within."""
    if tones == ["3", "3", "3"]:
        return {2: ["2", "2", "3"], 1: ["3", "2", "3"]}.get(border, tones)
    left, right = _pair(tones[:border]), tones[border:]
    if right == ["3", "3"]:
        right = _pair(right)
    elif right and "3" == right[0] == left[-1] and set(right) != {"3"}:
        left[-1] = "2"
    return left + right


def _pair(tones: list[str]) -> list[str]:
    return ["2", "3"] if tones == ["3", "3"] else tones
