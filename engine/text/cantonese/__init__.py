"""Cantonese: from written text to v2 symbols."""

import re

from engine.text.base import Reading, left_out
from engine.text.chinese.lexicon import CANTONESE
from engine.text.chinese.normalise import speak_out
from engine.text.symbols_v2 import UNKNOWN

__all__ = ["normalize", "phones", "spoken_words"]

# Words that the dictionary of readings takes apart.
_WORDS = {"行長": "hong4 zoeng2", "行长": "hong4 zoeng2"}
_MARKS = {"，": ",", "。": ".", "！": "!", "？": "?", "…": "…"}


def normalize(text: str, published: bool = False) -> str:
    """The text as it is spoken: Han characters, letters and marks."""
    if published:
        from engine.text.cantonese import published as public

        return public.normalize(text)
    return speak_out(text, CANTONESE)[0].text


def phones(text: str, published: bool = False) -> Reading:
    """The v2 symbols of a text, two a syllable.

    The characters stay as written, because the dictionary of readings is in traditional ones.
    Letters and characters that have no reading are left out with a warning.
    """
    if published:
        from engine.text.cantonese import published as public

        return public.phones(text)
    from ToJyutping import get_jyutping_list

    from engine.text.cantonese.syllables import symbols_of

    said, dropped = speak_out(text, CANTONESE)
    characters: list[str] = []
    symbols: list[str] = []
    counts: list[int] = []
    silent = list(dropped)
    for character, sounds in _corrected(get_jyutping_list(said.text)):
        mark = _MARKS.get(character)
        # 卅 and its like are read as two syllables.
        read = [symbol for one in (sounds or "").split() for symbol in symbols_of(one)]
        found = [mark] if mark else read
        if not found or UNKNOWN in found:
            silent += character.strip()
            continue
        characters.append(mark or character)
        symbols += found
        counts.append(len(found))
    warnings = left_out(tuple(dict.fromkeys(silent)), "Cantonese")
    return Reading("yue", "".join(characters), tuple(symbols), tuple(counts), warnings)


def _corrected(read: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    text = "".join(character for character, _ in read)
    for word, sounds in _WORDS.items():
        for match in re.finditer(word, text):
            read[match.start() : match.end()] = zip(word, sounds.split())
    return read


def spoken_words(text: str, language: str) -> list[str]:
    """The characters of a text as spoken, simplified, without marks; letters in lower case.

    One and two have one word each: a recogniser cannot know whether 幺 or 一 was to be said.
    """
    from misaki.zh_normalization.char_convert import tranditional_to_simplified

    said = tranditional_to_simplified(speak_out(text, CANTONESE)[0].text)
    alike = said.replace("幺", "一").replace("两", "二")
    return [character.lower() for character in alike if character.isalnum()]
