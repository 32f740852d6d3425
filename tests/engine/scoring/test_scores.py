"""Scores: a voice is as good as the measures say, sentence by sentence and together."""

import numpy as np
import pytest

from engine.errors import EngineError
from engine.scoring.scores import Judge, Person, pitch_ratio, score_voice
from engine.voice import SpokenAudio

RATE = 16_000
TEXT = "good morning everybody"


def vowel(hertz, seconds=2.0):
    time = np.arange(int(RATE * seconds)) / RATE
    tone = sum(np.sin(2 * np.pi * hertz * k * time) / k for k in range(1, 12))
    return (0.1 * tone * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time))).astype(np.float32)


def hears(words):
    """A recogniser that always hears the same."""
    return lambda samples, rate, language: words


@pytest.fixture(scope="module")
def judges():
    return Judge(hears(TEXT), mos=False), Judge(hears("good morning"), mos=True)


def test_the_person_themselves_score_best(judges):
    sound = vowel(120)
    person = judges[0].person([(sound, RATE)])
    scores = score_voice(judges[0], [SpokenAudio(TEXT, sound, RATE, ())], person)
    assert scores.similarity == pytest.approx(1.0, abs=1e-4)
    assert (scores.word_error, scores.mos) == (0.0, None)
    assert scores.pitch_ratio == pytest.approx(1.0)


def test_a_lost_word_and_another_pitch_are_seen(judges):
    spoken = [SpokenAudio(TEXT, vowel(120), RATE, ())] * 2
    scores = score_voice(judges[1], spoken, judges[1].person([(vowel(160), RATE)]))
    assert scores.word_error == pytest.approx(1 / 3)
    assert scores.pitch_ratio == pytest.approx(0.75, rel=0.01)
    assert scores.similarity < 0.999
    assert scores.mos is not None
    assert 1.0 <= scores.mos <= 5.0


def test_without_a_voice_there_is_no_pitch_to_compare():
    silence = (np.zeros(RATE, np.float32), RATE)
    vector = np.zeros(256, np.float32)
    assert pitch_ratio([silence], Person(vector, 120.0)) == 0.0
    assert pitch_ratio([(vowel(120), RATE)], Person(vector, 0.0)) == 0.0


def test_nothing_to_compare_is_said(judges):
    spoken = SpokenAudio(TEXT, vowel(120), RATE, ())
    with pytest.raises(EngineError, match="no recordings"):
        judges[0].person([])
    person = judges[0].person([(spoken.samples, RATE)])
    with pytest.raises(EngineError, match="no sentences"):
        score_voice(judges[0], [], person)
