"""Numbers written in Chinese numerals."""

from __future__ import annotations

NUMERALS = "一二三四五六七八九十"
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def chinese_integer(words: str) -> int:
    """Return a Chinese numeral up to 999 as an integer.

    >>> chinese_integer("十二"), chinese_integer("一百"), chinese_integer("两百五十")
    (12, 100, 250)
    """
    total, digit = 0, 0
    for character in words:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS.get(character, 0)
    return total + digit
