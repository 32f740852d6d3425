"""Abbreviations, titles, clipped words and what a slash or an apostrophe stands for."""

import re

from engine.text.english.numbers import digits, listed, number
from engine.text.english.rules import Dialect, Rule, after, before, ends, rule

_TITLES = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Prof": "Professor", "Rev": "Reverend",
    "Hon": "Honorable", "Gov": "Governor", "Sen": "Senator", "Rep": "Representative",
    "Gen": "General", "Col": "Colonel", "Capt": "Captain", "Lt": "Lieutenant", "Sgt": "Sergeant",
    "Cpl": "Corporal", "Maj": "Major", "Adm": "Admiral", "Cmdr": "Commander", "Pres": "President",
    "Supt": "Superintendent", "Messrs": "Messieurs", "Fr": "Father", "Mt": "Mount", "Ft": "Fort",
}  # fmt: skip


@rule(rf"\b(?P<t>{'|'.join(_TITLES)})(?P<dot>\.)?(?=\s+[A-Z])|\b(?P<plain>Mrs?|Ms)\.?(?!\w)")
def title(match: re.Match[str], dialect: Dialect) -> str | None:
    """Titles before a name; Mr, Mrs and Ms also without their full stop."""
    if match["plain"]:
        return _TITLES[match["plain"]]
    if not match["dot"] and match["t"] not in (
        "Mr",
        "Mrs",
        "Ms",
        "Prof",
        "Lt",
        "Sgt",
        "Capt",
        "Mt",
    ):
        return None
    spoken = _TITLES[match["t"]]
    return "Honourable" if dialect.british and spoken == "Honorable" else spoken


@rule(r"\bDr(?:\.|(?=\s[A-Z]))")
def doctor(match: re.Match[str], dialect: Dialect) -> str:
    """Dr. Smith is a doctor, Ocean Dr. a drive."""
    previous, following = before(match), after(match)
    placed = previous[:1].isupper() and _house_number(match)
    street = placed or (
        previous[:1].isupper() and not following[:1].isupper() and previous != "The"
    )
    stop = "." if match.group().endswith(".") and ends(match) else ""
    return ("Drive" if street else "Doctor") + stop


_SAINTLY = frozenset(listed("Lake Mount Port Fort East West North South Sault Church Cathedral"))


@rule(r"\bSt(?:\.|(?=\s[A-Z]))(?P<own>['’]s)?")
def saint(match: re.Match[str], dialect: Dialect) -> str:
    """St. Louis is a saint, Main St. a street."""
    previous, following = before(match), after(match)
    named = (previous[:1].isupper() and previous not in _SAINTLY) or re.match(
        r"\d+(st|nd|rd|th)$", previous
    )
    inside = len(match.string[: match.start()].split()) > 1
    street = named and (not following[:1].isupper() or _house_number(match) or inside)
    stop = "." if match.group().endswith(".") and ends(match) else ""
    return ("Street" if street else "Saint") + stop + (match["own"] or "")


def _house_number(match: re.Match[str]) -> bool:
    """Whether a number stands before the name before: "221 Baker St." """
    return bool(
        re.search(
            r"\d+[A-Za-z]?\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’]*\s+){1,2}$",
            match.string[: match.start()],
        )
    )


# As written, without the full stop -> as spoken. A full stop is asked for unless noted below.
_ABBREVIATIONS = {
    "e.g": "for example", "i.e": "that is", "etc": "et cetera", "vs": "versus",
    "approx": "approximately",
    "est": "established", "dept": "department", "Dept": "Department", "Inc": "Incorporated",
    "Ltd": "Limited", "Co": "Company", "Corp": "Corporation", "Bros": "Brothers", "Jr": "Junior",
    "Sr": "Senior", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane",
    "Sq": "Square",
    "Hwy": "Highway", "cf": "compare", "ca": "circa", "al": "al", "govt": "government",
    "Govt": "Government", "tel": "telephone", "Tel": "Telephone", "ext": "extension",
    
     "misc": "miscellaneous", "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday",
    "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday", "Thurs": "Thursday", "Fri": "Friday",
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June",
    "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December", "Apt": "Apartment", "Ste": "Suite", "Ph.D": "PhD", "a.k.a": "AKA",
    "p.a": "per annum", "temp": "temperature",
    "Temp": "Temperature",
    "p.s": "PS",
    "P.S": "PS", "R.S.V.P": "RSVP",
}  # fmt: skip
_BARE = {
    "WWI": "World War one", "WWII": "World War two", "WW1": "World War one",
    "WW2": "World War two", "C#": "C sharp", "F#": "F sharp",
    "vs": "versus", "etc": "et cetera", "aka": "AKA", "w/": "with ", "w/o": "without",
    "c/o": "care of",
    "b/c": "because", "approx": "approximately", "eg": "for example", "ie": "that is",
    "n/a": "not applicable",
    "N/A": "not applicable", "Blvd": "Boulevard", "Ltd": "Limited",
}  # fmt: skip


