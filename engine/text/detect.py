"""Which language each part of a text is in."""

import re
from collections.abc import Iterable, Iterator

from engine.errors import EngineError

Run = tuple[str, str]  # language and text

_HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_KANA = r"\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_LATIN = r"A-Za-zÀ-ÖØ-öø-ɏＡ-Ｚａ-ｚ"
_CJK = re.compile(f"[{_HAN}{_KANA}{_HANGUL}]")
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]+|$)|.", re.DOTALL)
# What is one piece: an address, words of Latin letters with what hangs on them ("GPT-4", "it's",
# "AT&T"), and words of the other scripts. All between goes with a neighbour.
_ADDRESS = r"(?:https?://|www\.)[\x21-\x7e]*[A-Za-z0-9/]|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_WORDS = rf"[{_LATIN}](?:[{_LATIN}0-9]|[-'’.&+#/](?=[{_LATIN}0-9])|[+#])*"
_PIECE = re.compile(
    f"(?P<address>{_ADDRESS})|(?P<latin>{_WORDS}(?:[ ]+{_WORDS})*)|(?P<kana>[{_KANA}]+)"
    f"|(?P<hangul>[{_HANGUL}]+)|(?P<han>[{_HAN}]+)",
    re.ASCII,
)
# Units that hang on a number ("50ms", "3kg") are read with it, not as English.
_UNIT = re.compile(r"\d\s?$")
_UNIT_NAMES = frozenset(
    re.split(
        " ",
        "m cm mm km nm g kg mg t L l ml s ms h min hz khz mhz ghz W kw kwh V mah kb mb gb tb pa "
        "hpa db px fps mph km/h m/s cm2 m2 km2 cm3 m3",
    )
)
# Character sets tell simplified (买) and Japanese (円) shapes from those that all share.
_JAPANESE_SET, _CHINESE_SETS = ("shift_jis",), ("gb2312", "big5")
_CANTONESE = re.compile(
    "[嘅咗佢哋係唔冇啲嚟喺嗰攞諗睇嘢乜嗌瞓餸揸畀俾冧嬲氹攰嚿]|咁[多樣好大]|點解|邊度|而家|琴日|聽日"
)
# How an address is said around its words.
_SIGNS = {
    "zh": {"@": "艾特", ".": "点", "/": "斜杠", "-": "杠", "_": "下划线", ":": "冒号"},
    "yue": {"@": "艾特", ".": "點", "/": "斜線", "-": "橫線", "_": "底線", ":": "冒號"},
    "ja": {"@": "アットマーク", ".": "ドット", "/": "スラッシュ", "-": "ハイフン",
           "_": "アンダーバー", ":": "コロン"},
    "ko": {"@": "골뱅이", ".": "점", "/": "슬래시", "-": "하이픈", "_": "밑줄", ":": "콜론"},
}  # fmt: skip


def segments(text: str, mode: str, published: bool = False) -> list[Run]:
    """A text as runs of one language each, in order; `mode` as `engine.text.reading.MODES`.

    `published` finds them as the public system does, and may name languages nobody reads.

    Raises:
        EngineError: kind "missing" for a library that `published` needs.
    """
    if mode == "en":
        return [("en", text)]
    if published:
        return _published(text, mode)
    chosen = {"auto": "", "auto_yue": ""}.get(mode, mode.removeprefix("all_"))
    runs = script_runs(text, chosen, every=mode.startswith("all_"))
    if mode == "auto_yue":
        return _joined(("yue" if language == "zh" else language, run) for language, run in runs)
    return runs


def language_of(text: str, han: str = "") -> str:
    """The language most of a text is in: "zh", "yue", "ja", "ko" or "en".

    `han` is the language of Han characters where it is known.
    """
    sizes: dict[str, int] = {}
    for language, run in script_runs(text, han):
        # A word of English has about five letters, one of Chinese two characters.
        weight = len(run) if language != "en" else len(run) // 3
        sizes[language] = sizes.get(language, 0) + weight
    return max(sizes, key=lambda language: sizes[language], default="en")


def script_runs(text: str, default: str, every: bool = False) -> list[Run]:
    """Runs by script: ours. `default` is the language of Han characters, `every` of kana and
    Hangul too.

    Without a default Han characters are Japanese beside kana, Cantonese where its own words are
    written, else Chinese. Numbers go with the language around them; nothing is lost.
    """
    if default == "en":
        return [("en", text)]
    around = default or _language_around(text)
    runs: list[Run] = []
    for sentence in _SENTENCE.findall(text):
        if sentence:
            here = default or _language_around(sentence, around)
            runs += _neutral_placed(_pieces(sentence, default, every, here), here)
    return _joined(runs)


def _published(text: str, mode: str) -> list[Run]:
    try:
        from engine.text.published_runs import runs
    except ModuleNotFoundError as error:
        raise EngineError(
            "missing",
            "Telling languages apart as the public system does needs the package "
            f"{error.name!r}, which is not there.",
            "Run the set-up again (python3 installer/bootstrap.py), or install it with "
            "pip install 'timbre[published]'.",
        ) from error
    if mode.startswith("all_"):
        language = mode.removeprefix("all_")
        default = "zh" if language == "yue" else language
        found = runs(text, default)
        return [(language if name == default else name, run) for name, run in found]
    found = runs(text, "")
    if mode == "auto":
        return found
    if mode == "auto_yue":
        return [("yue" if language == "zh" else language, run) for language, run in found]
    return _joined(("en" if language == "en" else mode, run) for language, run in found)


def _language_around(text: str, before: str = "") -> str:
    """The language of Han characters and numbers in a text, by what else is in it."""
    if _CANTONESE.search(text) and not re.search(f"[{_KANA}]", text):
        return "yue"
    if not _CJK.search(text):
        return before or "en"
    kana, hangul = len(re.findall(f"[{_KANA}]", text)), len(re.findall(f"[{_HANGUL}]", text))
    han = re.findall(f"[{_HAN}]", text)
    chinese = any(not _encodes(character, *_JAPANESE_SET) for character in han)
    japanese = any(not _encodes(character, *_CHINESE_SETS) for character in han)
    if hangul and hangul >= kana and hangul >= len(han):
        return "ko"
    if (kana or japanese) and not chinese:
        return "ja"
    if chinese or not before or before == "en":
        return "zh"
    return before


def _encodes(character: str, *sets: str) -> bool:
    """Whether one of these character sets has the character."""
    for name in sets:
        try:
            character.encode(name)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _pieces(sentence: str, default: str, every: bool, here: str) -> Iterator[Run]:
    """Runs with "" for what has no language of its own."""
    position = 0
    for match in _PIECE.finditer(sentence):
        kind, start = str(match.lastgroup), match.start()
        if kind == "latin" and here != "en" and _is_unit(sentence[:start], match[0]):
            continue
        yield "", sentence[position:start]
        position = match.end()
        if kind == "address":
            yield from _address(match[0], here)
        elif kind == "latin":
            yield "en", match[0]
        else:
            chosen = default if every or kind == "han" else ""
            yield chosen or _by_script(kind, sentence, match, here), match[0]
    yield "", sentence[position:]


def _is_unit(before: str, word: str) -> bool:
    # "5G" is a name, "5g" a weight.
    name = word if len(word) == 1 else word.lower()
    return bool(_UNIT.search(before)) and name in _UNIT_NAMES


def _by_script(kind: str, sentence: str, match: re.Match[str], here: str) -> str:
    if kind in ("kana", "hangul"):
        return {"kana": "ja", "hangul": "ko"}[kind]
    touching = sentence[max(0, match.start() - 1) : match.start()] + sentence[match.end() :][:1]
    if re.search(f"[{_KANA}]", touching):
        return "ja"
    if here == "ja" and not all(_encodes(character, *_JAPANESE_SET) for character in match[0]):
        return "zh"
    return here if here in ("zh", "yue", "ja") else "zh"


def _address(address: str, here: str) -> Iterator[Run]:
    """An address in English words, its signs in the language around it."""
    signs = _SIGNS.get(here)
    if signs is None:
        yield "en", address
        return
    for part in re.split(r"([@./:_-]+)", re.sub(r"^https?://", "", address)):
        said = "".join(signs[sign] for sign in part) if part and part[0] in signs else ""
        if part:
            yield (here, said) if said else ("" if part.isdigit() else "en", part)


def _neutral_placed(pieces: Iterable[Run], here: str) -> list[Run]:
    """Numbers and signs go with the language around; spaces and marks with what they follow."""
    runs: list[Run] = []
    waiting = ""
    for language, text in pieces:
        if language:
            runs.append((language, waiting + text))
            waiting = ""
        elif any(character.isalnum() for character in text) or _spoken_sign(text):
            runs.append((here, waiting + text))
            waiting = ""
        elif runs:
            runs[-1] = (runs[-1][0], runs[-1][1] + text)
        else:
            waiting += text
    if waiting:
        runs.append((here, waiting))
    return runs


def _spoken_sign(text: str) -> bool:
    return any(sign in "%％℃°¥￥$€£+=<>×÷" for sign in text)


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for language, text in runs:
        if joined and joined[-1][0] == language:
            joined[-1] = (language, joined[-1][1] + text)
        elif text:
            joined.append((language, text))
    return joined
