"""Rules that claim stretches of a text and say them in words, keeping track of where each was."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """What readers of English do differently."""

    british: bool

    @property
    def zero(self) -> str:
        """A zero among digits read one by one (telephone numbers)."""
        return "oh" if self.british else "zero"


# A handler gets the match and the dialect; None leaves the stretch to later rules.
Handler = Callable[[re.Match[str], Dialect], str | None]


@dataclass(frozen=True)
class Rule:
    """A pattern and what to say for it."""

    pattern: re.Pattern[str]
    say: Handler


@dataclass(frozen=True)
class Piece:
    """What is said for the characters `[start, end)` of the written text."""

    start: int
    end: int
    spoken: str


def rule(pattern: str, flags: int = 0) -> Callable[[Handler], Rule]:
    """Decorator: make a handler the rule of a pattern (verbose syntax, so spaces are `\\s`)."""
    compiled = re.compile(pattern, re.VERBOSE | flags)
    return lambda say: Rule(compiled, say)


def apply(text: str, rules: Iterable[Rule], dialect: Dialect) -> list[Piece]:
    """The pieces of a text in order, without gaps. Earlier rules win; nothing is claimed twice."""
    claimed = bytearray(len(text))
    pieces: list[Piece] = []
    for one in rules:
        for match in one.pattern.finditer(text):
            start, end = match.span()
            if start == end or any(claimed[start:end]):
                continue
            spoken = one.say(match, dialect)
            if spoken is not None:
                claimed[start:end] = b"\x01" * (end - start)
                pieces.append(Piece(start, end, spoken))
    return _filled(text, sorted(pieces, key=lambda piece: piece.start))


def _filled(text: str, pieces: list[Piece]) -> list[Piece]:
    """Pieces with the unclaimed stretches between them, set apart by spaces where words touch."""
    result: list[Piece] = []
    position = 0
    for piece in [*pieces, Piece(len(text), len(text), "")]:
        if position < piece.start:
            result.append(Piece(position, piece.start, text[position : piece.start]))
        if piece.end > piece.start:
            result.append(piece)
        position = piece.end
    return result


def before(match: re.Match[str]) -> str:
    """The word before a match, "" at the start or after a comma or the like."""
    found = re.search(r"([^\s.,;:!?()\"“”]+)\.?\s*$", match.string[: match.start()][-60:])
    return found.group(1) if found else ""


def after(match: re.Match[str]) -> str:
    """The word (without marks) after a match when only space lies between, else ""."""
    found = re.match(r"\s*([^\s.,;:!?()\"“”]+)", match.string[match.end() : match.end() + 60])
    return found.group(1) if found else ""


def ends(match: re.Match[str]) -> bool:
    """Whether nothing but closing marks follows a match: its full stop also ends the sentence."""
    return not re.search(r"\w", match.string[match.end() :])
