"""What the reading scripts let a voice say: every sound of the language, by our own front ends."""

import json

import pytest

from desktop.projects import LANGUAGES, load_script
from engine.text import call
from resources import path as resource

ENGLISH = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W "
    "Y Z ZH"
)
MANDARIN = (
    "b p m f d t n l g k h j q x zh ch sh r z c s y w "
    "a ai an ang ao e ei en eng er i i0 ir ia ian iang iao ie in ing iong iu o ong ou "
    "u ua uai uan uang ui un uo v van ve vn"
)
# Jyutping; finals that only a handful of syllables have (eu, em, ep, et, up) are not asked for.
CANTONESE = (
    "b p m f d t n l g k ng h gw kw w z c s j "
    "a aa aai aau aam aan aang aap aat aak ai au am an ang ap at ak e ei eng ek i iu im in ing ip "
    "it ik o oi ou on ong ot ok u ui un ung ut uk oe oeng oek eoi eon eot yu yun yut"
)
JAPANESE = (
    "a i u e o N cl k ky g gy s sh z j t ch ts d n ny h hy f b by p py m my y r ry w"
)  # fmt: skip
KOREAN = (
    "ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ "
    "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅘ ㅙ ㅚ ㅛ ㅜ ㅝ ㅞ ㅟ ㅠ ㅡ ㅢ ㅣ"
)
HANGUL = 0xAC00, 0xD7A4
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


def symbols(language: str) -> set[str]:
    found: set[str] = set()
    for sentence in load_script(language).sentences:
        reading = call(language, "phones", sentence)
        assert reading.warnings == (), sentence
        found |= set(reading.symbols)
    return found


def toneless(found: set[str], tones: str) -> set[str]:
    return {symbol[:-1] if symbol[-1:] in tones else symbol for symbol in found}


def test_every_sound_of_english():
    assert set(ENGLISH.split()) <= toneless(symbols("en"), "0123456789")


def test_every_initial_and_final_of_mandarin_and_every_tone():
    found = symbols("zh")
    assert set(MANDARIN.split()) - toneless(found, "12345") == set()
    assert {symbol[-1] for symbol in found} >= set("1234")


def test_every_initial_and_final_of_cantonese_and_every_tone():
    found = symbols("yue")
    plain = {symbol.removeprefix("Y") for symbol in toneless(found, "0123456789")}
    assert set(CANTONESE.split()) - plain == set()
    assert {symbol[-1] for symbol in found} >= set("123456")


def test_every_sound_of_japanese():
    assert set(JAPANESE.split()) - symbols("ja") == set()


def test_every_consonant_and_vowel_of_korean():
    found = set()
    for character in "".join(load_script("ko").sentences):
        if HANGUL[0] <= ord(character) < HANGUL[1]:
            place = ord(character) - HANGUL[0]
            found |= {INITIALS[place // 588], VOWELS[place // 28 % 21]}
    assert set(KOREAN.split()) - found == set()
    # Where the front end has symbols of its own for them, they are there as they are spoken, too.
    assert set(INITIALS) <= symbols("ko")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_is_about_a_minute_of_different_sentences(language):
    script = load_script(language)
    assert script.language == language
    assert len(script.sentences) == len(set(script.sentences)) == 20
    letters = sum(len(sentence.replace(" ", "")) for sentence in script.sentences)
    # Slow reading to quick reading, in letters a second (engine.audio.agreement).
    slow, fast = {"en": (10, 16)}.get(language, (3, 7))
    assert letters / fast >= 50 and letters / slow <= 180
    assert all(6 <= len(sentence) <= 90 for sentence in script.sentences)


def test_every_script_is_offered():
    files = {path.stem for path in resource("scripts").glob("*.json")}
    assert files == set(LANGUAGES)
    for name in files:
        json.loads(resource(f"scripts/{name}.json").read_text(encoding="utf-8"))
