"""Money, measures, counters, fractions, telephone numbers and plain numbers as said in Korean."""

import re

from engine.text.korean.dates import BORDER, NO_DIGIT
from engine.text.korean.numbers import NUMBER, digits, native, number, sino
from engine.text.korean.units import BEFORE, COUNTERS, MONEY, NO_COUNTER, UNITS
from engine.text.tracked import Say

_UNIT = "|".join(re.escape(u) for u in sorted({*UNITS, *BEFORE}, key=len, reverse=True))
_RANGE = rf"(?P<a>{NUMBER})(?:\s?[~-]\s?(?P<b>{NUMBER}))?"
_OPERATIONS = {"+": " 더하기 ", "-": " 빼기 ", "×": " 곱하기 ", "*": " 곱하기 ", "÷": " 나누기 "}
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5)}
_MOST_NATIVE = {"살": 99, "번째": 99}


def _money(match: re.Match[str]) -> str:
    name, cents = MONEY[match["sign"]]
    scale, text = match["scale"] or "", match["n"]
    whole, _, part = text.partition(".")
    if not cents or len(part) != 2 or scale:
        return f"{number(text)}{scale} {name}" if cents else f"{number(text)}{scale}{name}"
    small = f"{sino(int(part))} {cents}" if int(part) else ""
    if small and not int(whole.replace(",", "")):
        return small
    return f"{number(whole)} {name} {small}".rstrip()


def _measure(match: re.Match[str]) -> str:
    unit = match["unit"]
    before, after = BEFORE.get(unit, ("", UNITS.get(unit, "")))
    minus = "영하 " if match["minus"] and unit.startswith("°") else None
    return f"{before}{_number(match, minus)}{after}"


def _degrees(match: re.Match[str]) -> str:
    return f"{_number(match, '영하 ' if match['minus'] else None)}도"


def _number(match: re.Match[str], minus: str | None = None) -> str:
    sign = (minus or "마이너스 ") if match["minus"] else ""
    said = sign + number(match["a"])
    return f"{said}에서 {number(match['b'])}" if match["b"] else said


def _counted(match: re.Match[str]) -> str:
    counter = match["counter"]
    first, last = match["a"].replace(",", ""), (match["b"] or "").replace(",", "")
    said = _before_counter(first, counter)
    if counter == "번째" and first == "1":
        said = "첫"
    return f"{said}에서 {_before_counter(last, counter)}{counter}" if last else f"{said}{counter}"


def _before_counter(text: str, counter: str) -> str:
    if "." in text or int(text) > _MOST_NATIVE.get(counter, 20) or text == "0":
        return number(text)
    return native(int(text))


def _fraction(match: re.Match[str]) -> str | None:
    top, low = int(match["top"]), int(match["low"])
    whole = f"{sino(int(match['whole']))}와 " if match["whole"] else ""
    return f"{whole}{sino(low)}분의 {sino(top)}" if low else None


def _vulgar(match: re.Match[str]) -> str:
    top, low = _VULGAR[match["sign"]]
    whole = f"{sino(int(match['whole']))}와 " if match["whole"] else ""
    return f"{whole}{sino(low)}분의 {sino(top)}"


def _phone(match: re.Match[str]) -> str:
    plus = "플러스 " if match.group()[0] == "+" else ""
    return plus + " ".join(digits(part, "공") for part in re.findall(r"\d+", match.group()))


def _equals(match: re.Match[str]) -> str:
    return "는 " if match["last"] in "2459" else "은 "


RULES: tuple[tuple[re.Pattern[str], Say], ...] = (
    (re.compile(r"(?<!\d)3[.·ㆍ]1(?=절|\s?운동)"), lambda match: "삼일"),
    (re.compile(r"(?<!\d)6[.·ㆍ]25(?!\d)"), lambda match: "육이오"),
    (re.compile(r"(?<!\d)1(?=만)"), lambda match: ""),
    (re.compile(r"(?<![\d-])(?:\+\d{1,3}[- ]?(?:\d{1,4}[- ]){1,3}\d{3,4}"
                r"|0\d{1,2}-\d{3,4}-\d{4}|01\d\d{7,8}|1[5-9]\d\d-\d{4})(?![\d-])"), _phone),
    (re.compile(rf"(?P<sign>[{''.join(MONEY)}])\s?(?P<n>{NUMBER})(?P<scale>[만억조])?원?"), _money),
    (re.compile(rf"(?:{BORDER}(?P<whole>\d+)\s?)?(?P<sign>[{''.join(_VULGAR)}])"), _vulgar),
    (re.compile(rf"{BORDER}(?:(?P<whole>\d+)\s)?(?P<top>\d{{1,3}})/(?P<low>\d{{1,3}}){NO_DIGIT}"),
     _fraction),
    (re.compile(rf"(?<![\d.A-Za-z])(?P<minus>-)?{_RANGE}\s?(?P<unit>{_UNIT})(?![A-Za-z/²³])"),
     _measure),
    (re.compile(rf"(?<![\d.])(?P<minus>-)?{_RANGE}도(?!로|시|착|움|서)"), _degrees),
    (re.compile(rf"(?<![\d.]){_RANGE}\s?(?!{NO_COUNTER})(?P<counter>{'|'.join(COUNTERS)})"),
     _counted),
    (re.compile(rf"{BORDER}(?P<a>\d{{1,3}}):(?P<b>\d{{1,3}}){NO_DIGIT}"),
     lambda match: f"{sino(int(match['a']))} 대 {sino(int(match['b']))}"),
    (re.compile(r"(?<=(?P<last>\d))\s?=\s?(?=[\d-])"), _equals),
    (re.compile(r"(?<=[\d)])(?:\s?(?P<sign>[+×*÷])\s?|\s-\s)(?=[\d(-])"),
     lambda match: _OPERATIONS[match["sign"] or "-"]),
    (re.compile(r"(?<![\d-])\d+(?:-\d+){2,}(?![\d-])"), _phone),
    (re.compile(r"(?<!\d)\d+(?:\.\d+){2,}(?!\d)"),
     lambda match: " 점 ".join(number(part) for part in match.group().split("."))),
    (re.compile(rf"(?<![\d.A-Za-z])(?P<minus>-)?{_RANGE}"), lambda match: _number(match)),
    (re.compile(r"\d+"), lambda match: number(match.group())),
)  # fmt: skip
