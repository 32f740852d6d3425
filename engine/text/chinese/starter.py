"""Mandarin for the starter: words in Kokoro's symbols, English words among them as English."""

import re
from collections.abc import Collection

from misaki.transcription import pinyin_to_ipa
from misaki.zh_normalization.char_convert import tranditional_to_simplified

from engine.text.base import Phones, WordSpan, left_out
from engine.text.chinese.lexicon import MANDARIN
from engine.text.chinese.normalise import speak_out
from engine.text.chinese.read_aloud import Syllable, syllables

# The voices learned arrows for the tones, longest contour first; neutral syllables have none.
_TONES = (("˧˩˧", "↓"), ("˧˥", "↗"), ("˥˩", "↘"), ("˥", "→"))
_OTHER = {"\u027b\u0329": "ɨ", "\u0279\u0329": "ɨ", "\u0329": "", "\u032f": ""}
_MARKS = {"，": ",", "。": ".", "！": "!", "？": "?", "…": "…"}
_LATIN = re.compile("[A-Za-z]+(?: [A-Za-z]+)*")


class Chinese:
    """From written text to the starter's symbols."""

    language = "zh"

    def normalize(self, text: str) -> str:
        """The text as it is spoken."""
        return speak_out(text, MANDARIN)[0].text

    def phones(self, text: str, symbols: Collection[str]) -> Phones:
        """The phonemes of a text, each in `symbols` (the keys of a model's vocabulary)."""
        said, dropped = speak_out(text, MANDARIN)
        phonemes = ""
        spans: list[tuple[int, int, int]] = []  # written character, phonemes from and to
        for start, spoken in _spoken(said.text, symbols):
            if phonemes and not spoken.startswith(tuple(_MARKS.values())):
                phonemes += " "
            if any(symbol.isalpha() for symbol in spoken):
                spans.append((said.sources[start], len(phonemes), len(phonemes) + len(spoken)))
            phonemes += spoken
        return Phones(phonemes, _written(text, spans), left_out(dropped, "Chinese"))


def ipa(syllable: str) -> str:
    """A syllable in pinyin with its digit, in Kokoro's symbols ("hao3" -> "xau↓")."""
    said = "".join(next(iter(pinyin_to_ipa(syllable))))
    for contour, arrow in _TONES:
        said = said.replace(contour, arrow)
    for sign, instead in _OTHER.items():
        said = said.replace(sign, instead)
    return said


def _spoken(said: str, symbols: Collection[str]) -> list[tuple[int, str]]:
    """Each word, mark or English stretch with its first character in the spoken text."""
    found: list[tuple[int, str]] = []
    position = 0
    for latin in [*_LATIN.finditer(said), None]:
        end = latin.start() if latin else len(said)
        found += [(position + start, sound) for start, sound in _words(said[position:end])]
        if latin:
            found.append((latin.start(), _english(latin[0], symbols)))
            position = latin.end()
    kept = ((start, "".join(s for s in sound if s in symbols)) for start, sound in found)
    return [(start, sound) for start, sound in kept if sound]


def _words(said: str) -> list[tuple[int, str]]:
    words: list[tuple[int, str]] = []
    last = -1
    for index, syllable in enumerate(syllables(tranditional_to_simplified(said))):
        sound = _sound(syllable)
        if syllable.word == last and syllable.final:
            words[-1] = (words[-1][0], words[-1][1] + sound)
        else:
            words.append((index, sound))
        last = syllable.word
    return words


def _sound(syllable: Syllable) -> str:
    return ipa(syllable.pinyin) if syllable.final else _MARKS.get(syllable.character, "")


def _english(text: str, symbols: Collection[str]) -> str:
    # Only a text with English in it needs the English dictionaries.
    from engine.text import frontend

    return frontend("en").phones(text, symbols).phonemes


def _written(text: str, spans: list[tuple[int, int, int]]) -> tuple[WordSpan, ...]:
    """Written words with their phonemes; what is not spoken hangs on the word before it."""
    merged: list[list[int]] = []
    for first, start, end in spans:
        if merged and first <= merged[-1][0]:
            merged[-1][2] = end
        else:
            merged.append([first, start, end])
    cuts = [0, *(one[0] for one in merged[1:]), len(text)]
    return tuple(
        WordSpan(text[cuts[i] : cuts[i + 1]].strip(), one[1], one[2])
        for i, one in enumerate(merged)
    )
