"""Word errors: the count is the edit distance, and every edit names its words."""

from hypothesis import given
from hypothesis import strategies as st

from engine.scoring.words import WordErrors, word_errors

WORDS = st.lists(st.sampled_from(["tea", "milk", "bread", "cake"]), max_size=8)


def test_the_same_words_in_other_dress_are_no_error():
    errors = word_errors("Well, the tea is ready!", "well the tea is ready")
    assert (errors.words, errors.edits, errors.rate) == (5, (), 0.0)


def test_each_kind_of_edit_names_its_words():
    edits = word_errors("the judge listened to us", "judge listen to us all").edits
    assert [(e.kind, e.said, e.heard) for e in edits] == [
        ("lost", "the", ""),
        ("changed", "listened", "listen"),
        ("added", "", "all"),
    ]


def test_a_compound_written_apart_is_heard_alike():
    assert word_errors("is anyone there", "is any one there").edits == ()


def test_nothing_heard_loses_every_word():
    errors = word_errors("bread and milk", "")
    assert errors.rate == 1.0
    assert {edit.kind for edit in errors.edits} == {"lost"}


def test_errors_of_texts_add_up():
    total = WordErrors.total([word_errors("tea", "tea"), word_errors("red cake", "red bread")])
    assert (total.words, len(total.edits)) == (3, 1)


@given(WORDS, WORDS)
def test_edits_turn_one_text_into_the_other(said, heard):
    """Counting laws: lost and added words explain the difference in length, and no more edits are
    made than words exist."""
    edits = word_errors(" ".join(said), " ".join(heard)).edits
    kinds = [edit.kind for edit in edits]
    assert len(edits) <= max(len(said), len(heard))
    assert kinds.count("added") - kinds.count("lost") == len(heard) - len(said)
    assert (not edits) == (said == heard)
