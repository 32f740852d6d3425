"""Numbers in Japanese writing: as kanji for amounts, in kana for digits read one by one."""

_DIGITS = "〇一二三四五六七八九"
_SMALL = ("", "十", "百", "千")
_LARGE = ("", "万", "億", "兆", "京")
_SPOKEN = ("ゼロ", "イチ", "ニー", "サン", "ヨン", "ゴー", "ロク", "ナナ", "ハチ", "キュー")
LARGEST = 10 ** (4 * len(_LARGE)) - 1
# A written number: grouping commas, a decimal part.
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


def cardinal(value: int) -> str:
    """2024 -> "二千二十四"; the readings (さんびゃく, いっせん) are the dictionary's."""
    if value > LARGEST:
        return digits(str(value))
    if value == 0:
        return "ゼロ"
    words: list[str] = []
    for power in range(len(_LARGE) - 1, -1, -1):
        part = value // 10000**power % 10000
        if part:
            said = _below_ten_thousand(part)
            # 一千万, but 千円 and 千百.
            words.append(f"一{said}" if power and said[0] == "千" else said)
            words.append(_LARGE[power])
    return "".join(words)


def number(text: str) -> str:
    """A written number: "1,980.5" -> "千九百八十・五", "007" digit by digit."""
    whole, _, part = text.replace(",", "").partition(".")
    if len(whole) > 1 and whole[0] == "0":
        return digits(whole) + (f"テン{digits(part)}" if part else "")
    if not part:
        return cardinal(int(whole))
    said = "〇" if int(whole) == 0 else cardinal(int(whole))
    return f"{said}・{''.join(_DIGITS[int(d)] for d in part)}"


def digits(text: str) -> str:
    """Digits one by one, as a telephone number: "03" -> "ゼロサン"."""
    return "".join(_SPOKEN[int(digit)] for digit in text if digit.isdecimal())


def _below_ten_thousand(value: int) -> str:
    words: list[str] = []
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            words.append(("" if digit == 1 and power else _DIGITS[digit]) + _SMALL[power])
    return "".join(words)
