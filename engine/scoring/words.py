"""Word error: which words of a text were lost, changed or added when it was spoken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.text import spoken_words


@dataclass(frozen=True)
class WordEdit:
    """One difference: `said` is what the text has, `heard` what was recognised ("" for none)."""

    kind: Literal["lost", "changed", "added"]
    said: str
    heard: str

    def __str__(self) -> str:
        match self.kind:
            case "lost":
                return f"“{self.said}” was lost"
            case "added":
                return f"“{self.heard}” was added"
            case _:
                return f"“{self.said}” was heard as “{self.heard}”"


@dataclass(frozen=True)
class WordErrors:
    """How many of `words` words went wrong, and which."""

    words: int
    edits: tuple[WordEdit, ...]

    @property
    def rate(self) -> float:
        """Word error as a share: edits by words of the text."""
        return len(self.edits) / max(1, self.words)

    @staticmethod
    def total(parts: Iterable[WordErrors]) -> WordErrors:
        """The errors of several texts counted together."""
        parts = list(parts)
        edits = tuple(edit for part in parts for edit in part.edits)
        return WordErrors(sum(part.words for part in parts), edits)


def word_errors(text: str, heard: str, language: str = "en") -> WordErrors:
    """Compare a text with what a recogniser heard, as spoken words (numbers read out, no case).

    The edits are a shortest way from one to the other (Levenshtein). A word written in one piece
    here and in two there ("anyone", "any one") is no error: it sounds the same.
    """
    said_words = spoken_words(text, language)
    heard_words = spoken_words(heard, language)
    edits: list[WordEdit] = []
    for said, other in _differences(said_words, heard_words):
        if "".join(said) == "".join(other):
            continue
        edits += _pair(said, other)
    return WordErrors(len(said_words), tuple(edits))


def _differences(said: Sequence[str], heard: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Runs of words that differ, along a shortest path."""
    costs = _costs(said, heard)
    runs: list[tuple[list[str], list[str]]] = []
    row, column, in_run = len(said), len(heard), False
    while row or column:
        here = costs[row][column]
        diagonal = costs[row - 1][column - 1] if row and column else here + 1
        if here == diagonal and said[row - 1] == heard[column - 1]:
            row, column, in_run = row - 1, column - 1, False
            continue
        if not in_run:
            runs.append(([], []))
            in_run = True
        if here == diagonal + 1:
            row, column = row - 1, column - 1
            runs[-1][0].insert(0, said[row])
            runs[-1][1].insert(0, heard[column])
        elif row and here == costs[row - 1][column] + 1:
            row -= 1
            runs[-1][0].insert(0, said[row])
        else:
            column -= 1
            runs[-1][1].insert(0, heard[column])
    return runs[::-1]


def _costs(said: Sequence[str], heard: Sequence[str]) -> list[list[int]]:
    """Edit distances between all beginnings, `[len(said) + 1][len(heard) + 1]`."""
    rows = [list(range(len(heard) + 1))]
    for i, word in enumerate(said, 1):
        above, row = rows[-1], [i]
        for j, other in enumerate(heard, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
        rows.append(row)
    return rows


def _pair(said: list[str], heard: list[str]) -> list[WordEdit]:
    """Edits of a run: as many changed words as both sides have, the rest lost or added."""
    both = min(len(said), len(heard))
    edits = [WordEdit("changed", a, b) for a, b in zip(said, heard)]
    edits += [WordEdit("lost", word, "") for word in said[both:]]
    return edits + [WordEdit("added", "", word) for word in heard[both:]]
