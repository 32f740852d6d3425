"""Money, units, percentages, fractions, ranges, ordinals and plain numbers, as people read them."""

import re

from engine.text.english.numbers import (
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

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
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


def _is_one(text: str) -> bool:
    return text.replace(",", "") in ("1", "1.0", "1.00")


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
    units = f"{number(whole, dialect.british)} {one if _is_one(whole) else many}" if whole else ""
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


# unit -> (singular, plural); British spellings sound the same and follow the text's dialect.
_UNITS = {
    "km": ("kilometer", "kilometers"), "m": ("meter", "meters"), "cm": ("centimeter",
    "centimeters"),
    "mm": ("millimeter", "millimeters"), "µm": ("micrometer", "micrometers"),
    "nm": ("nanometer", "nanometers"), "mi": ("mile", "miles"), "ft": ("foot", "feet"),
    "in": ("inch", "inches"), "yd": ("yard", "yards"), "yds": ("yard", "yards"),
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "m/s": ("meter per second", "meters per second"), "mph": ("mile per hour", "miles per hour"),
    "mpg": ("mile per gallon", "miles per gallon"), "rpm": ("RPM", "RPM"),
    "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"), "mg": ("milligram", "milligrams"),
    "µg": ("microgram", "micrograms"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "l": ("liter", "liters"), "L": ("liter", "liters"),
    "ml": ("milliliter", "milliliters"), "mL": ("milliliter", "milliliters"),
    "cl": ("centiliter", "centiliters"), "gal": ("gallon", "gallons"),
    "s": ("second", "seconds"), "sec": ("second", "seconds"), "secs": ("second", "seconds"),
    "ms": ("millisecond", "milliseconds"), "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"), "h": ("hour", "hours"), "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"), "yr": ("year", "years"), "yrs": ("year", "years"),
    "Hz": ("hertz", "hertz"), "kHz": ("kilohertz", "kilohertz"), "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"), "dB": ("decibel", "decibels"),
    "B": ("byte", "bytes"), "KB": ("kilobyte", "kilobytes"), "kB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"), "TB": ("terabyte",
    "terabytes"),
    "Mbps": ("megabit per second", "megabits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"),
    "MB/s": ("megabyte per second", "megabytes per second"),
    "V": ("volt", "volts"), "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"), "kWh": ("kilowatt hour", "kilowatt hours"),
    "mA": ("milliamp", "milliamps"), "mAh": ("milliamp hour", "milliamp hours"),
    "Ω": ("ohm", "ohms"), "J": ("joule", "joules"), "kJ": ("kilojoule", "kilojoules"),
    "cal": ("calorie", "calories"), "kcal": ("kilocalorie", "kilocalories"),
    "N": ("newton", "newtons"), "Pa": ("pascal", "pascals"), "kPa": ("kilopascal", "kilopascals"),
    "psi": ("PSI", "PSI"), "ha": ("hectare", "hectares"), "px": ("pixel", "pixels"),
    "°": ("degree", "degrees"), "K": ("kelvin", "kelvin"),
    "°C": ("degree Celsius", "degrees Celsius"), "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "℃": ("degree Celsius", "degrees Celsius"), "℉": ("degree Fahrenheit", "degrees Fahrenheit"),
    "%": ("percent", "percent"), "‰": ("per thousand", "per thousand"),
    "sq ft": ("square foot", "square feet"), "sq km": ("square kilometer", "square kilometers"),
    "fl oz": ("fluid ounce", "fluid ounces"),
}  # fmt: skip
_TOUCHING_ONLY = frozenset({"in", "s", "K", "B", "N", "m", "h", "l", "L", "W", "V", "J"})
_POWERS = {None: "", "²": "square ", "³": "cubic "}
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))


@rule(
    rf"(?<![\w.])(?P<minus>[-−–](?=[\d.]))?(?P<a>{NUMBER})"
    rf"(?:\s?(?:[-–]|to)\s?(?P<b>{NUMBER}))?(?P<gap>[\s-]?)(?P<unit>{_UNIT})(?P<power>[²³])?"
    rf"(?:/(?P<per>{_UNIT})(?P<area>[²³])?)?(?!\w)"
)
def unit(match: re.Match[str], dialect: Dialect) -> str | None:
    """5 km, 72°F, 10-12 kg, 30 m², 20-mile; -5 °C has a minus."""
    name, gap = match["unit"], match["gap"]
    if gap == " " and name in _TOUCHING_ONLY and not _surely_unit(match):
        return None
    if name == "K" and not gap:
        return None
    one, many = _UNITS[name]
    last = match["b"] or match["a"]
    article = before(match).lower() in ("a", "an") and after(match)[:1].isalpha()
    word = one if gap == "-" or _is_one(last) or (article and name[0] != "°") else many
    word = _POWERS[match["power"]] + word
    if match["per"]:
        word += f" per {_POWERS[match['area']]}{_UNITS[match['per']][0]}"
    if dialect.british:
        word = re.sub(r"(met|lit)er", r"\1re", word)
    spoken = ("minus " if match["minus"] else "") + number(match["a"], dialect.british)
    if match["b"]:
        spoken += f" to {number(match['b'], dialect.british)}"
    return f"{spoken} {word}"


def _surely_unit(match: re.Match[str]) -> bool:
    """ "10 m" is metres and "60 W" watts; "5 in" and "3 s" with a space may be anything."""
    return (
        match["unit"] in ("m", "l", "L", "W", "V", "J") and match.string[match.end() :][:1] != "'"
    )


@rule(
    r"(?<!\w)(?P<ft>\d{1,2})\s?(?:'|′|ft\.?)\s?(?P<inch>\d{1,2})(?:\s?(?:\"|″|''|in\b\.?))?(?!\w)"
)
def feet(match: re.Match[str], dialect: Dialect) -> str:
    """5'10" and 6 ft 2 in."""
    return " foot ".join(cardinal(int(match[part]), dialect.british) for part in ("ft", "inch"))


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


@rule(
    r"(?<![\w.,/:-])(?P<y>1[1-9]\d\d|20\d\d)(?:\s?[-–/]\s?(?P<z>\d{4}|\d\d))?(?![\w/]|[.,:]\d|-\d)"
)
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


@rule(r"(?<=[A-Za-z]\s)(?P<r>[IVXLC]+)(?P<own>['’]s)?(?![\w.]\w|\w|['’])")
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
    """Version numbers by parts, IP addresses by digits."""
    parts = match["n"].split(".")
    if len(parts) == 4:
        return " dot ".join(digits(part) for part in parts)
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


MONEY: tuple[Rule, ...] = (money, money_after)
NUMBERS: tuple[Rule, ...] = (
    dotted, feet, decades, unit, fraction, ordinals, years, romans, numbers,
)  # fmt: skip
LEFTOVERS: tuple[Rule, ...] = (leftover,)
