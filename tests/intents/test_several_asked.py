"""Several things asked in one sentence: each is answered, of the row or the thing that was named once."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from tests.corpus.asking import answerer, last_of


def _last(*talk: str) -> Reply:
    return last_of(answerer("facets"), *talk)


def _told(*talk: str) -> list[str | None]:
    return [fact.value for fact in _last(*talk).facts]


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("城乡社区环境卫生的基本支出、项目支出分别是多少", ["30.00", "260.00"]),
        ("城乡社区环境卫生基本支出多少，项目支出多少", ["30.00", "260.00"]),
        ("2120101的基本支出和项目支出各多少", ["380.00", "0.00"]),
        ("基本支出多少，项目支出多少", ["500.00", "300.00"]),
        ("支出总表 基本支出合计 项目支出合计", ["500.00", "300.00"]),
        ("2120101 基本支出 项目支出 分别多少", ["380.00", "0.00"]),
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


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("局里现在有几部公车？今年还要买新车伐", ["6", "1"]),
        ("车辆一共几辆，今年打算添置几部", ["6", "1"]),
        ("现在有几辆车，今年还要添几辆", ["6", "1"]),
        ("政府采购货物、工程和服务分别是多少", ["20.00", "0.00", "70.00"]),
        ("政府采购里货物多少，服务多少，工程呢", ["20.00", "70.00", "0.00"]),
        ("政府采购金额，货物/工程/服务分列", ["20.00", "0.00", "70.00"]),
    ],
)
def test_each_thing_asked_is_told(asked: str, values: list[str]) -> None:
    told = _told(asked)
    assert [value for value in told if value in values] == values, told


@pytest.mark.parametrize(
    "asked", ["哪一类支出最多，占总支出多少", "按功能分类哪一类支出占大头，金额或占比是多少"]
)
def test_the_largest_is_told_with_its_share(asked: str) -> None:
    assert _told(asked)[:2] == ["700.00", "87.50"]
