"""What stands in brackets, or is a figure of speech, and only says what is meant: (不只财政拨款), 全部家当(预算)."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any

_PROJECT = "项目"


def said_outright(text: str) -> str:
    """Given a folded question, return it without a bracket that only lifts a limit, and with all one's own as a budget.

    A project's 单位资金 is said with 的 between, lest 项目单位 be read, which is who carries it out.

    全校(不只财政拨款)的基本支出 asks for 基本支出; 全部家当(预算)是多少 for the whole budget. What the treasury
    gives to a thing is its 财政拨款, what is 结余 at the end of a year is carried out of it.

    >>> said_outright("政府采购多少,财政要出多少"), said_outright("市财政出多少")
    ('政府采购多少,其中财政拨款多少', '市财政出多少')
    >>> said_outright("到2024年底结余了多少"), said_outright("年末还结余多少")
    ('2024年年末结转和结余多少', '年末结转和结余多少')
    """
    if "(" in text:
        text = _lifting().sub("", text)
    if _PROJECT in text:
        text = _funds_of_project().sub(r"\1的", text)
    if says_any(text, "treasury"):
        text = _given_by_treasury().sub(_as_its_part, text)
    if says_any(text, "left_at_end"):
        (left,) = marks("carried_out")
        text = _left_at_end().sub(lambda said: f"{said['year'] or ''}{left}", text)
    if not says_any(text, "belongings"):
        return text
    (budget,) = marks("said_of_belongings")
    return _belongings().sub(budget, text)


@made_of_files
@lru_cache(maxsize=1)
def _lifting() -> re.Pattern[str]:
    return re.compile(rf"\((?:{alternatives('not_only')})[^()]{{1,12}}\)")


@made_of_files
@lru_cache(maxsize=1)
def _belongings() -> re.Pattern[str]:
    owned = rf"(?:{alternatives('all_of_it')})?的?(?:{alternatives('belongings')})"
    budget = rf"(?:{alternatives('kinds_of_budget')})?预算"
    return re.compile(
        rf"{owned}\((?:{alternatives('that_is')})?{budget}\)|(?:预算|年度预算)的?{owned}"
    )


@made_of_files
@lru_cache(maxsize=1)
def _funds_of_project() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^的个些项各本该])({_PROJECT})(?={alternatives('funds_of_unit')})")


def _as_its_part(said: re.Match[str]) -> str:
    """Return what the treasury gives to a thing as a part of it, where the thing is named in the clause before."""
    (grant,) = marks("treasury_grant")
    (part,) = marks("part_of_that")
    clause = said.string[: said.start()].endswith((",", ";", "?"))
    return f"{part}{grant}" if clause else grant


@made_of_files
@lru_cache(maxsize=1)
def _given_by_treasury() -> re.Pattern[str]:
    """Return what finds that the treasury gives so much; of a level of its own (市财政) it is not said."""
    levels = "".join(sorted(marks("levels_of_treasury")))
    may, gives = alternatives("may_give"), alternatives("gives")
    return re.compile(
        rf"(?<![{levels}])(?:{alternatives('treasury')})(?:{may})*(?:{gives})[了的得]?(?=多少|几)"
    )


@made_of_files
@lru_cache(maxsize=1)
def _left_at_end() -> re.Pattern[str]:
    """Return what finds money left at the end of a year: 到2024年底还结余了."""
    ends, between = alternatives("year_ends"), alternatives("between_carried")
    left = alternatives("left_at_end")
    reached, year = alternatives("reaching"), r"(?:\d{4}|[今本去上前当])年度?"
    return re.compile(
        rf"(?:{reached})?(?P<year>{year})?(?:{ends}|(?<=[年度])[底末])(?:{between})*(?:{left})了?"
        rf"(?=[多几是有?,;]|$)"
    )
