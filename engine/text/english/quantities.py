"""Fractions, ordinals, years, Roman numerals and plain numbers, as people read them."""

import re

from engine.text.english.numbers import (
    NUMBER,
    cardinal,
    decade,
    digits,
    listed,
    number,
    ordinal,
    ordinal_plural,
    roman,
    year,
)
from engine.text.english.rules import Dialect, Rule, after, before, rule


@rule(r"(?<![\w-])\d+(?:-\d+){3,}(?![\w-])")
def serial(match: re.Match[str], dialect: Dialect) -> str:
    """Long hyphenated numbers (ISBN), digit by digit."""
    return ", ".join(digits(part) for part in match.group().split("-"))


_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅒": (1, 10),
}  # fmt: skip
_DENOMINATORS = frozenset((*range(2, 11), 12, 16, 20, 32, 64, 100))


@rule(
    rf"(?:(?<![\w/.])(?P<whole>\d{{1,4}})[\s-]?)?(?P<sign>[{''.join(_VULGAR)}])"
    r"|(?<![\w/.])(?:(?P<w>\d{1,4})[\s-])?(?P<top>\d{1,3})[/⁄](?P<low>\d{1,3})(?![\w/]|\.\d)"
)
def fraction(match: re.Match[str], dialect: Dialect) -> str | None:
    """½, 2¾, 3/4, 1 1/2; 24/7, 9/11 and 50/50 are read as numbers."""
    whole = match["whole"] or match["w"]
    if match["sign"]:
        top, low = _VULGAR[match["sign"]]
    else:
        top, low = int(match["top"]), int(match["low"])
        if not whole and (top, low) in ((24, 7), (9, 11), (50, 50), (7, 7)):
            return f"{cardinal(top, dialect.british)} {cardinal(low, dialect.british)}"
        if not whole and (top == low or low in (10, 100)) and top > 1:
            return f"{cardinal(top, dialect.british)} out of {cardinal(low, dialect.british)}"
        if low not in _DENOMINATORS or top >= low:
            return f"{cardinal(top, dialect.british)} over {cardinal(low, dialect.british)}"
    if top == 1 and low in (2, 4):
        small = f"{'a' if whole else 'one'} {'half' if low == 2 else 'quarter'}"
    elif top == 1:
        small = f"{'a' if whole else 'one'} {ordinal(low, dialect.british)}"
    else:
        small = f"{cardinal(top, dialect.british)} {ordinal_plural(low, dialect.british)}"
    return f"{cardinal(int(whole), dialect.british)} and {small}" if whole else small


@rule(r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)(?P<s>s?)\b", re.IGNORECASE)
def ordinals(match: re.Match[str], dialect: Dialect) -> str:
    """1st, 22nd, 1,000th."""
    return ordinal(int(match["n"].replace(",", "")), dialect.british) + match["s"]


@rule(r"(?<![\w.])(?P<y>\d{4}|['’]?\d0)['’]?s\b")
def decades(match: re.Match[str], dialect: Dialect) -> str | None:
    """1980s, '90s, the 60s."""
    value = int(match["y"].lstrip("'’"))
    if value % 10 and value > 99:
        return f"{year(value, dialect.british)}s"
    return decade(value, dialect.british) if value else None


_CONTEXT = frozenset(
    listed(
        "in since by from until till before after during of year years circa early late mid spring "
        "summer autumn fall winter c"
    )
)
_THINGS = frozenset(listed("people men women children percent times of feet meters metres miles"))
_NOT_THINGS = frozenset(listed("was is has as his this its census olympics always perhaps"))


@rule(r"(?<![\w.,/:-])(?P<y>1\d{3}|20\d\d)(?:\s?[-–/]\s?(?P<z>\d{4}|\d\d))?(?![\w/]|[.,:]\d|-\d)")
def years(match: re.Match[str], dialect: Dialect) -> str | None:
    """A four-digit number that is a year by its neighbours; 1914–18 is a range."""
    value = int(match["y"])
    if match["z"]:
        low = int(match["z"])
        tail = year(low, dialect.british) if low > 99 else number(match["z"], dialect.british)
        return f"{year(value, dialect.british)} to {tail}" if low else None
    following = after(match).lower()
    plural = following.endswith("s") and following not in _NOT_THINGS
    era = following in ("bc", "ad", "bce", "ce")
    if era or (before(match).lower() in _CONTEXT and following not in _THINGS):
        return year(value, dialect.british)
    if value < 1700 or plural or following in _THINGS:
        return None
    return year(value, dialect.british)


