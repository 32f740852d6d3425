"""A Cantonese syllable in Jyutping as the two v2 symbols of the public system."""

import re

from engine.text.symbols_v2 import IDS, UNKNOWN

# Without a consonant the vowel's beginning stands in for it, in this order of preference: "aai" is
# "aa" and "i", "ong" is "ong" and "g". A defect, but the voices learned it so.
_FIRST = re.compile(r"(aa|a[iuptk]|a|e|ong|on|o[uik]|o|uk|ung|kw|gw|ng|[pbtdkgfhlmnswczj])")


def symbols_of(syllable: str) -> tuple[str, str]:
    """A syllable with its tone ("nei5") -> its two symbols ("Yn", "Yei5")."""
    sound, tone = syllable[:-1], syllable[-1:]
    match = _FIRST.match(sound)
    if match is None:
        return UNKNOWN, UNKNOWN
    rest = sound[match.end() :] or match[0][-1]
    first, second = f"Y{match[0]}", f"Y{rest}{tone}"
    return (first if first in IDS else UNKNOWN), (second if second in IDS else UNKNOWN)
