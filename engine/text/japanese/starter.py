"""Japanese for the starter: words, their places in the text, their symbols."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from engine.text.base import Phones, WordSpan, left_out
from engine.text.japanese import jtalk, kokoro
from engine.text.japanese.normalise import speak_out
from engine.text.tracked import Tracked

_MARKS = {"、": ",", "。": ".", "！": "!", "？": "?", "…": "…"}
_LONGEST_GROUP = 8


@dataclass(frozen=True)
class _Word:
    """A word of the spoken text: its characters `[start, end)` there, its kana or mark."""

    start: int
    end: int
    kana: str
    mark: str


class Japanese:
    """From written text to the starter's symbols."""

    language = "ja"

    def normalize(self, text: str) -> str:
        """The text as it is spoken."""
        return speak_out(text)[0].text

    def phones(self, text: str, symbols: Collection[str]) -> Phones:
        """The phonemes of a text, each in `symbols` (the keys of a model's vocabulary)."""
        said, dropped = speak_out(text)
        phonemes, spans = "", []
        for word in _joined(_words(said.text), said.text):
            spoken = word.mark or kokoro.symbols(word.kana)
            spoken = "".join(symbol for symbol in spoken if symbol in symbols)
            glued = word.mark or phonemes.endswith("ʔ") or spoken.startswith(("ʔ", "ː"))
            if phonemes and not glued:
                phonemes += " "
            if not word.mark and spoken:
                spans.append((word, len(phonemes), len(phonemes) + len(spoken)))
            phonemes += spoken
        return Phones(phonemes, _written(text, said, spans), left_out(dropped, "Japanese"))


def _words(said: str) -> list[_Word]:
    """The words of a spoken text with their places in it."""
    words: list[_Word] = []
    position = 0
    for one in jtalk.morphemes(said):
        writing = "".join(chr(ord(c) - 0xFEE0) if "！" < c <= "～" and c != "？" else c
                          for c in one.text)  # fmt: skip
        found = said.find(writing, position)
        start = found if found >= 0 else position
        end = min(len(said), start + len(writing)) if found >= 0 else position
        mark = _MARKS.get(one.text, "") if not one.kana else ""
        words.append(_Word(start, end, one.kana, mark))
        position = end
    return words


def _joined(words: list[_Word], said: str) -> list[_Word]:
    """Words that the voices heard as one ("ああ" + "いう"), by the list they learned with."""
    known = _known_words()
    result: list[_Word] = []
    index = 0
    while index < len(words):
        last = index + 1
        for stop in range(min(len(words), index + _LONGEST_GROUP), index + 1, -1):
            group = words[index:stop]
            if all(one.kana for one in group) and said[group[0].start : group[-1].end] in known:
                last = stop
                break
        group = words[index:last]
        kana = "".join(one.kana for one in group)
        result.append(_Word(group[0].start, group[-1].end, kana, group[0].mark))
        index = last
    return result


@cache
def _known_words() -> frozenset[str]:
    listed = files("misaki") / "data" / "ja_words.txt"
    return frozenset(listed.read_text(encoding="utf-8").split())


def _written(text: str, said: Tracked, spans: list[tuple[_Word, int, int]]) -> tuple[WordSpan, ...]:
    """Written words with their phonemes; words spoken for the same writing become one.

    What is not spoken (marks, brackets) hangs on the word before it.
    """
    found: list[list[int]] = []  # first written character, phonemes from and to
    for word, start, end in spans:
        first = said.sources[min(word.start, len(said.sources) - 1)]
        if found and first <= found[-1][3]:
            found[-1][2] = end
        else:
            found.append([first, start, end, first])
        last = said.sources[max(word.start, word.end - 1)] if word.end else first
        found[-1][3] = max(found[-1][3], last)
    cuts = [0, *(one[0] for one in found[1:]), len(text)]
    return tuple(
        WordSpan(text[cuts[i] : cuts[i + 1]].strip(), one[1], one[2]) for i, one in enumerate(found)
    )
