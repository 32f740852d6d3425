"""Sentences of our own, by language: to practise on while learning, and to try a voice with."""

from __future__ import annotations

import json
from functools import cache

import resources


def practice_sentences(language: str) -> tuple[str, ...]:
    """What a voice in the making speaks to be corrected and scored; none in other languages."""
    return _sentences("practice").get(language.partition("-")[0], ())


def trial_sentences(language: str) -> tuple[str, ...]:
    """What a finished voice is tried with. It took no part in anything before."""
    return _sentences("trial").get(language.partition("-")[0], ())


@cache
def _sentences(name: str) -> dict[str, tuple[str, ...]]:
    stored = json.loads(resources.path(f"texts/{name}.json").read_text(encoding="utf-8"))
    return {language: tuple(lines) for language, lines in stored.items()}
