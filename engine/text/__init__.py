"""From written text to phonemes: the front end of each language, loaded on use."""

import importlib
from functools import cache

from engine.errors import EngineError
from engine.text.base import Frontend, Phones, WordSpan

__all__ = ["FRONTENDS", "Frontend", "Phones", "WordSpan", "frontend", "spoken_words"]

# A language is one module with `open_frontend(language)` and `spoken_words(text, language)`.
FRONTENDS: dict[str, str] = {
    "en": "engine.text.english",
    "en-us": "engine.text.english",
    "en-gb": "engine.text.english",
}


@cache
def frontend(language: str) -> Frontend:
    """The front end of a language ("en" is American English), loaded once and kept.

    Raises:
        EngineError: kind "input" for a language that is not there, "missing" for a package that
            is not installed.
    """
    name = _known(language)
    try:
        return importlib.import_module(FRONTENDS[name]).open_frontend(name)
    except ModuleNotFoundError as error:
        raise EngineError(
            "missing",
            f"Reading text in {language!r} needs the package {error.name!r}, which is not there.",
            "Run the set-up again: python3 installer/bootstrap.py",
        ) from error


def spoken_words(text: str, language: str) -> list[str]:
    """The words of a text as spoken: lower case, no punctuation, numbers written out.

    For comparing what a recogniser wrote with what was to be said: digits, spelling variants and
    spelled-out acronyms come out alike on both sides.

    Raises:
        EngineError: kind "input" for a language that is not there.
    """
    name = _known(language)
    return importlib.import_module(FRONTENDS[name]).spoken_words(text, name)


def _known(language: str) -> str:
    name = language.lower().replace("_", "-")
    if name not in FRONTENDS:
        raise EngineError(
            "input",
            f"There is no front end for the language {language!r}.",
            f"Choose one of: {', '.join(FRONTENDS)}.",
        )
    return name
