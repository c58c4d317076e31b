"""What a figure is asked within, and what is only recalled beside it, never become the figure that is told."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from tests.corpus.asking import answerer_over, last_of

_PAPER = """白桦市青禾图书馆2024年度部门决算

表1

收入决算表

部门：白桦市青禾图书馆

单位：万元

科目编码	科目名称	本年收入合计	财政拨款收入	事业收入	其中：教育收费
合计	合计	900.00	700.00	200.00	30.00
[207]	文化旅游体育与传媒支出	860.00	660.00	200.00	30.00
[20701]	文化和旅游	860.00	660.00	200.00	30.00
[2070104]	图书馆	560.00	480.00	80.00	30.00
[2070109]	群众文化	300.00	180.00	120.00	0.00
[208]	社会保障和就业支出	40.00	40.00	0.00	0.00
[20805]	行政事业单位养老支出	40.00	40.00	0.00	0.00
[2080505]	机关事业单位基本养老保险缴费支出	40.00	40.00	0.00	0.00

表2

一般公共预算财政拨款基本支出决算表

部门：白桦市青禾图书馆

单位：万元

经济分类科目编码	科目名称	决算数
301	工资福利支出	320.00
30107	绩效工资	90.00
302	商品和服务支出	80.00
30206	电费	12.00

表3

财政拨款“三公”经费支出决算表

部门：白桦市青禾图书馆

单位：万元

项目	预算数	决算数
“三公”经费合计	8.00	5.00
公务接待费	3.00	1.00
公务用车购置及运行维护费	5.00	4.00
其中：公务用车购置费	0.00	0.00
公务用车运行维护费	5.00	4.00

2024年末，财政拨款开支的公务用车保有量为1辆。

七、国有资产占用情况说明

截至2024年12月31日，本部门共有车辆2辆。

八、人员情况

2024年末，本部门在职人员编制40人，其中：事业编制40人；在职实有36人。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("library"))


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("文化和旅游款级科目下，群众文化多少", ["300.00"]),
        ("207类下，群众文化多少", ["300.00"]),
        ("[2070104]图书馆 合计", ["560.00"]),
        ("图书馆（项）的收入合计多少", ["560.00"]),
        ("其中：教育收费 合计", ["30.00"]),
        ("机关事业单位基本养老保险缴费是多少", ["40.00"]),
        ("给职工发的绩效工资，财政拨款里出了多少", ["90.00"]),
        ("群众文化，财政拨款里安排了多少", ["180.00"]),
        ("三公经费预算8万，实际花了多少", ["5.00"]),
        ("公务接待多少？公务用车多少？", ["1.00", "4.00"]),
        ("三公经费及其中公务接待费是多少", ["5.00", "1.00"]),
        ("新买了两辆公务车，花了多少", ["0.00"]),
        ("工资福利支出合计、商品和服务支出合计分别是多少", ["320.00", "80.00"]),
    ],
)
def test_the_figure_within_is_told(answerer: Answerer, asked: str, values: list[str]) -> None:
    reply = last_of(answerer, asked)
    assert [fact.value for fact in reply.facts][: len(values)] == values, reply.text


def test_nothing_at_large_is_told_for_a_row_that_is_not_there(answerer: Answerer) -> None:
    reply = last_of(answerer, "群众文化的年末结转，财政拨款多少")
    assert "700.00" not in [fact.value for fact in reply.facts]


def test_a_code_that_the_paper_lacks_is_not_answered_by_a_row_of_another(
    answerer: Answerer,
) -> None:
    reply = last_of(answerer, "[2050801]教师进修 预算数")
    assert not reply.facts


def test_a_row_set_against_the_one_asked_about_before_is_compared_with_it(
    answerer: Answerer,
) -> None:
    reply = last_of(answerer, "绩效工资多少", "比电费多多少")
    assert [fact.value for fact in reply.facts][:1] == ["78.00"], reply.text


def test_those_in_post_are_told_behind_the_posts(answerer: Answerer) -> None:
    reply = last_of(answerer, "事业编制核定多少人", "实有呢")
    assert [fact.value for fact in reply.facts][:1] == ["36"], reply.text


def test_it_is_asked_which_vehicles_are_meant_by_those_kept(answerer: Answerer) -> None:
    reply = last_of(answerer, "公务用车保有量")
    assert reply.status == "clarify", reply.text
