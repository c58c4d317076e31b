"""A message that points at what was asked before, not only last: 两个加起来, 回到第一个, 上一个; or wants it in 元."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.conversation import Conversation
from intents.lexicon import made_of_files, marks_in_order
from knowledge import Op, Query

_PAIR = 2
_TAIL = r"(?:吧|啊|呀|哦|呢|的|呗|哈|看看|一下)*[,.!?;:]*$"
_UNITS = {"块": "元", "万": "万元", "亿": "亿元"}


def recalled(text: str, conversation: Conversation) -> tuple[Query, str] | None:
    """Return the question that a folded message goes back to, and what it asks of it; None where it goes back to none.

    What it asks is empty where it only names it: 回到第一个, 再看上一个.
    """
    if conversation.lost or not conversation.earlier or conversation.last is None:
        return None
    for kind, position in (("the_first", 0), ("the_one_before", -1)):
        match = _pointing(kind).match(text)
        if match:
            return conversation.earlier[position], match["rest"]
    return None


def taken_together(text: str, conversation: Conversation) -> Query | None:
    """Return the sum of, or the difference between, the last two figures asked for: 两个加起来, 两个一减剩多少."""
    last = conversation.last
    if conversation.lost or last is None or not conversation.earlier:
        return None
    before = conversation.earlier[-1]
    figures = all(q.op is Op.LOOKUP and len(q.subjects) == 1 for q in (before, last))
    if not figures or before.document != last.document:
        return None
    ops = ((Op.SUM, "added_up"), (Op.CHANGE, "taken_away"))
    op = next((op for op, kind in ops if _both(kind).match(text)), None)
    if op is None:
        return None
    if before.subjects == last.subjects:
        years = tuple(sorted({*before.years, *last.years}))
        return Query(op=op, subjects=last.subjects, years=years) if len(years) == _PAIR else None
    if before.years != last.years:
        return None
    return Query(op=op, subjects=(*before.subjects, *last.subjects), years=last.years)


def unit_wanted(text: str) -> str | None:
    """Return the unit of money in which a message wants the last figure told; None where it asks anything else.

    >>> unit_wanted("换成万元"), unit_wanted("精确到元是多少"), unit_wanted("多少元")
    ('万元', '元', '元')
    >>> unit_wanted("三公多少元") is None
    True
    """
    match = _converting().match(text)
    return _UNITS.get(match["unit"], match["unit"]) if match else None


@made_of_files
@lru_cache(maxsize=4)
def _pointing(kind: str) -> re.Pattern[str]:
    words, back = _any_of(kind), _any_of("going_back")
    return re.compile(rf"^(?:{back})*(?:{words})(?:的)?(?P<rest>.*?){_TAIL}")


@made_of_files
@lru_cache(maxsize=4)
def _both(kind: str) -> re.Pattern[str]:
    two, done, rest = map(_any_of, ("two_figures", kind, "what_is_left"))
    return re.compile(rf"^(?:那|把|这|,)*(?:{two})(?:之间|的)?,?(?:{done}),?(?:{rest})*{_TAIL}")


@made_of_files
@lru_cache(maxsize=1)
def _converting() -> re.Pattern[str]:
    into = _any_of("converting")
    return re.compile(
        rf"^(?:那|请|帮我|能|可以|,)*(?:{into})+(?:为|成)?(?P<unit>万元|亿元|元|块|万|亿)(?:人民币|为单位|来算|算|钱)?"
        rf"(?:呢|是|,)*(?:多少|几)?(?:元|万元|亿元)?(?:吗|么)?{_TAIL}"
    )


def _any_of(kind: str) -> str:
    return "|".join(map(re.escape, sorted(marks_in_order(kind), key=len, reverse=True)))
