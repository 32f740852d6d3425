"""The public system's way of writing Chinese out (FACTS.md §11), defects included.

Its rules are those of PaddleSpeech's normaliser with changes of its own; one rule after another
over each clause. Only the `published` recipe uses this; `normalise` is ours.
"""

import re
from collections.abc import Callable
from re import Match

from misaki.zh_normalization.char_convert import tranditional_to_simplified

from engine.text.chinese.digits import cardinal, each
from engine.text.symbols_v2 import PAUSE_MARKS

_CLAUSE_END = re.compile(r"([：、，；。？！,;?!][”’]?)")
_IGNORED = re.compile(r"[—《》【】<>{}()（）#&@“”^_|\\]")
_LEFT_OVER = re.compile(r"[-—《》【】<=>{}()（）#&@“”^_|\\]")
_HALF_WIDTH = {
    **{code: code - 0xFEE0 for code in range(ord("０"), ord("９") + 1)},
    **{code: code - 0xFEE0 for code in range(ord("Ａ"), ord("Ｚ") + 1)},
    **{code: code - 0xFEE0 for code in range(ord("ａ"), ord("ｚ") + 1)},
    ord("\u3000"): ord(" "),
}
# Replaced one after another wherever they stand, inside words too: "mm" has become two metres by
# the time its turn comes.
_UNITS = {
    "cm2": "平方厘米", "cm²": "平方厘米", "cm3": "立方厘米", "cm³": "立方厘米", "cm": "厘米",
    "db": "分贝", "ds": "毫秒", "kg": "千克", "km": "千米", "m2": "平方米", "m²": "平方米",
    "m³": "立方米", "m3": "立方米", "ml": "毫升", "m": "米", "mm": "毫米", "s": "秒",
}  # fmt: skip
_SAID = {
    "/": "每", "+": "加", "-": "减", "×": "乘", "÷": "除", "=": "等",
    "①": "一", "②": "二", "③": "三", "④": "四", "⑤": "五", "⑥": "六", "⑦": "七", "⑧": "八",
    "⑨": "九", "⑩": "十",
    "α": "阿尔法", "β": "贝塔", "γ": "伽玛", "Γ": "伽玛", "δ": "德尔塔", "Δ": "德尔塔",
    "ε": "艾普西龙", "ζ": "捷塔", "η": "依塔", "θ": "西塔", "Θ": "西塔", "ι": "艾欧塔",
    "κ": "喀帕", "λ": "拉姆达", "Λ": "拉姆达", "μ": "缪", "ν": "拗", "ξ": "克西", "Ξ": "克西",
    "ο": "欧米克伦", "π": "派", "Π": "派", "ρ": "肉", "ς": "西格玛", "Σ": "西格玛", "σ": "西格玛",
    "τ": "套", "υ": "宇普西龙", "φ": "服艾", "Φ": "服艾", "χ": "器", "ψ": "普赛", "Ψ": "普赛",
    "ω": "欧米伽", "Ω": "欧米伽",
}  # fmt: skip
_OPERATORS = {"+": "加", "-": "减", "×": "乘", "÷": "除", "=": "等于"}
_POWERS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹ˣʸⁿ", "0123456789xyn"))
# After a number that 两 and 多 belong to; "元" stands for every kind of money, and so on.
_MEASURES = (
    "处台架枚趟幅平方堵间床株批项例列篇栋注亩封艘把目套段人所朵匹张座回场尾条个首阙阵网炮顶丘棵"
    "只支袭辆挑担颗壳窠曲墙群腔砣客贯扎捆刀令打手罗坡山岭江溪钟队单双对出口头脚板跳枝件贴针线管"
    "名位身堂课本页家户层丝毫厘分钱两斤铢石钧锱忽千寸尺丈里寻常铺程米撮勺合升斗盘碗碟叠桶笼盆盒杯"
    "斛锅簋篮罐瓶壶卮盏箩箱煲啖袋钵年月日季刻时周天秒旬纪岁世更夜春夏秋冬代伏辈丸泡粒幢堆根道面片"
    "块元亿百万吨角毛"
)