_COUNTED = listed(
    "war chapter part act scene volume vol book phase type section article appendix bowl class "
    "stage level grade episode season king queen pope mark title game round unit step world"
)
_REIGNED = frozenset(
    listed(
        "Henry Elizabeth George Charles James Edward William Louis Richard Mary Napoleon Pius "
        "Benedict "
        "Paul Leo Gregory Innocent Clement Catherine Peter Nicholas Alexander Frederick Philip "
        "Ferdinand "
        "Ivan Wilhelm Friedrich Francis Urban John Otto Leopold Albert Alfonso Carlos Juan "
        "Ramesses "
        "Ramses Thutmose Ptolemy Darius Xerxes Tiglath Victor Emmanuel Haakon Olaf Christian "
        "Gustav "
        "Constantine Theodore Stephen Malcolm Robert Rama"
    )
)


@rule(r"(?<=[A-Za-z.]\s)(?P<r>[IVXLC]+)(?P<own>['’]s)?(?![\w.]\w|\w|['’])")
def romans(match: re.Match[str], dialect: Dialect) -> str | None:
    """Henry VIII, World War II, Chapter IV, XIX century; a lone I only where it cannot be "I"."""
    value = roman(match["r"])
    previous = before(match)
    counted = previous.lower() in _COUNTED
    if (
        value is not None
        and len(match["r"]) > 1
        and after(match).lower() in ("century", "centuries")
    ):
        return ordinal(value, dialect.british)
    if value is None or not (previous[:1].isupper() or counted):
        return None
    own = match["own"] or ""
    if previous in _REIGNED and (len(match["r"]) > 1 or _closes(match)):
        return f"the {ordinal(value, dialect.british)}{own}"
    if counted and (match["r"] != "I" or _closes(match)):
        return cardinal(value, dialect.british) + own
    if match["r"] in ("II", "III", "IV", "VI", "VII", "VIII", "IX", "XII", "XIII", "XIV", "XVI"):
        return cardinal(value, dialect.british) + own
    return None


def _closes(match: re.Match[str]) -> bool:
    """Whether what follows a lone "I" cannot be its verb."""
    if match["own"] or not after(match):
        return True
    return after(match).lower() in (
        listed("of and was became died reigned ruled is had in on to the or ended began")
    )


@rule(r"(?<![\w.])(?P<n>\d+(?:\.\d+){2,})(?!\w)")
def dotted(match: re.Match[str], dialect: Dialect) -> str:
    """Version numbers by parts."""
    parts = match["n"].split(".")
    return " point ".join(number(part, dialect.british) for part in parts)


_ROOMS = frozenset(listed("room flight highway route suite apartment apt bus channel boeing area"))


@rule(
    rf"(?<![\w.,])(?P<minus>[-−](?=[\d.]))?(?P<a>{NUMBER})"
    rf"(?:\s?[-–—]\s?(?P<b>{NUMBER})(?!\d|\s?=))?"
    rf"(?:\s?[xX×]\s?(?P<by>{NUMBER})|(?P<x>[xX×]\b))?(?!\d)"
)
def numbers(match: re.Match[str], dialect: Dialect) -> str | None:
    """What is left: 1,234, 3.14, -7, 10-12, 4x4, 10x, Room 101."""
    text = match["a"]
    if before(match).lower() in _ROOMS and re.fullmatch(r"[1-9]\d\d", text) and not match["b"]:
        tail = digits(text[1:], "oh") if text[1] == "0" else cardinal(int(text[1:]), True)
        return f"{digits(text[0])} {'hundred' if text[1:] == '00' else tail}"
    spoken = ("minus " if match["minus"] else "") + number(text, dialect.british)
    if match["b"]:
        spoken += f" to {number(match['b'], dialect.british)}"
    if match["by"]:
        spoken += f" by {number(match['by'], dialect.british)}"
    return f"{spoken} times" if match["x"] else spoken


@rule(rf"[0-9{''.join(_VULGAR)}]")
def leftover(match: re.Match[str], dialect: Dialect) -> str:
    """Digits in no known company ("x9y") are still said, one by one."""
    if match.group() in _VULGAR:
        top, low = _VULGAR[match.group()]
        return f"{cardinal(top, dialect.british)} over {cardinal(low, dialect.british)}"
    return digits(match.group())


LISTS: tuple[Rule, ...] = (dotted, serial, decades)
PARTS: tuple[Rule, ...] = (fraction, ordinals, years)
PLAIN: tuple[Rule, ...] = (romans, numbers)
LEFTOVERS: tuple[Rule, ...] = (leftover,)
