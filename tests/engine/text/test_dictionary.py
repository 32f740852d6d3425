"""Say it like...: words are found at their borders, and what was written comes back."""

import numpy as np
import pytest

from engine.errors import EngineError
from engine.speak import Speaker, speak
from engine.text import call, frontend
from engine.text.dictionary import (
    Respelled,
    check_dictionary,
    merged,
    phonemes_of,
    read_dictionary,
    write_dictionary,
)
from engine.text.split import Pauses, split
from engine.voice import Pronunciation, SpeakRequest, SpokenAudio, WordTime

RATE = 1_000


def said(text, *pairs):
    return Respelled(text, [Pronunciation(*pair) for pair in pairs]).text


@pytest.mark.parametrize(
    ("text", "pairs", "expected"),
    [
        ("A cat, a category, a Cat.", [("cat", "kitten")], "A kitten, a category, a kitten."),
        ("US troops told us.", [("US", "U S")], "U S troops told us."),
        ("New York is new.", [("new", "old"), ("New York", "Gotham")], "Gotham is old."),
        ("Nguyen's and Nguyen’s hat.", [("Nguyen", "Win")], "Win's and Win’s hat."),
        ("我用GPU跑步。", [("GPU", "图形卡"), ("跑步", "慢跑")], "我用图形卡慢跑。"),
        ("서울은 크다", [("서울", "써울")], "써울은 크다"),
        ("C++ and C.", [("C++", "see plus plus")], "see plus plus and C."),
        ("a b", [("a", "b"), ("b", "a")], "b a"),
        ("x^2 (y.z)", [("y.z", "dot"), ("x^2", "square")], "square (dot)"),
        ("Tomé.", [("Tomé", "/tˈoʊmeɪ/")], "Tomé."),
    ],
)
def test_words_are_replaced_at_their_borders(text, pairs, expected):
    assert said(text, *pairs) == expected


class WordFamily:
    """Says each word of what it is given as a tenth of a second."""

    def speak(self, request):
        for sentence in split(request.text, pauses=request.pauses):
            words = sentence.text.split()
            times = tuple(WordTime(w, 0.1 * i, 0.1 * (i + 1)) for i, w in enumerate(words))
            count = int(RATE * (0.1 * len(words) + sentence.pause))
            yield SpokenAudio(sentence.text, np.zeros(count, np.float32), RATE, times)


def test_sentences_and_words_come_back_as_written():
    text = "The SQL-server,  by  Ng Corp, is up. GIF or gif?\n\nYes."
    request = SpeakRequest(
        text,
        dictionary=(
            Pronunciation("SQL", "sequel"),
            Pronunciation("Ng Corp", "Ing Corporation of America"),
            Pronunciation("GIF", "G I F"),
        ),
    )
    spoken = list(speak(Speaker("w", WordFamily(), ("en",), RATE), request))  # type: ignore[arg-type]
    assert [s.text for s in spoken] == [
        "The SQL-server, by Ng Corp, is up.",
        "GIF or gif?",
        "Yes.",
    ]
    words = [word.text for word in spoken[0].words]
    assert words == ["The", "SQL-server,", "by", "Ng Corp,", "is", "up."]
    corporation = spoken[0].words[3]
    assert (corporation.start, corporation.end) == pytest.approx((0.3, 0.7))
    assert [word.text for word in spoken[1].words] == ["GIF", "or", "gif?"]


def test_pauses_are_as_set():
    request = SpeakRequest("One. Two.\n\nThree.", pauses=Pauses(0.0, 2.0))
    spoken = list(speak(Speaker("w", WordFamily(), ("en",), RATE), request))  # type: ignore[arg-type]
    assert [len(s.samples) / RATE for s in spoken] == pytest.approx([0.1, 2.1, 2.1])
    with pytest.raises(EngineError, match="pause"):
        speak(Speaker("w", WordFamily(), ("en",), RATE), SpeakRequest("A.", pauses=Pauses(-1)))  # type: ignore[arg-type]


def test_phonemes_are_what_both_kinds_of_base_read():
    own = phonemes_of([Pronunciation("Nguyen", "/wɪn/"), Pronunciation("tesa", "/ˈteɪsə/")])
    symbols = set("wɪnAstəˈsiʤ ðæzhɛɹ.,")
    front = frontend("en", own)
    assert "wɪn" in front.phones("This is Nguyen.", symbols).phonemes
    assert "wɪnz" in front.phones("This is Nguyen's.", symbols).phonemes
    assert front.phones("Tesa", symbols).phonemes == "ˈtAsə"
    plain = frontend("en").phones("This is Nguyen.", symbols).phonemes
    assert "wɪn" not in plain, "the kept front end stays as it was"
    reading = call("en", "phones", "Ask Nguyen.", own=own)
    assert reading.symbols[-4:] == ("W", "IH0", "N", ".")
    reading = call("en", "phones", "Ask tesa.", own=own)
    assert reading.symbols[-5:] == ("T", "EY1", "S", "AH0", ".")


@pytest.mark.parametrize(
    ("word", "say", "words"),
    [
        ("", "x", "says nothing"),
        ("...", "x", "says nothing"),
        ("x", " ", "says nothing"),
        ("x" * 101, "y", "too long"),
        ("New York", "/nuː jɔːk/", "is more"),
        ("x", "/ж/", "no sign ж"),
        ("x", "/ˈ/", "at least one sound"),
    ],
)
def test_what_is_no_entry_is_refused_in_one_sentence(word, say, words):
    with pytest.raises(EngineError, match=words) as caught:
        check_dictionary([Pronunciation(word, say)])
    assert caught.value.kind == "input" and caught.value.hint


def test_a_dictionary_is_a_file_with_tabs(tmp_path):
    entries = (Pronunciation("SQL", "sequel"), Pronunciation("Nguyen", "/wɪn/"))
    file = tmp_path / "say.tsv"
    file.write_text("# mine\n\n" + write_dictionary(entries), encoding="utf-8-sig")
    assert read_dictionary(file) == entries
    assert merged(entries, [Pronunciation("SQL", "S Q L")])[0].say == "S Q L"
    file.write_text("SQL sequel\n")
    with pytest.raises(EngineError, match="has no tab"):
        read_dictionary(file)
    with pytest.raises(EngineError, match="cannot be read"):
        read_dictionary(tmp_path / "none.tsv")
