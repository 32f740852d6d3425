"""Subtitles (SubRip and WebVTT): each caption is a paragraph, its time kept as a mark."""

import re
from pathlib import Path

from engine.documents import Part, decoded

_TIME = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
)
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")


def read(path: Path) -> tuple[Part, ...]:
    """What is said, without numbers, settings and markup."""
    text, marks = "", []
    for block in re.split(r"\n[ \t]*\n", decoded(path.read_bytes(), path.name)):
        lines = block.strip().split("\n")
        timed = next((i for i, line in enumerate(lines[:2]) if _TIME.search(line)), None)
        if timed is None:
            continue  # a header, a note, a style sheet
        words = _MARKUP.sub("", "\n".join(lines[timed + 1 :])).strip()
        if not words:
            continue
        text += "\n\n" if text else ""
        marks.append((len(text), _seconds(lines[timed])))
        text += words
    return (Part("", text, tuple(marks)),)


def _seconds(line: str) -> float:
    match = _TIME.search(line)
    assert match is not None  # asked before
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(fraction.ljust(3, "0")) / 1000
