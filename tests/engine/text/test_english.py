"""Phonemes of English: inside the model's alphabet, word by word, for known and unknown words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.text import FRONTENDS, frontend, spoken_words
from engine.text.english.learn_letters import distance

# Kokoro-82M's vocabulary (its config.json).
VOCABULARY = frozenset(
    ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥ'
    "ɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en-us", "I read it yesterday; I will read it.", "ˌI ɹˈɛd ɪt jˈɛstəɹdˌA; ˌI wɪl ɹˈid ɪt."),
        ("en-us", "water", "wˈɔTəɹ"),
        ("en-gb", "water", "wˈɔːtə"),
        ("en-us", "the apple, the pear", "ði ˈæpᵊl, ðə pˈɛɹ"),
        ("en-us", "café", "kæfˈA"),
    ],
)
def test_known_words(language, text, expected):
    assert frontend(language).phones(text, VOCABULARY).phonemes == expected


def test_vitamin_a_is_a_letter():
    assert frontend("en").phones("Vitamin A is a thing.", VOCABULARY).phonemes.split()[1:4] == [
        "ˈA",
        "ɪz",
        "ɐ",
    ]


@pytest.mark.parametrize("language", ["en-us", "en-gb"])
def test_each_written_word_has_its_phonemes(language):
    text = 'Dr. Smith paid $3.50 — for 5km of "well-known" 😀 cables (really).'
    phones = frontend(language).phones(text, VOCABULARY)
    assert " ".join(word.text for word in phones.words) == " ".join(text.split())
    assert len(phones.words) == 10
    spans = {word.text: phones.phonemes[word.start : word.end] for word in phones.words}
    assert spans["$3.50 —"].count(" ") == 4
    assert spans["Dr."] == ("dˈɑktəɹ" if language == "en-us" else "dˈɒktə")
    assert not any(mark in span for span in spans.values() for mark in "“”()—.")
    assert phones.warnings == ("These signs cannot be read in English and were left out: 😀",)


def test_punctuation_stays_for_the_prosody():
    said = frontend("en").phones('Well, "no"; (yes): go! Why? Hm… so—there.', VOCABULARY).phonemes
    assert [c for c in said if c in VOCABULARY and not c.isalpha() and c not in " ˈˌː"] == list(
        ",“”;():!?…—."
    )


_ALPHABET = st.sampled_from(
    "abcxyzABCIVX 0123456789.,;:!?'\"-–—…()$£€%&@#/+=*°²½éßñžøЖ你😀\n\t_\\|~^<>"
)


@pytest.mark.parametrize("language", ["en-us", "en-gb"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(_ALPHABET, max_size=60) | st.text(max_size=30))
def test_any_text_gives_phonemes_of_the_vocabulary(language, text):
    phones = frontend(language).phones(text, VOCABULARY)
    assert set(phones.phonemes) <= VOCABULARY
    last = 0
    for word in phones.words:
        assert last <= word.start < word.end <= len(phones.phonemes)
        last = word.end
    if phones.words:
        assert " ".join(word.text for word in phones.words) == " ".join(text.split())


# Names, rare, inflected and made-up words the lexicon lacks, as American speakers say them.
UNKNOWN = {
    "unclickable": "ˌʌnklˈɪkəbᵊl",
    "snowboarders": "snˈObˌɔɹdəɹz",
    "Kubernetes": "kubəɹnˈɛTiz",
    "blorfing": "blˈɔɹfɪŋ",
    "Hogwarts": "hˈɑɡwˌɔɹts",
    "grimdark": "ɡɹˈɪmdˌɑɹk",
    "gluggish": "ɡlˈʌɡɪʃ",
}


def test_unknown_words_are_pronounced_nearly_as_people_do():
    wrong = total = 0
    for word, truth in UNKNOWN.items():
        said = [c for c in frontend("en").phones(word, VOCABULARY).phonemes if c not in "ˈˌ"]
        expected = [c for c in truth if c not in "ˈˌ"]
        wrong, total = wrong + distance(said, expected), total + len(expected)
    assert wrong / total < 0.12


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (
            "In 1984, he paid $3.50.",
            "in nineteen eighty four he paid three dollars and fifty cents",
        ),
        ("one hundred and five colours", "105 colors"),
        ("The FBI realised it at 5 p.m.", "The F.B.I. realized it at 5pm"),
        ("Dr. Grey travelled 10 km.", "doctor gray traveled ten kilometers"),
        ("I'm OK – 50 per cent.", "I'm okay, 50%."),
        ("The centre’s programme", "the center's program"),
    ],
)
def test_spoken_words_are_compared_fairly(said, heard):
    assert spoken_words(said, "en") == spoken_words(heard, "en")


def test_spoken_words_still_differ_where_words_differ():
    assert spoken_words("I will advise you, a wise man.", "en") == [
        "i",
        "will",
        "advise",
        "you",
        "a",
        "wise",
        "man",
    ]
    assert spoken_words("He listened.", "en") != spoken_words("He listens.", "en")


def test_an_unknown_language_names_those_there_are():
    with pytest.raises(EngineError, match="tlh") as caught:
        frontend("tlh")
    assert caught.value.kind == "input"
    assert all(language in caught.value.hint for language in FRONTENDS)


def test_a_missing_package_says_what_to_do(monkeypatch):
    monkeypatch.setitem(FRONTENDS, "xx", "no_such_package_of_ours")
    with pytest.raises(EngineError, match="no_such_package_of_ours") as caught:
        frontend("xx")
    assert caught.value.kind == "missing"
