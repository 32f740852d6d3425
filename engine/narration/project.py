"""A narration on disk: a text, its lines and their takes, in a folder of its own.

`narration.json` holds all but the sound; `takes/` has a FLAC for each take and beside it the times
of its words. Everything is written whole or not at all.
"""

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from engine.errors import EngineError
from engine.files import data_home, disk_error, read_json, to_plain, write_bytes
from engine.library import check_name
from engine.text.split import CLAUSE_PAUSE, USUAL_PAUSES, Pauses
from engine.voice import Pronunciation, WordTime

NARRATION_FILE = "narration.json"
LAST_FILE = "open.txt"
MOST_SHELVED = 500
Ends = Literal["clause", "sentence", "paragraph"]
ENDS: tuple[Ends, ...] = get_args(Ends)


@dataclass(frozen=True)
class Take:
    """A line as it was spoken once. `said` tells what exactly: see `Manner.said`."""

    file: str
    seconds: float
    seed: int
    said: str


@dataclass(frozen=True)
class TakeNote:
    """What lies beside a take's sound: the line it belongs to and the times of its words."""

    line: int
    take: Take
    words: tuple[WordTime, ...] = ()


@dataclass(frozen=True)
class Line:
    """A sentence of the text at [start, end). `at` is the second a subtitle gave it."""

    number: int
    text: str
    start: int
    end: int
    role: str = ""
    ends: Ends = "sentence"
    at: float | None = None
    takes: tuple[Take, ...] = ()
    chosen: int = 0

    @property
    def take(self) -> Take | None:
        """The take that counts."""
        return self.takes[self.chosen] if self.chosen < len(self.takes) else None


@dataclass(frozen=True)
class Manner:
    """How a narration is spoken unless a line says otherwise."""

    voice: str = "starter:af_heart"
    language: str = "auto"
    speed: float = 1.0
    reference: str | None = None
    reference_text: str | None = None


@dataclass(frozen=True)
class View:
    """Where the person was: cursor and scroll of the text, and the line that was chosen."""

    cursor: int = 0
    scroll: int = 0
    line: int = -1


@dataclass(frozen=True)
class Narration:
    """Everything about one text. Immutable: each change makes a new one, which is then saved.

    `cast` gives names of the text a voice ("" reads them aloud as part of the text). `shelf` holds
    lines that were cut out of the text, with their takes, in case they come back; `dropped` files
    of takes that were deleted, and can be brought back while it is open.
    """

    name: str
    text: str = ""
    lines: tuple[Line, ...] = ()
    shelf: tuple[Line, ...] = ()
    dropped: tuple[str, ...] = ()
    manner: Manner = field(default_factory=Manner)
    pauses: Pauses = USUAL_PAUSES
    cast: dict[str, str] = field(default_factory=dict)
    dictionary: tuple[Pronunciation, ...] = ()
    loudness: float | None = None
    next_line: int = 1
    next_take: int = 1
    view: View = field(default_factory=View)
    version: int = 1

    @property
    def folder(self) -> Path:
        return narrations_home() / self.name

    @property
    def takes(self) -> Path:
        return self.folder / "takes"

    @property
    def seconds(self) -> float:
        """How long it is so far, pauses included."""
        pauses = {ends: pause_after(self, Line(0, "", 0, 0, ends=ends)) for ends in ENDS}
        return sum(line.take.seconds + pauses[line.ends] for line in self.lines if line.take)

    def voice_of(self, line: Line) -> str:
        """The voice that says a line."""
        return self.cast.get(line.role) or self.manner.voice

    def with_line(self, line: Line) -> "Narration":
        """The same with a line of that number replaced."""
        lines = tuple(line if line.number == each.number else each for each in self.lines)
        return replace(self, lines=lines)


def pause_after(narration: Narration, line: Line) -> float:
    """The seconds of silence after a line."""
    pauses = {"sentence": narration.pauses.sentence, "paragraph": narration.pauses.paragraph}
    return pauses.get(line.ends, min(CLAUSE_PAUSE, narration.pauses.sentence))


def narrations_home() -> Path:
    return data_home() / "studio"


def narration_names() -> tuple[str, ...]:
    """Names of all narrations, sorted."""
    found = (path.parent.name for path in narrations_home().glob(f"*/{NARRATION_FILE}"))
    return tuple(sorted(found, key=str.casefold))


def free_narration_name(wanted: str) -> str:
    """A name like `wanted` that no narration has: "Book", then "Book 2"."""
    taken = {name.casefold() for name in narration_names()}
    clean = "".join(sign for sign in wanted if sign.isalnum() or sign in " -_()")
    clean = " ".join(clean.split())[:50].strip() or "Text"
    try:
        name = check_name(clean)
    except EngineError:
        name = check_name(f"Text {clean}"[:50])
    number = 2
    result = name
    while result.casefold() in taken:
        result, number = f"{name} {number}", number + 1
    return result


def open_narration(name: str) -> Narration:
    """The narration of that name, begun if there is none.

    Raises:
        EngineError: kind "input" for a bad name, "damaged" or "disk".
    """
    name = check_name(name.strip())
    file = narrations_home() / name / NARRATION_FILE
    if not file.is_file():
        return save_narration(Narration(name))
    return recovered(replace(read_json(file, Narration), name=name))


