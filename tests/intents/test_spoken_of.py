"""The row spoken of before, pointed at by 该科目; and money that a row's total is said to hold."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from tests.corpus.asking import answerer_over, last_of

_PAPER = """云溪市灯塔管理处2025年度部门决算

表1

收入决算表

部门：云溪市灯塔管理处

单位：万元

科目编码	科目名称	本年收入合计	财政拨款收入	其他收入
2140101	行政运行	412.30	400.30	12.00
2140112	航道维护	230.00	230.00	\t
	合计	642.30	630.30	12.00

表2

支出决算表

部门：云溪市灯塔管理处

单位：万元

科目编码	科目名称	本年支出合计	基本支出	项目支出
2140101	行政运行	411.90	391.90	20.00
2140112	航道维护	225.00	\t	225.00
	合计	636.90	391.90	245.00

表3

基本支出预算情况表

部门：云溪市灯塔管理处

单位：万元

科目编码	科目名称	合计	一般公共预算	单位资金
30205	水费	18.40	16.00	2.40
30206	电费	33.10	30.00	3.10
	合计	51.50	46.00	5.50
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("lights"))


def _values(reply: Reply) -> list[str | None]:
    return [fact.value for fact in reply.facts]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("该科目在收入决算表里的本年收入合计又是多少，两边差几何？", "412.30"),
        ("这个科目的项目支出是多少", "20.00"),
        ("上述科目在收入决算表里是多少", "412.30"),
    ],
)
def test_the_row_spoken_of_is_carried_over(answerer: Answerer, asked: str, value: str) -> None:
    reply = last_of(answerer, "支出决算表里行政运行多少", asked)
    assert _values(reply)[0] == value
    assert not {"642.30", "245.00", "636.90"} & set(_values(reply))


def test_without_a_row_spoken_of_no_total_is_told(answerer: Answerer) -> None:
    reply = last_of(answerer, "该科目在收入决算表里的本年收入合计是多少")
    assert reply.facts == ()


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("基本支出预算情况表 30205水费 合计（含单位资金）", "18.40"),
        ("电费合计多少，包括单位资金", "33.10"),
        ("水费里单位资金多少", "2.40"),
    ],
)
def test_money_counted_in_names_no_column(answerer: Answerer, asked: str, value: str) -> None:
    assert _values(last_of(answerer, asked))[0] == value
