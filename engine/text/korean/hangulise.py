"""English phonemes to Hangul, by the rules for loanwords (외래어 표기법): "stɹˈim" -> "스트림"."""

import re

from engine.text.korean.hangul import composed

_ONSETS = dict(
    zip("pbtdkɡfvθðszʃʒʧʤmnhlɹʦTɾ", "ㅍㅂㅌㄷㅋㄱㅍㅂㅅㄷㅅㅈㅅㅈㅊㅈㅁㄴㅎㄹㄹㅊㅌㅌ", strict=True)
)
_GLIDED = {
    "j": dict(zip("ㅏㅐㅓㅔㅗㅜㅣ", "ㅑㅒㅕㅖㅛㅠㅣ")),
    "w": dict(zip("ㅏㅐㅓㅔㅗㅜㅣ", "ㅘㅙㅝㅞㅝㅜㅟ")),
}
# Vowels, the longest first, as the vowels of one or two syllables.
_VOWELS: tuple[tuple[str, str], ...] = (
    ("ɜɹ", "ㅓ"), ("əɹ", "ㅓ"), ("ɑɹ", "ㅏ"), ("ɔɹ", "ㅗ"), ("ɛɹ", "ㅔㅓ"), ("ɪɹ", "ㅣㅓ"),
    ("ʊɹ", "ㅜㅓ"), ("A", "ㅔㅣ"), ("I", "ㅏㅣ"), ("O", "ㅗ"), ("W", "ㅏㅜ"), ("Y", "ㅗㅣ"),
    ("i", "ㅣ"), ("u", "ㅜ"), ("ɔ", "ㅗ"), ("ɪ", "ㅣ"), ("ᵻ", "ㅣ"), ("ɛ", "ㅔ"), ("æ", "ㅐ"),
    ("ʌ", "ㅓ"), ("ə", "ㅓ"), ("ɐ", "ㅏ"), ("ʊ", "ㅜ"), ("ɑ", "ㅏ"), ("a", "ㅏ"),
)  # fmt: skip
_CODAS = {"m": "ㅁ", "n": "ㄴ", "ŋ": "ㅇ", "l": "ㄹ"}
_STOPPED = {"p": "ㅂ", "t": "ㅅ", "k": "ㄱ"}
_SHORT = frozenset("ɪɛæʌʊɑəɔ")
_ALONE = {"ʃ": "ㅣ", "ʒ": "ㅣ", "ʧ": "ㅣ", "ʤ": "ㅣ"}
SOUNDS = frozenset("".join([*_ONSETS, *(name for name, _ in _VOWELS)]) + "ŋjwˈˌᵊ")


def hangul(phonemes: str, spelling: str) -> str:
    """A word's phonemes (misaki's symbols) in Hangul; `spelling` tells 핫 from 샵."""
    sounds = re.sub("[ˈˌː ]", "", phonemes).replace("ts", "ʦ").replace("ᵊ", "ə")
    said: list[list[str]] = []  # onset, vowel, coda
    onset, glide, position = "", "", 0
    while position < len(sounds):
        found = next((v for v in _VOWELS if sounds.startswith(v[0], position)), None)
        if found:
            _syllables(said, onset, glide, found, spelling)
            onset, glide = "", ""
            position += len(found[0])
            continue
        sound, after = sounds[position], sounds[position + 1 : position + 2]
        before = sounds[position - 1 : position]
        voweled = any(sounds.startswith(v[0], position + 1) for v in _VOWELS)
        position += 1
        if sound in "jw":
            glide = sound
        elif sound == "ɹ" and not voweled:
            continue
        elif voweled or (after in tuple("jw") and sound != "ŋ"):
            onset = _ONSETS.get(sound, "ㅇ")
            if sound == "l" and said and not said[-1][2] and len(sounds) > position:
                said[-1][2] = "ㄹ"
        else:
            _closed(said, sound, before, after)
    return "".join(composed(*syllable) for syllable in said)


def _syllables(
    said: list[list[str]], onset: str, glide: str, vowel: tuple[str, str], spelling: str
) -> None:
    name, letters = vowel
    if name == "ɑ" and "o" in spelling.lower():
        letters = "ㅗ"
    first = _GLIDED[glide].get(letters[0], letters[0]) if glide else letters[0]
    said.append([onset or "ㅇ", first, ""])
    said += [["ㅇ", letter, ""] for letter in letters[1:]]


def _closed(said: list[list[str]], sound: str, before: str, after: str) -> None:
    """A consonant that no vowel follows: a final, or a syllable with ㅡ or ㅣ."""
    open_syllable = bool(said) and not said[-1][2]
    if sound in _CODAS and open_syllable:
        said[-1][2] = _CODAS[sound]
    elif sound in _STOPPED and open_syllable and before in _SHORT and after not in tuple("lɹmn"):
        said[-1][2] = _STOPPED[sound]
    elif sound in _ONSETS:
        said.append([_ONSETS[sound], _ALONE.get(sound, "ㅡ"), ""])
