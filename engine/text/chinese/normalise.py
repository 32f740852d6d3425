"""Written Chinese to spoken Chinese: numbers, dates, money, units, addresses and signs in words.

The rules serve Mandarin and Cantonese alike; a `Lexicon` says in which words.
"""

import re
import unicodedata
from collections.abc import Callable
from re import Match

from engine.text.chinese.digits import cardinal, each
from engine.text.chinese.lexicon import MEASURES, SIGNS, Lexicon
from engine.text.tracked import Tracked, tracked

_Said = Callable[[Match[str], Lexicon], str | None]
_Rule = tuple[re.Pattern[str], _Said]

_N = r"\d+(?:\.\d+)?"
_TO = r"\s*(?:[-–—~～至到])\s*"
_CLOCK = r"(?<![\d:.])([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:：])"
_SCALE = "[万亿千百萬億]{0,2}"


def number(text: str) -> str:
    """A number as it is counted: 2.5 is 二点五, 20000 is 两万, 007 is 零零七."""
    whole, _, decimals = text.replace(",", "").partition(".")
    if (len(whole) > 1 and whole.startswith("0")) or len(whole) > 16:
        said = each(whole)
    else:
        said = re.sub("(?<![十百千零])二(?=[千万亿])", "两", cardinal(whole) or "零")
    return f"{said}点{each(decimals)}" if decimals else said


def counted(text: str) -> str:
    """A number before what it counts: a single 2 is 两."""
    return "两" if text == "2" else number(text)


def _signed(text: str) -> str:
    return f"负{number(text[1:])}" if text[:1] in "-−" else number(text)


def _amount(text: str) -> str:
    """Money: no zeros after the point."""
    whole, _, decimals = text.replace(",", "").partition(".")
    decimals = decimals.rstrip("0")
    return counted(f"{whole}.{decimals}" if decimals else whole)


def _year(match: Match[str], words: Lexicon) -> str:
    digits, month, day, day_word = match.groups()
    round_span = digits.endswith("000") and digits != "2000" and not month
    said = f"{number(digits) if round_span else each(digits)}年"
    said += f"{cardinal(month)}月" if month else ""
    return said + (f"{cardinal(day)}{words.said(day_word)}" if day else "")


def _numeric_date(match: Match[str], words: Lexicon) -> str:
    year, _, month, day = match.groups()
    return f"{each(year)}年{cardinal(month)}月{cardinal(day)}日"


def _clock(hour: str, minute: str, second: str | None) -> str:
    said = f"{counted(str(int(hour)))}点"
    if minute == "30" and not second:
        return f"{said}半"
    if int(minute) or second:
        said += f"{'零' if minute.startswith('0') else ''}{cardinal(minute)}分"
    return said + (f"{cardinal(second)}秒" if second else "")


def _time(match: Match[str], words: Lexicon) -> str:
    return _clock(*match.groups())


def _half_day(match: Match[str], words: Lexicon) -> str:
    return f"{'上午' if match[4] in 'Aa' else '下午'}{_clock(*match.groups()[:3])}"


def _money(match: Match[str], words: Lexicon) -> str:
    sign, minus, digits, scale = match.groups()
    name = words.money[sign.upper() if sign.upper() in words.money else sign]
    return f"{'负' if minus else ''}{_amount(digits)}{scale}{name}"


def _percent(match: Match[str], words: Lexicon) -> str:
    share = "千分之" if match[3] in "‰" else "百分之"
    upto = f"到{number(match[2].lstrip('-~～–至到 '))}" if match[2] else ""
    minus = "负" if match[1][0] in "-−" else ""
    return f"{minus}{share}{number(match[1].lstrip('-−'))}{upto}"


def _temperature(match: Match[str], words: Lexicon) -> str:
    minus, digits, unit = match.groups()
    below = "零下" if minus else ""
    if unit in ("℉", "°F"):
        return f"{below}华氏{counted(digits)}度"
    return f"{below}{counted(digits)}{'度' if unit == '度' else '摄氏度'}"


def _unit(match: Match[str], words: Lexicon) -> str | None:
    first, digits, unit = match.groups()
    name = words.units[unit.lower()]
    said = f"{counted(first)}到{counted(digits)}" if first else counted(digits)
    return name.replace("#", said) if "#" in name else f"{said}{name}"


def _fraction(match: Match[str], words: Lexicon) -> str:
    minus, top, bottom = match.groups()
    return f"{'负' if minus else ''}{number(bottom)}分之{number(top)}"


def _phone(match: Match[str], words: Lexicon) -> str:
    parts = re.findall(r"\d+", match[0])
    return "，".join(each(part, one=words.one) for part in parts)


