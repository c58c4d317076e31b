"""Several things asked in one sentence: each is answered, of the row or the thing that was named once."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from tests.corpus.asking import answerer


def _last(*talk: str) -> Reply:
    conversation, reply = None, None
    for question in talk:
        reply, conversation = answerer("facets").ask(question, conversation)
    assert reply is not None
    return reply


def _told(*talk: str) -> list[str | None]:
    return [fact.value for fact in _last(*talk).facts]


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("城乡社区环境卫生的基本支出、项目支出分别是多少", ["30.00", "260.00"]),
        ("城乡社区环境卫生基本支出多少，项目支出多少", ["30.00", "260.00"]),
        ("2120101的基本支出和项目支出各多少", ["380.00", "0.00"]),
        ("基本支出多少，项目支出多少", ["500.00", "300.00"]),
    ],
)
def test_a_column_named_behind_a_row_is_that_rows(asked: str, values: list[str]) -> None:
    told = _told(asked)
    assert [value for value in told if value in values] == values, told
    assert "300.00" in values or "300.00" not in told


@pytest.mark.parametrize(
    ("talk", "first", "among"),
    [
        (("三公经费多少，跟去年比有没有变化",), "20.00", "-2.00"),
        (("三公经费多少，跟去年比有没有变化", "公务接待费呢"), "4.00", "0"),
        (("三公经费是多少？比去年增加多少", "公车运行费呢"), "16.00", "-2.00"),
        (("三公经费比去年变化多少",), "-2.00", "20.00"),
        (("三公经费比去年少了多少，为什么少",), "-2.00", "20.00"),
    ],
    ids=lambda each: each[-1] if isinstance(each, tuple) else "",
)
def test_the_amount_leads_where_it_was_asked_for_beside_its_change(
    talk: tuple[str, ...], first: str, among: str
) -> None:
    told = _told(*talk)
    assert told[0] == first, told
    assert among in told, told
