"""A message that points at what was asked before, not only last: 两个加起来, 回到第一个, 上一个; or wants it in 元."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.conversation import Conversation
from intents.lexicon import alternatives, made_of_files
from knowledge import Op, Query, ancestors

_PAIR = 2
_TAIL = r"(?:吧|啊|呀|哦|呢|的|呗|哈|看看|一下)*[,.!?;:]*$"
_TOGETHER = (
    (Op.SUM, "added_up", False),
    (Op.CHANGE, "taken_away", True),
    (Op.EXTREME, "the_larger", True),
)
"""What is asked of figures together, by which words, and whether it goes without saying of which."""
_POINTING = {"the_first": 0, "the_one_before": -1}
"""Which of the questions before is gone back to, by which words."""
_OF_SEVERAL = frozenset({Op.LOOKUP, Op.SUM, Op.CHANGE, Op.EXTREME})
_UNITS = {"块": "元", "万": "万元", "亿": "亿元"}


def recalled(text: str, conversation: Conversation) -> tuple[Query, str] | None:
    """Return the question that a folded message goes back to, and what it asks of it; None where it goes back to none.

    What it asks is empty where it only names it: 回到第一个, 再看上一个.
    """
    if conversation.lost or not conversation.earlier or conversation.last is None:
        return None
    for kind, position in _POINTING.items():
        match = _pointing()[kind].match(text)
        if match:
            return conversation.earlier[position], match["rest"]
    return None


def taken_together(text: str, conversation: Conversation) -> Query | None:
    """Return what a message asks of the figures asked for one after the other; None where it asks nothing of them.

    两个加起来, 三项合计, 两个一减剩多少, 差几个, 哪个最多.
    """
    apart = _two_of_one(text, conversation)
    if apart is not None:
        return apart
    row = _asked_in_a_row(conversation)
    if len(row) < _PAIR:
        return None
    last = row[-1]
    for op, kind, several in _TOGETHER:
        match = _both()[kind].match(text)
        if not match or not (match["two"] or match["all"] or several):
            continue
        chosen = row if match["all"] else row[-_PAIR:]
        if op is Op.EXTREME and _is_part(chosen):
            return None  # 其中接待费呢, 哪个最多: of the parts
        if chosen[-1].subjects == chosen[0].subjects:
            years = tuple(sorted({y for q in chosen for y in q.years}))
            known = len(years) == _PAIR and op is not Op.EXTREME
            return Query(op=op, subjects=last.subjects, years=years) if known else None
        if any(q.years != last.years for q in chosen):
            return None
        subjects = tuple(dict.fromkeys(s for q in chosen for s in q.subjects))
        if op is Op.CHANGE and len(subjects) > _PAIR:
            return None
        return Query(op=op, subjects=subjects, years=last.years)
    return None


def _two_of_one(text: str, conversation: Conversation) -> Query | None:
    """Return by how much two figures of one thing differ: its budget and its accounts, or two years of it."""
    last = None if conversation.lost else conversation.last
    match = _both()["taken_away"].match(text)
    if last is None or match is None or last.op is not Op.LOOKUP or len(last.subjects) != 1:
        return None
    before = conversation.earlier[-1] if conversation.earlier else None
    of_same = before is not None and before.op is Op.LOOKUP and before.subjects == last.subjects
    phases = before is not None and of_same and before.phase is not last.phase
    if last.both_phases or phases:
        return Query(op=Op.AGAINST_BUDGET, subjects=last.subjects, years=last.years)
    if len(last.years) == _PAIR:
        return Query(op=Op.CHANGE, subjects=last.subjects, years=last.years)
    return None


def _asked_in_a_row(conversation: Conversation) -> tuple[Query, ...]:
    """Return the single figures asked for last, one after the other, oldest first."""
    last = conversation.last
    if conversation.lost or last is None:
        return ()
    if last.op in _OF_SEVERAL and len(last.subjects) >= _PAIR:
        each = {"op": Op.LOOKUP, "shown_in": None}
        return tuple(last.model_copy(update={"subjects": (s,), **each}) for s in last.subjects)
    row: list[Query] = []
    for query in reversed((*conversation.earlier, last)):
        single = query.op is Op.LOOKUP and len(query.subjects) == 1
        if not single or query.document != last.document or query in row:
            break
        row.insert(0, query)
    return tuple(row)


def _is_part(queries: tuple[Query, ...]) -> bool:
    """Return whether one of the things asked for is a part of another."""
    terms = [q.subjects[0].terms for q in queries]
    below = [frozenset[str]().union(*map(ancestors, each)) | each for each in terms]
    return any(
        one & whole and one != whole
        for i, one in enumerate(below)
        for j, whole in enumerate(terms)
        if i != j
    )


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
@lru_cache(maxsize=1)
def _pointing() -> dict[str, re.Pattern[str]]:
    back = alternatives("going_back")
    return {
        kind: re.compile(rf"^(?:{back})*(?:{alternatives(kind)})(?:的)?(?P<rest>.*?){_TAIL}")
        for kind in _POINTING
    }


@made_of_files
@lru_cache(maxsize=1)
def _both() -> dict[str, re.Pattern[str]]:
    two, every, rest = map(alternatives, ("two_figures", "all_figures", "what_is_left"))
    return {
        kind: re.compile(
            rf"^(?:那|把|这|,)*(?:(?P<all>{every})|(?P<two>{two}))?(?:之间|的|里|中|当中)?,?"
            rf"(?:{alternatives(kind)}),?(?:{rest})*{_TAIL}"
        )
        for _, kind, _ in _TOGETHER
    }


@made_of_files
@lru_cache(maxsize=1)
def _converting() -> re.Pattern[str]:
    into = alternatives("converting")
    return re.compile(
        rf"^(?:那|请|帮我|能|可以|,)*(?:{into})+(?:为|成)?(?P<unit>万元|亿元|元|块|万|亿)(?:人民币|为单位|来算|算|钱)?"
        rf"(?:呢|是|,)*(?:多少|几)?(?:元|万元|亿元)?(?:吗|么)?{_TAIL}"
    )
