"""What is counted in narrows nothing, a part of a thing is not the thing, an errand is none of the paper's."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from tests.corpus.asking import answerer_over, last_of

_PAPER = """云溪市灯塔管理处2024年度部门决算

表1

财政拨款收入支出决算总表

部门：云溪市灯塔管理处

单位：万元

项目	决算数	项目	合计	一般公共预算财政拨款	政府性基金预算财政拨款
一、一般公共预算财政拨款	300.00	一、教育支出	50.00	50.00	0.00
二、政府性基金预算财政拨款	40.00	二、交通运输支出	290.00	250.00	40.00
本年收入合计	340.00	本年支出合计	340.00	300.00	40.00

表2

一般公共预算财政拨款基本支出决算表

部门：云溪市灯塔管理处

单位：万元

科目编码	科目名称	决算数
302	商品和服务支出	30.00
30206	电费	12.00
30217	公务接待费	1.00

四、三公经费说明

2024年度“三公”经费支出3.00万元，其中公务接待费1.00万元，公务用车运行维护费2.00万元。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("lights"))


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("财政拨款收入合计（含政府性基金）", "340.00"),
        ("财政拨款收入含政府性基金一共多少", "340.00"),
        ("财政拨款里付了多少电费", "12.00"),
        ("三公经费里花了多少接待费", "1.00"),
    ],
)
def test_the_figure_asked_for_comes_first(answerer: Answerer, asked: str, value: str) -> None:
    reply = last_of(answerer, asked)
    assert [fact.value for fact in reply.facts][:1] == [value]


def test_a_part_that_the_paper_does_not_tell_is_not_made_up_for(answerer: Answerer) -> None:
    assert last_of(answerer, "项目支出里花了多少电费").facts == ()
    assert last_of(answerer, "一般公共预算收入（含政府性基金）多少").facts == ()


def test_an_errand_is_no_question_of_where_a_figure_stands(answerer: Answerer) -> None:
    assert last_of(answerer, "继续教育在哪里报名，要带什么材料").status == "out_of_scope"
