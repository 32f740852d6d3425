"""Subtitles: what is said when, as SRT or WebVTT."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from engine.voice import SpokenAudio, WordTime

Format = Literal["srt", "vtt"]
# What viewers can read at a glance: two lines of about 42 characters.
LONGEST_LINE = 42
LONGEST_CUE = 2 * LONGEST_LINE
# Characters of scripts without spaces; they are as wide as two others.
_UNSPACED = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True)
class Cue:
    """A subtitle on the screen from `start` to `end` seconds; `words` where times are known."""

    start: float
    end: float
    text: str
    words: tuple[WordTime, ...] = ()


def cues_of(spoken: SpokenAudio, offset: float) -> Iterator[Cue]:
    """The subtitles of one spoken sentence that begins `offset` seconds into the whole.

    A sentence too long for the screen is cut between words, where their times are known.
    """
    if not spoken.words:
        yield Cue(offset, offset + len(spoken.samples) / spoken.rate, spoken.text)
        return
    moved = [WordTime(w.text, w.start + offset, w.end + offset) for w in spoken.words]
    for words in _screenfuls(moved):
        text = _joined([word.text for word in words])
        yield Cue(words[0].start, words[-1].end, text, tuple(words))


def to_srt(cues: Iterable[Cue]) -> str:
    """SubRip: numbered cues with times as `00:00:01,250`."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_two_lines(cue.text)}\n"
        for number, cue in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def to_vtt(cues: Iterable[Cue]) -> str:
    """WebVTT; the time of each word stands before it, so that players can follow the voice."""
    blocks = [
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{_timed_text(cue)}\n" for cue in cues
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def write_as(cues: Iterable[Cue], form: Format) -> str:
    """The cues as the text of a subtitle file of that format."""
    return to_srt(cues) if form == "srt" else to_vtt(cues)


def _screenfuls(words: list[WordTime]) -> Iterator[list[WordTime]]:
    """Runs of words that fit on a screen, of about the same length each."""
    total = sum(_columns(word.text) + 1 for word in words) - 1
    count = -(-total // LONGEST_CUE)
    aim = total / count
    run: list[WordTime] = []
    used = 0
    for word in words:
        length = _columns(word.text) + (1 if run else 0)
        if run and (used + length > LONGEST_CUE or used >= aim):
            yield run
            run, used, length = [], 0, _columns(word.text)
        run.append(word)
        used += length
    yield run


def _two_lines(text: str) -> str:
    """Break a long text once, at the space nearest its middle, or where no space is needed."""
    text = " ".join(text.split())
    places = [i for i, char in enumerate(text) if char == " "]
    places = places or [i for i in range(1, len(text)) if _touch(text[i - 1], text[i])]
    if _columns(text) <= LONGEST_LINE or not places:
        return text
    middle = min(places, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle:].lstrip()}"


def _columns(text: str) -> int:
    return len(text) + len(_UNSPACED.findall(text))


def _timed_text(cue: Cue) -> str:
    if not cue.words:
        return _escape(_two_lines(cue.text))
    first, *others = cue.words
    text, before = _escape(first.text), first.text
    for word in others:
        gap = "" if _touch(before, word.text) else " "
        text += f"{gap}<{_clock(word.start, '.')}>{_escape(word.text)}"
        before = word.text
    return text


def _joined(texts: Iterable[str]) -> str:
    """Words as a sentence: Chinese and Japanese are written without spaces."""
    sentence = ""
    for text in texts:
        gap = "" if not sentence or _touch(sentence, text) else " "
        sentence += gap + text
    return sentence


def _touch(left: str, right: str) -> bool:
    """Whether no space comes between two words: a script without spaces meets the border."""
    return bool(_UNSPACED.match(left[-1:]) or _UNSPACED.match(right[:1]))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, point: str) -> str:
    thousandths = max(0, round(seconds * 1000))
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"