def _named_digits(match: Match[str], words: Lexicon) -> str:
    return match[1] + each(match[2], one=words.one)


def _version(match: Match[str], words: Lexicon) -> str:
    parts = match[0].split(".")
    # An address of a computer is read digit by digit.
    say = each if len(parts) == 4 else number
    return "点".join(say(part) for part in parts)


def _range(match: Match[str], words: Lexicon) -> str:
    measured = match[3] or ""
    say = counted if measured and measured[0] in MEASURES else number
    return f"{say(match[1])}到{say(match[2])}{measured}"


def _counted(match: Match[str], words: Lexicon) -> str:
    return f"{counted(match[1])}{match[2]}"


def _formula(match: Match[str], words: Lexicon) -> str:
    signs = {"-": "减", "−": "减", "*": "乘", "x": "乘", "/": "除以"} | SIGNS
    return re.sub(
        rf"{_N}|[-−*x/+×÷=]",
        lambda part: signs.get(part[0]) or number(part[0]),
        match[0].replace(" ", ""),
    )


def _address(match: Match[str], words: Lexicon) -> str:
    names = {"@": "艾特", ".": "点", "/": "斜杠", "-": "杠", "_": "下划线", ":": "冒号"}
    bare = re.sub(r"^https?://", "", match[0]).rstrip("/")
    return re.sub(r"[@./:_-]", lambda sign: f" {names[sign[0]]} ", bare)


_MONEY_SIGNS = r"HK\$|NT\$|US\$|A\$|C\$|S\$|RMB|CNY|USD|EUR|GBP|JPY|HKD|[￥¥$€£₩]"
_UNIT_NAMES = (
    r"(?i:km/h|m/s|km²|km2|cm²|cm2|cm³|cm3|m²|m2|m³|m3|kWh|mAh|km|cm|mm|nm|kg|mg|ml|min|kHz|MHz"
    # "5G" and "2A" are names.
    r"|GHz|Hz|dB|KB|MB|GB|TB|hPa|Pa|kW|ms|px|fps)|m|g|t|L|W|V|h|s"
)
_RULES: tuple[_Rule, ...] = (
    (re.compile(r"(?:https?://|www\.)[\x21-\x7e]+[A-Za-z0-9/]", re.A), _address),
    (re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.A), _address),
    (
        re.compile(r"(?<!\d)(\d{4})[-~～–至到](\d{4})(?=年)"),
        lambda match, words: f"{each(match[1])}到{each(match[2])}",
    ),
    (re.compile(r"(?<!\d)(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})([日号號]))?)?"), _year),
    (re.compile(r"(?<!\d)([7-90]\d)年(?:(\d{1,2})月(?:(\d{1,2})([日号號]))?)?(?![代])"), _year),
    (
        re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"),
        _numeric_date,
    ),
    (
        re.compile(rf"{_CLOCK}{_TO}{_CLOCK}"),
        lambda match, words: f"{_clock(*match.groups()[:3])}到{_clock(*match.groups()[3:])}",
    ),
    (re.compile(rf"{_CLOCK}\s?([AaPp])\.?[Mm]\.?"), _half_day),
    (re.compile(_CLOCK), _time),
    (
        re.compile(r"(?<!\d)(\d+)[:：](\d+)(?!\d)"),
        lambda match, words: f"{number(match[1])}比{number(match[2])}",
    ),
    (re.compile(rf"({_MONEY_SIGNS})\s?([-−]?)(\d[\d,]*(?:\.\d+)?)({_SCALE})", re.I), _money),
    (re.compile(rf"((?<!\d)[-−]?{_N})(?:[%％]?({_TO}{_N}))?\s?([%％‰])"), _percent),
    (
        re.compile(rf"(\d[\d,]*\.\d+)({_SCALE}[元块塊蚊]|{_SCALE}[美欧日港]元)"),
        lambda match, _: f"{_amount(match[1])}{match[2]}",
    ),
    (re.compile(rf"((?<!\d)[-−])?({_N})\s?(℃|°C|℉|°F|度|摄氏度)"), _temperature),
    (
        re.compile(rf"(?:({_N}){_TO})?({_N})\s?({_UNIT_NAMES})(?![A-Za-z0-9²³])"),
        _unit,
    ),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)"), _phone),
    (
        re.compile(
            r"((?:电话|電話|手机|手機|号码|號碼|热线|熱線|[单單编編账帳学學卡]号|[單編帳學卡]號|拨打|撥打|传真|QQ|微信|邮编|密码|密碼|证号)"
            r"[是为為係系打：:， ]{0,3})(\d[\d -]{2,}\d)"
        ),
        lambda match, words: match[1] + _phone(match, words),
    ),
    (
        re.compile(r"((?<![\d.])打)(1[12]\d|999)(?!\d)"),
        _named_digits,
    ),
    (
        re.compile(r"(?<![\d.])()(\d{3,4})(?=[室房]|教室|国道|次列车|航班)"),
        _named_digits,
    ),
    # Names of machines and generations, and what is too long to be counted.
    (re.compile(r"(?<=[A-Za-z])-(?=\d)"), lambda match, words: " "),
    (re.compile(r"((?<=[A-Za-z]))(\d{3,})(?![\d.])"), _named_digits),
    (re.compile(r"(?<!\d)()([05-9]0)(?=后|後)"), _named_digits),
    (re.compile(rf"(?<![\d.])()(\d{{10,}})(?![\d.{MEASURES}人])"), _named_digits),
    (re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])"), _version),
    (
        re.compile(rf"(?<![\d.A-Za-z])[-−]?{_N}(?:\s?[-−+×÷*x/]\s?{_N})+\s?=\s?[-−]?{_N}"),
        _formula,
    ),
    (re.compile(r"((?<![\d])[-−])?(?<![\d/])(\d+)/(\d+)(?![\d/])"), _fraction),
    (
        re.compile(rf"(?<![\d.])({_N}){_TO}({_N})([^\d\s])?"),
        _range,
    ),
    (re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?)"), lambda match, _: number(match[1])),
    (re.compile(r"第(\d+)"), lambda match, words: f"第{number(match[1])}"),
    (
        re.compile(rf"(?<![\d.年月初])(2)(?=[多几]?[{MEASURES}])()(?!年级|点[零〇]|点\d(?!\d)|里)"),
        _counted,
    ),
    (re.compile(rf"(?<![\dA-Za-z])[-−]{_N}|{_N}"), lambda match, _: _signed(match[0])),
    (re.compile(r"\.\d+"), lambda match, _: number(f"0{match[0]}")),
)

