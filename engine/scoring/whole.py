"""One number for a voice. Light: who compares voices need not load what judges them."""

import math

from engine.voice import Scores

LOST_WORDS_COST = 1.5
OFF_PITCH_COST = 0.5


def whole_score(scores: Scores) -> float:
    """One number to compare voices by: likeness, less what lost words and wrong pitch cost.

    A lost word in ten weighs as much as .15 of similarity: a voice has to be understood first, but
    a recogniser mishears one word in fifty of the person too.
    """
    pitch = abs(math.log(scores.pitch_ratio)) if scores.pitch_ratio > 0 else 1.0
    return scores.similarity - LOST_WORDS_COST * scores.word_error - OFF_PITCH_COST * pitch
