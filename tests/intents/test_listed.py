"""Things listed in one question, with or without a word between them: each is told, none is run into another."""

from __future__ import annotations

import pytest

from tests.corpus.asking import answerer, last_of


def _told(asked: str) -> list[str | None]:
    return [fact.value for fact in last_of(answerer("listed"), asked).facts]


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("一般公共预算基本支出表 工会经费 福利费", ["9.00", "4.00"]),
        ("差旅费 会议费 培训费", ["15.00", "3.00", "5.00"]),
        ("基本工资 办公费 预算", ["250.00", "21.00"]),
        ("体育竞赛 体育场馆 项目支出", ["120.00", "180.00"]),
        ("政府采购预算 货物 服务 金额", ["20.00", "70.00"]),
        ("邮电费印刷费", ["6.50", "2.50"]),
    ],
)
def test_things_side_by_side_are_told_each(asked: str, values: list[str]) -> None:
    assert _told(asked) == values


@pytest.mark.parametrize(
    ("asked", "value"), [("体育 体育竞赛", "120.00"), ("体育场馆 项目支出", "180.00")]
)
def test_a_row_beside_what_it_stands_under_is_one_thing(asked: str, value: str) -> None:
    assert _told(asked)[:1] == [value]
