"""Given texts are shared out by where their words were heard."""

import numpy as np
import pytest

from engine.audio.agreement import MANY_WORDS, boundaries


@pytest.mark.parametrize("words", [60, MANY_WORDS + 100])
def test_a_text_is_cut_where_its_words_were_heard(words):
    """One word in twenty is missed, one in twenty misheard, and common words come often."""
    random = np.random.default_rng(0)
    ranks = np.minimum(random.zipf(1.3, words), 5000)
    given = [f"word{rank}" for rank in ranks]
    places = [place for place in range(words) if random.random() > 0.05]
    heard = [given[place] if random.random() > 0.05 else "cough" for place in places]
    cuts = list(range(0, len(heard), 15))
    found = boundaries(given, heard, cuts)
    assert max(abs(cut - places[at]) for cut, at in zip(found, cuts)) <= 2
    assert found == sorted(found)
