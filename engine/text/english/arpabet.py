"""Kokoro's English phonemes as ARPAbet with stress, as the v2 families know it."""

_CONSONANTS = {
    "b": "B", "d": "D", "f": "F", "h": "HH", "k": "K", "l": "L", "m": "M", "n": "N", "p": "P",
    "s": "S", "t": "T", "v": "V", "w": "W", "z": "Z", "ɡ": "G", "ŋ": "NG", "ɹ": "R", "j": "Y",
    "ʃ": "SH", "ʒ": "ZH", "ʧ": "CH", "ʤ": "JH", "θ": "TH", "ð": "DH", "T": "T", "ɾ": "T",
    "ʔ": "T", "x": "K",
}  # fmt: skip
# The longest first; those of British English are in the American vowel of the same words.
_VOWELS = {
    "ɜɹ": "ER", "əɹ": "ER", "ɜː": "ER", "A": "EY", "I": "AY", "O": "OW", "Q": "OW", "W": "AW",
    "Y": "OY", "æ": "AE", "a": "AE", "ɑ": "AA", "ɒ": "AA", "ɔ": "AO", "ɛ": "EH", "ɜ": "ER",
    "ɪ": "IH", "ᵻ": "IH", "i": "IY", "ʊ": "UH", "u": "UW", "ʌ": "AH", "ə": "AH", "ɐ": "AH",
    "ᵊ": "AH",
}  # fmt: skip
_STRESSES = {"ˈ": "1", "ˌ": "2"}


def arpabet(phonemes: str) -> list[str]:
    """A word's phonemes: "hˈɛlO" -> HH EH1 L OW0. What is no sound (marks) is left out."""
    result: list[str] = []
    stress, position = "0", 0
    while position < len(phonemes):
        one, two = phonemes[position], phonemes[position : position + 2]
        length = 2 if two in _VOWELS else 1
        vowel = _VOWELS.get(two) or _VOWELS.get(one)
        if one in _STRESSES:
            stress = _STRESSES[one]
        elif vowel:
            result.append(vowel + stress)
            stress = "0"
        elif one in _CONSONANTS:
            result.append(_CONSONANTS[one])
        position += length
    return result
