"""Cantonese: from written text to v2 symbols."""

from engine.text.base import Reading

__all__ = ["normalize", "phones"]


def normalize(text: str, published: bool = False) -> str:
    """The text as it is spoken, in Han characters and marks."""
    from engine.text.cantonese import published as public

    return public.normalize(text)


def phones(text: str, published: bool = False) -> Reading:
    """The v2 symbols of a text."""
    from engine.text.cantonese import published as public

    return public.phones(text)
