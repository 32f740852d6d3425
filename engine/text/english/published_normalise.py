"""Numbers and signs as the public English front end expands them (FACTS.md §11), defects included.

Among these: a minus glues its number to the word before, capitals are set apart letter by letter,
and colons, quotation marks and brackets vanish without a pause.
"""

import re
import unicodedata
from collections.abc import Callable

from engine.text.english.numbers import cardinal, digits, ordinal, year

_UNITS = {
    "m": ("meter", "meters"), "km": ("kilometer", "kilometers"),
    "km/h": ("kilometer per hour", "kilometers per hour"), "ft": ("feet", "feet"),
    "L": ("liter", "liters"), "tbsp": ("tablespoon", "tablespoons"),
    "tsp": ("teaspoon", "teaspoons"), "h": ("hour", "hours"), "min": ("minute", "minutes"),
    "s": ("second", "seconds"), "°C": ("degree celsius", "degrees celsius"),
    "°F": ("degree fahrenheit", "degrees fahrenheit"),
}  # fmt: skip
_OPERATIONS = {"+": " plus ", "-": " minus ", "×": " times ", "÷": " divided by ", "=": " Equals "}
_POWER = "[⁰¹²³⁴⁵⁶⁷⁸⁹ˣʸⁿ]*"
_OPERAND = rf"(?:-?\d+(?:\.\d+)?{_POWER}|\.\d+{_POWER}|[A-Za-z]{_POWER})"
_SUM = re.compile(rf"({_OPERAND})\s+([-+×÷=])\s+({_OPERAND})")


def normalize(text: str) -> str:
    """The text as the public system speaks it."""
    said = text.translate(str.maketrans("。！？", ".!?"))
    said = re.sub(r"\b(\d+)\. ", lambda match: f"{_numbered(int(match[1]))}, ", said)
    while _SUM.search(said):
        said = _SUM.sub(lambda match: f"{match[1]}{_OPERATIONS[match[2]]}{match[3]}", said)
    for pattern, say in _NUMBERS:
        said = re.sub(pattern, say, said)
    return _letters(said)


def _letters(text: str) -> str:
    """Plain letters and six marks; each capital inside a word begins a new one."""
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn").replace("%", " percent")
    plain = re.sub(r"[^ A-Za-z'.,?!\-]", "", plain)
    plain = re.sub(r"(?i)i\.e\.", "that is", plain)
    plain = re.sub(r"(?i)e\.g\.", "for example", plain)
    plain = re.sub(r"(?<!^)(?<!\s)([A-Z])", r" \1", plain)
    return re.sub(r"([!?….,\-\s])[!?….,-]+", r"\1", plain)


def _numbered(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10)
    return f"{value}{ending or 'th'}"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    half = "a.m." if hour < 12 else "p.m."
    said = cardinal(hour - 12 if hour > 12 else hour, british=False)
    return (
        f"{said} {cardinal(minute, british=False)} {half}" if minute else f"{said} o'clock {half}"
    )


def _measure(match: re.Match[str]) -> str:
    number, part, unit = match[1], match[2], match[3]
    one = part is None and int(number) == 1
    return f"{number} {_UNITS[unit][0 if one else 1]}"


def _money(unit: str, cent: str, cents: str) -> Callable[[re.Match[str]], str]:
    def say(match: re.Match[str]) -> str:
        parts = match[1].split(".")
        if len(parts) > 2:
            return f"{match[1]} {unit}s"
        whole = int(parts[0]) if parts[0] else 0
        small = int(parts[1].ljust(2, "0")) if len(parts) > 1 and parts[1] else 0
        said = [f"{whole} {unit}{'' if whole == 1 else 's'}"] if whole else []
        said += [f"{small} {cent if small == 1 else cents}"] if small else []
        return " and ".join(said) or f"zero {unit}s"

    return say


def _fraction(match: re.Match[str]) -> str:
    top, low = int(match[1]), int(match[2])
    if low == 1:
        return cardinal(top, british=True)
    plural = "s" if top > 1 else ""
    part = ("halves" if top > 1 else "half") if low == 2 else ordinal(low, british=True) + plural
    return f"{cardinal(top, british=True)} {part}"


def _number(match: re.Match[str]) -> str:
    value = int(match[0])
    if 1000 < value < 3000:
        if 2000 < value < 2010:
            return f"two thousand {cardinal(value % 100, british=False)}"
        return "two thousand" if value == 2000 else year(value, british=False)
    if value < 1000 or len(match[0]) > 15:
        return cardinal(value, british=False) if value < 1000 else digits(match[0])
    said = cardinal(value, british=False)
    return re.sub(r"(thousand|[mbtr]illion|quadrillion) (?=\w)", r"\1, ", said)


_AMOUNT = r"([\d.,]*\d+)"
_NUMBERS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?:^|\s+)-(\d+)", r"negative \1"),
    (r"\d[\d,]+\d", lambda match: match[0].replace(",", "")),
    (r"\b([01]?\d|2[0-3]):([0-5]\d)\b", _clock),
    (r"\b(\d+(\.\d+)?)(m|km|km/h|ft|L|tbsp|tsp|h|min|s|°C|°F)\b", _measure),
    (rf"£{_AMOUNT}", _money("pound", "penny", "pence")),
    (rf"{_AMOUNT}£", _money("pound", "penny", "pence")),
    (rf"\${_AMOUNT}", _money("dollar", "cent", "cents")),
    (rf"{_AMOUNT}\$", _money("dollar", "cent", "cents")),
    (r"(\d+)\.\s*(\d+)", lambda match: f"{match[1]} point {' '.join(match[2])}"),
    (r"(\d+)/(\d+)", _fraction),
    (r"(\d+)(?:st|nd|rd|th)", lambda match: ordinal(int(match[1]), british=True)),
    (r"\d+", _number),
)
