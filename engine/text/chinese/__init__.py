"""Mandarin Chinese: from written text to v2 symbols and to Kokoro's phonemes."""

from engine.text.base import Frontend, Reading, left_out
from engine.text.chinese.lexicon import MANDARIN
from engine.text.chinese.normalise import speak_out
from engine.text.symbols_v2 import UNKNOWN

__all__ = ["normalize", "open_frontend", "phones", "spoken_words"]

_MARKS = {"，": ",", "。": ".", "！": "!", "？": "?", "…": "…"}


def normalize(text: str, published: bool = False) -> str:
    """The text as it is spoken: Han characters, letters and marks."""
    if published:
        from engine.text.chinese import published as public

        return public.normalize(text)
    return speak_out(text, MANDARIN)[0].text


def phones(text: str, published: bool = False) -> Reading:
    """The v2 symbols of a text, two a character.

    The text of the reading is in simplified characters, as the voices learned it; letters and
    characters that have no reading are left out with a warning.
    """
    # The segmenter and the phrase book take a second to load.
    if published:
        from engine.text.chinese import published as public

        return public.phones(text)
    from misaki.zh_normalization.char_convert import tranditional_to_simplified

    from engine.text.chinese.read_aloud import syllables
    from engine.text.chinese.syllables import symbols_of

    said, dropped = speak_out(text, MANDARIN)
    characters: list[str] = []
    symbols: list[str] = []
    counts: list[int] = []
    silent = list(dropped)
    for one in syllables(tranditional_to_simplified(said.text)):
        mark = _MARKS.get(one.character)
        found = (mark,) if mark else symbols_of(one.initial, one.final, one.tone)
        if UNKNOWN in found:
            silent += one.character.strip()
            continue
        characters.append(mark or one.character)
        symbols += found
        counts.append(len(found))
    warnings = left_out(tuple(dict.fromkeys(silent)), "Chinese")
    return Reading("zh", "".join(characters), tuple(symbols), tuple(counts), warnings)


def spoken_words(text: str, language: str) -> list[str]:
    """The characters of a text as spoken, simplified, without marks; letters in lower case.

    One and two have one word each: a recogniser cannot know whether 幺 or 一 was to be said.
    """
    from misaki.zh_normalization.char_convert import tranditional_to_simplified

    said = tranditional_to_simplified(speak_out(text, MANDARIN)[0].text)
    alike = said.replace("幺", "一").replace("两", "二")
    return [character.lower() for character in alike if character.isalnum()]


def open_frontend(language: str) -> Frontend:
    """The starter's front end. Its libraries must be there, or ModuleNotFoundError."""
    from engine.text.chinese.starter import Chinese

    return Chinese()
