"""English as the public system reads it (FACTS.md §11), defects included.

Ours differs: "Dr." is "doctor" (here "drive"), "St." "street", "II" after a name "two" ("I I"),
known acronyms are words ("NASA", here four letters), homographs follow the sentence ("please read",
here the past), hyphenated and accented words are looked up whole, and a bracket, colon or dash is a
pause (here nothing). Left out: the public list of personal names, which is a pickle, and the 0.3 %
of the dictionary that the public copy has otherwise.
"""

import re
from functools import cache, lru_cache

from engine.text.base import Reading
from engine.text.english.cmudict import pronunciations
from engine.text.english.guess import guess, package_file
from engine.text.english.perceptron import tagged
from engine.text.english.published_normalise import normalize
from engine.text.english.v2 import SHORTEST
from engine.text.symbols_v2 import IDS, UNKNOWN

__all__ = ["normalize", "phones"]

Sounds = tuple[str, ...]

_TOKEN = re.compile(r"[A-Za-z](?:[A-Za-z]|['-])+[A-Za-z]|[A-Za-z]+|\.(?:\s*\.)+|\S")
_NOT_WORDS = frozenset(["ae", "ai", "ar", "ios", "hud", "os"])
_OWN_WORDS: dict[str, Sounds] = {
    "chatgpt": ("CH", "AE1", "T", "JH", "IY1", "P", "IY1", "T", "IY1"),
    "json": ("JH", "EY1", "S", "AH0", "N"),
    "conda": ("K", "AA1", "N", "D", "AH0"),
}
_VOICELESS, _HISSING = ("P", "T", "K", "F", "TH", "HH"), ("S", "Z", "SH", "ZH", "CH", "JH")


def phones(text: str) -> Reading:
    """The v2 symbols of a text."""
    said = normalize(text)
    tokens = _TOKEN.findall(said)
    symbols: list[str] = []
    for token, tag in zip(tokens, tagged(tokens), strict=True):
        symbols += _read(token, tag)
    known = ["-" if s == "'" else s for s in symbols if s in IDS or s == "'"]
    if len(known) < SHORTEST:
        known.insert(0, ",")
    return Reading("en", said, tuple(s if s in IDS else UNKNOWN for s in known))


def _read(token: str, tag: str) -> Sounds:
    word = token.lower()
    if not re.search("[a-z]", word):
        return (word,)
    if len(word) == 1:
        return _letter(token)
    if word in _homographs():
        first, second, kind = _homographs()[word]
        # A plain verb is also the first where the list says "VBP".
        return first if tag.startswith(kind) or kind.startswith(tag) else second
    return _word(word)


@lru_cache(maxsize=4096)
def _word(word: str) -> Sounds:
    if len(word) > 1 and (known := _listed(word)):
        return known
    if len(word) <= 3:
        return tuple(sound for one in word for sound in _spelled(one))
    if re.fullmatch("[a-z]+'s", word):
        return _possessive(_word(word[:-2]))
    parts = _segmented(word)
    if len(parts) == 1:
        return guess(word)
    return tuple(sound for part in parts for sound in _word(part))


def _listed(word: str) -> Sounds:
    if word in _OWN_WORDS:
        return _OWN_WORDS[word]
    found = () if word in _NOT_WORDS else pronunciations(word)
    return found[0] if found else ()


def _spelled(one: str) -> Sounds:
    return _letter(one.upper()) if one.isalpha() else (one,)


def _letter(letter: str) -> Sounds:
    """The name of a letter; a small "a" is the article."""
    return ("EY1",) if letter == "A" else pronunciations(letter.lower())[0]


def _possessive(sounds: Sounds) -> Sounds:
    if sounds[-1] in _VOICELESS:
        return (*sounds, "S")
    return (*sounds, "AH0", "Z") if sounds[-1] in _HISSING else (*sounds, "Z")


def _segmented(word: str) -> list[str]:
    import wordsegment

    if not wordsegment.UNIGRAMS:
        wordsegment.load()
    return wordsegment.segment(word)


@cache
def _homographs() -> dict[str, tuple[Sounds, Sounds, str]]:
    """Word -> two pronunciations and the class of the first, as g2p_en lists them."""
    found: dict[str, tuple[Sounds, Sounds, str]] = {}
    for line in package_file("homographs.en").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, first, second, kind = line.strip().split("|")
            found[word.lower()] = (tuple(first.split()), tuple(second.split()), kind)
    found["read"] = (("R", "IY1", "D"), ("R", "EH1", "D"), "VBP")
    sounds = "K AH0 M P L EH1 K S", "K AA1 M P L EH0 K S"
    found["complex"] = (tuple(sounds[0].split()), tuple(sounds[1].split()), "JJ")
    return found
