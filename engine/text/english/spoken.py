"""Texts as bare spoken words, for comparing what was heard with what was to be said."""

import re

from engine.text.english.normalise import speak_out
from engine.text.english.numbers import listed
from engine.text.english.rules import Dialect

_SAME = {
    "ok": "okay", "grey": "gray", "mum": "mom", "mr": "mister", "mrs": "missus", "ms": "miz",
    "dr": "doctor",
    "st": "saint", "nought": "zero", "cheque": "check", "programme": "program", "tyre": "tire",
    "kerb": "curb", "plough": "plow", "aeroplane": "airplane", "aluminium": "aluminum",
    "storey": "story",
    "pyjamas": "pajamas", "sceptical": "skeptical", "mould": "mold", "moustache": "mustache",
    "jewellery": "jewelry", "draught": "draft", "defence": "defense", "offence": "offense",
    "licence": "license", "practise": "practice", "catalogue": "catalog", "dialogue": "dialog",
    "analogue": "analog", "cosy": "cozy", "disc": "disk", "judgement": "judgment",
    "ageing": "aging",
    "fulfil": "fulfill", "enrol": "enroll", "skilful": "skillful", "instalment": "installment",
    "manoeuvre": "maneuver", "leant": "leaned", "learnt": "learned", "dreamt": "dreamed",
    "burnt": "burned", "spelt": "spelled", "towards": "toward", "whilst": "while",
    "amongst": "among",
    "till": "until", "alright": "allright", "sulphur": "sulfur", "encyclopaedia": "encyclopedia",
    "axe": "ax", "omelette": "omelet", "yoghurt": "yogurt", "doughnut": "donut",
}  # fmt: skip
_OUR = re.compile(
    r"^(arb|ard|arm|behavi|cand|clam|col|demean|enam|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|"
    r"neighb|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig|misdemean|dishon|discol|unfav)our"
)
_RE = re.compile(
    r"^(cent|fib|goit|lit|lust|mit|spect|theat|calib|sab|somb|met|kilomet|centimet|millimet)re"
)
_ISE = re.compile(r"(?<=[a-z]{3})(is)(e|ed|es|er|ers|ing|ation|ations)$")
_YSE = re.compile(r"(?<=anal|aral|atal)ys(e|ed|es|ing)$")
_DOUBLED = re.compile(
    r"^(travel|cancel|label|model|level|signal|fuel|counsel|marvel|quarrel|jewel)l(?=e|i|o)"
)
_NEVER_ISE = frozenset(
    listed(
        "advise advertise arise comprise compromise disguise enterprise exercise improvise "
        "otherwise "
        "precise premise promise raise revise rise surprise supervise televise wise likewise "
        "noise poise "
        "praise paradise expertise franchise merchandise despise devise excise demise bruise cruise"
    )
)
_NUMBER_WORDS = frozenset(
    listed(
        "zero oh one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    )
)


def spoken_words(text: str, language: str) -> list[str]:
    """Lower-case words as spoken, in American spelling, "and" inside numbers left out."""
    spoken = speak_out(text, Dialect(british=language == "en-gb")).text.lower()
    spoken = re.sub(
        r"\b((?:[a-z]\.){2,}[a-z]?|[a-z]\.[a-z])(?=\W|$)", lambda m: m[1].replace(".", ""), spoken
    )
    words = [word.strip("'") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*'?", spoken)]
    words = re.sub(r"\bper cent\b", "percent", " ".join(filter(None, words))).split()
    return _letters_joined(_numbers_alike([_american(word) for word in words]))


def _american(word: str) -> str:
    plural = "s" if word.endswith("s") and word[:-1] in _SAME else ""
    if plural or word in _SAME:
        return _SAME[word[: -1 if plural else None]] + plural
    word = _RE.sub(r"\1er", _OUR.sub(r"\1or", word))
    word = _DOUBLED.sub(r"\1", _YSE.sub(r"yz\1", word))
    stem = re.sub(r"(e|ed|es|er|ers|ing)$", "e", word)
    return word if stem in _NEVER_ISE else _ISE.sub(r"iz\2", word)


def _numbers_alike(words: list[str]) -> list[str]:
    result: list[str] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        scaled = result and result[-1] in ("hundred", "thousand", "million", "billion")
        if word == "and" and scaled and following in _NUMBER_WORDS:
            continue
        if word == "oh" and result and result[-1] in _NUMBER_WORDS and following in _NUMBER_WORDS:
            word = "zero"
        result.append(word)
    return result


def _letters_joined(words: list[str]) -> list[str]:
    """ "f b i" and "fbi" are the same; a lone "a" or "i" stays a word."""
    result: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            result.append(run)
            run = ""
        if word:
            result.append(word)
    return result
