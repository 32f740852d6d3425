"""Cut a text into sentences with the pause that follows each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from engine.errors import EngineError

MOST_CHARACTERS = 50_000
PARAGRAPH_PAUSE, SENTENCE_PAUSE, CLAUSE_PAUSE = 0.7, 0.35, 0.12
_FARTHEST = 100  # characters of white space or signs that may be missing from a piece

_PARAGRAPH = re.compile(r"\n\s*\n+")
# A sentence ends at its mark with whatever closes around it; CJK marks need no space after them.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_END = re.compile(
    rf"""(?:[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*|(?:[!?]+|…{{2,}})[”’」』）]*(?=[{_CJK}“「『]))"""
)
_CLAUSE = re.compile(r"""[,;:][”’"')\]]*(?=\s)|[，、；：—]|\s[–-](?=\s)""")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _listed(
    "mr mrs ms mx dr prof rev hon gov sen rep gen col capt cpt lt sgt cpl maj adm cmdr fr st "
    "ste mt "
    "ft messrs mme mlle pres supt insp vs v viz cf ca approx no nos vol vols ch pp p fig figs "
    "eq sec "
    "e.g i.e"
)
# These often end a sentence too: they break only before what looks like a new one.
_MAYBE = _listed(
    "jr sr inc ltd co corp bros etc al est dept ave blvd rd ln hwy sq jan feb mar apr jun jul aug "
    "sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.k u.n e.u d.c "
    "b.c a.d ph.d m.d b.a m.a"
)
_OPENERS = _listed(
    "the this that these those a an he she it we they you i there here his her its our their my "
    "in on at but and so then when while if as after before what who why how where no yes"
)


@dataclass(frozen=True)
class Sentence:
    """A piece of text to be spoken at once, and the seconds of silence after it."""

    text: str
    pause: float


@dataclass(frozen=True)
class Pauses:
    """Seconds of silence after a sentence and after a paragraph, at a speed of 1."""

    sentence: float = SENTENCE_PAUSE
    paragraph: float = PARAGRAPH_PAUSE


USUAL_PAUSES = Pauses()


def check_text(text: str) -> None:
    """Refuse what cannot be spoken.

    Raises:
        EngineError: kind "input" for more than 50,000 characters, or for no letter and no digit.
    """
    if len(text) > MOST_CHARACTERS:
        raise EngineError(
            "input",
            f"The text has {len(text):,} characters; {MOST_CHARACTERS:,} can be spoken at once.",
            "Split it into several parts and speak them one after another.",
        )
    if not text.strip():
        raise EngineError("input", "There is no text to speak.", "Write a sentence first.")
    if not _speakable(text):
        raise EngineError(
            "input",
            "The text holds only signs or emoji, nothing that can be spoken.",
            "Add at least one word or number.",
        )


def split(
    text: str,
    size: Callable[[str], int] = len,
    best: int = 200,
    most: int = 480,
    pauses: Pauses = USUAL_PAUSES,
) -> Iterator[Sentence]:
    """Yield the sentences of a text, none longer than the model takes.

    `size` measures a piece (characters, or phonemes through a front end). A sentence above `most`
    is cut at clause marks, then between words, into pieces of about `best`; only a single word
    above `most` is cut inside. The pieces joined hold the input's content, white space aside.

    Raises:
        EngineError: kind "input", as `check_text`.
    """
    check_text(text)
    for sentence in _joined(_sentences(text, pauses)):
        yield from _fitted(sentence, size, best, most)


def locate(text: str, position: int, piece: str) -> tuple[int, int]:
    """Where the next piece of a text lies at or after `position`, white space aside: [start, end).

    The pieces are those of `split`, in order.
    """
    while position < len(text) and text[position].isspace():
        position += 1
    start = position
    for sign in piece:
        if not sign.isspace():
            found = text.find(sign, position)
            position = found + 1 if 0 <= found < position + _FARTHEST else position
    return start, position


def _sentences(text: str, pauses: Pauses) -> Iterator[Sentence]:
    for paragraph in _PARAGRAPH.split(text):
        pieces = [piece for piece in _cut(paragraph) if piece.strip()]
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            yield Sentence(" ".join(piece.split()), pauses.paragraph if last else pauses.sentence)


def _cut(paragraph: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(paragraph):
        if not _goes_on(paragraph, match):
            yield paragraph[start : match.end()]
            start = match.end()
    yield paragraph[start:]


def _goes_on(text: str, mark: re.Match[str]) -> bool:
    """Whether the sentence goes on after the mark: `"Stop!" she said`, `Dr. Smith`."""
    if mark.group()[0] == ".":
        return _abbreviation(text, mark)
    return mark.group()[0] in "!?…" and text[mark.end() :].lstrip(" \n\"'“‘(")[:1].islower()


def _abbreviation(text: str, mark: re.Match[str]) -> bool:
    """Whether the full stop belongs to its word rather than ends a sentence."""
    before = re.search(r"[^\s(\[\"“‘'。！？，]*$", text[max(0, mark.start() - 40) : mark.start()])
    word = before.group() if before else ""
    following = re.match(r"\s*[\"'“‘(\[]*([^\s.,;:!?\"”’)\]]*)", text[mark.end() : mark.end() + 40])
    after = following.group(1) if following else ""
    lower = word.lower()
    if mark.group().startswith(".."):
        return after[:1].islower()
    if not after:
        return False
    if after[0].islower():
        return lower in _TITLES or lower in _MAYBE or bool(re.fullmatch(r"(\w\.)*\w", word))
    if lower in ("no", "nos", "vol", "ch", "p", "pp", "fig", "sec", "eq"):
        return after[0].isdigit()
    if lower in _TITLES:
        return True
    if lower in _MAYBE or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return after.lower() not in _OPENERS
    # An initial before a name ("J. R. R. Tolkien"); "I" ends sentences ("so do I. Then").
    return bool(re.fullmatch(r"[A-Z]", word)) and word != "I" and after.lower() not in _OPENERS


def _joined(sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    """Hang pieces without a word (a line of stars, an emoji) on their neighbour."""
    waiting: Sentence | None = None
    for sentence in sentences:
        if waiting is None:
            waiting = sentence
        elif _speakable(waiting.text) and _speakable(sentence.text):
            yield waiting
            waiting = sentence
        else:
            waiting = Sentence(f"{waiting.text} {sentence.text}", sentence.pause)
    if waiting is not None:
        yield waiting


def _speakable(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _fitted(
    sentence: Sentence, size: Callable[[str], int], best: int, most: int
) -> Iterator[Sentence]:
    if size(sentence.text) <= most:
        yield sentence
        return
    clauses = _packed(_at_clauses(sentence.text), size, best, most)
    pieces: list[Sentence] = []
    for clause in clauses:
        if size(clause) <= most:
            pieces.append(Sentence(clause, CLAUSE_PAUSE))
            continue
        parts = _packed(_at_words(clause, size, most), size, best, most)
        pieces += [Sentence(part, 0.0) for part in parts[:-1]]
        pieces.append(Sentence(parts[-1], CLAUSE_PAUSE))
    pieces[-1] = replace(pieces[-1], pause=sentence.pause)
    yield from _joined(iter(pieces))


def _at_clauses(text: str) -> list[str]:
    ends = [match.end() for match in _CLAUSE.finditer(text)]
    return [text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)]) if text[a:b].strip()]


def _at_words(text: str, size: Callable[[str], int], most: int) -> list[str]:
    """Words, and pieces of any word that is itself too long."""
    result: list[str] = []
    for word in text.split():
        while size(word) > most:
            head = word[: max(1, len(word) * most // (2 * size(word)))]
            result.append(head)
            word = word[len(head) :]
        result.append(word)
    return result


def _packed(parts: list[str], size: Callable[[str], int], best: int, most: int) -> list[str]:
    """Join neighbours again, up to about `best`, in pieces of about the same size."""
    sizes = [size(part) for part in parts]
    count = max(1, -(-sum(sizes) // best))
    aim = min(best, sum(sizes) / count)
    result, room = [parts[0]], sizes[0]
    for part, length in zip(parts[1:], sizes[1:]):
        if room + length / 2 < aim and room + length + 1 <= most:
            result[-1] = f"{result[-1]} {part}"
            room += length + 1
        else:
            result.append(part)
            room = length
    return result
