"""Katakana to the starter's symbols, as its Japanese voices learned them (misaki's conventions)."""

# Consonant of each row; before イ it is palatal. The third column has its own vowel in some rows.
_ROWS: dict[str, tuple[str, ...]] = {
    "アイウエオ": ("a", "i", "ɯ", "e", "o"), "カキクケコ": ("ka", "kʲi", "kɯ", "ke", "ko"),
    "ガギグゲゴ": ("ɡa", "ɡʲi", "ɡɯ", "ɡe", "ɡo"), "サシスセソ": ("sa", "ɕi", "sɨ", "se", "so"),
    "ザジズゼゾ": ("ʣa", "ʥi", "zɨ", "ʣe", "ʣo"), "タチツテト": ("ta", "ʨi", "ʦɨ", "te", "to"),
    "ダヂヅデド": ("da", "ʥi", "zɨ", "de", "do"), "ナニヌネノ": ("na", "ɲi", "nɯ", "ne", "no"),
    "ハヒフヘホ": ("ha", "çi", "ɸɯ", "he", "ho"), "バビブベボ": ("ba", "bʲi", "bɯ", "be", "bo"),
    "パピプペポ": ("pa", "pʲi", "pɯ", "pe", "po"), "マミムメモ": ("ma", "mʲi", "mɯ", "me", "mo"),
    "ラリルレロ": ("ɾa", "ɾʲi", "ɾɯ", "ɾe", "ɾo"), "ワヰヴヱヲ": ("βa", "i", "vɯ", "e", "o"),
}  # fmt: skip
_PALATAL = {
    "キ": "kʲ", "ギ": "ɡʲ", "シ": "ɕ", "ジ": "ʥ", "ヂ": "ʥ", "チ": "ʨ", "ニ": "ɲ", "ヒ": "ç",
    "ビ": "bʲ", "ピ": "pʲ", "ミ": "mʲ", "リ": "ɾʲ", "フ": "ɸʲ", "テ": "tʲ", "デ": "dʲ", "ヴ": "bʲ",
}  # fmt: skip
_GLIDES = {"ャ": "a", "ュ": "ɨ", "ョ": "o"}
_SMALL = dict(zip("ァィゥェォ", "aiɯeo"))
# A kana before a small vowel, where its own consonant is not what is said.
_BEFORE_SMALL = {"ウ": "β", "ク": "kᵝ", "グ": "ɡᵝ", "ツ": "ʦ", "フ": "ɸ", "ヴ": "v", "イ": "j",
                 "テ": "t", "デ": "d", "ト": "t", "ド": "d", "ス": "s", "ズ": "z"}  # fmt: skip
_PALATAL_I = frozenset("ツテデフヴ")
_ALONE = {"ヤ": "ja", "ユ": "jɯ", "ヨ": "jo", "ャ": "ja", "ュ": "jɯ", "ョ": "jo", "ー": "ː",
          "ッ": "ʔ", "ヮ": "βa", "ヵ": "ka", "ヶ": "ke", **_SMALL}  # fmt: skip
_KANA = {kana: said for row, sounds in _ROWS.items() for kana, said in zip(row, sounds)} | _ALONE
_NASALS = (("mpb", "m"), ("kɡ", "ŋ"), ("ɲʨʥ", "ɲ"), ("ntdɾz", "n"))


def symbols(kana: str) -> str:
    """The symbols of a word in katakana: "キョーワ" -> "kʲoːβa"."""
    moras = _moras(kana)
    said = [_mora(mora) for mora in moras]
    for index in range(len(said)):
        if moras[index] == "ン":
            following = said[index + 1] if index + 1 < len(said) else ""
            said[index] = next((n for firsts, n in _NASALS if following[:1] in firsts), "ɴ")
            if not following:
                said[index] = "ɴ"
    return "".join(said)


def _moras(kana: str) -> list[str]:
    moras: list[str] = []
    for one in kana:
        small = one in _GLIDES or one in _SMALL
        if small and moras and len(moras[-1]) == 1 and moras[-1] in _KANA and moras[-1] != "ー":
            moras[-1] += one
        else:
            moras.append(one)
    return moras


def _mora(mora: str) -> str:
    if len(mora) == 1:
        return _KANA.get(mora, "")
    kana, small = mora
    if small in _GLIDES:
        return _PALATAL.get(kana, _KANA[kana][:-1]) + _GLIDES[small]
    vowel = _SMALL[small]
    if vowel == "i" and kana in _PALATAL_I:
        return f"{_BEFORE_SMALL[kana]}ʲi"
    if vowel != "ɯ" and kana in _PALATAL and kana not in _BEFORE_SMALL:
        return _PALATAL[kana] + vowel
    return _BEFORE_SMALL.get(kana, _KANA[kana][:-1]) + vowel
