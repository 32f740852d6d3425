"""The CMU Pronouncing Dictionary, which comes along in `resources`."""

import lzma
from collections.abc import Sequence
from functools import cache, lru_cache

import resources

Sounds = tuple[str, ...]


@lru_cache(maxsize=4096)
def pronunciations(word: str) -> tuple[Sounds, ...]:
    """A lower-case word's pronunciations in ARPAbet, the usual one first; () for an unknown one."""
    found = _dictionary().get(word)
    return tuple(tuple(line.split()) for line in found.split("|")) if found else ()


@cache
def _dictionary() -> dict[str, str]:
    found: dict[str, str] = {}
    with lzma.open(resources.path("cmudict/cmudict.dict.xz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            word, _, sounds = line.rstrip().partition(" ")
            found[word] = f"{found[word]}|{sounds}" if word in found else sounds
    return found


def nearest(variants: Sequence[Sounds], sounds: Sequence[str]) -> Sounds:
    """The variant with the fewest edits to `sounds`; the first of equals.

    What only accents and dictionaries differ in counts as equal: AO and AA (cot, caught), the
    weak vowels, and secondary stress.
    """
    plain = [_broad(sound) for sound in sounds]
    return min(variants, key=lambda v: _edits([_broad(sound) for sound in v], plain))


def _broad(sound: str) -> str:
    vowel, stress = sound[:2], sound[2:]
    if stress == "0" and vowel in ("IH", "AH", "AX", "EH", "IY"):
        return "AH0"
    vowel = {"AO": "AA"}.get(vowel, vowel)
    return vowel + {"2": ""}.get(stress, stress)


def _edits(a: Sequence[str], b: Sequence[str]) -> int:
    costs = list(range(len(b) + 1))
    for row, one in enumerate(a, 1):
        corner, costs[0] = costs[0], row
        for column, other in enumerate(b, 1):
            corner, costs[column] = costs[column], min(
                costs[column] + 1, costs[column - 1] + 1, corner + (one != other)
            )  # fmt: skip
    return costs[-1]
