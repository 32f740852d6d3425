"""English number words: cardinals, ordinals, decimals, years, digits one by one, Roman numerals."""

import re


def listed(text: str) -> tuple[str, ...]:
    """The words of a line, for tables that read like prose."""
    return tuple(text.split())


# A written number: grouping commas, a decimal part.
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"

_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = listed("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
LARGEST = 10 ** (3 * len(_SCALES)) - 1


def cardinal(number: int, british: bool) -> str:
    """45 -> "forty-five"; British English puts "and" before the tens: "one hundred and five"."""
    if number < 0:
        return f"minus {cardinal(-number, british)}"
    if number > LARGEST:
        return digits(str(number))
    if number < 1000:
        return _below_thousand(number, british)
    words: list[str] = []
    for power in range(len(_SCALES) - 1, -1, -1):
        part = number // 1000**power % 1000
        if part and power:
            words.append(f"{_below_thousand(part, british)} {_SCALES[power]}")
        elif part:
            joint = "and " if british and part < 100 else ""
            words.append(joint + _below_thousand(part, british))
    return " ".join(words)


def _below_thousand(number: int, british: bool) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return _TENS[ten] + (f"-{_SMALL[one]}" if one else "")
    hundred, rest = divmod(number, 100)
    words = f"{_SMALL[hundred]} hundred"
    joint = " and " if british else " "
    return words + (joint + _below_thousand(rest, british) if rest else "")


def ordinal(number: int, british: bool) -> str:
    """21 -> "twenty-first"."""
    words = cardinal(number, british)
    head, mark, last = re.fullmatch(r"(.*?)([ -]?)([a-z]+)", words).groups()  # type: ignore[union-attr]
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return f"{head}{mark}{last}"


def ordinal_plural(number: int, british: bool) -> str:
    """The denominators: 2 -> "halves", 4 -> "quarters", 8 -> "eighths"."""
    return {2: "halves", 4: "quarters"}.get(number) or f"{ordinal(number, british)}s"


def digits(text: str, zero: str = "zero") -> str:
    """Digits one by one: "907" -> "nine zero seven"."""
    return " ".join(zero if d == "0" else _SMALL[int(d)] for d in text if d.isdecimal())


def number(text: str, british: bool) -> str:
    """A written number: grouping commas, decimals, leading zeros and all.

    "1,234.50" -> "one thousand two hundred thirty-four point five zero"; "007" digit by digit;
    British English says "nought point five".
    """
    whole, _, part = text.replace(",", "").partition(".")
    if (len(whole) > 1 and whole[0] == "0") or len(whole) > len(str(LARGEST)):
        spoken = digits(whole)
    elif not whole:
        spoken = ""
    elif part and british and int(whole) == 0:
        spoken = "nought"
    else:
        spoken = cardinal(int(whole), british)
    return f"{spoken} point {digits(part)}".strip() if part else spoken


def year(value: int, british: bool) -> str:
    """1984 -> "nineteen eighty-four", 1905 -> "nineteen oh five", 2024 -> "twenty twenty-four"."""
    century, rest = divmod(value, 100)
    if value < 1000 or value > 9999 or 2000 <= value < 2010 or (century % 10 == 0 and rest < 10):
        return cardinal(value, british)
    if rest == 0:
        return f"{cardinal(century, british)} hundred"
    tail = f"oh {_SMALL[rest]}" if rest < 10 else cardinal(rest, british)
    return f"{cardinal(century, british)} {tail}"


def decade(value: int, british: bool) -> str:
    """1980 -> "nineteen eighties", 2000 -> "two thousands", 1900 -> "nineteen hundreds"."""
    words = year(value, british)
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral up to 399, else None."""
    if not text or not re.fullmatch(r"C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", text):
        return None
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    numbers = [values[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0]))


def is_one(text: str) -> bool:
    """Whether a written number asks for the singular."""
    return text.replace(",", "") in ("1", "1.0", "1.00")
