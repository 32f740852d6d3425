"""English phonemes as people write them (IPA) in the signs that the starter reads."""

import re

from engine.errors import EngineError

# The starter writes diphthongs and affricates as one sign each.
_SIGNS = {
    "tʃ": "ʧ", "t͡ʃ": "ʧ", "dʒ": "ʤ", "d͡ʒ": "ʤ", "eɪ": "A", "aɪ": "I", "aʊ": "W", "ɔɪ": "Y",
    "oʊ": "O", "əʊ": "Q", "ɝ": "ɜɹ", "ɚ": "əɹ", "r": "ɹ", "g": "ɡ", "ɫ": "l", "'": "ˈ", ".": "",
    "a": "æ", "e": "ɛ",
}  # fmt: skip
_KNOWN = frozenset("AIOQWYbdfhijklmnpstuvwzæðŋɐɑɒɔəɛɜɡɪɹʃʊʌʒʤʧθᵊᵻɾʔˈˌː ")
_MARKS = frozenset("ˈˌː ")
_SIGN = re.compile("|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)))


def to_kokoro(phonemes: str) -> str:
    """IPA such as "ˈtɑmə" in the starter's signs.

    Raises:
        EngineError: kind "input" for signs that are no English phonemes, or none at all.
    """
    written = _SIGN.sub(lambda match: _SIGNS[match.group()], phonemes.strip())
    strange = sorted(set(written) - _KNOWN)
    if strange or set(written) <= _MARKS:
        raise EngineError(
            "input",
            f"/{phonemes}/ cannot be said: English {_fault(strange)}.",
            "Write IPA such as /ˈtɛsə/, or a spelling without slashes.",
        )
    return written


def _fault(strange: list[str]) -> str:
    return f"has no sign {' '.join(strange)}" if strange else "needs at least one sound"
