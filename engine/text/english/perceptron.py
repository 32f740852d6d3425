"""A greedy averaged perceptron that tags English words with the Penn Treebank's classes.

M. Honnibal, "A Good Part-of-Speech Tagger in about 200 Lines of Python" (2013): each word's tag is
the class whose weights over the features of its surroundings sum highest. The published front end
chooses between homographs by this tagger, mistakes included; ours does not use it.
"""

import json
import lzma
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import resources

_BEFORE, _AFTER = ("-START-", "-START2-"), ("-END-", "-END2-")


def tagged(words: Sequence[str]) -> list[str]:
    """The tag of each word ("VBD") of one text."""
    model = _model()
    context = [*_BEFORE, *map(_shape, words), *_AFTER]
    tags: list[str] = []
    last, before_last = _BEFORE
    for index, word in enumerate(words):
        tag = model["known"].get(word)
        if tag is None:
            tag = _best(model, _features(word, context[index : index + 5], last, before_last))
        tags.append(tag)
        last, before_last = tag, last
    return tags


def _best(model: dict[str, Any], features: Iterator[str]) -> str:
    scores = dict.fromkeys(model["tags"], 0.0)
    for feature in features:
        for tag, weight in model["weights"].get(feature, {}).items():
            scores[tag] += weight
    return max(scores, key=lambda tag: (scores[tag], tag))


def _features(word: str, around: Sequence[str], last: str, before_last: str) -> Iterator[str]:
    """`around`: the shapes of two words before, the word, two words after."""
    two_back, back, this, ahead, two_ahead = around
    yield "bias"
    yield f"i suffix {word[-3:]}"
    yield f"i pref1 {word[:1]}"
    yield f"i-1 tag {last}"
    yield f"i-2 tag {before_last}"
    yield f"i tag+i-2 tag {last} {before_last}"
    yield f"i word {this}"
    yield f"i-1 tag+i word {last} {this}"
    yield f"i-1 word {back}"
    yield f"i-1 suffix {back[-3:]}"
    yield f"i-2 word {two_back}"
    yield f"i+1 word {ahead}"
    yield f"i+1 suffix {ahead[-3:]}"
    yield f"i+2 word {two_ahead}"


def _shape(word: str) -> str:
    if "-" in word and word[0] != "-":
        return "!HYPHEN"
    if word.isdigit() and len(word) == 4:
        return "!YEAR"
    return "!DIGITS" if word[:1].isdigit() else word.lower()


@cache
def _model() -> dict[str, Any]:
    with lzma.open(resources.path("perceptron/english.json.xz"), "rt", encoding="utf-8") as file:
        return json.load(file)
