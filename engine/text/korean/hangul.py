"""Syllables of Hangul taken apart and put together."""

from dataclasses import dataclass

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = "가", "힣"
# A final of two consonants, in that order.
CLUSTERS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip


@dataclass
class Syllable:
    """A syllable under pronunciation; `coda` is "" where it is open."""

    onset: str
    vowel: str
    coda: str


def is_syllable(character: str) -> bool:
    """Whether a character is a composed syllable."""
    return _FIRST <= character <= _LAST


def taken_apart(character: str) -> Syllable:
    """ "값" -> ㄱ ㅏ ㅄ."""
    rest, coda = divmod(ord(character) - ord(_FIRST), len(CODAS))
    onset, vowel = divmod(rest, len(VOWELS))
    return Syllable(ONSETS[onset], VOWELS[vowel], CODAS[coda])


def composed(onset: str, vowel: str, coda: str = "") -> str:
    """ㄱ ㅏ ㅄ -> "값"."""
    index = (ONSETS.index(onset) * len(VOWELS) + VOWELS.index(vowel)) * len(CODAS)
    return chr(ord(_FIRST) + index + CODAS.index(coda))


def listed(text: str) -> tuple[str, ...]:
    """The words of a line, for tables that read like prose."""
    return tuple(text.split())
