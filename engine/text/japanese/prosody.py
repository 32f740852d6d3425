"""Phonemes with pitch marks from full-context labels: "[" where pitch rises, "]" where it falls.

N. Kurihara et al., "Prosodic features control by symbols as input of sequence-to-sequence acoustic
modeling for neural TTS" (2021); which marks the v2 families know: FACTS.md §11.
"""

import re
from dataclasses import dataclass

RISE, FALL, PHRASE_END, PAUSE = "[", "]", "#", "_"
_LABEL = re.compile(
    r"-(?P<phoneme>[^+]*)\+.*?/A:(?P<distance>-?\d+|xx)\+(?P<place>\d+|xx)\+(?P<left>\d+|xx)/"
    r".*?/F:(?P<moras>\d+|xx)_"
)
_LAST_SOUNDS = frozenset("aeiouN") | {"cl"}


@dataclass(frozen=True)
class _Sound:
    """A phoneme and its mora's place: from the pitch fall, in its phrase, to the phrase's end."""

    phoneme: str
    distance: int | None
    place: int | None
    left: int | None
    moras: int | None


def marked_phonemes(labels: list[str]) -> list[str]:
    """The phonemes of a stretch of speech with RISE, FALL, PHRASE_END and PAUSE between them.

    Devoiced vowels ("U") come as voiced ones.
    """
    sounds = [_sound(label) for label in labels]
    result: list[str] = []
    for sound, following in zip(sounds, [*sounds[1:], None]):
        if sound.phoneme == "sil":
            continue
        if sound.phoneme == "pau":
            result.append(PAUSE)
            continue
        mark = _mark(sound, following.place if following else None)
        result += [sound.phoneme, mark] if mark else [sound.phoneme]
    return result


def _mark(sound: _Sound, next_place: int | None) -> str | None:
    if sound.left == 1 and next_place == 1:
        return PHRASE_END if sound.phoneme in _LAST_SOUNDS else None
    if next_place is None or sound.place is None or next_place != sound.place + 1:
        return None
    if sound.distance == 0 and sound.place != sound.moras:
        return FALL
    return RISE if sound.place == 1 else None


def _sound(label: str) -> _Sound:
    found = _LABEL.search(label)
    if found is None:
        raise ValueError(f"no full-context label: {label}")
    numbers = [
        None if found[name] == "xx" else int(found[name])
        for name in ("distance", "place", "left", "moras")
    ]
    phoneme = found["phoneme"]
    return _Sound(phoneme.lower() if phoneme in tuple("AEIOU") else phoneme, *numbers)
