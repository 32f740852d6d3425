"""Dates, times of day and telephone numbers, as people read them."""

import re

from engine.text.english.numbers import cardinal, digits, listed, ordinal, year
from engine.text.english.rules import Dialect, Rule, before, ends, rule

_MONTHS = listed(
    "January February March April May June July August September October November December"
)
_MONTH_OF = {name[:3].lower(): name for name in _MONTHS}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d,]\d|\d|[-–]\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d)"


def _spoken_date(day: int, month: str, when: str | None, dialect: Dialect, the: bool) -> str:
    """`the`: an article is written already."""
    tail = f", {year(int(when), dialect.british)}" if when else ""
    if dialect.british or the:
        return f"{'' if the else 'the '}{ordinal(day, dialect.british)} of {month}{tail}"
    return f"{month} {ordinal(day, False)}{tail}"


@rule(rf"\b{_MONTH}\s{_DAY}(?:\s?[-–]\s?(?P<to>3[01]|[12]\d|[1-9])(?!\d))?(?:,?\s{_YEAR})?")
def month_day(match: re.Match[str], dialect: Dialect) -> str | None:
    """March 15, Mar. 15th, 2024; Britons say "March the fifteenth"."""
    month = _MONTH_OF[match["month"][:3].lower()]
    the = "the " if dialect.british else ""
    spoken = f"{month} {the}{ordinal(int(match['day']), dialect.british)}"
    if match["to"]:
        spoken += f" to {the}{ordinal(int(match['to']), dialect.british)}"
    return spoken + (f", {year(int(match['year']), dialect.british)}" if match["year"] else "")


@rule(rf"(?<![\w.,-]){_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?")
def day_month(match: re.Match[str], dialect: Dialect) -> str | None:
    """15 March 2024, the 4th of July."""
    month = _MONTH_OF[match["month"][:3].lower()]
    the = before(match).lower() == "the"
    tail = f", {year(int(match['year']), dialect.british)}" if match["year"] else ""
    return f"{'' if the else 'the '}{ordinal(int(match['day']), dialect.british)} of {month}{tail}"


@rule(rf"\b{_MONTH},?\s{_YEAR}")
def month_year(match: re.Match[str], dialect: Dialect) -> str:
    """March 2024."""
    month = _MONTH_OF[match["month"][:3].lower()]
    return f"{month} {year(int(match['year']), dialect.british)}"


@rule(
    r"(?<![\w/.-])(?:(?P<iso>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d\d))(?![\w/]|[.-]\d)"
)
def numeric_date(match: re.Match[str], dialect: Dialect) -> str | None:
    """2024-03-15; 3/15/2024 is month first in the US, 15/3/2024 day first in Britain."""
    if match["iso"]:
        when, month, day = match["iso"], int(match["m"]), int(match["d"])
    else:
        day, month = int(match["a"]), int(match["b"])
        if (not dialect.british and match["mark"] != "." and day <= 12) or month > 12:
            day, month = month, day
        short = match["y"]
        when = short if len(short) == 4 else ("19" if int(short) > 50 else "20") + short
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    the = before(match).lower() == "the"
    return _spoken_date(day, _MONTHS[month - 1], when, dialect, the)


@rule(
    r"(?<![\w:.])(?P<h>[01]?\d|2[0-4])(?:(?P<mark>[:.])(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?)?"
    r"\s?(?P<half>[ap])(?:\.m\.|m\b)",
    re.IGNORECASE,
)
def half_day(match: re.Match[str], dialect: Dialect) -> str | None:
    """3 pm, 3:30 p.m., 9.05am."""
    hour = cardinal(int(match["h"]), dialect.british)
    stop = "." if match.group().endswith(".") and ends(match) else ""
    minutes = _minutes(match["m"]) if match["m"] and int(match["m"]) else ""
    return " ".join(filter(None, (hour, minutes, f"{match['half'].upper()}M"))) + stop


@rule(r"(?<![\w:.])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\w:])")
def clock(match: re.Match[str], dialect: Dialect) -> str | None:
    """3:00 is three o'clock, 15:30 fifteen thirty, 14:00 fourteen hundred."""
    hour, minute = int(match["h"]), int(match["m"])
    if match["s"]:
        parts = (_minutes(match["m"]) or "zero", _minutes(match["s"]) or "zero")
        return " ".join((cardinal(hour, dialect.british), *parts))
    if minute == 0 and 1 <= hour <= 12 and not match["h"].startswith("0"):
        return f"{cardinal(hour, dialect.british)} o'clock"
    if minute == 0:
        return f"{digits(match['h']) if hour < 10 else cardinal(hour, dialect.british)} hundred"
    early = match["h"].startswith("0") and hour
    first = digits(match["h"], "oh") if early else cardinal(hour, dialect.british)
    return f"{first} {_minutes(match['m'])}"


def _minutes(text: str) -> str:
    value = int(text)
    if value == 0:
        return ""
    return f"oh {cardinal(value, True)}" if value < 10 else cardinal(value, True)


@rule(r"(?<![\w:])(?P<a>\d{1,3}):(?P<b>\d{1,3})(?![\w:])")
def ratio(match: re.Match[str], dialect: Dialect) -> str:
    """16:9 and 2:1."""
    return " to ".join(cardinal(int(match[side]), dialect.british) for side in ("a", "b"))


@rule(r"""(?<![\w.,$£€-])(?:
      (?:\+\d{1,3}[\s.-]?)?\(?\d{2,5}\)?[\s.-]\d{3,4}[\s.-]\d{3,4}   # three groups
    | \+\d{1,3}(?:[\s-]\d{2,5}){1,4}
    | 0\d{3,4}\s\d{6}
    | (?:\(\d{3}\)\s?)?\d{3}-\d{4}
    | 1-\d{3}-\d{3}-\d{4}
    | \+\d{8,14}
    )(?![\w]|[.,-]\d)""")
def telephone(match: re.Match[str], dialect: Dialect) -> str | None:
    """Digits one by one with a breath between the groups; 800 is read as eight hundred."""
    text = match.group()
    groups = re.findall(r"\d+", text)
    if len(groups) > 1 and groups[1] == "800" and groups[0] == "1":
        groups[1] = "eight hundred"
    spoken = [digits(g, dialect.zero) if g.isdecimal() else g for g in groups]
    return ("plus " if text.startswith("+") else "") + ", ".join(spoken)


RULES: tuple[Rule, ...] = (
    numeric_date, telephone, half_day, clock, ratio, month_day, day_month, month_year,
)  # fmt: skip
