"""A short piece of what `tests/desktop/monkey.py` does for as long as one likes."""

import pytest

from tests.desktop.monkey import play


@pytest.mark.parametrize("seed", [1, 2])
def test_random_keys_and_clicks_break_nothing(qapp, home, monkeypatch, seed):
    monkeypatch.setenv("TIMBRE_FAKE", "")
    faults, done = play(150, seed)
    assert not faults, "\n".join(faults)
    assert done["_click"] and done["_key"] and done["_go"]
