"""Our own sentences: each language has its share, and no trial was practised before."""

import pytest

from engine.text import LANGUAGES
from engine.text.detect import language_of
from engine.text.sentences import practice_sentences, trial_sentences


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_can_be_practised_and_tried(language):
    practised, tried = practice_sentences(language), trial_sentences(language)
    assert len(practised) >= 6 and len(tried) >= 4
    assert not set(practised) & set(tried)
    han = language if language in ("zh", "yue") else ""
    assert {language_of(text, han=han) for text in practised + tried} == {language}


def test_a_dialect_shares_its_languages_sentences():
    assert practice_sentences("en-gb") == practice_sentences("en")
    assert practice_sentences("fr") == ()
