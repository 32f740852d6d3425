"""English, American and British: from written text to Kokoro's phonemes and to v2 symbols."""

from collections.abc import Collection, Mapping
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from engine.text.base import Phones, Reading, WordSpan, left_out
from engine.text.english.normalise import Spoken, speak_out, tidy
from engine.text.english.rules import Dialect
from engine.text.english.spoken import spoken_words

if TYPE_CHECKING:
    from engine.text.english.pronounce import Pronouncer

__all__ = ["English", "normalize", "open_frontend", "phones", "spoken_words"]

# Not imported with this module: `spoken_words` needs neither tagger nor dictionaries.
_PRONOUNCE = "engine.text.english.pronounce"
_PUBLISHED = "engine.text.english.published"
_MARKS = frozenset(';:,.!?—…"()“”')


class English:
    """The front end of one dialect; the dictionaries are read when phonemes are first asked for."""

    def __init__(self, language: str, own: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._own = own
        self._dialect = Dialect(british=language == "en-gb")

    def with_words(self, own: Mapping[str, str]) -> "English":
        """The same front end with phonemes of one's own for some words."""
        other = English(self.language, own)
        other.__dict__["_pronouncer"] = self._pronouncer.with_words(own)
        return other

    def normalize(self, text: str) -> str:
        """The text as it is spoken: numbers, dates, money, symbols and abbreviations in words."""
        return tidy(speak_out(text, self._dialect).text)

    def phones(self, text: str, symbols: Collection[str]) -> Phones:
        """The phonemes of a text, each in `symbols` (the keys of a model's vocabulary)."""
        spoken = speak_out(text, self._dialect)
        allowed = frozenset(symbols)
        phonemes: list[str] = []
        owners: list[int] = []  # the written word of each phoneme, -1 for marks and spaces
        position = 0
        for token in self._pronouncer.tokens(spoken.text):
            if token.start > position:
                _space(phonemes, owners)
            position = token.start + token.length
            middle = token.start + token.length // 2
            owner = spoken.sources[middle] if token.length else -1
            for symbol in token.phonemes:
                if symbol == " ":
                    _space(phonemes, owners)
                elif symbol in allowed:
                    _close_up(phonemes, owners, symbol)
                    phonemes.append(symbol)
                    owners.append(-1 if symbol in _MARKS else owner)
        while phonemes and phonemes[-1] == " ":
            phonemes.pop()
            owners.pop()
        warnings = left_out(spoken.dropped, "English")
        return Phones("".join(phonemes), _words(spoken, owners), warnings)

    def reading(self, text: str) -> Reading:
        """The v2 symbols of a text: ARPAbet with stress, and marks."""
        spoken = speak_out(text, self._dialect)
        v2 = import_module("engine.text.english.v2")
        return v2.read(spoken, self._pronouncer, left_out(spoken.dropped, "English"))

    @cached_property
    def _pronouncer(self) -> "Pronouncer":
        return import_module(_PRONOUNCE).Pronouncer(self._dialect.british)


def open_frontend(language: str) -> English:
    """The front end of "en", "en-us" or "en-gb". Its packages must be there, or ImportError."""
    import_module(_PRONOUNCE)
    return English(language)


def normalize(text: str, published: bool = False) -> str:
    """The text as it is spoken: numbers, dates, money, symbols and abbreviations in words."""
    if published:
        return import_module(_PUBLISHED).normalize(text)
    return _american().normalize(text)


def phones(text: str, published: bool = False, own: Mapping[str, str] | None = None) -> Reading:
    """The v2 symbols of a text, American English; `own` as `English.with_words`."""
    if published:
        return import_module(_PUBLISHED).phones(text)
    return (_american().with_words(own) if own else _american()).reading(text)


@cache
def _american() -> English:
    return English("en")


def _space(phonemes: list[str], owners: list[int]) -> None:
    if phonemes and phonemes[-1] != " ":
        phonemes.append(" ")
        owners.append(-1)


def _close_up(phonemes: list[str], owners: list[int], symbol: str) -> None:
    """No space before a closing mark (one is left where a dropped sign stood)."""
    if symbol in ".,;:!?…)”" and phonemes and phonemes[-1] == " ":
        phonemes.pop()
        owners.pop()


def _words(spoken: Spoken, owners: list[int]) -> tuple[WordSpan, ...]:
    """Written words with their phonemes; what has none hangs on the word before it."""
    ranges: dict[int, tuple[int, int]] = {}
    for index, owner in enumerate(owners):
        if owner >= 0:
            ranges[owner] = (ranges.get(owner, (index, 0))[0], index + 1)
    words: list[WordSpan] = []
    silent: list[str] = []
    for number, text in enumerate(spoken.written):
        if number in ranges:
            words.append(WordSpan(" ".join([*silent, text]), *ranges[number]))
            silent = []
        elif words:
            last = words.pop()
            words.append(WordSpan(f"{last.text} {text}", last.start, last.end))
        else:
            silent.append(text)
    return tuple(words)
