"""A text is read while its narration changes: nothing that happens meanwhile is lost."""

from dataclasses import replace

from engine.narration.project import Narration, Take
from engine.narration.reading import read, with_read

TAKE = Take("000001.flac", 1.0, 0, "said")


def read_now(narration, voices=()):
    return with_read(narration, read(narration, voices))


def test_names_that_are_voices_join_the_cast():
    narration = Narration("N", "anna: Hello.\nBob: No.", cast={"Eve": "starter:af_bella"})
    found = read(narration, ("Anna", "Eve"))
    assert found.cast == {"Eve": "starter:af_bella", "anna": "Anna"}
    assert found.names == {"anna": 1, "Bob": 1}
    assert [line.role for line in found.lines] == ["anna", ""]


def test_what_is_spoken_or_cast_while_a_text_is_read_stays():
    before = read_now(Narration("N", "One. Two."))
    found = read(replace(before, text="One. Two!"), ("Anna",))
    spoken = tuple(replace(line, takes=(TAKE,)) for line in before.lines)
    now = with_read(replace(before, lines=spoken, cast={"Bob": ""}), found)
    assert [(line.text, line.takes) for line in now.lines] == [("One.", (TAKE,)), ("Two!", (TAKE,))]
    assert now.cast == {"Bob": ""}


def test_what_is_cut_out_comes_back_with_its_takes():
    full = read_now(Narration("N", "One. Two."))
    one = replace(full.lines[0], takes=(TAKE,))
    cut = read_now(replace(full, lines=(one, full.lines[1]), text="Two."))
    assert cut.shelf == (one,)
    assert read_now(replace(cut, text="One. Two.")).lines[0].takes == (TAKE,)
