"""这个项目 by itself is the project spoken of before, never all projects; behind a name it is that name's own kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from tests.corpus.asking import answerer_over, last_of

_PAPER = """云溪市灯塔管理处2026年度部门预算

表1

部门项目支出预算表

部门：云溪市灯塔管理处

单位：万元

项目名称	功能科目编码	经济科目名称	合计	财政拨款
航标更新经费			90.00	90.00
航标更新经费	2140112	办公费	30.00	30.00
航标更新经费	2140112	专用材料费	60.00	60.00
灯塔开放日活动经费			70.00	70.00
灯塔开放日活动经费	2140199	印刷费	5.00	5.00
灯塔开放日活动经费	2140199	劳务费	65.00	65.00
岸标巡检经费	2140112	劳务费	20.00	20.00
合计			180.00	180.00
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, tmp_path_factory.mktemp("lights"))


@pytest.mark.parametrize("asked", ["这个项目总共多少钱", "那该项目预算多少"])
def test_the_project_spoken_of_is_meant(answerer: Answerer, asked: str) -> None:
    reply = last_of(answerer, "岸标巡检经费这个项目多少钱", asked)
    assert [fact.value for fact in reply.facts][:1] == ["20.00"]


@pytest.mark.parametrize("before", [(), ("航标灯泡那个项目要换多少块牌子",), ("项目支出多少",)])
@pytest.mark.parametrize("asked", ["这个项目总共多少钱", "该项目预算多少", "那个项目支出多少"])
def test_where_none_was_told_the_total_is_not_told(
    answerer: Answerer, before: tuple[str, ...], asked: str
) -> None:
    reply = last_of(answerer, *before, asked)
    assert reply.facts == ()


def test_the_largest_project_is_told_by_its_own_row(answerer: Answerer) -> None:
    reply = last_of(answerer, "项目支出里哪个项目最大")
    assert "航标更新经费" in reply.text
    assert [fact.value for fact in reply.facts][:1] == ["90.00"]


_SHEET = """云溪市灯塔管理处2024年度部门决算

2024年度项目支出绩效自评表

项目名称	守灯人员及灯塔运转经费
主管部门	云溪市灯塔管理处
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
产出指标	数量指标	守灯人员配备人数	≥9人	8人	50	45
产出指标	质量指标	守灯人员持证率	≥60%	70%	50	50
总分					100	95
"""


def test_words_of_an_indicator_before_that_project_are_the_projects(tmp_path: Path) -> None:
    over = answerer_over(_SHEET, tmp_path)
    values = [fact.value for fact in last_of(over, "守灯人员那个项目自评多少分").facts]
    assert values[:1] in ([], ["95"])
