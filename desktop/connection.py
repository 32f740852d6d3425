"""How fetching reaches the internet: the addresses a person entered, and what a child is told."""

from urllib.parse import urlsplit

from desktop.settings import Settings
from engine.errors import EngineError

PROXY_EXAMPLE = "http://proxy.example.com:8080"
MIRROR_EXAMPLE = "https://huggingface.co"
# Some programs look for the small letters first.
PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
MIRROR_VARIABLE = "HF_ENDPOINT"


def whole_address(text: str, example: str) -> str:
    """What was typed with a scheme (the example's if it has none) and without a slash at its end.

    Raises:
        EngineError: kind "input" for what is no address of a web server; "" stays "".
    """
    text = text.strip()
    if not text:
        return ""
    whole = (text if "://" in text else f"{urlsplit(example).scheme}://{text}").rstrip("/")
    try:
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(sign.isspace() for sign in whole):
        raise EngineError("input", f"{text} is no address.", f"Write it like {example}")
    return whole


def environment(settings: Settings) -> dict[str, str]:
    """What a child that fetches is told; nothing for what is as the system is set.

    Not as words of its command: a proxy's address may hold a password, and everybody on a computer
    sees the words of a command.
    """
    told = dict.fromkeys(PROXY_VARIABLES, settings.proxy) if settings.proxy else {}
    return told | ({MIRROR_VARIABLE: settings.mirror} if settings.mirror else {})
