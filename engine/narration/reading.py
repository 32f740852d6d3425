"""A narration whose text is another now: its lines are found anew, and keep what was spoken."""

from dataclasses import dataclass, replace

from engine.narration.lines import merged, pieces, roles
from engine.narration.project import Line, Narration, shelved


@dataclass(frozen=True)
class Read:
    """What a reader found in a text: its lines, who says them, and all names before colons."""

    lines: tuple[Line, ...]
    cast: dict[str, str]
    names: dict[str, int]


def read(narration: Narration, voices: tuple[str, ...]) -> Read:
    """The lines of a narration's text; names that are voices join its cast."""
    names = roles(narration.text)
    known = {voice.casefold(): voice for voice in voices}
    cast = dict(narration.cast)
    for name in names:
        if name not in cast and name.casefold() in known:
            cast[name] = known[name.casefold()]
    speakers = [name for name, voice in cast.items() if voice]
    shelf = {(line.role, line.text): line for line in narration.shelf}
    found = pieces(narration.text, speakers)
    lines = merged(narration.lines, found, shelf, narration.next_line)
    return Read(lines, cast, names)


def with_read(narration: Narration, found: Read) -> Narration:
    """The narration with what was found in it; what was spoken meanwhile is not forgotten."""
    takes = {line.number: line for line in (*narration.shelf, *narration.lines)}
    lines = tuple(_with_takes_of(line, takes.get(line.number)) for line in found.lines)
    return shelved(replace(narration, cast=found.cast | narration.cast), lines)


def _with_takes_of(line: Line, other: Line | None) -> Line:
    if other is None or (line.takes is other.takes and line.chosen == other.chosen):
        return line
    return replace(line, takes=other.takes, chosen=other.chosen)