_MARKS = {
    ",": "，", ";": "，", "；": "，", ":": "，", "：": "，", "、": "，", "!": "！", "?": "？",
    ".": "。", "\n": "。", "—": "，", "–": "，", "(": "，", ")": "，", "（": "，", "）": "，",
    "/": "，", "|": "，", "-": "，", "~": "，", "～": "，",
}  # fmt: skip
_SPOKEN_MARKS = "，。！？…"
# These group or adorn what is written; nobody says them.
_SILENT = frozenset("“”‘’\"'「」『』《》〈〉【】〔〕[]{}·・*_^`\\©®™")
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_TIDY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s+(?![A-Za-z])|(?<![A-Za-z])\s+"), ""),
    (re.compile("…+|。{2,}"), "…"),
    (re.compile("，+(?=[，。！？…])|(?<=[。！？…])，+"), ""),
    (re.compile("([！？。])[。！？…]+"), r"\1"),
    (re.compile("^[，。…]+"), ""),
)


def speak_out(text: str, words: Lexicon) -> tuple[Tracked, tuple[str, ...]]:
    """A written text as it is spoken, and the signs that were left out.

    Han characters, Latin letters and the marks ，。！？… are all that is left.
    """
    said = tracked(text).translate(_plain)
    for pattern, say in _RULES:
        said = said.sub(pattern, lambda match, say=say: _in_script(say(match, words), words))
    dropped: list[str] = []
    said = said.translate(lambda character: _readable(character, words, dropped))
    for pattern, instead in _TIDY:
        said = said.sub(pattern, instead)
    return said, tuple(dict.fromkeys(dropped))


def _in_script(said: str | None, words: Lexicon) -> str | None:
    return None if said is None else words.said(said)


def _plain(character: str) -> str:
    """Half-width letters and digits; invisible signs go."""
    if "！" < character <= "～" and character not in "！，：；？（）～":
        return chr(ord(character) - 0xFEE0)
    if unicodedata.category(character) in ("Cf", "Cc", "Mn") and not character.isspace():
        return ""
    if character.isdigit() and not character.isascii() and character not in SIGNS:
        return character if character in "²³" else str(unicodedata.digit(character))
    return " " if character.isspace() and character != "\n" else character


def _readable(character: str, words: Lexicon, dropped: list[str]) -> str:
    if character in _SPOKEN_MARKS or re.match(rf"[{_HAN}A-Za-z\s]", character):
        return _MARKS.get(character, character)
    if character in _MARKS:
        return _MARKS[character]
    if character in SIGNS:
        return words.said(SIGNS[character])
    if character not in _SILENT:
        dropped.append(character)
    return ""