def save_narration(narration: Narration) -> Narration:
    """Write a narration.

    Raises:
        EngineError: kind "disk".
    """
    rest = to_plain(replace(narration, lines=(), shelf=()))
    lines, shelf = (
        f"[{', '.join(map(_line_as_json, given))}]" for given in (narration.lines, narration.shelf)
    )
    del rest["lines"], rest["shelf"]
    head = json.dumps(rest, ensure_ascii=False, allow_nan=False).removesuffix("}")
    data = f'{head}, "lines": {lines}, "shelf": {shelf}}}\n'
    write_bytes(narration.folder / NARRATION_FILE, data.encode())
    return narration


# Saved many times a minute, with one line of a thousand changed.
@lru_cache(maxsize=8192)
def _line_as_json(line: Line) -> str:
    return json.dumps(to_plain(line), ensure_ascii=False, allow_nan=False)


def rename_narration(old: str, new: str) -> Narration:
    """Give a narration another name.

    Raises:
        EngineError: kind "input" for a bad or taken name, "disk".
    """
    name = check_name(new.strip())
    target = narrations_home() / name
    if name.casefold() != old.casefold() and target.exists():
        raise EngineError(
            "input", f"A text called {name} is there already.", "Choose another name."
        )
    try:
        (narrations_home() / old).rename(target)
    except OSError as error:
        raise disk_error(target, error) from error
    return save_narration(open_narration(name))


def delete_narration(name: str) -> Path:
    """Move a narration to the trash folder and return where it lies now; nothing is destroyed.

    Raises:
        EngineError: kind "disk".
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return _moved(narrations_home() / name, data_home() / "trash" / f"{name} {stamp}")


def restore_narration(lies: Path, name: str) -> Path:
    """Undo `delete_narration`."""
    return _moved(lies, narrations_home() / name)


def _moved(source: Path, target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
    except OSError as error:
        raise disk_error(target, error) from error
    return target


def save_note(narration: Narration, note: TakeNote) -> None:
    """Write what is known of a take beside its sound."""
    data = json.dumps(to_plain(note), ensure_ascii=False).encode()
    write_bytes((narration.takes / note.take.file).with_suffix(".json"), data)


def load_words(narration: Narration, take: Take) -> tuple[WordTime, ...]:
    """The times of a take's words; none where they are not known."""
    file = (narration.takes / take.file).with_suffix(".json")
    return read_json(file, TakeNote).words if file.is_file() else ()


def recovered(narration: Narration) -> Narration:
    """The narration with takes that were spoken just before the program was killed.

    What was deleted when it was open last can no longer be undone, and goes for good.
    """
    for name in narration.dropped:
        for file in (narration.takes / name, (narration.takes / name).with_suffix(".json")):
            file.unlink(missing_ok=True)
    narration = replace(narration, dropped=())
    known = {take.file for line in (*narration.lines, *narration.shelf) for take in line.takes}
    for file in sorted(narration.takes.glob("*.json")):
        if file.with_suffix(".flac").name in known:
            continue
        with suppress(EngineError):  # half of it is missing: as if it had not been spoken
            note = read_json(file, TakeNote)
            if (narration.takes / note.take.file).is_file():
                narration = with_take(narration, note.line, note.take)
    newest = max(
        (int(f.stem) for f in narration.takes.glob("*.flac") if f.stem.isdigit()), default=0
    )
    return replace(narration, next_take=max(narration.next_take, newest + 1))


def shelved(narration: Narration, lines: tuple[Line, ...]) -> Narration:
    """The narration with new lines; those with takes that are gone from it go on the shelf."""
    kept = {line.number for line in lines}
    gone = [line for line in narration.lines if line.takes and line.number not in kept]
    still = [line for line in narration.shelf if line.number not in kept]
    newest = max((line.number for line in lines), default=0)
    return replace(
        narration,
        lines=lines,
        shelf=tuple((*still, *gone)[-MOST_SHELVED:]),
        next_line=max(narration.next_line, newest + 1),
    )


def with_take(narration: Narration, number: int, take: Take) -> Narration:
    """The same with one take more for a line, in the text or on the shelf; it is the one chosen."""

    def taken(line: Line) -> Line:
        if line.number != number:
            return line
        return replace(line, takes=(*line.takes, take), chosen=len(line.takes))

    lines, shelf = map(taken, narration.lines), map(taken, narration.shelf)
    return replace(narration, lines=tuple(lines), shelf=tuple(shelf))


def add_take(name: str, number: int, take: Take) -> None:
    """Add a take to a narration that is not open, unless it is no longer there.

    Raises:
        EngineError: kind "damaged" or "disk".
    """
    if name in narration_names():
        save_narration(with_take(open_narration(name), number, take))


def remember(name: str) -> None:
    """Note which narration is open.

    Raises:
        EngineError: kind "disk".
    """
    write_bytes(narrations_home() / LAST_FILE, name.encode())


def last_open(first: str = "Untitled") -> str:
    """The narration that was open last; else any there is; else `first`, for a new one."""
    names = narration_names()
    try:
        name = (narrations_home() / LAST_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        name = ""
    return name if name in names else next(iter(names), first)
