"""Measures: numbers with units, feet and inches, fractions of a unit."""

import re

from engine.text.english.numbers import (
    NUMBER,
    cardinal,
    is_one,
    listed,
    number,
)
from engine.text.english.rules import Dialect, Rule, after, before, rule

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
    "oz": ("ounce", "ounces"), "tsp": ("teaspoon", "teaspoons"),
    "tbsp": ("tablespoon", "tablespoons"), "l": ("liter", "liters"), "L": ("liter", "liters"),
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
_MILLIONS = frozenset(listed("people men women children users homes jobs copies views years"))
_POWERS = {None: "", "²": "square ", "³": "cubic "}
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))


@rule(
    rf"(?<![\w./])(?<![A-Za-z]-)(?P<minus>[-−–](?=[\d.]))?(?P<a>{NUMBER})"
    rf"(?:\s?(?:[-–]|to)\s?(?P<b>{NUMBER}))?(?P<gap>[\s-]?)(?P<unit>{_UNIT})(?P<power>[²³])?"
    rf"(?:/(?P<per>{_UNIT})(?P<area>[²³])?)?(?:\.(?=\s+[a-z]))?(?!\w)"
)
def unit(match: re.Match[str], dialect: Dialect) -> str | None:
    """5 km, 72°F, 10-12 kg, 30 m², 20-mile; -5 °C has a minus."""
    name, gap = match["unit"], match["gap"]
    if gap == " " and name in _TOUCHING_ONLY and not _surely_unit(match):
        return None
    if name == "K" and not gap:
        return None
    if name == "B" and after(match)[:1].isupper():
        return None  # 221B Baker Street
    if name == "m" and not gap and after(match).lower() in _MILLIONS:
        return f"{number(match['a'], dialect.british)} million"
    one, many = _UNITS[name]
    last = match["b"] or match["a"]
    article = before(match).lower() in ("a", "an") and after(match)[:1].isalpha()
    word = one if gap == "-" or is_one(last) or (article and name[0] != "°") else many
    word = _POWERS[match["power"]] + word
    if match["per"]:
        word += f" per {_POWERS[match['area']]}{_UNITS[match['per']][0]}"
    word = _british(word, dialect)
    spoken = ("minus " if match["minus"] else "") + number(match["a"], dialect.british)
    if match["b"]:
        spoken += f" to {number(match['b'], dialect.british)}"
    return f"{spoken} {word}"


def _british(word: str, dialect: Dialect) -> str:
    return re.sub(r"(met|lit)er", r"\1re", word) if dialect.british else word


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


@rule(
    r"(?<![\w.])(?P<n>\d+(?:\.\d+)?)(?P<mark>['\"])(?=\s(?:x|by|tall|wide|long|high|deep|thick|"
    r"screen|pizza|monitor|display|vinyl|pipe|nails?)\b)"
)
def length(match: re.Match[str], dialect: Dialect) -> str:
    """6' tall, a 12" pizza; elsewhere these marks are quotation marks."""
    word = "foot" if match["mark"] == "'" else "inch"
    if after(match).lower() in ("x", "by", "tall", "wide", "long", "high", "deep", "thick"):
        word = {"foot": "feet", "inch": "inches"}[word]
    return f"{number(match['n'], dialect.british)} {word}"


@rule(rf"(?:(?<=/\d\s)|(?<=[½¼¾⅓⅔⅛]\s)|(?<=[½¼¾⅓⅔⅛]))(?P<unit>{_UNIT})\.?(?!\w)")
def unit_of_fraction(match: re.Match[str], dialect: Dialect) -> str | None:
    """1/4 tsp, ½ km."""
    name = match["unit"]
    return None if name in _TOUCHING_ONLY else f" {_british(_UNITS[name][0], dialect)}"


RULES: tuple[Rule, ...] = (feet, length, unit, unit_of_fraction)