_NUMBER = r"\d+(?:\.\d+)?"
_POWER = "[" + "".join(_POWERS) + "]"
_OPERAND = rf"(?:-?{_NUMBER}{_POWER}*|\.\d+{_POWER}*|[A-Za-z]{_POWER}*)"
_TIME = r"([0-1]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
_SCALE = r"(?:%|°C|℃|度|摄氏度|cm2|cm²|cm3|cm³|cm|db|ds|kg|km|m2|m²|m³|m3|ml|m|mm|s)"
_AMOUNT = rf"(?:-?{_NUMBER}|\.\d+){_SCALE}"


def _value(number: str) -> str:
    """A number with decimals; of several last zeros one is said."""
    whole, point, decimals = number.partition(".")
    kept = decimals.rstrip("0") + ("0" if decimals.endswith("0") else "")
    said = cardinal(whole)
    return f"{said or '零'}点{each(kept)}" if point and kept else said


def _signed(match: Match[str]) -> str:
    """A number; a minus is 负."""
    number = match[0]
    return f"负{_value(number[1:])}" if number.startswith("-") else _value(number)


def _date(match: Match[str]) -> str:
    year, month, day, day_word = match.groups()
    said = f"{each(year)}年"
    said += f"{cardinal(month)}月" if month else ""
    return said + (f"{cardinal(day)}{day_word or ''}" if day else "")


def _numeric_date(match: Match[str]) -> str:
    year, _, month, day = match.groups()
    return f"{each(year)}年{cardinal(month)}月{cardinal(day)}日"


def _clock(hour: str, minute: str, second: str | None, half: bool) -> str:
    said = f"{_value(hour)}点"
    if minute.strip("0"):
        said += "半" if half else f"{_sixtieth(minute)}分"
    if second and second.strip("0"):
        said += f"{_sixtieth(second)}秒"
    return said


def _sixtieth(digits: str) -> str:
    return ("零" if digits.startswith("0") else "") + cardinal(digits.lstrip("0"))


def _time(match: Match[str]) -> str:
    hour, minute, second = match.groups()
    return _clock(hour, minute, second, minute == "30")


def _time_range(match: Match[str]) -> str:
    """Whether the end is at half past is asked of the beginning: a defect."""
    hour, minute, second, to_hour, to_minute, to_second = match.groups()
    half = minute == "30"
    start = _clock(hour, minute, second, half)
    return f"{start}至{_clock(to_hour, to_minute, to_second, half)}"


def _temperature(match: Match[str]) -> str:
    sign, number, unit = match.groups()
    word = "摄氏度" if unit == "摄氏度" else "度"
    return f"{'零下' if sign else ''}{_value(number)}{word}"


def _power(match: Match[str]) -> str:
    return f"的{''.join(_POWERS[sign] for sign in match[0])}次方"


def _fraction(match: Match[str]) -> str:
    sign, numerator, denominator = match.groups()
    return f"{'负' if sign else ''}{_value(denominator)}分之{_value(numerator)}"


def _percentage(match: Match[str]) -> str:
    return f"{'负' if match[1] else ''}百分之{_value(match[2])}"


def _phone(match: Match[str]) -> str:
    return "，".join(each(part, one="幺") for part in re.split("[- ]", match[0].strip("+")))


def _range(match: Match[str]) -> str:
    return "到".join(re.sub(rf"-?{_NUMBER}", _signed, part) for part in match.groups())


def _version(match: Match[str]) -> str:
    return "".join("点" if sign == "." else each(sign) for sign in match[0])


def _counted(match: Match[str]) -> str:
    number, about, measure = match.groups()
    said = _value(number)
    return f"{'两' if said == '二' else said}{'多' if about == '+' else about or ''}{measure}"


