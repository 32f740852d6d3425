"""Does a text fit its sound? Word times for a given text, disagreement, and doubts in words."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

import numpy as np

from engine.audio.levels import frame_levels
from engine.audio.transcribe import Transcript
from engine.project import Word
from engine.scoring.words import word_errors
from engine.text import FRONTENDS

UNSPACED = frozenset({"zh", "yue", "ja", "th"})
DOUBTFUL = 0.25
HOPELESS = 0.4
UNSURE = 0.45
MANY_WORDS = 3000
EDGE_FRAMES = 2
EDGE_DB = 12.0
# Characters that are said per second, without spaces and punctuation: slow reading to fast talk.
RATES = {"zh": (1.5, 9.0), "yue": (1.5, 9.0), "ja": (2.0, 14.0), "ko": (1.5, 11.0)}
USUAL_RATE = (5.0, 25.0)


def tokens(text: str, language: str) -> list[str]:
    """Written words with their punctuation; single characters where words are not spaced."""
    if language not in UNSPACED:
        return text.split()
    result: list[str] = []
    for character in text.replace(" ", ""):
        if result and not _plain(character):
            result[-1] += character
        else:
            result.append(character)
    return result


def join(words: list[str], language: str) -> str:
    """The inverse of `tokens`."""
    return ("" if language in UNSPACED else " ").join(words)


def _plain(text: str) -> str:
    """Letters and digits only, without case: what is compared."""
    kept = [c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LNM"]
    return "".join(kept).casefold()


def boundaries(given: list[str], heard: list[str], cuts: list[int]) -> list[int]:
    """Where in the given words each cut of the heard words falls.

    `cuts` are positions in `heard`, rising. Between matched words the position is interpolated.
    """
    # In hours of text the commonest words find no place of their own; looking for them is most of
    # the work, which grows with the square of the length.
    common = len(given) > MANY_WORDS
    matcher = SequenceMatcher(None, [_plain(w) for w in heard], [_plain(w) for w in given], common)
    xs, ys = [0.0], [0.0]
    for block in matcher.get_matching_blocks():
        if block.size:
            xs += [block.a, block.a + block.size]
            ys += [block.b, block.b + block.size]
    xs.append(len(heard))
    ys.append(len(given))
    found = np.round(np.interp(cuts, xs, ys)).astype(int)
    return [int(value) for value in np.maximum.accumulate(found)]


def timed_words(given: list[str], heard: tuple[Word, ...], seconds: float) -> tuple[Word, ...]:
    """The given words with the times of the heard words they match.

    Words that were not recognised share the time between their matched neighbours by length.
    """
    matcher = SequenceMatcher(
        None, [_plain(w) for w in given], [_plain(w.text) for w in heard], False
    )
    times: list[tuple[float, float] | None] = [None] * len(given)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            word = heard[block.b + offset]
            times[block.a + offset] = (word.start, word.end)
    first = heard[0].start if heard else 0.0
    last = heard[-1].end if heard else seconds
    index = 0
    result: list[Word] = []
    while index < len(given):
        known = times[index]
        if known is not None:
            result.append(Word(given[index], *known))
            index += 1
            continue
        end = index
        while end < len(given) and times[end] is None:
            end += 1
        left = result[-1].end if result else first
        following = times[end] if end < len(given) else None
        right = max(left, following[0] if following else last)
        result += _shared(given[index:end], left, right)
        index = end
    return tuple(result)


def _shared(words: list[str], left: float, right: float) -> list[Word]:
    lengths = np.cumsum([0] + [max(1, len(word)) for word in words])
    edges = left + (right - left) * lengths / lengths[-1]
    return [
        Word(word, round(float(a), 3), round(float(b), 3))
        for word, a, b in zip(words, edges, edges[1:])
    ]


def disagreement(text: str, heard: str, language: str) -> float:
    """Share of the text that was heard differently.

    Of its words; of its characters for languages whose words cannot be compared as spoken.
    """
    if language not in FRONTENDS or language in UNSPACED:
        a, b = _plain(text), _plain(heard)
        same = sum(m.size for m in SequenceMatcher(None, a, b, False).get_matching_blocks())
        return (max(len(a), len(b)) - same) / max(1, len(a))
    return word_errors(text, heard, language).rate


def text_doubts(
    text: str, language: str, transcript: Transcript, seconds: float, *, given: bool
) -> tuple[str, ...]:
    """Sentences on what may be wrong with a clip's text.

    `transcript` is what the recogniser heard in its `seconds`; `given` tells that `text` was not
    made by it.
    """
    found: list[str] = []
    if given and not transcript.foreign:
        differs = disagreement(text, transcript.text, language)
        if differs > DOUBTFUL:
            found.append(
                f"The recogniser hears other words in {min(differs, 1.0):.0%} of the text."
            )
    elif not given and transcript.confidence < UNSURE:
        found.append(f"The recogniser is unsure of the text ({transcript.confidence:.0%}).")
    return tuple(found + _rate_doubts(text, language, transcript, seconds))


def _rate_doubts(text: str, language: str, transcript: Transcript, seconds: float) -> list[str]:
    spoken = sum(word.end - word.start for word in transcript.words) or seconds
    per_second = len(_plain(text)) / max(spoken, 0.2)
    slow, fast = RATES.get(language, USUAL_RATE)
    if per_second > fast:
        return [f"The text is long for the sound ({per_second:.0f} letters a second)."]
    if per_second < slow:
        return [f"The text is short for the sound ({per_second:.1f} letters a second)."]
    return []


def loud_edges(samples: np.ndarray, rate: int) -> tuple[bool, bool]:
    """Whether a clip is as loud as its speech at its first and at its last moment."""
    levels = frame_levels(samples, rate)
    if len(levels) < 10:
        return False, False
    loud = float(np.percentile(levels, 75)) - EDGE_DB
    return bool(levels[:EDGE_FRAMES].min() > loud), bool(levels[-EDGE_FRAMES:].min() > loud)
