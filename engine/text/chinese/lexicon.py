"""The words that spell out numbers and signs: in Mandarin, and in Cantonese."""

from dataclasses import dataclass, field

# Before these a single 2 is 两.
MEASURES = (
    "公厘毫平个位只条张本支枝把件双对头匹棵颗粒朵片块座间栋幢层辆架艘台部首篇章幅幕场次遍趟回顿份杯碗盘瓶罐"
    "盒箱包袋斤两吨克升米里尺寸元毛角天周年岁分秒小刻点倍种类样家名口群套组排行列段句步样万千亿"
    "隻條張雙對頭顆塊間棟層輛臺場遍頓個萬億點種類樣組兩噸"
)
UNITS = {
    "km/h": "每小时#公里", "m/s": "每秒#米", "km²": "平方公里", "km2": "平方公里", "m²": "平方米",
    "m2": "平方米", "cm²": "平方厘米", "cm2": "平方厘米", "m³": "立方米", "m3": "立方米",
    "cm³": "立方厘米", "cm3": "立方厘米", "km": "公里", "cm": "厘米", "mm": "毫米", "nm": "纳米",
    "m": "米", "kg": "公斤", "mg": "毫克", "g": "克", "t": "吨", "ml": "毫升", "l": "升",
    "kwh": "千瓦时", "kw": "千瓦", "w": "瓦", "mah": "毫安时", "v": "伏", "a": "安",
    "khz": "千赫", "mhz": "兆赫", "ghz": "吉赫", "hz": "赫兹", "db": "分贝", "kb": "千字节",
    "mb": "兆字节", "gb": "吉字节", "tb": "太字节", "hpa": "百帕", "pa": "帕", "ms": "毫秒",
    "min": "分钟", "h": "小时", "s": "秒", "px": "像素", "fps": "帧",
}  # fmt: skip
MONEY = {
    "HK$": "港元", "NT$": "新台币", "US$": "美元", "A$": "澳元", "C$": "加元", "S$": "新元",
    "RMB": "元", "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元",
    "HKD": "港元", "￥": "元", "¥": "元", "$": "美元", "€": "欧元", "£": "英镑", "₩": "韩元",
}  # fmt: skip
SIGNS = {
    "+": "加", "×": "乘", "÷": "除以", "=": "等于", "≈": "约等于", "≠": "不等于", "＞": "大于",
    ">": "大于", "<": "小于", "≥": "大于等于", "≤": "小于等于", "±": "正负", "&": "和",
    "@": "艾特", "°": "度", "%": "百分号", "#": "井号", "→": "到", "√": "根号",
    "²": "平方", "³": "立方",
    "①": "一", "②": "二", "③": "三", "④": "四", "⑤": "五", "⑥": "六", "⑦": "七", "⑧": "八",
    "⑨": "九", "⑩": "十", "Ⅰ": "一", "Ⅱ": "二", "Ⅲ": "三", "Ⅳ": "四", "Ⅴ": "五", "Ⅵ": "六",
    "Ⅶ": "七", "Ⅷ": "八", "Ⅸ": "九", "Ⅹ": "十",
    "α": "阿尔法", "β": "贝塔", "γ": "伽马", "δ": "德尔塔", "Δ": "德尔塔", "ε": "艾普西龙",
    "θ": "西塔", "λ": "拉姆达", "μ": "缪", "π": "派", "ρ": "柔", "σ": "西格玛", "Σ": "西格玛",
    "τ": "陶", "φ": "斐", "ω": "欧米伽", "Ω": "欧米伽",
}  # fmt: skip
_TRADITIONAL = str.maketrans(
    "两万亿点负时钟纳吨币镑赫号东韩欧于单双张间为绝帧兹伏贝节约标线码满摄达录无伦马尔纪汉",
    "兩萬億點負時鐘納噸幣鎊赫號東韓歐於單雙張間為絕幀茲伏貝節約標線碼滿攝達錄無倫馬爾紀漢",
)


@dataclass(frozen=True)
class Lexicon:
    """How one language says what is not written in words.

    `one` is the digit one in phone numbers. `money` and `units` are in simplified characters, as
    all words here; `said` turns them into the script of the language.
    """

    language: str
    one: str
    money: dict[str, str] = field(default_factory=lambda: MONEY)
    units: dict[str, str] = field(default_factory=lambda: UNITS)
    traditional: bool = False

    def said(self, words: str) -> str:
        """Words in the script of the language."""
        return words.translate(_TRADITIONAL) if self.traditional else words


MANDARIN = Lexicon("zh", "幺")
CANTONESE = Lexicon(
    "yue",
    "一",
    money=MONEY | {"$": "蚊", "HK$": "蚊", "HKD": "蚊", "US$": "美金", "USD": "美金"},
    traditional=True,
)