_Rule = tuple[re.Pattern[str], Callable[[Match[str]], str]]
_BEFORE_UNITS: tuple[_Rule, ...] = (
    (
        re.compile(r"(\d{4}|\d{2})年(?:(0?[1-9]|1[0-2])月)?(?:(0?[1-9]|[12][0-9]|30|31)([日号]))?"),
        _date,
    ),
    (re.compile(r"(\d{4})([- /.])(0[1-9]|1[012])\2(0[1-9]|[12][0-9]|3[01])"), _numeric_date),
    (re.compile(f"{_TIME}[~-]{_TIME}"), _time_range),
    (re.compile(_TIME), _time),
    (re.compile(f"{_AMOUNT}~{_AMOUNT}"), lambda match: match[0].replace("~", "至")),
    (re.compile(rf"(-?)({_NUMBER})(°C|℃|度|摄氏度)"), _temperature),
)
_SUM = re.compile(rf"({_OPERAND})([-+×÷=])({_OPERAND})")
_AFTER_SUMS: tuple[_Rule, ...] = (
    (
        re.compile(f"{_POWER}+"),
        lambda match: f"的{''.join(map(_POWERS.__getitem__, match[0]))}次方",
    ),
    (re.compile(r"(-?)(\d+)/(\d+)"), _fraction),
    (re.compile(rf"(-?)({_NUMBER})%"), _percentage),
    (re.compile(r"(?<!\d)(?:\+?86 ?)?1(?:[38]\d|5[0-35-9]|7[678]|9[89])\d{8}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)(?:0(?:10|2[1-3]|[3-9]\d{2})-?)?[1-9]\d{6,7}(?!\d)"), _phone),
    (re.compile(r"400-?\d{3}-?\d{4}"), _phone),
    (re.compile(rf"(?<![\d+×÷=-])(-?{_NUMBER})[-~](-?{_NUMBER})(?![\d+×÷=-])"), _range),
    (re.compile(r"-\d+"), _signed),
    (re.compile(r"\d+\.\d+(?:\.\d+)?(?:\.\d+)+"), _version),
    (re.compile(r"-?\d+\.\d+|\.\d+"), _signed),
    (
        re.compile(rf"(\d+)([多余几+])?(公分|微[克米]|小时|美元|十吨|[{_MEASURES}])"),
        _counted,
    ),
    (re.compile(r"\d{3,}"), lambda match: each(match[0], one="幺")),
    (re.compile(rf"-?{_NUMBER}|\.\d+"), _signed),
)


def clauses(text: str) -> list[str]:
    """Written Chinese as its clauses in words, marks still as they were."""
    text = _IGNORED.sub("", text.replace(" ", ""))
    lines = re.split(r"\n+", _CLAUSE_END.sub(r"\1\n", text).strip())
    return [_clause(line.strip()) for line in lines]


def _clause(text: str) -> str:
    text = tranditional_to_simplified(text).translate(_HALF_WIDTH)
    for pattern, said in _BEFORE_UNITS:
        text = pattern.sub(said, text)
    for unit, word in _UNITS.items():
        text = text.replace(unit, word)
    while _SUM.search(text):
        text = _SUM.sub(lambda match: match[1] + _OPERATORS[match[2]] + match[3], text)
    for pattern, said in _AFTER_SUMS:
        text = pattern.sub(said, text)
    for sign, word in _SAID.items():
        text = text.replace(sign, word)
    return _LEFT_OVER.sub("", text)


_MARKS_KEPT = "".join(re.escape(mark) for mark in PAUSE_MARKS)
_UNREADABLE = re.compile(f"[^\u4e00-\u9fa5{_MARKS_KEPT}]+")
_REPEATED_MARK = re.compile(f"([{_MARKS_KEPT}])[{_MARKS_KEPT}]+")
_MARKS = {
    "：": ",", "；": ",", "，": ",", "。": ".", "！": "!", "？": "?", "\n": ".", "·": ",",
    "、": ",", "...": "…", "$": ".", "/": ",", "—": "-",
}  # fmt: skip
_MANDARIN_MARKS = {**_MARKS, "~": "…", "～": "…"}
# Cantonese reads a wave as a dash.
_CANTONESE_MARKS = {**_MARKS, "~": "-", "～": "-"}


def mandarin(text: str) -> str:
    """The normalised text of the public Chinese front end: Han characters and six marks."""
    said = "".join(
        _marked(clause.replace("嗯", "恩").replace("呣", "母"), _MANDARIN_MARKS)
        for clause in clauses(text)
    )
    return _REPEATED_MARK.sub(r"\1", said)


def cantonese(text: str) -> str:
    """The same for Cantonese, which keeps repeated marks."""
    return "".join(_marked(clause, _CANTONESE_MARKS) for clause in clauses(text))


def _marked(clause: str, marks: dict[str, str]) -> str:
    pattern = "|".join(re.escape(mark) for mark in marks)
    return _UNREADABLE.sub("", re.sub(pattern, lambda match: marks[match[0]], clause))
