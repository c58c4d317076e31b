"""A message that sets the last one right → what is meant: 不是预算，是决算; 说错了，是会议费; 我问的是支出不是收入."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, says_any
from intents.periods import years_in

_PAUSE = r"[,.!?;:、…~\s-]*"
_LONGEST = 24
"""A correction longer than this is a question of its own."""


def corrected(text: str) -> str:
    """Given a folded message, return what it says is meant instead of what was asked; empty where it corrects nothing.

    >>> corrected("不是预算,是决算")
    '决算'
    >>> corrected("我问的是支出不是收入")
    '支出'
    >>> corrected("说错了,是2023年")
    '2023年'
    >>> corrected("是不是预算")
    ''
    """
    if len(text) > _LONGEST:
        return ""
    for pattern in _patterns():
        match = pattern.match(text)
        if match and match["meant"]:
            return match["meant"].strip(",.!?;: ")
    return ""


def without_slips(text: str, fiscal_year: int) -> str:
    """Given a folded question, return it without a year that is taken back in the same breath.

    >>> without_slips("采购合同去年…哦不对,2024年签了多少", 2024)
    '采购合同2024年签了多少'
    """
    for match in _slip().finditer(text) if says_any(text, "slips_of_tongue") else ():
        before = years_in(text[: match.start()], fiscal_year)
        after = years_in(text[match.end() :], fiscal_year)
        if before and before[-1].end == match.start() and after and after[0].start == 0:
            return text[: before[-1].start] + text[match.end() :]
    return text


@made_of_files
@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the forms of a correction, most telling first."""
    slip, meant, denied = map(alternatives, ("slips_of_tongue", "meaning_this", "not_this"))
    then, asking = map(alternatives, ("meaning_then", "questioning"))
    back = rf"(?:(?:{slip}|不是(?=,)){_PAUSE})"
    this = rf"(?P<meant>(?!{asking})[^,.!?]+?)(?:吧|啊|呀|哦|呢|的|哈|啦|了)?[,.!?;:]*"
    forms = (
        rf"^{back}*(?:{denied})[^,是]+?[,、;:]*(?:而)?(?:{meant}|{then}){this}$",
        rf"^{back}*(?:{meant}|{then}){this}[,、;:]*(?:而)?(?<!是)(?:{denied})(?!{asking})[^,]+$",
        rf"^{back}+(?:{meant}|{then})?{this}$",
        rf"^(?:{meant}){this}$",
    )
    return tuple(map(re.compile, forms))


@made_of_files
@lru_cache(maxsize=1)
def _slip() -> re.Pattern[str]:
    return re.compile(rf"{_PAUSE}(?:{alternatives('slips_of_tongue')}){_PAUSE}(?:应该?是|是)?")
