"""A short piece of what `tests/desktop/monkey.py` does for as long as one likes."""

import pytest

from tests.desktop.monkey import play


@pytest.mark.parametrize("seed", [1, 2])
def test_random_keys_and_clicks_break_nothing(qapp, home, monkeypatch, seed):
    monkeypatch.setenv("TIMBRE_FAKE", "")
    played = play(150, seed)
    assert not played.faults, "\n".join(played.faults)
    assert played.done["_click"] and played.done["_key"] and played.done["_go"]
