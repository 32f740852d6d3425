"""Word documents (.docx): the running text of the body; each top heading begins a chapter."""

from pathlib import Path

from engine.documents import Part
from engine.documents.archive import opened

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main|"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006|"
# Deleted text, field codes, and what stands twice for older programs.
_SKIPPED = frozenset([f"{_W}del", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback"])
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(path: Path) -> tuple[Part, ...]:
    """The paragraphs of the body, tables and text boxes included, notes left out."""
    walk = _Walk()
    with opened(path) as archive:
        archive.parse("word/document.xml", walk.start, walk.end, walk.text)
    return walk.parts


class _Walk:
    """Collects paragraphs while the XML goes by."""

    def __init__(self) -> None:
        self._chapters: list[tuple[str, list[str]]] = [("", [])]
        self._open: list[tuple[list[str], list[str]]] = []  # text and style of nested paragraphs
        self._skipping = 0
        self._in_text = False

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(title, "\n\n".join(texts)) for title, texts in self._chapters if texts)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SKIPPED or self._skipping:
            self._skipping += 1
        elif name == f"{_W}p":
            self._open.append(([], []))
        elif name == f"{_W}pStyle" and self._open:
            self._open[-1][1].append(attributes.get(f"{_W}val", ""))
        elif name in _BREAKS and self._open:
            self._open[-1][0].append(_BREAKS[name])
        self._in_text = name == f"{_W}t" and not self._skipping

    def text(self, data: str) -> None:
        if self._in_text and self._open:
            self._open[-1][0].append(data)

    def end(self, name: str) -> None:
        self._in_text = False
        if self._skipping:
            self._skipping -= 1
        elif name == f"{_W}p" and self._open:
            pieces, styles = self._open.pop()
            text = "".join(pieces).strip()
            if not text:
                return
            if any(style.lower().replace(" ", "") in ("heading1", "title") for style in styles):
                self._chapters.append((text, []))
            self._chapters[-1][1].append(text)
