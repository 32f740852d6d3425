"""Korean numbers: from Chinese (일, 이, 삼) and native (한, 두, 세, before a counter)."""

# A written number: grouping commas, a decimal part.
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_DIGITS = "영일이삼사오육칠팔구"
_SMALL = ("", "십", "백", "천")
_LARGE = ("", "만", "억", "조", "경")
LARGEST = 10 ** (4 * len(_LARGE)) - 1
_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


def sino(value: int) -> str:
    """2024 -> "이천이십사", 10000 -> "만"."""
    if value > LARGEST:
        return digits(str(value))
    if value == 0:
        return "영"
    words: list[str] = []
    for power in range(len(_LARGE) - 1, -1, -1):
        part = value // 10000**power % 10000
        if part == 1 and power == 1 and not words:
            words.append("만")
        elif part:
            words.append(_below_ten_thousand(part) + _LARGE[power])
    return "".join(words)


def native(value: int) -> str:
    """3 -> "세", 20 -> "스무", 21 -> "스물한": the form before a counter; 100 is Chinese again."""
    if value == 0:
        return "영"
    hundreds, rest = divmod(value, 100)
    head = sino(hundreds * 100) if hundreds else ""
    if rest == 20:
        return f"{head}스무"
    return head + _TENS[rest // 10] + _ONES[rest % 10]


def digits(text: str, zero: str = "영") -> str:
    """Digits one by one: "010" with zero "공" -> "공일공"."""
    return "".join(zero if d == "0" else _DIGITS[int(d)] for d in text if d.isdecimal())


def number(text: str) -> str:
    """A written number: "1,980.5" -> "천구백팔십 점 오", "007" digit by digit."""
    whole, _, part = text.replace(",", "").partition(".")
    said = digits(whole) if len(whole) > 1 and whole[0] == "0" else sino(int(whole))
    return f"{said} 점 {digits(part)}" if part else said


def _below_ten_thousand(value: int) -> str:
    words: list[str] = []
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            words.append(("" if digit == 1 and power else _DIGITS[digit]) + _SMALL[power])
    return "".join(words)
