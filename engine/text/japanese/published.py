"""Japanese as the public system reads it (FACTS.md §11), defects included.

Ours differs: numbers with commas or decimals, dates with slashes, money, units, telephone numbers,
addresses and English words are read out (here signs among them are "UNK"), brackets and unknown
signs are no "UNK", and marks next to each other become one. Left out: the public user dictionary.
"""

import re

from engine.text.base import Reading
from engine.text.japanese import jtalk, prosody
from engine.text.symbols_v2 import IDS, UNKNOWN

_DOUBLE = re.compile(r"([!?….,-])[!?….,-]+")
# Everything else is a mark and stands alone.
_JAPANESE = re.compile(r"(?P<read>[A-Za-z\d々\u3040-ヿ一-\u9fff１-９Ａ-Ｚａ-ｚｦ-ﾝ]+)|.", re.DOTALL)
_MARKS = dict(zip("：；，。！？\n·、", ",,,.!?.,,"))


def normalize(text: str) -> str:
    """One mark where several stand; nothing else, the dictionary reads digits."""
    return _DOUBLE.sub(r"\1", text)


def phones(text: str) -> Reading:
    """The v2 symbols; the end of an accent phrase, brackets and unknown signs are "UNK"."""
    said = normalize(text)
    symbols: list[str] = []
    for match in _JAPANESE.finditer(said.replace("％", "パーセント").lower()):
        piece = match.group()
        if match["read"]:
            symbols += prosody.marked_phonemes(jtalk.labels(piece))
        elif piece != " ":
            symbols.append(_MARKS.get(piece, piece))
    return Reading("ja", said, tuple(s if s in IDS else UNKNOWN for s in symbols))
