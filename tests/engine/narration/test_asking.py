"""A take is old when what would be asked now differs from what was asked for it."""

from dataclasses import replace

from engine.narration.asking import mark, wish
from engine.narration.project import Line, Manner, Narration
from engine.voice import Pronunciation

LINE = Line(1, "Ask the SQL server.", 0, 19, role="Anna")


def test_only_what_changes_the_sound_makes_another_mark():
    plain = Narration("a")
    before = mark(wish(plain, LINE))
    other_word = replace(plain, dictionary=(Pronunciation("GIF", "jif"),))
    assert mark(wish(other_word, LINE)) == before
    moved = replace(LINE, start=5, number=9)
    assert mark(wish(plain, moved)) == before
    for changed in (
        replace(plain, dictionary=(Pronunciation("sql", "sequel"),)),
        replace(plain, manner=Manner(speed=1.2)),
        replace(plain, manner=Manner(voice="anna")),
        replace(plain, cast={"Anna": "anna"}),
        replace(plain, manner=Manner(reference="a.wav")),
    ):
        assert mark(wish(changed, LINE)) != before


def test_the_own_dictionary_goes_before_the_shared_one():
    own = replace(Narration("a"), dictionary=(Pronunciation("SQL", "sequel"),))
    asked = wish(own, LINE, [Pronunciation("SQL", "S Q L"), Pronunciation("server", "servant")])
    assert asked["dictionary"] == [
        {"word": "SQL", "say": "sequel"}, {"word": "server", "say": "servant"},
    ]  # fmt: skip
    assert asked["voice"] == "starter:af_heart"
