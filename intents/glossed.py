"""What stands in brackets, or is a figure of speech, and only says what is meant: (不只财政拨款), 全部家当(预算)."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import made_of_files, marks_in_order

_BUDGET = "总预算"


def said_outright(text: str) -> str:
    """Given a folded question, return it without a bracket that only lifts a limit, and with all one's own as a budget.

    A project's 单位资金 is said with 的 between, lest 项目单位 be read, which is who carries it out.

    全校(不只财政拨款)的基本支出 asks for 基本支出; 全部家当(预算)是多少 for the whole budget.
    """
    text = _lifting().sub("", text)
    text = _funds_of_project().sub(r"\1的", text)
    return _belongings().sub(_BUDGET, text)


@made_of_files
@lru_cache(maxsize=1)
def _lifting() -> re.Pattern[str]:
    return re.compile(rf"\((?:{_any_of('not_only')})[^()]{{1,12}}\)")


@made_of_files
@lru_cache(maxsize=1)
def _belongings() -> re.Pattern[str]:
    owned = rf"(?:全部|所有|整个|总)?的?(?:{_any_of('belongings')})"
    return re.compile(
        rf"{owned}\((?:也就是|就是|指|即)?(?:全年|年度|部门|总)?预算\)|(?:预算|年度预算)的?{owned}"
    )


@made_of_files
@lru_cache(maxsize=1)
def _funds_of_project() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^的个些项各本该])(项目)(?={_any_of('funds_of_unit')})")


def _any_of(group: str) -> str:
    return "|".join(map(re.escape, sorted(marks_in_order(group), key=len, reverse=True)))
