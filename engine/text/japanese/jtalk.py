"""Open JTalk: the words of a Japanese text with kana and accent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from engine.errors import EngineError

if TYPE_CHECKING:
    from pyopenjtalk.openjtalk import OpenJTalk

_DICTIONARY = "open_jtalk_dic_utf_8-1.11"
_LOCK = Lock()  # one analyser serves one call at a time


@dataclass(frozen=True)
class Morpheme:
    """A word as the dictionary cuts it: its writing, katakana as spoken ("" for marks), class."""

    text: str
    kana: str
    kind: str


def morphemes(text: str) -> list[Morpheme]:
    """The words of a text. Devoicing marks are left out of the kana; a mark has none."""
    with _LOCK:
        words = _analyser().run_frontend(text)
    return [
        Morpheme(
            word["string"], "" if not word["mora_size"] else word["pron"].replace("’", ""),
            word["pos"],
        )
        for word in words
    ]  # fmt: skip


def labels(text: str) -> list[str]:
    """Full-context labels (HTS), one a phoneme, with accents and phrases."""
    with _LOCK:
        analyser = _analyser()
        return analyser.make_label(analyser.run_frontend(text))


@lru_cache(maxsize=4096)
def foreign(word: str) -> str:
    """The katakana of a Latin word that the dictionary has ("Google"), else ""."""
    found = morphemes(word)
    if any(one.kind in ("フィラー", "記号") for one in found):
        return ""
    return "".join(one.kana for one in found)


@cache
def _analyser() -> OpenJTalk:
    """The analyser, opened on the dictionary of its package, so that nothing is downloaded.

    Raises:
        EngineError: kind "damaged" when the dictionary is not there.
    """
    from pyopenjtalk.openjtalk import OpenJTalk

    folder = Path(str(files("pyopenjtalk") / _DICTIONARY))
    if not (folder / "sys.dic").is_file():
        raise EngineError(
            "damaged",
            f"The Japanese dictionary is missing from {folder}.",
            "Run the set-up again: python3 installer/bootstrap.py --repair",
        )
    return OpenJTalk(dn_mecab=str(folder).encode("utf-8"))
