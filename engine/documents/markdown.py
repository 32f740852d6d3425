"""Markdown without its signs: each heading of the first level begins a chapter."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from engine.documents import Part, decoded

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read(path: Path) -> tuple[Part, ...]:
    """The words of a Markdown file, a paragraph to a block."""
    source = _FRONT_MATTER.sub("", decoded(path.read_bytes(), path.name))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(source)
    chapters: list[tuple[str, list[str]]] = [("", [])]
    for heading, paragraph in _paragraphs(tokens):
        if heading == 1:
            chapters.append((paragraph, []))
        chapters[-1][1].append(paragraph)
    return tuple(Part(title, "\n\n".join(texts)) for title, texts in chapters if texts)


def _paragraphs(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Each block's text, with the level of its heading (0 for others)."""
    level, cells = 0, None
    for token in tokens:
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "tr_open":
                cells = []
            case "tr_close":
                yield 0, ", ".join(filter(None, cells or ()))
                cells = None
            case "code_block" | "fence":
                yield 0, token.content.strip()
            case "inline" if cells is not None:
                cells.append(_words(token))
            case "inline" if text := _words(token):
                yield level, text


def _words(token: Token) -> str:
    pieces = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
    return "".join(pieces).strip()
