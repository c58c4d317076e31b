"""Text ↔ Amount: 元, 万元, 亿元, full width, thousands separators; blank, dash, 无 and 0 stay four things."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Reading = Literal["blank", "dash", "none", "number", "percent", "date", "words"]

MONEY_UNITS = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""Units of money, and how many 元 each is."""

_DASHES = frozenset("-‐‑‒–—―－/\\")
_NONE = frozenset({"无", "没有"})
_NUMBER = r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PLAIN = re.compile(rf"^(?:[¥￥])?({_NUMBER})$")
_NEGATIVE = re.compile(rf"^\(({_NUMBER})\)$")
_PERCENT = re.compile(rf"^({_NUMBER})\s*[%‰]$")
_COUNTED = re.compile(
    rf"^({_NUMBER})\s*([十百千万亿]*[\u4e00-\u9fff]{{1,4}}(?:\([\u4e00-\u9fff]{{1,3}}\))?)$"
)
_DATE = re.compile(
    r"^(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|\d{4}-\d{1,2}-\d{1,2})$"
)
_BOUND = re.compile(
    r"^(?:[≥≤><=]{1,2}|不[低少高多大小]于?|不超过?|至少|最多)\s*[\d,.]+\s*([十百千万亿]{0,2}[\u4e00-\u9fff]{1,3}(?:[(/][\u4e00-\u9fff]{1,2}\)?)?)$"
)
"""A number that a sign or a word makes a bound, with what it is counted in: ≥8人, 不超过15万元."""
_OF_YEAR = re.compile(r"(?:19|20)\d\d\s*年.+")
"""A year's something (2026年预算数): words, no number of 年."""
_QUALIFIED = re.compile(r"[上下内外余多约左右间前后起止到至不每达及超]")
"""Characters of 以上, 以内, 左右 …: with them a number is a bound, not a value."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as printed."""

    value: Decimal
    unit: str | None


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a table's cell holds."""

    reading: Reading
    value: Decimal | str | None
    """The number; the words as printed; None for a blank, a dash and 无."""
    unit: str | None
    """The unit printed inside the cell, % included."""
    printed: str


@lru_cache(maxsize=8192)
def read_cell(text: str) -> CellValue:
    """Given a cell's text, return what it holds.

    >>> read_cell("１,234.50").value, read_cell("（12.0）").value, read_cell("4000 通").unit
    (Decimal('1234.50'), Decimal('-12.0'), '通')
    >>> [read_cell(text).reading for text in ("", "—", "无", "0.00", "95%", "90%以上", "1.8 万/年")]
    ['blank', 'dash', 'none', 'number', 'percent', 'words', 'words']
    >>> read_cell("≤43.97万元").unit, read_cell("不低于2种").unit, read_cell("合格").unit
    ('万元', '种', None)
    >>> read_cell("2026年预算数").reading, read_cell("2025年12月").reading, read_cell("3年").unit
    ('words', 'date', '年')
    """
    printed = text.strip()
    folded = unicodedata.normalize("NFKC", printed).strip()
    if not folded:
        return CellValue("blank", None, None, printed)
    if set(folded) <= _DASHES:
        return CellValue("dash", None, None, printed)
    if folded in _NONE:
        return CellValue("none", None, None, printed)
    return _number_cell(folded, printed) or _words_cell(folded, printed)


def read_number(text: str) -> Decimal | None:
    """Given a text that is nothing but a number, return it; None otherwise.

    >>> read_number("2,946.25"), read_number("20801 "), read_number("186万元")
    (Decimal('2946.25'), Decimal('20801'), None)
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if match := _PLAIN.match(folded):
        return _decimal(match.group(1))
    if match := _NEGATIVE.match(folded):
        return -_decimal(match.group(1))
    return None


def convert(amount: Amount, unit: str) -> Amount:
    """Given an amount of money, return it in another unit of money, exactly.

    >>> convert(Amount(Decimal("189767551"), "元"), "万元")
    Amount(value=Decimal('18976.7551'), unit='万元')
    """
    if amount.unit == unit:
        return amount
    if amount.unit not in MONEY_UNITS or unit not in MONEY_UNITS:
        raise ValueError(f"{amount.unit or '没有单位的数'}不能换算成{unit}。")
    scale = MONEY_UNITS[amount.unit] / MONEY_UNITS[unit]
    return Amount(amount.value * scale, unit)


def _number_cell(folded: str, printed: str) -> CellValue | None:
    number = read_number(folded)
    if number is not None:
        return CellValue("number", number, None, printed)
    if match := _PERCENT.match(folded):
        return CellValue("percent", _decimal(match.group(1)), folded[-1], printed)
    if _DATE.match(re.sub(r"\s", "", folded)):
        return CellValue("date", printed, None, printed)
    match = _COUNTED.match(folded)
    if match and not _QUALIFIED.search(match.group(2)) and not _OF_YEAR.fullmatch(folded):
        return CellValue("number", _decimal(match.group(1)), match.group(2), printed)
    return None


def _words_cell(folded: str, printed: str) -> CellValue:
    """Words; a bound (90%以上, ≥8人) keeps the unit, so that it is known what it bounds."""
    if re.fullmatch(r"[≥≤><=~大小不低高少于超过至约]*\s*[\d.]+\s*%.{0,4}", folded):
        return CellValue("words", printed, "%", printed)
    bound = _BOUND.match(folded)
    return CellValue("words", printed, bound.group(1) if bound else None, printed)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))
