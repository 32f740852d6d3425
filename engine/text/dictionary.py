"""The pronunciation dictionary: "say it like…", put in before any front end reads a text.

An entry says a written word as another spelling ("SQL" as "sequel"), which works in every language,
or as phonemes between slashes ("Nguyen" as "/wɪn/"), which works for single English words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import EngineError
from engine.text.ipa import to_kokoro
from engine.text.split import locate
from engine.voice import Pronunciation, SpokenAudio, WordTime

LONGEST_WORD, LONGEST_SAYING, MOST_ENTRIES = 100, 200, 5_000
# Scripts that put no border between words; a word of theirs is found anywhere.
_UNSPACED = "\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_BORDERED = f"[^\\W{_UNSPACED}]"


@dataclass(frozen=True)
class _Part:
    """A run of the text: `written` [start, end) of the original became `said` [start, end)."""

    written: tuple[int, int]
    said: tuple[int, int]
    changed: bool


def check_dictionary(entries: Sequence[Pronunciation]) -> None:
    """Refuse what cannot be a dictionary.

    Raises:
        EngineError: kind "input" for an empty or too long entry, too many of them, phonemes for
            several words, or signs that are no phonemes.
    """
    if len(entries) > MOST_ENTRIES:
        raise EngineError(
            "input",
            f"The dictionary has {len(entries):,} entries; {MOST_ENTRIES:,} are possible.",
            "Take out the words that this text does not need.",
        )
    for entry in entries:
        _check(entry)


def _check(entry: Pronunciation) -> None:
    if not any(sign.isalnum() for sign in entry.word) or not entry.say.strip():
        raise EngineError(
            "input",
            f"The dictionary's entry {entry.word!r} says nothing.",
            "Give a word and how to say it.",
        )
    if len(entry.word) > LONGEST_WORD or len(entry.say) > LONGEST_SAYING:
        raise EngineError(
            "input",
            f"The dictionary's entry {entry.word[:30]!r} is too long.",
            f"A word has at most {LONGEST_WORD} characters, its saying {LONGEST_SAYING}.",
        )
    if entry.phonemes is not None:
        if re.search(r"[\s-]", entry.word.strip()):
            raise EngineError(
                "input",
                f"Phonemes are for one word, and {entry.word!r} is more.",
                "Give each of its words an entry, or write a spelling without slashes.",
            )
        to_kokoro(entry.phonemes)


def read_dictionary(path: Path) -> tuple[Pronunciation, ...]:
    """A dictionary from a file: a word, a tab and how to say it on each line; # begins a remark.

    Raises:
        EngineError: kind "missing" or "input", naming the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise EngineError(
            "missing", f"{path} cannot be read: {error.strerror}.", "Check the name."
        ) from error
    except UnicodeDecodeError as error:
        raise EngineError(
            "input", f"{path} is not a UTF-8 text.", "Save it with the encoding UTF-8."
        ) from error
    entries = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, tab, say = line.partition("\t")
        if not tab:
            raise EngineError(
                "input",
                f"Line {number} of {path.name} has no tab.",
                "Write a word, a tab, and how to say it.",
            )
        entries.append(Pronunciation(word.strip(), say.strip()))
    check_dictionary(entries)
    return tuple(entries)


def write_dictionary(entries: Sequence[Pronunciation]) -> str:
    """The inverse of `read_dictionary`."""
    return "".join(f"{entry.word}\t{entry.say}\n" for entry in entries)


def merged(*dictionaries: Sequence[Pronunciation]) -> tuple[Pronunciation, ...]:
    """Several dictionaries as one; for the same word the later one counts."""
    return tuple({entry.word: entry for entries in dictionaries for entry in entries}.values())


def phonemes_of(entries: Sequence[Pronunciation]) -> dict[str, str]:
    """The entries with phonemes, in the starter's signs, by their word."""
    return {e.word: to_kokoro(e.phonemes) for e in entries if e.phonemes is not None}


class Respelled:
    """A text with its dictionary's spellings put in, which still knows what was written.

    A word is replaced where it stands alone: "cat" does not touch "category". One in small letters
    is found in any case; one with capitals only as it is written ("US", and not "us").
    """

    def __init__(self, text: str, entries: Sequence[Pronunciation]) -> None:
        self._written = text
        self._parts: list[_Part] = []
        pieces: list[str] = []
        position = length = 0

        def add(start: int, end: int, said: str, changed: bool) -> None:
            nonlocal length
            self._parts.append(_Part((start, end), (length, length + len(said)), changed))
            pieces.append(said)
            length += len(said)

        for start, end, said in _found(text, [e for e in entries if e.phonemes is None]):
            add(position, start, text[position:start], False)
            add(start, end, said, True)
            position = end
        add(position, len(text), text[position:], False)
        self.text = "".join(pieces)

    @property
    def changed(self) -> bool:
        return any(part.changed for part in self._parts)

    def as_written(self, spoken: Iterator[SpokenAudio]) -> Iterator[SpokenAudio]:
        """Spoken sentences of `text`, in order, with the words that were written."""
        if not self.changed:
            yield from spoken
            return
        position = 0
        for sentence in spoken:
            start, end = locate(self.text, position, sentence.text)
            words = tuple(self._words(sentence.words, start))
            yield replace(sentence, text=self._original(start, end), words=words)
            position = end

    def _words(self, words: Sequence[WordTime], position: int) -> Iterator[WordTime]:
        """Words with their times; several that stand for one written word become that word."""
        waiting: WordTime | None = None
        reached = -1
        for word in words:
            start, end = locate(self.text, position, word.text)
            position = end
            left, right = self._place(start, end)
            if waiting is not None and left < reached:
                first, reached = reached, max(reached, right)
                text = waiting.text + self._written[first:reached]
                waiting = WordTime(" ".join(text.split()), waiting.start, word.end)
                continue
            if waiting is not None:
                yield waiting
            reached = right
            text = " ".join(self._written[left:right].split())
            waiting = WordTime(text, word.start, word.end)
        if waiting is not None:
            yield waiting

    def _original(self, start: int, end: int) -> str:
        left, right = self._place(start, end)
        return " ".join(self._written[left:right].split())

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """What was written where `text` has [start, end); a replaced word comes whole."""
        touched = [p for p in self._parts if p.said[0] < end and p.said[1] > start]
        if not touched:
            return 0, 0
        first, last = touched[0], touched[-1]
        left, right = first.written[0], last.written[1]
        if not first.changed:
            left += start - first.said[0]
        if not last.changed:
            right -= last.said[1] - end
        return left, right


def _found(text: str, entries: Sequence[Pronunciation]) -> Iterator[tuple[int, int, str]]:
    """Where dictionary words stand in a text, and what to say there; the longest word wins."""
    if not entries:
        return
    anycase = {entry.word.strip(): entry.say.strip() for entry in entries if _is_small(entry)}
    exact = {entry.word.strip(): entry.say.strip() for entry in entries if not _is_small(entry)}
    words = sorted({*anycase, *exact}, key=len, reverse=True)
    pattern = "|".join(
        f"(?i:{_at_borders(word)})" if word in anycase else _at_borders(word) for word in words
    )
    for match in re.finditer(pattern, text):
        written = match.group()
        yield match.start(), match.end(), exact.get(written) or anycase[written.lower()]


def _is_small(entry: Pronunciation) -> bool:
    return entry.word == entry.word.lower()


def _at_borders(word: str) -> str:
    before = f"(?<!{_BORDERED})" if re.match(_BORDERED, word) else ""
    after = f"(?!{_BORDERED})" if re.match(_BORDERED, word[-1]) else ""
    return before + re.escape(word) + after
