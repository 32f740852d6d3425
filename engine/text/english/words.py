"""Abbreviations, titles, web addresses, hashtags, codes and symbols, as people read them."""

import re

from engine.text.english.numbers import cardinal, digits, listed, number, year
from engine.text.english.rules import Dialect, Rule, after, before, ends, rule

_TOP_LEVELS = (
    "com|org|net|edu|gov|mil|info|biz|io|ai|app|dev|me|tv|uk|us|ca|au|de|fr|jp|cn|eu|co|ch|nl|se|"
    "it|es|nz|ie|in|kr|hk|tw|xyz|online|shop|blog|news"
)
_HOST = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:{_TOP_LEVELS})"
_SPELLED = frozenset(listed("www uk us tv io ai eu au nz nl hk tw html php ftp jpg png pdf"))
_URL_SIGNS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", "?": "question mark",
    "=": "equals", "&": "and", "#": "hash", "%": "percent", "~": "tilde", "+": "plus", ":": "colon",
}  # fmt: skip


def _web_words(text: str, dialect: Dialect) -> str:
    words: list[str] = []
    for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|\S", text):
        if part.isdecimal():
            short = len(part) < 3 and part[0] != "0"
            words.append(number(part, dialect.british) if short else digits(part))
        elif part.lower() in _SPELLED and (not words or words[-1] == "dot"):
            words.append(part.upper())
        else:
            words.append(_URL_SIGNS.get(part, part.lower() if part.isalpha() else ""))
    return " ".join(filter(None, words))


@rule(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
def email(match: re.Match[str], dialect: Dialect) -> str:
    """anna.b@example.com -> anna dot b at example dot com."""
    return _web_words(match.group(), dialect)


@rule(
    rf"(?:https?://[^\s<>\"”’)\]]+|www\.[^\s<>\"”’)\]]+|(?<![\w@.]){_HOST}(?:/[^\s<>\"”’)\]]*)?(?![\w@]))"
)
def address(match: re.Match[str], dialect: Dialect) -> str:
    """Web addresses without their https; marks at the end belong to the sentence."""
    text = re.sub(r"^https?://", "", match.group())
    body = text.rstrip(".,;:!?")
    return _web_words(body.rstrip("/"), dialect) + text[len(body) :]


@rule(r"(?<![\w&])\#(?P<tag>[A-Za-z]\w*)")
def hashtag(match: re.Match[str], dialect: Dialect) -> str:
    """#BlackLivesMatter -> hashtag black lives matter."""
    return f"hashtag {_camel(match['tag'], dialect)}"


@rule(r"(?<![\w.@])@(?P<name>[A-Za-z]\w+)")
def handle(match: re.Match[str], dialect: Dialect) -> str:
    """@jane_doe -> at jane underscore doe."""
    return "at " + _web_words(match["name"], dialect)


def _camel(text: str, dialect: Dialect) -> str:
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", text)
    spoken = (number(p, dialect.british) if p.isdecimal() else p for p in parts)
    return " ".join(p if p.isupper() and len(p) > 1 else p.lower() for p in spoken)


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
    "max": "maximum",
    "min": "minimum", "misc": "miscellaneous", "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday",
    "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday", "Thurs": "Thursday", "Fri": "Friday",
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June",
    "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December", "Apt": "Apartment", "Ste": "Suite", "Ph.D": "PhD", "a.k.a": "AKA",
    "p.s": "PS",
    "P.S": "PS", "R.S.V.P": "RSVP",
}  # fmt: skip
_BARE = {
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
    rf"(?<![\w.])(?P<w>{'|'.join(sorted(_NUMBERED, key=len, reverse=True))})\.\s?(?=\d)",
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
        "*": "times", "·": "times", "<": "is less than", ">": "is greater than", "~": "about",
        "^": "to the power of", "/": "over", "+": "plus",
    }[sign]  # fmt: skip


@rule(r"(?<=\d)\s[-−–]\s(?=[\d.,]+\s?=)")
def minus(match: re.Match[str], dialect: Dialect) -> str:
    """7 - 4 = 3 is no range."""
    return " minus "


@rule(r"(?<=[\dm])[-–](?=[\d$£€])|(?<=[a-z]\.)[-–](?=[A-Z])")
def range_mark(match: re.Match[str], dialect: Dialect) -> str:
    """What is between two times, two sums, two weekdays: 5pm–7pm."""
    return " to "


@rule(r"(?<=['’]d)['’]ve\b")
def have(match: re.Match[str], dialect: Dialect) -> str:
    """I'd've -> I'd have."""
    return " have"


@rule(r"(?<![\w'’])['’](?=(?:tis|twas|twere|twill)\b)", re.IGNORECASE)
def clipped(match: re.Match[str], dialect: Dialect) -> str:
    """'Tis: this apostrophe opens no quotation."""
    return ""


@rule(r"(?<=\w)/(?=(?:second|minute|hour|day|week|month|year|night|person|mile|unit|page)\b)")
def per(match: re.Match[str], dialect: Dialect) -> str:
    """$9.99/month."""
    return " per "


@rule(r"\b(?P<a>s?he|him|his|her)/(?P<b>s?he|hers?|him|his)\b|\b(?P<s>[Ss])/he\b", re.IGNORECASE)
def either(match: re.Match[str], dialect: Dialect) -> str:
    """he/she -> he or she."""
    return "she or he" if match["s"] else f"{match['a']} or {match['b']}"


@rule(r"[^\w\s'’‘.,;:!?…()\"“”—–-]|[_²³]")
def symbol(match: re.Match[str], dialect: Dialect) -> str | None:
    """Any other sign that has a name; "" for one that is only for the eye."""
    return _SYMBOLS.get(match.group())


@rule(r"-{2,}|(?<=\s)[-–](?=\s)")
def dash(match: re.Match[str], dialect: Dialect) -> str:
    """Typewriter dashes."""
    return "—"


@rule(r"\.{2,}|(?:\.\s){2,}\.")
def dots(match: re.Match[str], dialect: Dialect) -> str:
    """Three full stops are an ellipsis."""
    return "…"


WEB: tuple[Rule, ...] = (email, address, hashtag, handle)
WORDS: tuple[Rule, ...] = (
    minus,
    have,
    clipped,
    per,
    either,
    numbered,
    number_sign,
    post_code,
    title,
    doctor,
    saint,
    abbreviation,
)
CODES: tuple[Rule, ...] = (code,)
SIGNS: tuple[Rule, ...] = (operator, range_mark, dash, dots, symbol)
