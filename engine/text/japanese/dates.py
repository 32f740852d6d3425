"""Dates, weekdays and times of day as they are said in Japanese."""

import re

from engine.text.japanese.numbers import cardinal
from engine.text.tracked import Say

BORDER, NO_DIGIT = r"(?<![\d.,/:-])", r"(?![\d/]|[.,:-]\d)"
_MONTH, _DAY = r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
_WEEKDAY = r"\s?[(（](?P<week>[月火水木金土日])(?:曜日?)?[)）]"
_HALVES = {"a": "午前", "p": "午後"}


def _date(match: re.Match[str]) -> str:
    found = match.groupdict()
    year = f"{cardinal(int(found['y']))}年" if found.get("y") else ""
    return f"{year}{cardinal(int(found['m']))}月{cardinal(int(found['d']))}日{_week(match)}"


def _week(match: re.Match[str]) -> str:
    week = match.groupdict().get("week")
    return f"、{week}曜日、" if week else ""


def _clock(match: re.Match[str]) -> str:
    hour, minute, second = int(match["h"]), int(match["min"]), match["s"]
    said = f"{_half(match)}{cardinal(hour) if hour else '零'}時"
    if minute or second:
        said += f"{cardinal(minute)}分"
    return said + (f"{cardinal(int(second))}秒" if second else "")


def _hour(match: re.Match[str]) -> str:
    return f"{_half(match)}{cardinal(int(match['h']))}時"


def _half(match: re.Match[str]) -> str:
    return _HALVES[match["half"][0].lower()] if match["half"] else ""


RULES: tuple[tuple[re.Pattern[str], Say], ...] = (
    (re.compile(rf"{BORDER}(?P<y>[12]\d{{3}})(?P<sign>[/.-]){_MONTH}(?P=sign){_DAY}{NO_DIGIT}"
                rf"(?:{_WEEKDAY})?"), _date),
    # Without a year "5/21" may be a fraction: a weekday or what follows a date must tell.
    (re.compile(rf"{BORDER}{_MONTH}/{_DAY}{_WEEKDAY}"), _date),
    (re.compile(rf"{BORDER}{_MONTH}/{_DAY}{NO_DIGIT}(?=に|は|から|まで|付|号|~\d+/)"), _date),
    (re.compile(rf"(?<=日){_WEEKDAY}"), _week),
    (re.compile(rf"{BORDER}(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?"
                rf"(?:\s?(?P<half>[AaPp]\.?[Mm]\b\.?))?{NO_DIGIT}"), _clock),
    (re.compile(r"(?<!\d)0時(?!間)"), lambda match: "零時"),
    (re.compile(rf"{BORDER}(?P<h>1?\d)\s?(?P<half>[AaPp]\.?[Mm]\b\.?)"), _hour),
)  # fmt: skip
