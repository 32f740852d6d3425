"""E-books (.epub): the chapters in their order of reading."""

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from engine.documents import Part, decoded
from engine.documents.archive import Archive, opened
from engine.errors import EngineError

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|d[dlt]|div|fig(caption|ure)|footer|h[1-6r]|header|li|main"
    "|nav|ol|p|pre|section|table|t[dhr]|ul"
)
_SILENT = re.compile("head|math|r[pt]|script|style|svg|template|title")


def read(path: Path) -> tuple[Part, ...]:
    """The text of each page of the spine."""
    with opened(path) as archive:
        pages = _spine(archive)
        _refuse_locked(archive, path, pages)
        return tuple(_page(archive, name) for name in pages)


def _spine(archive: Archive) -> list[str]:
    packages: list[str] = []
    archive.parse(
        _CONTAINER,
        lambda name, given: (
            packages.append(given.get("full-path", "")) if name.endswith("|rootfile") else None
        ),
    )
    if not packages:
        raise archive.damaged("it names no book")
    files: dict[str, tuple[str, str]] = {}
    order: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        local = name.rpartition("|")[2]
        if local == "item":
            files[given.get("id", "")] = given.get("href", ""), given.get("media-type", "")
        elif local == "itemref" and given.get("linear", "yes") != "no":
            order.append(given.get("idref", ""))

    archive.parse(packages[0], start)
    folder = posixpath.dirname(packages[0])
    pages = [files[key][0] for key in order if key in files and files[key][1] in _PAGES]
    # Joined as names inside the archive; one that leads out of it is simply not there.
    names = [posixpath.normpath(posixpath.join(folder, unquote(page))) for page in pages]
    return [name for name in names if name in archive]


def _refuse_locked(archive: Archive, path: Path, pages: list[str]) -> None:
    """Fonts may be scrambled; a book whose pages are cannot be read."""
    if _ENCRYPTION not in archive:
        return
    locked: set[str] = set()
    archive.parse(_ENCRYPTION, lambda name, given: locked.add(unquote(given.get("URI", ""))))
    if locked & set(pages):
        raise EngineError(
            "input",
            f"{path.name} is protected against copying.",
            "Choose a book without protection.",
        )


def _page(archive: Archive, name: str) -> Part:
    page = _Page()
    page.feed(decoded(archive.read(name), posixpath.basename(name)))
    page.close()
    page.flush()
    return Part(page.heading, "\n\n".join(page.paragraphs))


class _Page(HTMLParser):
    """Collects the paragraphs of a page; it never looks at what the page refers to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heading = ""
        self.paragraphs: list[str] = []
        self._words: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent or _SILENT.fullmatch(tag) or ("epub:type", "noteref") in attrs:
            self._silent.append(tag)
        elif _BLOCKS.fullmatch(tag):
            self.flush()
        elif tag == "br":
            self._words.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._silent:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
        elif _BLOCKS.fullmatch(tag):
            text = self.flush()
            if tag in ("h1", "h2") and not self.heading:
                self.heading = text

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data.replace("\n", " "))

    def flush(self) -> str:
        """End a paragraph."""
        lines = ("".join(self._words)).split("\n")
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        self._words = []
        if text:
            self.paragraphs.append(text)
        return text