def _any_of(table: dict[str, str]) -> str:
    """A pattern for the keys of a table, the longest first."""
    return "|".join(re.escape(key) for key in sorted(table, key=len, reverse=True))


@rule(
    rf"(?<![\w.])(?P<w>{_any_of(_ABBREVIATIONS)}|E\.g|I\.e)\.(?!\w)"
    rf"|(?<![\w./])(?P<bare>{_any_of(_BARE)})(?![\w./])|(?<![\w/])(?P<with>w/)(?=\s?[a-z]{{2}})"
)
def abbreviation(match: re.Match[str], dialect: Dialect) -> str | None:
    """Abbreviations; the full stop stays where it also ends the sentence."""
    if match["with"]:
        return "with "
    if match["bare"]:
        return _BARE[match["bare"]].strip()
    # Words that are also words ("I will, al.", "a min.") need their sentence to go on.
    if match["w"] not in _ABBREVIATIONS:
        return _ABBREVIATIONS[match["w"].lower()].capitalize()
    if (
        match["w"] in ("min", "max", "Co", "Mar", "Jun", "Sun", "Fri")
        and ends(match)
        and not before(match)
    ):
        return None
    return _ABBREVIATIONS[match["w"]] + ("." if ends(match) else "")


_NUMBERED = {
    "no": "number", "nos": "numbers", "vol": "volume", "vols": "volumes", "ch": "chapter",
    "p": "page",
    "pp": "pages", "fig": "figure", "figs": "figures", "sec": "section", "eq": "equation",
    "art": "article",
    "c": "circa",
}  # fmt: skip


@rule(
    rf"(?<![\w.])(?P<w>{_any_of(_NUMBERED)})\.\s?(?=\d|[$£€]\d|[IVX]{{2,}}\b)",
    re.IGNORECASE,
)
def numbered(match: re.Match[str], dialect: Dialect) -> str:
    """No. 5, pp. 10-12, Fig. 3."""
    word = _NUMBERED[match["w"].lower()]
    return (word.capitalize() if match["w"][0].isupper() else word) + " "


@rule(r"\#\s?(?=\d)|№\s?(?=\d)")
def number_sign(match: re.Match[str], dialect: Dialect) -> str:
    """#1 -> number one."""
    return "number "


@rule(r"(?<![\w-])(?P<state>[A-Z]{2})\s(?P<zip>\d{5})(?:-(?P<four>\d{4}))?(?![\w,])")
def post_code(match: re.Match[str], dialect: Dialect) -> str:
    """CA 90210: the digits one by one."""
    tail = f", {digits(match['four'], 'oh')}" if match["four"] else ""
    return f"{match['state']} {digits(match['zip'], 'oh')}{tail}"


_PERIODS = {
    "yr": "year", "hr": "hour", "mo": "month", "wk": "week", "sec": "second", "min": "minute",
}  # fmt: skip


@rule(r"(?<=['’]d)['’]ve\b")
def have(match: re.Match[str], dialect: Dialect) -> str:
    """I'd've -> I'd have."""
    return " have"


@rule(r"(?<![\w'’])['’](?=(?:tis|twas|twere|twill)\b)", re.IGNORECASE)
def clipped(match: re.Match[str], dialect: Dialect) -> str:
    """'Tis: this apostrophe opens no quotation."""
    return ""


@rule(
    r"(?<=\w)/(?P<what>second|minute|hour|day|week|month|year|night|person|"
    r"mile|unit|page|yr|hr|mo|wk|sec|min)\b"
)
def per(match: re.Match[str], dialect: Dialect) -> str:
    """$9.99/month, $60,000/yr."""
    return f" per {_PERIODS.get(match['what'], match['what'])}"


@rule(r"\b(?P<a>s?he|him|his|her)/(?P<b>s?he|hers?|him|his)\b|\b(?P<s>[Ss])/he\b", re.IGNORECASE)
def either(match: re.Match[str], dialect: Dialect) -> str:
    """he/she -> he or she."""
    return "she or he" if match["s"] else f"{match['a']} or {match['b']}"


@rule(r"(?<![\w'’])['’](?P<y>\d\d)(?![\w'’])")
def short_year(match: re.Match[str], dialect: Dialect) -> str:
    """'05 and '99."""
    return digits(match["y"], "oh") if match["y"][0] == "0" else number(match["y"], dialect.british)


RULES: tuple[Rule, ...] = (
    short_year, have, clipped, per, either, numbered, number_sign, post_code, title, doctor, saint,
    abbreviation,
)  # fmt: skip
