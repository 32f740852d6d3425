"""Money, measures, fractions, telephone numbers, sums and plain numbers as said in Japanese."""

import re

from engine.text.japanese.dates import BORDER, NO_DIGIT
from engine.text.japanese.numbers import NUMBER, cardinal, digits, number
from engine.text.japanese.units import BEFORE, MONEY, UNITS
from engine.text.tracked import Say

_UNIT = "|".join(re.escape(u) for u in sorted({*UNITS, *BEFORE}, key=len, reverse=True))
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8),
}  # fmt: skip
_RANGE = rf"(?P<a>{NUMBER})(?:\s?[~-]\s?(?P<b>{NUMBER}))?"
_OPERATIONS = {"+": "たす", "-": "引く", "×": "かける", "*": "かける", "÷": "割る", "=": "は"}


def _money(match: re.Match[str]) -> str:
    name, cents = MONEY[match["sign"]]
    scale, text = match["scale"] or "", match["n"]
    whole, _, part = text.partition(".")
    if not cents or len(part) != 2 or scale:
        return f"{number(text)}{scale}{name}"
    small = f"{cardinal(int(part))}{cents}" if int(part) else ""
    return small if small and not int(whole.replace(",", "")) else f"{number(whole)}{name}{small}"


def _measure(match: re.Match[str]) -> str:
    before, after = BEFORE.get(match["unit"], ("", UNITS.get(match["unit"], "")))
    return f"{before}{_number(match)}{after}"


def _number(match: re.Match[str]) -> str:
    said = ("マイナス" if match["minus"] else "") + number(match["a"])
    return f"{said}から{number(match['b'])}" if match["b"] else said


def _vulgar(match: re.Match[str]) -> str:
    top, low = _VULGAR[match["sign"]]
    return _parts(match["whole"], top, low)


def _fraction(match: re.Match[str]) -> str | None:
    low = int(match["low"])
    return _parts(match["whole"], int(match["top"]), low) if low else None


def _parts(whole: str | None, top: int, low: int) -> str:
    # In kana: 四分の三 would be read as four minutes' (よんぷん).
    return (f"{cardinal(int(whole))}と" if whole else "") + f"{cardinal(low)}ぶんの{cardinal(top)}"


def _phone(match: re.Match[str]) -> str:
    plus = "プラス" if match.group()[0] == "+" else ""
    return plus + "、".join(digits(part) for part in re.findall(r"\d+", match.group()))


RULES: tuple[tuple[re.Pattern[str], Say], ...] = (
    (re.compile(r"〒\s?(?P<a>\d{3})-?(?P<b>\d{4})"),
     lambda match: f"郵便番号{digits(match['a'])}の{digits(match['b'])}"),
    (re.compile(r"(?<![\d-])(?:\+\d{1,3}[- ]?(?:\d{1,4}[- ]){1,3}\d{3,4}"
                r"|0\d{1,4}-\d{1,4}-\d{3,4}|0\d{1,3}\(\d{1,4}\)\d{4}|0[789]0\d{8}|0120\d{6})"
                r"(?![\d-])"), _phone),
    (re.compile(rf"(?P<sign>[{''.join(MONEY)}])\s?(?P<n>{NUMBER})(?P<scale>[万億兆])?円?"), _money),
    (re.compile(rf"(?:{BORDER}(?P<whole>\d+)\s?)?(?P<sign>[{''.join(_VULGAR)}])"), _vulgar),
    (re.compile(rf"{BORDER}(?:(?P<whole>\d+)\s)?(?P<top>\d{{1,3}})/(?P<low>\d{{1,3}}){NO_DIGIT}"),
     _fraction),
    (re.compile(rf"(?<![\d.A-Za-z])(?P<minus>-)?{_RANGE}\s?(?P<unit>{_UNIT})(?![A-Za-z/²³])"),
     _measure),
    (re.compile(rf"{BORDER}(?P<a>\d{{1,3}}):(?P<b>\d{{1,3}}){NO_DIGIT}"),
     lambda match: f"{cardinal(int(match['a']))}対{cardinal(int(match['b']))}"),
    (re.compile(r"(?<=[\d)）])(?:\s?(?P<sign>[+×*÷=])\s?|\s-\s)(?=[\d(（-])"),
     lambda match: _OPERATIONS[match["sign"] or "-"]),
    (re.compile(r"(?<![\d-])\d+(?:-\d+){2,}(?![\d-])"), _phone),
    (re.compile(r"(?<!\d)\d+(?:\.\d+){2,}(?!\d)"),
     lambda match: "テン".join(number(part) for part in match.group().split("."))),
    (re.compile(rf"(?<![\d.A-Za-z])(?P<minus>-)?{_RANGE}"), _number),
    (re.compile(r"\d+"), lambda match: number(match.group())),
)  # fmt: skip
