"""Chinese number words: values by place, and digit by digit."""

DIGITS = "零一二三四五六七八九"
_PLACES = ((8, "亿"), (4, "万"), (3, "千"), (2, "百"), (1, "十"))


def each(digits: str, one: str = "一") -> str:
    """Digit by digit: 2024 -> 二零二四; phone numbers say 幺 for one."""
    return "".join(one if digit == "1" else DIGITS[int(digit)] for digit in digits)


def cardinal(digits: str) -> str:
    """A whole number by its places: 1400000000 -> 十四亿; 012 is 十二, no digits are nothing."""
    if not digits:
        return ""
    if not digits.strip("0"):
        return DIGITS[0]
    said = _by_places(digits.lstrip("0"))
    return said[1:] if said.startswith("一十") else said


def _by_places(digits: str) -> str:
    """Inner zeros before a single last digit are said once: 1001 -> 一千零一."""
    bare = digits.lstrip("0")
    if len(bare) <= 1:
        zero = DIGITS[0] if bare and len(bare) < len(digits) else ""
        return zero + (DIGITS[int(bare)] if bare else "")
    size, name = next((size, name) for size, name in _PLACES if size < len(bare))
    return _by_places(digits[:-size]) + name + _by_places(digits[-size:])
