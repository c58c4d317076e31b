"""A word that makes another figure of a thing is never passed over: its figure by itself is no answer."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bot.reply import Reply
from tests.corpus.asking import BUDGET, base, reply_to
from tests.corpus.cases import QualifierFile, read

QUALIFIERS = read("qualifiers", QualifierFile).groups()
PAPERS = (BUDGET, "final_accounts")
BESIDE = "本来就不在这个数里面"
"""Said where what is to be left out is no part of the thing (项目支出 beside 基本支出): it was not passed over."""
_COMMON = (
    "三公经费",
    "公务接待费",
    "收入总计",
    "支出总计",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
)
_MOST = 24
"""Things asked about in each paper."""
_FEWEST = 12
_LONGEST = 14


@lru_cache(maxsize=2)
def _things(about: str) -> tuple[str, ...]:
    """Return names whose figure the paper tells: those of every department, and labels of its own from all over it."""
    labels = sorted({fact.label for fact in base(about).index().paper.facts})
    short = [label for label in labels if 2 <= len(label) <= _LONGEST and "：" not in label]
    told = [
        x
        for x in (*_COMMON, *short[:: max(1, len(short) // (2 * _MOST))])
        if _has_figure(reply_to(f"{x}是多少", about))
    ]
    return tuple(dict.fromkeys(told))[:_MOST]


def _has_figure(reply: Reply) -> bool:
    return reply.status == "answered" and bool(reply.facts) and reply.facts[0].state == "value"


def _figure(reply: Reply) -> tuple[object, ...]:
    first = reply.facts[0]
    return (
        first.value,
        first.unit,
        first.year,
        first.derived,
    )  # what is left of a whole is told as reckoned


@pytest.mark.parametrize("about", PAPERS)
def test_there_are_things_enough_to_qualify(about: str) -> None:
    assert len(_things(about)) >= _FEWEST


@pytest.mark.parametrize("about", PAPERS)
@pytest.mark.parametrize("group", QUALIFIERS)
def test_a_qualified_thing_does_not_get_the_whole_things_figure(group: str, about: str) -> None:
    passed_over = [
        f"{question}：{reply.text[:60]}"
        for thing in _things(about)
        for template in QUALIFIERS[group]
        if (reply := reply_to(question := template.format(x=thing), about)).status == "answered"
        and reply.facts
        and _figure(reply) == _figure(reply_to(f"{thing}是多少", about))
        and not any(BESIDE in notice for notice in reply.notices)
    ]
    assert not passed_over


@pytest.mark.parametrize("about", PAPERS)
@pytest.mark.parametrize("group", QUALIFIERS)
def test_no_figure_stands_in_a_reply_that_answers_nothing(group: str, about: str) -> None:
    assert not [
        question
        for thing in _things(about)
        for template in QUALIFIERS[group]
        if (reply := reply_to(question := template.format(x=thing), about)).status != "answered"
        and reply.facts
    ]
