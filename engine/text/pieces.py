"""A text cut as the public system cuts it, for the `published` recipe; `split` is ours.

The methods of the page are cut0 (none), cut1 (four sentences), cut2 (fifty characters), cut3 (at
"。"), cut4 (at "."), cut5 (at every mark); `presegment` is what its batch path does with them
(FACTS.md §12.3). Defects kept: cut1 joins its last two pieces, cut3 and cut4 lose the marks they
cut at, cut5 loses pieces without words, and a mark is added after a semicolon.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from engine.errors import EngineError

_ENDS = "，。？！,.?!~:：—…"
_SILENT = frozenset("!?…,.- ")
_EVERY_MARK = frozenset(",.;?!、，。？！；：…")
_LONGEST = 510  # characters
_SHORTEST = 5
_OPENING = 4


def _clauses(text: str) -> list[str]:
    """Pieces that end at a mark; a text without one at its end gets "。"."""
    text = text.replace("……", "。").replace("——", "，")
    text = text if text[-1:] in tuple(_ENDS) else f"{text}。"
    return re.findall(f"[^{_ENDS}]*[{_ENDS}]", text)


def _worded(pieces: Iterable[str], silent: frozenset[str] = _SILENT) -> list[str]:
    return [piece for piece in pieces if not set(piece) <= silent]


def _none(text: str) -> list[str]:
    return _worded([text]) or ["", ""]


def _four_sentences(text: str) -> list[str]:
    clauses = _clauses(text)
    if len(clauses) <= 4:
        return _worded([text])
    starts = [*range(0, len(clauses) - 4, 4)]
    ends = [*starts[1:], len(clauses)]
    return _worded("".join(clauses[start:end]) for start, end in zip(starts, ends))


def _fifty_characters(text: str) -> list[str]:
    clauses = _clauses(text)
    if len(clauses) < 2:
        return [text]
    pieces = [""]
    for clause in clauses:
        if len(pieces[-1]) > 50:
            pieces.append("")
        pieces[-1] += clause
    if len(pieces) > 1 and len(pieces[-1]) < 50:
        pieces[-2:] = ["".join(pieces[-2:])]
    return _worded(pieces)


def _at_chinese_stops(text: str) -> list[str]:
    return _worded(text.strip("。").split("。"))


def _at_english_stops(text: str) -> list[str]:
    return _worded(re.split(r"(?<!\d)\.(?!\d)", text.strip(".")))


def _at_every_mark(text: str) -> list[str]:
    return _worded(_up_to_marks(text), _EVERY_MARK)


def _up_to_marks(text: str) -> Iterator[str]:
    start = 0
    for index, character in enumerate(text):
        decimal = character == "." and re.fullmatch(r"\d\.\d", text[max(0, index - 1) : index + 2])
        if character in _EVERY_MARK and not decimal:
            yield text[start : index + 1]
            start = index + 1
    yield text[start:]


METHODS: dict[str, Callable[[str], list[str]]] = {
    "cut0": _none,
    "cut1": _four_sentences,
    "cut2": _fifty_characters,
    "cut3": _at_chinese_stops,
    "cut4": _at_english_stops,
    "cut5": _at_every_mark,
}


def cut(text: str, method: str) -> list[str]:
    """The lines a method leaves of a text.

    Raises:
        EngineError: kind "input" for an unknown method.
    """
    if method not in METHODS:
        raise EngineError(
            "input",
            f"There is no way of cutting called {method!r}.",
            f"Choose one of: {', '.join(METHODS)}.",
        )
    text = text if method == "cut0" else text.strip("\n")
    return METHODS[method](text)


def presegment(text: str, language: str, method: str) -> list[str]:
    """The pieces of a text that are spoken one by one.

    Raises:
        EngineError: as `cut`.
    """
    stop = "." if language == "en" else "。"
    text = text.strip("\n")
    if not text:
        return []
    if text[0] not in _ENDS and len(re.split(f"[{_ENDS}]", text)[0].strip()) < _OPENING:
        text = stop + text
    lines = "\n".join(cut(text, method)).split("\n")
    pieces: list[str] = []
    for piece in _merged([line for line in lines if line.strip(" ") or len(line) > 1]):
        if re.search(r"\w", piece):
            piece = piece if piece[-1] in _ENDS else piece + stop
            pieces += _shortened(piece) if len(piece) > _LONGEST else [piece]
    return pieces


def _merged(lines: list[str]) -> list[str]:
    """Short lines hang on what follows; a short rest on what stands before it."""
    if len(lines) < 2:
        return lines
    pieces: list[str] = []
    waiting = ""
    for line in lines:
        waiting += line
        if len(waiting) >= _SHORTEST:
            pieces.append(waiting)
            waiting = ""
    if waiting and pieces:
        pieces[-1] += waiting
    elif waiting:
        pieces.append(waiting)
    return pieces


def _shortened(piece: str) -> list[str]:
    parts = [""]
    for segment in re.split(f"([{_ENDS}])", piece):
        if len(parts[-1]) + len(segment) > _LONGEST:
            parts.append("")
        parts[-1] += segment
    return [part for index, part in enumerate(parts) if part or index < len(parts) - 1]
