"""The symbol table of the v2 families: 732 phonemes, tones and marks, and their ids.

The order is part of every published voice file (FACTS.md §11): Chinese, Japanese, English and marks
sorted together, then the Japanese pitch marks, then Korean, then Cantonese with a leading "Y".
"""

from collections.abc import Iterable, Iterator

from engine.errors import EngineError

PAUSE_MARKS = ("!", "?", "…", ",", ".", "-")
UNKNOWN, PAD = "UNK", "_"


def _listed(text: str) -> list[str]:
    return text.split()


_SPECIAL = (*PAUSE_MARKS, "SP", "SP2", "SP3", UNKNOWN, PAD)
_CHINESE_INITIALS = _listed("AA EE OO b c ch d f g h j k l m n p q r s sh t w x y z zh")
_CHINESE_FINALS = _listed(
    "E En a ai an ang ao e ei en eng er i i0 ia ian iang iao ie in ing iong ir iu o ong ou u ua "
    "uai uan uang ui un uo v van ve vn"
)
_JAPANESE = _listed(
    "I N U a b by ch cl d dy e f g gy h hy i j k ky m my n ny o p py r ry s sh t ts u v w y z"
)
_ARPABET_VOWELS = _listed("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW")
_ARPABET_REST = _listed("B CH D DH ER F G HH IH JH K L M N NG P R S SH T TH V W Y Z ZH")
_KOREAN = [*"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅓㅔㅗㅜㅡㅣ", "停", "空"]
_CANTONESE_INITIALS = _listed("b c d f g gw h j k kw l m n ng p s t w z")
# Vowels and finals that also stand where an initial would: the syllable has none.
_CANTONESE_BARE = _listed("a aa ai ak au e o oi ok on ou uk")
_CANTONESE_FINALS = _listed(
    "a aa aai aak aam aan aang aap aat aau ai ak am an ang ap at au e ei ek eng eoi eon eot g i ik "
    "im in ing ip it iu k m n o oe oek oeng oi ok on ong ot ou p t u ui uk un ung ut yu yun yut"
)


def _toned(finals: Iterable[str], tones: str) -> Iterator[str]:
    return (f"{final}{tone}" for final in finals for tone in tones)


def _table() -> tuple[str, ...]:
    mixed = {
        *_SPECIAL, *_CHINESE_INITIALS, *_toned(_CHINESE_FINALS, "12345"), *_JAPANESE,
        *_toned(_ARPABET_VOWELS, "012"), *_ARPABET_REST,
    }  # fmt: skip
    cantonese = {
        *_CANTONESE_INITIALS, *_CANTONESE_BARE, *_toned(_CANTONESE_FINALS, "123456"),
    }  # fmt: skip
    return (
        *sorted(mixed), "[", "]", *sorted(_KOREAN), *sorted(f"Y{symbol}" for symbol in cantonese),
    )  # fmt: skip


SYMBOLS: tuple[str, ...] = _table()
IDS: dict[str, int] = {symbol: number for number, symbol in enumerate(SYMBOLS)}


def ids(symbols: Iterable[str]) -> list[int]:
    """The numbers of symbols.

    Raises:
        EngineError: kind "internal" for what the table does not hold; front ends give "UNK".
    """
    symbols = tuple(symbols)
    if unknown := [symbol for symbol in symbols if symbol not in IDS]:
        raise EngineError(
            "internal",
            f"The front end gave symbols that no v2 model knows: {' '.join(unknown[:5])}.",
            "Please report this text.",
        )
    return [IDS[symbol] for symbol in symbols]
