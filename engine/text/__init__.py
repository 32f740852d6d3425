"""From written text to phonemes: the packages of each language, loaded on use."""

import importlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from engine.errors import EngineError
from engine.text.base import Frontend, Phones, Reading, WordSpan

__all__ = [
    "FRONTENDS", "LANGUAGES", "Frontend", "Phones", "Reading", "WordSpan", "call", "frontend",
    "spoken_words",
]  # fmt: skip

# Language -> its package; what a package offers stands in `engine.text.base`.
LANGUAGES: dict[str, str] = {
    "zh": "engine.text.chinese",
    "en": "engine.text.english",
    "ja": "engine.text.japanese",
    "ko": "engine.text.korean",
    "yue": "engine.text.cantonese",
}
# Languages that the starter speaks, with its own symbols.
FRONTENDS: dict[str, str] = {
    "en": LANGUAGES["en"],
    "en-us": LANGUAGES["en"],
    "en-gb": LANGUAGES["en"],
    "ja": LANGUAGES["ja"],
    "zh": LANGUAGES["zh"],
}


def frontend(language: str, own: Mapping[str, str] | None = None) -> Frontend:
    """The starter's front end of a language ("en" is American English), loaded once and kept.

    `own` says English words in phonemes of the starter; a word in small letters counts in any
    case. Other languages have their words respelled instead (`engine.text.dictionary`).

    Raises:
        EngineError: kind "input" for a language that is not there, "missing" for a package that
            is not installed.
    """
    front = _frontend(_known(language, FRONTENDS))
    return front.with_words(own) if own and hasattr(front, "with_words") else front


@cache
def _frontend(name: str) -> Any:
    return call(name, "open_frontend", name)


def spoken_words(text: str, language: str) -> list[str]:
    """The words of a text as spoken: lower case, no punctuation, numbers written out.

    For comparing what a recogniser wrote with what was to be said: digits, spelling variants and
    spelled-out acronyms come out alike on both sides. Chinese, Cantonese and Japanese come out as
    single characters or syllables.

    Raises:
        EngineError: as `frontend`.
    """
    name = _known(language, FRONTENDS | LANGUAGES)
    return call(name, "spoken_words", text, name)


def call(language: str, function: str, *args: Any, **options: Any) -> Any:
    """What a function of a language's package returns; see `engine.text.base` for their names.

    Raises:
        EngineError: kind "missing" for a library that is not installed.
    """
    package = (FRONTENDS | LANGUAGES)[language]
    try:
        return getattr(importlib.import_module(package), function)(*args, **options)
    except ModuleNotFoundError as error:
        extra = language.partition("-")[0]
        raise EngineError(
            "missing",
            f"Reading text in {language!r} needs the package {error.name!r}, which is not there.",
            "Run the set-up again (python3 installer/bootstrap.py), or install it with "
            f"pip install 'timbre[{extra}]'.",
        ) from error


def _known(language: str, known: dict[str, str]) -> str:
    name = language.lower().replace("_", "-")
    if name not in known:
        name = name.partition("-")[0]
    if name not in known:
        raise EngineError(
            "input",
            f"There is no front end for the language {language!r}.",
            f"Choose one of: {', '.join(known)}.",
        )
    return name
