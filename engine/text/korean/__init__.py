"""Korean: from written text to v2 symbols."""

from engine.text.base import Reading, left_out
from engine.text.korean import published as public
from engine.text.korean.normalise import speak_out
from engine.text.korean.pronunciation import pronounced, respelled
from engine.text.korean.symbols import SPACE, letters
from engine.text.korean.words import NUMBERS, WORDS

__all__ = ["normalize", "phones", "spoken_words"]


def normalize(text: str, published: bool = False) -> str:
    """The text as it is spoken: numbers, dates, money, signs and foreign words in Hangul."""
    if published:
        return public.normalize(text)
    return speak_out(text)[0].text


def phones(text: str, published: bool = False) -> Reading:
    """The v2 symbols of a text: letters as pronounced, "空" between words, marks."""
    if published:
        return public.phones(text)
    said, dropped = speak_out(text)
    spelled = respelled(respelled(said.text, WORDS, anywhere=False), NUMBERS)
    symbols = (SPACE if symbol == " " else symbol for symbol in letters(pronounced(spelled)))
    return Reading("ko", said.text, tuple(symbols), None, left_out(dropped, "Korean"))


def spoken_words(text: str, language: str) -> list[str]:
    """The syllables of a text as spoken, one each: recognisers space words as they like."""
    return [character for character in speak_out(text)[0].text if character.isalpha()]
