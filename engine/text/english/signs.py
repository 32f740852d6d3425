"""Codes of letters and digits, and signs between or beside words."""

import re

from engine.text.english.numbers import cardinal, digits, year
from engine.text.english.rules import Dialect, Rule, rule


@rule(
    r"(?<![\w.])(?P<head>[A-Za-z]+)-?(?P<n>\d{1,4})(?P<tail>[A-Za-z]{0,2})(?![\w.]\w|\w)"
    r"|(?<![\w.,])(?P<first>\d{1,4})(?P<letters>[A-Z]{1,3}|[a-z]{1,2})(?P<last>\d{0,2})(?!\w)"
)
def code(match: re.Match[str], dialect: Dialect) -> str | None:
    """COVID-19, MP3, B-52, H2O, B2B, 5G, 1080p: letters and numbers apart."""
    if match["head"]:
        n, tail = match["n"], match["tail"]
        if tail == "s":
            return f"{match['head']} {_code_number(n, dialect)}s"
        tail = tail.upper()
        if n == "2" and len(match["head"]) == 1 and len(tail) == 1 and tail != "O":
            return f"{match['head'].upper()} to {tail}"
        return f"{match['head']} {_code_number(n, dialect)} {tail}".strip()
    if match["letters"] in ("st", "nd", "rd", "th", "s", "p", "x", "am", "pm", "m", "k", "g", "h"):
        return (
            None if match["letters"] != "p" or len(match["first"]) < 3 else _pixels(match, dialect)
        )
    tail = f" {_code_number(match['last'], dialect)}" if match["last"] else ""
    return f"{_code_number(match['first'], dialect)} {match['letters'].upper()}{tail}"


def _pixels(match: re.Match[str], dialect: Dialect) -> str:
    return f"{_code_number(match['first'], dialect)} P"


def _code_number(text: str, dialect: Dialect) -> str:
    if text[0] == "0" and len(text) > 1:
        return digits(text, "oh")
    if len(text) == 4 and (text[1:3] == "00" or text[:2] in ("19", "20")):
        return year(int(text), dialect.british)
    if len(text) in (3, 4) and not text.endswith("00"):
        tail = text[-2:]
        low = digits(tail, "oh") if tail[0] == "0" else cardinal(int(tail), dialect.british)
        return f"{cardinal(int(text[:-2]), dialect.british)} {low}"
    return cardinal(int(text), dialect.british)


_SYMBOLS = {
    "&": "and", "@": "at", "=": "equals", "≈": "is about", "≠": "is not equal to",
    "±": "plus or minus",
    "×": "times", "÷": "divided by", "≤": "is at most", "≥": "is at least", "©": "copyright",
    "®": "", "™": "", "§": "section", "√": "the square root of", "π": "pi", "∞": "infinity",
    "%": "percent", "°": "degrees", "²": "squared", "³": "cubed", "†": "", "•": "", "·": "",
    "¶": "",
    "|": "", "\\": "backslash", "^": "", "`": "", "$": "dollars", "£": "pounds", "€": "euros",
    "¥": "yen", "→": "to", "←": "", "↑": "up", "↓": "down", "⇒": "so", "Δ": "delta", "Σ": "sigma",
    "Ω": "omega", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon",
    "θ": "theta",
    "λ": "lambda", "μ": "mu", "µ": "micro", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "η": "eta", "ζ": "zeta", "κ": "kappa", "ν": "nu",
    "ξ": "xi",
    "¡": "", "¿": "", "‹": "", "›": "", "¢": "cents", "‰": "per thousand", "{": "(", "}": ")",
    "[": "(", "]": ")", "«": "“", "»": "”", "„": "“", "_": "", "~": "", "#": "", "*": "", "<": "",
    ">": "", "+": "plus", "/": "",
}  # fmt: skip


@rule(r"(?<=\d)\s?(?P<op>[*·<>~^/+])\s?(?=[\d.])|~(?=\s?\d)|(?<=\s)(?P<lt>[<>])(?=\s?\d)")
def operator(match: re.Match[str], dialect: Dialect) -> str:
    """Signs between numbers."""
    sign = match["op"] or match["lt"] or match.group().strip()
    return {
        "*": "times", "·": "times", "<": "less than", ">": "greater than", "~": "about",
        "^": "to the power of", "/": "over", "+": "plus",
    }[sign]  # fmt: skip


@rule(r"(?<=\d)\s[-−–]\s(?=[\d.,]+\s?=)")
def minus(match: re.Match[str], dialect: Dialect) -> str:
    """7 - 4 = 3 is no range."""
    return " minus "


@rule(r"(?<=[\dm])[-–](?=\d)|(?<=\w)[-–](?=[$£€]\d)|(?<=[a-z]\.)[-–](?=[A-Z])")
def range_mark(match: re.Match[str], dialect: Dialect) -> str:
    """What is between two times, two sums, two weekdays: 5pm–7pm."""
    return " to "


@rule(r"[^\w\s'’‘.,;:!?…()\"“”—–-]|[_²³]")
def symbol(match: re.Match[str], dialect: Dialect) -> str | None:
    """Any other sign that has a name; "" for one that is only for the eye."""
    return _SYMBOLS.get(match.group())


@rule(r"-{2,}|(?<=\s)[-–](?=\s)")
def dash(match: re.Match[str], dialect: Dialect) -> str:
    """Typewriter dashes."""
    return "—"


@rule(
    r"(?<=\w)\.(?=(?:js|py|txt|exe|pdf|html?|md|json|zip|jpe?g|png|mp[34]|wav|docx?|csv|cpp|net)\b)"
    r"|(?<![\w.])\.(?=[A-Za-z]{2})"
)
def file_dot(match: re.Match[str], dialect: Dialect) -> str:
    """Node.js, .NET, notes.txt."""
    return " dot "


@rule(r"\.{2,}|(?:\.\s){2,}\.")
def dots(match: re.Match[str], dialect: Dialect) -> str:
    """Three full stops are an ellipsis."""
    return "…"


MINUS: tuple[Rule, ...] = (minus,)
CODES: tuple[Rule, ...] = (code,)
SIGNS: tuple[Rule, ...] = (operator, file_dot, range_mark, dash, dots, symbol)
