"""English phonemes to katakana, as Japanese borrows words: "hˈɛlO" -> "ヘロー"."""

import re

_ROWS: dict[str, tuple[str, ...]] = {
    "": ("ア", "イ", "ウ", "エ", "オ"), "k": ("カ", "キ", "ク", "ケ", "コ"),
    "ɡ": ("ガ", "ギ", "グ", "ゲ", "ゴ"), "s": ("サ", "シ", "ス", "セ", "ソ"),
    "z": ("ザ", "ジ", "ズ", "ゼ", "ゾ"), "t": ("タ", "ティ", "トゥ", "テ", "ト"),
    "d": ("ダ", "ディ", "ドゥ", "デ", "ド"), "n": ("ナ", "ニ", "ヌ", "ネ", "ノ"),
    "h": ("ハ", "ヒ", "フ", "ヘ", "ホ"), "b": ("バ", "ビ", "ブ", "ベ", "ボ"),
    "p": ("パ", "ピ", "プ", "ペ", "ポ"), "m": ("マ", "ミ", "ム", "メ", "モ"),
    "ɹ": ("ラ", "リ", "ル", "レ", "ロ"), "j": ("ヤ", "イ", "ユ", "イェ", "ヨ"),
    "w": ("ワ", "ウィ", "ウ", "ウェ", "ウォ"), "f": ("ファ", "フィ", "フ", "フェ", "フォ"),
    "ʃ": ("シャ", "シ", "シュ", "シェ", "ショ"), "ʤ": ("ジャ", "ジ", "ジュ", "ジェ", "ジョ"),
    "ʧ": ("チャ", "チ", "チュ", "チェ", "チョ"), "ʦ": ("ツァ", "ツィ", "ツ", "ツェ", "ツォ"),
    "ŋ": ("ンガ", "ンギ", "ング", "ンゲ", "ンゴ"),
}  # fmt: skip
_SAME_ROW = {"l": "ɹ", "θ": "s", "ð": "z", "v": "b", "ʒ": "ʤ", "T": "t", "ɾ": "t"}
# A consonant that no vowel follows.
_ALONE = {"t": "ト", "d": "ド", "n": "ン", "ʧ": "チ", "ʤ": "ジ", "ŋ": "ング", "j": "イ"}
# Vowels, the longest first: row column 0-4 (a i u e o) and what follows it.
_VOWELS: tuple[tuple[str, int, str], ...] = (
    ("ɜɹ", 0, "ー"), ("əɹ", 0, "ー"), ("ɑɹ", 0, "ー"), ("ɔɹ", 4, "ー"), ("ɛɹ", 3, "ア"),
    ("ɪɹ", 1, "ア"), ("ʊɹ", 2, "ア"), ("A", 3, "ー"), ("I", 0, "イ"), ("O", 4, "ー"),
    ("W", 0, "ウ"), ("Y", 4, "イ"), ("i", 1, "ー"), ("u", 2, "ー"), ("ɔ", 4, "ー"), ("ɪ", 1, ""),
    ("ᵻ", 1, ""), ("ɛ", 3, ""), ("æ", 0, ""), ("ʌ", 0, ""), ("ə", 0, ""), ("ɐ", 0, ""),
    ("ʊ", 2, ""), ("ɑ", 0, ""), ("a", 0, ""),
)  # fmt: skip
# All symbols of English phonemes that are read here.
SOUNDS = frozenset("".join([*_ROWS, *_SAME_ROW, *(vowel[0] for vowel in _VOWELS)]) + "ˈˌᵊ")
_CONSONANT = re.compile("[" + "".join({*_ROWS, *_SAME_ROW}) + "]")
_SHORT = "ɪɛæʌʊɑ"
_DOUBLED = "ptkʧdɡʃʤ"


def katakana(phonemes: str, spelling: str) -> str:
    """A word's phonemes (misaki's symbols) in katakana.

    `spelling` decides what sounds alone do not: "hot" is ホット, "father" ファーザー.
    """
    sounds = re.sub("[ˈˌː‍ ]", "", phonemes).replace("ts", "ʦ").replace("ᵊ", "")
    if spelling[:3].lower() in ("com", "con"):
        sounds = sounds.replace("kə", "kɑ", 1)  # コン, whatever English makes of it
    said: list[str] = []
    position, held, vowel = 0, "", ""
    while position < len(sounds):
        found = next((v for v in _VOWELS if sounds.startswith(v[0], position)), None)
        if found:
            said.append(_syllable(held, found, spelling))
            vowel, held = found[0], ""
            position += len(found[0])
            continue
        consonant = _SAME_ROW.get(sounds[position], sounds[position])
        if _CONSONANT.match(consonant):
            following = sounds[position + 1 : position + 2]
            if held and not (consonant == "j" and following == "u"):
                said.append(_closed(held, vowel, consonant))
                vowel = ""
            held = f"{held}j" if held and consonant == "j" and following == "u" else consonant
        position += 1
    if held:
        said.append(_closed(held, vowel, ""))
    return "".join(said)


def _syllable(consonant: str, vowel: tuple[str, int, str], spelling: str) -> str:
    name, column, tail = vowel
    if name == "ɑ" and "o" in spelling.lower():
        column = 4
    if len(consonant) == 2:
        row = _ROWS[consonant[0]]
        return f"{row[1]}ュー" if len(row[1]) == 1 else f"{row[2]}ー"
    if name == "æ" and consonant in ("k", "ɡ"):
        return f"{_ROWS[consonant][1]}ャ"
    return _ROWS[consonant][column] + tail


def _closed(consonant: str, vowel: str, following: str) -> str:
    """A consonant before another one or at the end, doubled behind a short vowel there."""
    consonant = consonant[0]
    if consonant == "m" and following in ("p", "b"):
        return "ン"
    if consonant == "n" and not following:
        return "ン"
    doubled = vowel in tuple(_SHORT) and consonant in _DOUBLED and not following
    said = _ALONE.get(consonant) or _ROWS[consonant][2]
    return f"ッ{said}" if doubled else said
