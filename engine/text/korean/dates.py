"""Dates and times of day as they are said in Korean."""

import re

from engine.text.korean.numbers import native, sino
from engine.text.tracked import Say

BORDER, NO_DIGIT = r"(?<![\d.,/:-])", r"(?![\d/]|[.,:-]\d)"
_MONTH, _DAY = r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
_WEEKDAY = r"\s?[(（](?P<week>[월화수목금토일])(?:요일)?[)）]"
_HALVES = {"a": "오전 ", "p": "오후 "}
_MONTHS = {6: "유", 10: "시"}


def month(value: int) -> str:
    """June and October lose a sound: 유월, 시월."""
    return f"{_MONTHS.get(value) or sino(value)}월"


def hour(value: int) -> str:
    """Native up to twelve: 세 시; beyond it as on a timetable: 십오 시."""
    return f"{native(value) if 0 < value <= 12 else sino(value)}시"


def _date(match: re.Match[str]) -> str:
    found = match.groupdict()
    year = f"{sino(int(found['y']))}년 " if found.get("y") else ""
    return f"{year}{month(int(found['m']))} {sino(int(found['d']))}일{_week(match)}"


def _week(match: re.Match[str]) -> str:
    week = match.groupdict().get("week")
    return f" {week}요일" if week else ""


def _clock(match: re.Match[str]) -> str:
    minute, second = int(match["min"]), match["s"]
    half = _HALVES[match["half"][0].lower()] if match["half"] else ""
    said = f"{half}{hour(int(match['h']))}"
    if minute or second:
        said += f" {sino(minute)}분"
    return said + (f" {sino(int(second))}초" if second else "")


RULES: tuple[tuple[re.Pattern[str], Say], ...] = (
    (re.compile(rf"{BORDER}(?P<y>[12]\d{{3}})(?P<sign>[/.-])\s?{_MONTH}(?P=sign)\s?{_DAY}"
                rf"(?![\d/]|[,:-]\d)(?:\.(?=\s|[가-힣(]|$))?(?:{_WEEKDAY})?"), _date),
    # Without a year "5/21" may be a fraction: a weekday or what follows a date must tell.
    (re.compile(rf"{BORDER}{_MONTH}/{_DAY}{_WEEKDAY}"), _date),
    (re.compile(rf"{BORDER}{_MONTH}/{_DAY}{NO_DIGIT}(?=에|은|부터|까지)"), _date),
    (re.compile(rf"(?<=일){_WEEKDAY}"), _week),
    (re.compile(r"(?<!\d)(?P<m>1[0-2]|0?[1-9])월(?!드)"), lambda match: month(int(match["m"]))),
    (re.compile(rf"{BORDER}(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?"
                rf"(?:\s?(?P<half>[AaPp]\.?[Mm]\b\.?))?{NO_DIGIT}"), _clock),
    (re.compile(r"(?<!\d)(?P<h>[01]?\d|2[0-4])시(?!간|즌|그|속)"),
     lambda match: hour(int(match["h"]))),
)  # fmt: skip
