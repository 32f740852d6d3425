"""A text becomes lines; what a person edits keeps the takes of everything else."""

import time

import pytest

from engine.narration.lines import merged, pieces, roles, timed
from engine.narration.project import Line, Take


def lines_of(text, speakers=(), old=(), shelf=None, number=1):
    return merged(old, pieces(text, speakers), shelf or {}, number)


def taken(lines):
    """The same lines, each spoken once."""
    return tuple(
        Line(**{**line.__dict__, "takes": (Take(f"{line.number}.flac", 1.0, 0, "m"),)})
        for line in lines
    )


def test_each_sentence_knows_where_it_stands():
    text = "  One  here. Two!\n\n***\n\n三句。四句？\nFive 😀"
    found = pieces(text)
    assert [piece.text for piece in found] == ["One here.", "Two!", "三句。", "四句？", "Five 😀"]
    assert [text[p.start : p.end] for p in found] == [
        "One  here.", "Two!", "三句。", "四句？", "Five 😀",
    ]  # fmt: skip
    assert [p.ends for p in found] == ["sentence", "paragraph", "sentence", "sentence", "paragraph"]


def test_names_before_a_colon_speak_where_they_are_known():
    text = (
        "Once upon a time.\nAnna: Hello there. How are you?\nbob: Fine.\nReally.\nEve: Who?\n"
        "\nThe end.\n"
        "Note: read this. https://x.y\n小明：你好。"
    )
    assert roles(text) == {"Anna": 1, "bob": 1, "Eve": 1, "Note": 1, "小明": 1}
    found = [(piece.role, piece.text) for piece in pieces(text, ["ANNA", "Bob", "小明"])]
    assert found == [
        ("", "Once upon a time."),
        ("Anna", "Hello there."),
        ("Anna", "How are you?"),
        ("bob", "Fine."),
        ("bob", "Really."),
        ("", "Eve: Who?"),
        ("", "The end."),
        ("", "Note: read this."),
        ("", "https://x.y"),
        ("小明", "你好。"),
    ]


def test_a_sentence_that_is_edited_keeps_its_number_and_the_others_their_takes():
    old = taken(lines_of("One. Two. Three."))
    new = lines_of("One. Two and a half. Three. Four.", old=old, number=4)
    assert [line.number for line in new] == [1, 2, 3, 4]
    assert [len(line.takes) for line in new] == [1, 1, 1, 0]
    assert new[2].start == 21


def test_what_was_cut_out_finds_its_takes_again_and_a_copy_gets_none():
    old = taken(lines_of("One. Two. Three."))
    cut = lines_of("One. Three.", old=old, number=4)
    assert [line.number for line in cut] == [1, 3]
    shelf = {("", "Two."): old[1]}
    back = lines_of("One. Two. Three.", old=cut, shelf=shelf, number=4)
    assert [line.number for line in back] == [1, 2, 3]
    assert all(line.takes for line in back)
    copied = lines_of("One. Two. Three. Two.", old=cut, shelf=shelf, number=4)
    assert len({line.number for line in copied}) == 4
    assert [len(line.takes) for line in copied] == [1, 1, 1, 0]


def test_times_of_subtitles_stay_with_their_sentence():
    text = "Hello there.\n\nBye now. Or not."
    lines = timed(lines_of(text), [(0, 1.5), (14, 4.0)])
    assert [line.at for line in lines] == [1.5, 4.0, None]
    edited = lines_of("Hello you there.\n\nBye now. Or not.", old=lines, number=9)
    assert [line.at for line in edited] == [1.5, 4.0, None]


@pytest.mark.parametrize("text", ["", " \n ", "😀 🎉", "***\n\n---"])
def test_nothing_to_say_is_no_line(text):
    assert pieces(text) == []


def test_a_long_text_is_cut_and_merged_without_getting_slow_by_its_square():
    text = " ".join(f"Sentence number {n} of a long text." for n in range(1_360))
    assert len(text) > 48_000
    began = time.process_time()
    old = taken(lines_of(text))
    lines_of(text.replace("number 7 ", "nr 7 "), old=old, number=2_000)
    assert len(old) == 1_360
    assert time.process_time() - began < 20, "about a second where nothing else runs"
