"""Long documents as plain text to be spoken: .txt, .md, .srt, .vtt, .docx and .epub.

Nothing in a document is trusted: sizes are limited while reading, archives may not be bombs, XML
may declare no entities, and nothing outside the file is ever looked at.
"""

import codecs
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import EngineError

LARGEST_FILE = 64 << 20
# Extension -> the module with `read(path) -> tuple[Part, ...]`.
READERS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".srt": "captions",
    ".vtt": "captions",
    ".docx": "word",
    ".epub": "epub",
}


@dataclass(frozen=True)
class Part:
    """A chapter: paragraphs with an empty line between them.

    `marks` are times kept from subtitles: (character where a caption begins, its second).
    """

    title: str
    text: str
    marks: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Document:
    """What a file holds to be spoken."""

    title: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(part.text for part in self.parts)


def read_document(path: Path) -> Document:
    """The text of a file, by its extension.

    Raises:
        EngineError: kind "input" for another kind of file, one that is too large, or one without
            any text; "missing" when it cannot be read; "damaged" when it is not what it should be.
    """
    extension = path.suffix.lower()
    if extension not in READERS:
        raise EngineError(
            "input",
            f"{path.name} is no text that can be read.",
            f"Choose one of these: {', '.join(READERS)}.",
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise EngineError(
            "missing", f"{path} cannot be read: {error.strerror}.", "Check the name."
        ) from error
    if size > LARGEST_FILE:
        raise too_large(path)
    module: Any = importlib.import_module(f"engine.documents.{READERS[extension]}")
    try:
        parts = module.read(path)
    except OSError as error:
        raise EngineError(
            "missing", f"{path} cannot be read: {error.strerror or error}.", "Check the file."
        ) from error
    parts = tuple(part for part in parts if any(sign.isalnum() for sign in part.text))
    if not parts:
        raise EngineError(
            "input", f"{path.name} holds no text.", "Choose a document with words in it."
        )
    return Document(path.stem, parts)


def portions(document: Document, most: int) -> Iterator[Part]:
    """A document in portions of at most `most` characters, cut between chapters or paragraphs."""
    title, text, marks = "", "", ()
    for part in document.parts:
        for piece in _fitting(part, most):
            if text and len(text) + 2 + len(piece.text) <= most:
                moved = tuple((at + len(text) + 2, second) for at, second in piece.marks)
                text, marks = f"{text}\n\n{piece.text}", (*marks, *moved)
                continue
            if text:
                yield Part(title, text, marks)
            title, text, marks = piece.title, piece.text, piece.marks
    if text:
        yield Part(title, text, marks)


def _fitting(part: Part, most: int) -> Iterator[Part]:
    start = 0
    text = part.text
    while len(text) - start > most:
        border = text[start : start + most]
        cuts = [border.rfind(mark) for mark in ("\n\n", "\n", ". ", "。", " ")]
        cut = next((c + 1 for c in cuts if c > most // 2), most)
        yield Part(part.title, text[start : start + cut].rstrip(), _within(part, start, cut))
        start += cut
        start += len(text[start:]) - len(text[start:].lstrip())
    yield Part(part.title, text[start:], _within(part, start, len(text)))


def _within(part: Part, start: int, length: int) -> tuple[tuple[int, float], ...]:
    return tuple((at - start, second) for at, second in part.marks if 0 <= at - start < length)


def decoded(data: bytes, name: str) -> str:
    """The text of UTF-8, or of UTF-16 with its mark; line ends become "\\n".

    Raises:
        EngineError: kind "input" for any other encoding.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise EngineError(
            "input",
            f"{name} is not a UTF-8 text.",
            'Save it as plain text with the encoding "UTF-8".',
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def too_large(path: Path) -> EngineError:
    """What is said of a file that is larger than any text to be spoken."""
    return EngineError(
        "input",
        f"{path.name} is too large for a text.",
        f"Choose a document of at most {LARGEST_FILE >> 20} MB.",
    )
