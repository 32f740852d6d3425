"""A Mandarin syllable as the two v2 symbols that sing it (the table of opencpop)."""

from engine.text.symbols_v2 import IDS, UNKNOWN

_AFTER_INITIAL = {"uei": "ui", "iou": "iu", "uen": "un"}
_RETROFLEX, _DENTAL = ("zh", "ch", "sh", "r"), ("z", "c", "s")
# Finals that lose their glide to an initial of its own, where the rest is spelled differently.
_GLIDED = {"ian": ("y", "En"), "ie": ("y", "E"), "i": ("y", "i"), "u": ("w", "u")}
_BARE = {"a": "AA", "e": "EE", "o": "OO"}


def symbols_of(initial: str, final: str, tone: str) -> tuple[str, str]:
    """An initial ("" for none) and a final in pypinyin's strict spelling -> two symbols.

    Vowels without an initial get "AA", "EE" or "OO"; those with a glide get "y" or "w".
    """
    first, second = _halves(initial, final)
    toned = f"{second}{tone}"
    return (first, toned) if first in IDS and toned in IDS else (UNKNOWN, UNKNOWN)


def _halves(initial: str, final: str) -> tuple[str, str]:
    if initial:
        if final == "i" and initial in _RETROFLEX:
            return initial, "ir"
        if final == "i" and initial in _DENTAL:
            return initial, "i0"
        return initial, _AFTER_INITIAL.get(final, final)
    if final in _GLIDED:
        return _GLIDED[final]
    if final in ("in", "ing"):
        return "y", final
    match final[:1]:
        case "i":
            return "y", final[1:]
        case "u":
            return "w", final[1:]
        case "v":
            return "y", final
        case _:
            return _BARE.get(final[:1], UNKNOWN), final
