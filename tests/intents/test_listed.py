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


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("办公、印刷、邮电三项费用预算数分别列示", ["21.00", "2.50", "6.50"]),
        ("会议和培训各花多少钱", ["3.00", "5.00"]),
        ("差旅费、印刷、维修分别安排多少", ["15.00", "2.50", "4.00"]),
        ("招待费里局本级和体育运动学校各分到多少", ["3.00", "2.00"]),
        ("公务接待费局机关与体育运动学校分别多少", ["3.00", "2.00"]),
        ("房子多大面积，车有几辆", ["12600", "6"]),
        ("车辆几台，房屋多少平方米", ["6", "12600"]),
        ("本年支出里基本支出和项目支出各多少", ["600.00", "300.00"]),
        ("行政运行的基本支出多少，全口径又是多少", ["520.00", "520.00"]),
        ("政府采购总额和其中货物各多少", ["90.00", "20.00"]),
    ],
)
def test_each_of_a_list_is_told_in_its_order(asked: str, values: list[str]) -> None:
    told = _told(asked)
    assert [value for value in told if value in values] == values, told


@pytest.mark.parametrize("asked", ["会议、培训各办几次", "会议和培训各多少场次"])
def test_no_money_is_told_where_times_are_counted(asked: str) -> None:
    assert "3.00" not in _told(asked)


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [("差旅费和劳务费各多少", "劳务费"), ("会议、劳务两项各多少钱", "劳务费")],
)
def test_what_is_not_printed_is_said_beside_what_is(asked: str, lacking: str) -> None:
    reply = last_of(answerer("listed"), asked)
    assert reply.status == "answered"
    assert [fact.value for fact in reply.facts][:1] in (["15.00"], ["3.00"])
    assert any(lacking in notice for notice in reply.notices), reply


@pytest.mark.parametrize("asked", ["绩效工资多少", "劳务费是多少"])
def test_no_other_row_is_told_for_one_that_is_not_printed(asked: str) -> None:
    assert last_of(answerer("listed"), asked).status == "not_disclosed"
