"""Sums of money, as people read them."""

import re

from engine.text.english.numbers import NUMBER, cardinal, is_one, number
from engine.text.english.rules import Dialect, Rule, after, before, rule

SCALE = r"hundred|thousand|million|billion|trillion"
_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "USD": ("US dollar", "US dollars", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "EUR": ("euro", "euros", "cent", "cents"),
}
_SHORT_SCALES = {"k": "thousand", "m": "million", "b": "billion", "t": "trillion"}
_SHORT_SCALES |= {"mn": "million", "bn": "billion", "tn": "trillion"}
_SIGN = "|".join(re.escape(sign) for sign in _CURRENCIES)


@rule(
    rf"(?P<sign>{_SIGN})\s?(?P<a>{NUMBER})(?:\s?[-–]\s?(?:{_SIGN})?(?P<b>{NUMBER}))?"
    rf"(?:\s?(?P<short>[kKmMbBtT]n?)\b|\s(?P<scale>{SCALE})\b)?"
)
def money(match: re.Match[str], dialect: Dialect) -> str | None:
    """$3.50, £20-30, €5m, $2.5 billion; "a $20 bill" keeps the singular."""
    names = _CURRENCIES[match["sign"]]
    scale = match["scale"] or _SHORT_SCALES.get((match["short"] or "").lower(), "")
    if match["short"] and not scale:
        return None
    if match["b"]:
        first = number(match["a"], dialect.british)
        return f"{first} to {_amount(match['b'], scale, names, dialect)}"
    one_thing = before(match).lower() in ("a", "an") and after(match)[:1].isalpha()
    if one_thing and "." not in match["a"]:
        return " ".join(filter(None, (number(match["a"], dialect.british), scale, names[0])))
    return _amount(match["a"], scale, names, dialect)


def _amount(text: str, scale: str, names: tuple[str, ...], dialect: Dialect) -> str:
    one, many, cent, cents = names
    whole, _, part = text.partition(".")
    if scale or (part and len(part) != 2) or (part and not cent):
        return " ".join(filter(None, (number(text, dialect.british), scale, many)))
    units = f"{number(whole, dialect.british)} {one if is_one(whole) else many}" if whole else ""
    if not part or int(part) == 0:
        return units
    small = f"{cardinal(int(part), dialect.british)} {cent if int(part) == 1 else cents}"
    if not whole or int(whole.replace(",", "")) == 0:
        return small
    if one == "pound" and int(part) >= 10:
        return f"{units} {cardinal(int(part), dialect.british)}"
    return f"{units} and {small}"


@rule(
    rf"(?<![\w.])(?P<a>{NUMBER})\s?(?P<unit>(?<!\d\d\d)(?<=\d)p(?!\.\s?m)|¢|USD|EUR|GBP|[$€£])(?!\w)"
)
def money_after(match: re.Match[str], dialect: Dialect) -> str | None:
    """50p, 75¢, 20 EUR, 5€."""
    if match["unit"] == "p":
        return f"{number(match['a'], dialect.british)} {'penny' if match['a'] == '1' else 'pence'}"
    if match["unit"] == "¢":
        return f"{number(match['a'], dialect.british)} cent" + "s" * (match["a"] != "1")
    return _amount(match["a"], "", _CURRENCIES[match["unit"]], dialect)


RULES: tuple[Rule, ...] = (money, money_after)
