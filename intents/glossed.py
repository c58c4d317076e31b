"""What stands in brackets, or is a figure of speech, and only says what is meant: (不只财政拨款), 全部家当(预算)."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any

_PROJECT = "项目"


def said_outright(text: str) -> str:
    """Given a folded question, return it without a bracket that only lifts a limit, and with all one's own as a budget.

    A project's 单位资金 is said with 的 between, lest 项目单位 be read, which is who carries it out.

    全校(不只财政拨款)的基本支出 asks for 基本支出; 全部家当(预算)是多少 for the whole budget.
    """
    if "(" in text:
        text = _lifting().sub("", text)
    if _PROJECT in text:
        text = _funds_of_project().sub(r"\1的", text)
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
