"""Facts told in a project's own section (商业创新专项经费情况说明) are facts of that project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from knowledge.facts import Fact
from knowledge.terms import plain_label, squash, unnamed_part

_SUFFIX = re.compile(
    r"(?:项目)?(?:专项)?(?:经费|资金|项目)(?:支出)?(?:预算)?(?:绩效)?情况(?:的)?说明$"
)
_TOLD = re.compile(r"情况(?:的)?说明$")
_YEAR = re.compile(r"\d{4}年度?")
_LONGEST = 40


def filed_under_projects(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts, those of a project's section with the project's label among what they stand under."""
    return tuple(_filed(fact) for fact in facts)


@lru_cache(maxsize=8192)
def project_of(heading: str) -> str | None:
    """Return the project that a heading tells of; None where it tells of none.

    >>> project_of("三、商业创新专项（政策资金）经费情况说明")
    '商业创新专项(政策资金)'
    >>> project_of("二、机关运行经费情况说明") is None
    True
    """
    plain = _YEAR.sub("", plain_label(heading))
    name = _SUFFIX.sub("", plain)
    if not unnamed_part(_TOLD.sub("", plain)):
        return None
    if name == plain or not 3 <= len(name) <= _LONGEST or len(unnamed_part(name)) < 3:
        return None
    return name


def _filed(fact: Fact) -> Fact:
    section = fact.citation.place.section
    if fact.table is not None or not section:
        return fact
    names = [name for level in section.split(" / ") if (name := project_of(level))]
    if not names or squash(fact.label) == squash(section.split(" / ")[-1]):
        return fact
    return replace(fact, context=fact.context | {f"label:{names[-1]}", "project"})
