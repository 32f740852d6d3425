"""Pronounce a word from parts the dictionary knows: endings, beginnings and compounds."""

from collections.abc import Callable, Iterator

Known = Callable[[str], str | None]

# Ending -> phonemes (American, British). Only endings that leave the stem's sound as it is.
_ENDINGS = {
    "ness": ("nəs", "nəs"), "less": ("ləs", "ləs"), "ly": ("li", "li"), "ful": ("fᵊl", "fᵊl"),
    "fully": ("fəli", "fəli"), "ment": ("mənt", "mənt"), "ments": ("mənts", "mənts"),
    "ship": ("ʃˌɪp", "ʃˌɪp"), "hood": ("hˌʊd", "hˌʊd"), "like": ("lˌIk", "lˌIk"),
    "wise": ("wˌIz", "wˌIz"), "ish": ("ɪʃ", "ɪʃ"), "er": ("əɹ", "ə"), "ers": ("əɹz", "əz"),
    "est": ("əst", "ɪst"), "able": ("əbᵊl", "əbᵊl"), "ism": ("ˌɪzᵊm", "ˌɪzᵊm"),
    "ist": ("ɪst", "ɪst"), "ists": ("ɪsts", "ɪsts"), "dom": ("dəm", "dəm"), "some": ("səm", "səm"),
    "man": ("mən", "mən"), "men": ("mən", "mɛn"), "proof": ("pɹˌuf", "pɹˌuːf"),
    "free": ("fɹˌi", "fɹˌiː"), "ward": ("wəɹd", "wəd"), "wards": ("wəɹdz", "wədz"), "y": ("i", "i"),
}  # fmt: skip
_BEGINNINGS = {
    "un": ("ˌʌn", "ˌʌn"), "re": ("ɹˌi", "ɹˌiː"), "non": ("nˌɑn", "nˌɒn"), "pre": ("pɹˌi", "pɹˌiː"),
    "over": ("ˌOvəɹ", "ˌQvə"), "under": ("ˌʌndəɹ", "ˌʌndə"), "mis": ("mˌɪs", "mˌɪs"),
    "anti": ("ˌæntI", "ˌanti"), "super": ("sˌupəɹ", "sˌuːpə"), "hyper": ("hˌIpəɹ", "hˌIpə"),
    "multi": ("mˌʌlti", "mˌʌlti"), "micro": ("mˌIkɹO", "mˌIkɹQ"), "mini": ("mˌɪni", "mˌɪni"),
    "cyber": ("sˌIbəɹ", "sˌIbə"), "inter": ("ˌɪntəɹ", "ˌɪntə"), "counter": ("kˌWntəɹ", "kˌWntə"),
    "out": ("ˌWt", "ˌWt"), "up": ("ˌʌp", "ˌʌp"), "semi": ("sˌɛmi", "sˌɛmi"),
    "dis": ("dˌɪs", "dˌɪs"), "de": ("dˌi", "dˌiː"), "ex": ("ˌɛks", "ˌɛks"), "co": ("kˌO", "kˌQ"),
    "bio": ("bˌIO", "bˌIQ"), "geo": ("ʤˌiO", "ʤˌiːQ"), "neo": ("nˌiO", "nˌiːQ"),
    "nano": ("nˌænO", "nˌanQ"), "mega": ("mˌɛɡə", "mˌɛɡə"), "crypto": ("kɹˌɪptO", "kɹˌɪptQ"),
}  # fmt: skip
_SHORTEST_STEM = 3
_SHORTEST_PART = 4  # of a compound; shorter words fit together by chance


def from_parts(word: str, known: Known, british: bool) -> str | None:
    """The phonemes of a lower-case word from a known stem with an ending or a beginning, or of two
    known words written as one; None when it does not come apart."""
    return _ended(word, known, british) or _begun(word, known, british) or _compound(word, known)


def _ended(word: str, known: Known, british: bool) -> str | None:
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST_STEM:
            continue
        for stem in _stems(word[: -len(ending)], ending):
            phonemes = known(stem)
            if phonemes:
                return _joined(phonemes, _ENDINGS[ending][british], british)
    return None


def _stems(rest: str, ending: str) -> Iterator[str]:
    """How the stem may be written alone: happi(ness), mak(er), bigg(est), possibl(y)."""
    vowel = ending[0] in "aeiouy"
    if vowel and len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsf":
        yield rest[:-1]
    if rest.endswith("i"):
        yield f"{rest[:-1]}y"
    if vowel and rest[-1] not in "aeiou":
        yield f"{rest}e"
    if ending != "y" or len(rest) > _SHORTEST_STEM:
        yield rest


def _joined(stem: str, ending: str, british: bool) -> str:
    """A British stem in r gets its r back before a vowel; a doubled l is said once."""
    if british and ending[0] in "əɪi" and stem.endswith(("ə", "ɔː", "ɑː", "ɜː")):
        return f"{stem}ɹ{ending}"
    if ending.startswith("l") and stem.endswith("ᵊl"):
        return f"{stem[:-2]}{ending}" if ending == "li" else stem + ending
    return stem + ending


def _begun(word: str, known: Known, british: bool) -> str | None:
    for beginning in sorted(_BEGINNINGS, key=len, reverse=True):
        rest = word[len(beginning) :]
        if word.startswith(beginning) and len(rest) > _SHORTEST_STEM:
            phonemes = known(rest) or _ended(rest, known, british)
            if phonemes:
                return _BEGINNINGS[beginning][british] + phonemes
    return None


def _compound(word: str, known: Known) -> str | None:
    """The two parts most alike in length: rain|maker, snow|boarder."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    for cut in sorted(cuts, key=lambda c: abs(len(word) - 2 * c)):
        first, second = known(word[:cut]), known(word[cut:])
        if first and second:
            return first + second.replace("ˈ", "ˌ")
    return None
