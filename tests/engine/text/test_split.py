"""Texts come apart at sentences and nothing is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.text.split import (
    CLAUSE_PAUSE,
    MOST_CHARACTERS,
    PARAGRAPH_PAUSE,
    SENTENCE_PAUSE,
    split,
)


def texts(text, **options):
    return [sentence.text for sentence in split(text, **options)]


def bare(text):
    return "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith met Mrs. Jones.",
        "It is 3.5 km, e.g. from here, i.e. near.",
        "J. R. R. Tolkien wrote it.",
        "The U.S. Senate met at 5 p.m. on Monday.",
        "He paid $3.50 (approx. £2.80) to Acme Inc. for it.",
        "See no. 5 and pp. 3-4 of vol. 2.",
        "Well... maybe so.",
        "Visit example.com/a.b now.",
        "St. Paul and Mt. Everest vs. Lake Placid.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five.", ["One.", "Two!", "Three?", "Four…", "Five."]),
        (
            '"Stop!" she said. "Why?" (He ran.) Then',
            ['"Stop!" she said.', '"Why?"', "(He ran.)", "Then"],
        ),
        ("We left at 5 p.m. The bus came.", ["We left at 5 p.m.", "The bus came."]),
        ("I live in the U.S. It is big.", ["I live in the U.S.", "It is big."]),
        (
            "Is that so? No. It was I. Then we ate.",
            ["Is that so?", "No.", "It was I.", "Then we ate."],
        ),
        ("他来了。我走了！", ["他来了。", "我走了！"]),
    ],
)
def test_sentences_end_where_they_end(text, expected):
    assert texts(text) == expected


def test_pauses_grow_from_clause_to_sentence_to_paragraph():
    found = [
        s.pause for s in split("One two three, four five six. Seven.\n\nEight.", most=20, best=15)
    ]
    assert found == [CLAUSE_PAUSE, SENTENCE_PAUSE, PARAGRAPH_PAUSE, PARAGRAPH_PAUSE]


def test_long_sentences_are_cut_at_clauses_then_words():
    clause = "the quick brown fox jumps over the lazy dog"
    pieces = texts(", ".join([clause] * 20) + ".")
    assert all(piece.endswith(("dog,", "dog.")) and len(piece) <= 480 for piece in pieces)
    assert len(pieces) > 3
    words = texts("word " * 300)
    assert all(len(piece) <= 480 and set(piece.split()) == {"word"} for piece in words)


def test_a_word_longer_than_the_model_takes_is_cut():
    pieces = texts("x" * 2000)
    assert "".join(pieces) == "x" * 2000
    assert max(map(len, pieces)) <= 480


def test_signs_alone_hang_on_their_neighbour():
    assert texts("Hello. *** 😀\n\nBye.") == ["Hello. *** 😀", "Bye."]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab1 .,;!?…—\n\"'()Dr😀你。", max_size=300), st.integers(5, 40))
def test_nothing_is_lost(text, most):
    try:
        pieces = texts(text, most=most, best=max(1, most // 2))
    except EngineError:
        assert not any(character.isalnum() for character in text)
        return
    assert bare("".join(pieces)) == bare(text)
    assert all(any(c.isalnum() for c in piece) for piece in pieces)


@pytest.mark.parametrize("text", ["", " \n ", "😀🎉", "?!…", "***"])
def test_nothing_to_say_is_refused(text):
    with pytest.raises(EngineError) as caught:
        texts(text)
    assert caught.value.kind == "input"


def test_the_50001st_character_is_refused():
    assert len(texts("Hi there. " * (MOST_CHARACTERS // 10))) == MOST_CHARACTERS // 10
    with pytest.raises(EngineError, match="50,001 characters"):
        texts("a" * (MOST_CHARACTERS + 1))


def test_chinese_sentences_end_without_a_space():
    text = "他走了……我哭了!真的吗?「是。」他说。Mr. Smith来了。"
    assert [sentence.text for sentence in split(text)] == [
        "他走了……", "我哭了!", "真的吗?", "「是。」", "他说。", "Mr. Smith来了。",
    ]  # fmt: skip
