"""A text as lines to be spoken one by one: who says each, where it stands, what follows it.

`Name: text` at the beginning of a line of writing is said by that name, up to the next name or the
end of the paragraph, where the name is known as a speaker.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from engine.narration.project import Ends, Line
from engine.text.split import Pauses, locate, split

# The colon of a sign's width needs no space behind it.
_ROLE = re.compile(
    r"^[ \t]*([^\W\d_][\w.'’ -]{0,29}?)[ \t]*(?::[ \t]+|：[ \t]*)(?=\S)", re.MULTILINE
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
# About ten and twenty-five seconds: what a listener can judge at once.
_BEST, _MOST = 200, 400
_WIDE = "\u1100"  # signs from here on are syllables or words
_WIDE_SIZE = 4
_SENTENCE, _TURN = 1.0, 2.0


@dataclass(frozen=True)
class Piece:
    """A sentence of the text at [start, end), said by `role` ("" is the narrator)."""

    text: str
    start: int
    end: int
    role: str
    ends: Ends


def roles(text: str) -> dict[str, int]:
    """The names that stand before a colon, and how often; not all of them need be speakers."""
    found: dict[str, int] = {}
    for match in _ROLE.finditer(text):
        found[match.group(1)] = found.get(match.group(1), 0) + 1
    return found


def pieces(text: str, speakers: Collection[str] = ()) -> list[Piece]:
    """The sentences of a text in order; what holds no word is left out."""
    known = frozenset(name.casefold() for name in speakers)
    result: list[Piece] = []
    for start, end in _paragraphs(text):
        for piece in _paragraph(text[start:end], known):
            place = piece.start + start, piece.end + start
            result.append(Piece(piece.text, *place, piece.role, piece.ends))
    return result


# Whoever types changes one paragraph of hundreds.
@lru_cache(maxsize=4096)
def _paragraph(text: str, known: frozenset[str]) -> tuple[Piece, ...]:
    """The sentences of one paragraph, with places from its own beginning."""
    result: list[Piece] = []
    turns = list(_turns(text, known))
    for number, (role, first, last) in enumerate(turns):
        found = list(_sentences(text, first, last, role))
        if found and number < len(turns) - 1:
            found[-1] = replace(found[-1], ends="sentence")
        result += found
    return tuple(result)


def merged(
    old: Sequence[Line], new: Sequence[Piece], shelf: Mapping[tuple[str, str], Line], number: int
) -> tuple[Line, ...]:
    """The pieces as lines; those that were there keep their number, takes and time.

    A changed sentence keeps its takes too: they are of an older text. What was cut out and comes
    back finds its takes on the `shelf` (by role and text). New lines count from `number`.
    """
    before = [(line.role, line.text) for line in old]
    after = [(piece.role, piece.text) for piece in new]
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    result = [_placed(line, piece) for line, piece in zip(old[:head], new)]
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    for line, piece in _paired(middle_old, middle_new):
        line = line or shelf.get((piece.role, piece.text))
        if line is None:
            line = Line(number, piece.text, piece.start, piece.end)
            number += 1
        result.append(_placed(line, piece))
    result += [
        _placed(line, piece) for line, piece in zip(old[len(old) - tail :], new[len(new) - tail :])
    ]
    return _numbered_once(result, number)


def timed(lines: Sequence[Line], marks: Sequence[tuple[int, float]]) -> tuple[Line, ...]:
    """The lines with the times that stand at their first character."""
    at = dict(marks)
    return tuple(replace(line, at=at.get(line.start, line.at)) for line in lines)


def _paired(old: Sequence[Line], new: Sequence[Piece]) -> Iterator[tuple[Line | None, Piece]]:
    before = [(line.role, line.text) for line in old]
    after = [(piece.role, piece.text) for piece in new]
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines: list[Line | None] = list(old[a:b]) if what == "equal" or b - a == d - c else []
        for index, piece in enumerate(new[c:d]):
            yield (lines[index] if lines else None), piece


def _numbered_once(lines: list[Line], number: int) -> tuple[Line, ...]:
    """A sentence that was copied gets a number of its own; its takes stay with the first."""
    seen: set[int] = set()
    result = []
    for line in lines:
        if line.number in seen:
            number = max(number, max(seen) + 1, max(each.number for each in lines) + 1)
            line = replace(line, number=number, takes=(), chosen=0)
            number += 1
        seen.add(line.number)
        result.append(line)
    return tuple(result)


def _placed(line: Line, piece: Piece) -> Line:
    if (line.text, line.start, line.end, line.role, line.ends) == _fields(piece):
        return line
    return replace(
        line,
        text=piece.text,
        start=piece.start,
        end=piece.end,
        role=piece.role,
        ends=piece.ends,
    )


def _fields(piece: Piece) -> tuple[str, int, int, str, str]:
    return piece.text, piece.start, piece.end, piece.role, piece.ends


def _alike(left: Sequence[object], right: Sequence[object]) -> int:
    count = 0
    for one, other in zip(left, right):
        if one != other:
            break
        count += 1
    return count


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for border in _PARAGRAPH.finditer(text):
        yield start, border.start()
        start = border.end()
    yield start, len(text)


def _turns(text: str, known: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Who speaks from where to where within a paragraph."""
    role, first = "", 0
    for match in _ROLE.finditer(text):
        # A name nobody is cast for is read aloud, but not by whoever spoke before it.
        speaks = match.group(1).casefold() in known
        if match.start() > first:
            yield role, first, match.start()
        role, first = (match.group(1), match.end()) if speaks else ("", match.start())
    yield role, first, len(text)


def _sentences(text: str, start: int, end: int, role: str) -> Iterator[Piece]:
    block = text[start:end]
    if not any(sign.isalnum() for sign in block):
        return
    position = 0
    for sentence in split(block, _size, _BEST, _MOST, Pauses(_SENTENCE, _TURN)):
        first, position = locate(block, position, sentence.text)
        ends: Ends = "sentence" if sentence.pause == _SENTENCE else "clause"
        ends = "paragraph" if sentence.pause == _TURN else ends
        yield Piece(sentence.text, start + first, start + position, role, ends)


def _size(text: str) -> int:
    return sum(_WIDE_SIZE if sign >= _WIDE else 1 for sign in text)
