"""Texts that come with recordings: a table of file name, tab, text, and perhaps a language."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError
from engine.text import LANGUAGES

HEADINGS = frozenset({"file", "filename", "file name", "path", "name", "audio"})
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SHOWN = 3


@dataclass(frozen=True)
class Said:
    """What is said in a file; `language` is None where the table does not tell."""

    text: str
    language: str | None = None


def read_transcripts(table: Path, files: list[Path]) -> dict[Path, Said]:
    """The text of each of `files` that the table names, by file name or path.

    A row may name a file that is beside the table or the recordings but was not asked for.

    Raises:
        EngineError: "missing" when there is no table or a named file is nowhere; "input" for wrong
            columns, an unknown encoding, an empty text, or two texts for one file.
    """
    by_name: dict[str, list[Path]] = {}
    for file in files:
        by_name.setdefault(file.name, []).append(file)
    places = [table.parent, *dict.fromkeys(file.parent for file in files)]
    texts: dict[Path, Said] = {}
    nowhere: list[str] = []
    for number, name, said in _rows(table):
        matches = by_name.get(Path(name).name, [])
        exact = [file for file in matches if file.as_posix().endswith("/" + name.lstrip("./"))]
        if len(exact or matches) > 1:
            raise _wrong(table, number, f"{name} could be any of {len(matches)} files")
        if not (exact or matches):
            if not any((place / name).is_file() for place in places):
                nowhere.append(name)
            continue
        file = (exact or matches)[0]
        if texts.setdefault(file, said) != said:
            raise _wrong(table, number, f"{name} has a second, different text")
    if nowhere:
        raise _not_found(table, nowhere)
    return texts


def _rows(table: Path) -> list[tuple[int, str, Said]]:
    rows: list[tuple[int, str, Said]] = []
    for number, line in enumerate(decode_table(table).splitlines(), 1):
        if not line.strip():
            continue
        columns = [column.strip() for column in line.split("\t")]
        if not rows and columns[0].casefold() in HEADINGS:
            continue
        language = columns[2].lower() if len(columns) == 3 else None
        if len(columns) != 2 and language not in LANGUAGES:
            found = "no tab" if len(columns) == 1 else f"{len(columns)} columns"
            raise _wrong(
                table, number, f"it has {found} where a file name, a tab and a text belong"
            )
        name, text = columns[:2]
        if not name or not text:
            raise _wrong(table, number, "the file name is empty" if text else f"{name} has no text")
        said = Said(" ".join(text.split()), language)
        rows.append((number, name.replace("\\", "/"), said))
    if not rows:
        raise EngineError(
            "input", f"{table.name} holds no texts.", "Write one line per file: name, tab, text."
        )
    return rows


def decode_table(table: Path) -> str:
    """The text of a table in UTF-8, or in UTF-16 that says so.

    Raises:
        EngineError: kind "missing" when it cannot be opened, "input" for another encoding.
    """
    try:
        data = table.read_bytes()
    except OSError as error:
        raise EngineError(
            "missing", f"{table} cannot be opened: {error.strerror}.", "Check the name."
        ) from error
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _not_utf8(table, line) from error
    if "\0" in text:
        raise _not_utf8(table, text[: text.index("\0")].count("\n") + 1)
    return text


def _not_utf8(table: Path, line: int) -> EngineError:
    return EngineError(
        "input",
        f"{table.name} is not UTF-8 text (line {line}).",
        "Save it again with the encoding UTF-8.",
    )


def _wrong(table: Path, number: int, what: str) -> EngineError:
    return EngineError(
        "input",
        f"{table.name}, line {number}: {what}.",
        "Each line is a file name, a tab, and what is said in that file.",
    )


def _not_found(table: Path, names: list[str]) -> EngineError:
    shown = ", ".join(names[:SHOWN]) + (" and others" if len(names) > SHOWN else "")
    return EngineError(
        "missing",
        f"{table.name} names {len(names)} file(s) that are not there: {shown}.",
        "Put them beside the table, or take their lines out.",
    )
