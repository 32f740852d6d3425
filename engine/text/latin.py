"""Latin letters in a text of another script: addresses, and words that are named by letter."""

import re
from collections.abc import Collection

EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
URL = re.compile(
    r"(?:https?://|www\.)[\w./?=&#%~+:@-]*[\w/]"
    r"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|jp|kr|io|dev|info)\b"
    r"(?:/[\w./?=&#%~-]*)?",
    re.ASCII,
)
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWEL = re.compile("[AEIOUYaeiouy]")


def address_parts(address: str) -> list[str]:
    """ "https://a1.com/" -> ["a", "1", ".", "com"]: words, numbers and signs that are said."""
    body = re.sub(r"^https?://", "", address).rstrip("/")
    return re.findall(r"[A-Za-z]+|\d+|.", body)


def is_spelled(word: str) -> bool:
    """Whether letters are named one by one: "GPT", "xy", a lone letter."""
    return len(word) == 1 or not _VOWEL.search(word) or (word.isupper() and len(word) < 5)


def english_phonemes(word: str, sounds: Collection[str]) -> str:
    """How a word sounds in English; what that takes is loaded only for words nobody knows."""
    from engine.text import frontend

    return frontend("en").phones(word, sounds).phonemes
