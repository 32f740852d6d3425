"""Web and e-mail addresses, hashtags and handles, as people read them."""

import re

from engine.text.english.numbers import digits, listed, number
from engine.text.english.rules import Dialect, Rule, rule

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


@rule(r"(?<![\w.])(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?::(?P<port>\d{2,5}))?(?![\w.]\d|\w)")
def host(match: re.Match[str], dialect: Dialect) -> str:
    """192.168.0.1:80, digit by digit."""
    spoken = " dot ".join(digits(part) for part in match["ip"].split("."))
    return f"{spoken} port {digits(match['port'])}" if match["port"] else spoken


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


RULES: tuple[Rule, ...] = (email, address, host, hashtag, handle)
