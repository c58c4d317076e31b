"""Projects and units one by one: which is the largest, how many there are, whose they are, how they were scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.replies import Answerer
from knowledge import Column, FactBase, paper
from knowledge.query.units import scored
from tests.knowledge.query.small import paper_of

_PAPER = """甲市乙局2026年部门预算

表1 支出总表
单位：万元
单位编码\t单位名称\t合计\t基本支出\t项目支出
\t合计\t900.00\t400.00\t500.00
125001\t甲市乙局（本级）\t600.00\t200.00\t400.00
125002\t甲市丙中心\t200.00\t150.00\t50.00
125003\t甲市丁执法支队\t100.00\t50.00\t50.00

表2 部门预算项目支出表
单位：万元
单位（项目）名称\t总计\t一般公共预算
合计\t500.00\t500.00
甲市乙局（本级）\t400.00\t400.00
信息化运维项目\t150.00\t150.00
业务用房租赁\t250.00\t250.00
甲市丙中心\t50.00\t50.00
展馆布展经费\t30.00\t30.00
讲解员培训\t20.00\t20.00
甲市丁执法支队\t50.00\t50.00
执法装备购置\t50.00\t50.00

表3 部分项目得分一览表
项目名称\t自评分数
信息化运维项目\t98.50
业务用房租赁\t91.20
展馆布展经费\t100
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    path = tmp_path_factory.mktemp("projects") / "乙局.txt"
    path.write_text(_PAPER, encoding="utf-8")
    return Answerer((paper(path),))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("一共没几个项目吧，哪个最烧钱", ["250.00"]),
        ("各项目金额从高到低，前三名", ["250.00", "150.00", "50.00"]),
        ("项目从多到少排，第二个是什么", ["150.00"]),
        ("最贵的两个项目", ["250.00", "150.00"]),
        ("项目一共几个", ["5"]),
        ("项目总数", ["5"]),
        ("丙中心哪个项目最贵", ["30.00"]),
        ("丙中心有几个项目", ["2"]),
        ("底下这几家单位，哪一家的项目支出最多？第二是谁", ["400.00", "50.00", "50.00"]),
        ("几家单位里哪个单位的基本支出最少", ["50.00"]),
        ("绩效自评的几个项目当中，分数垫底的是谁", ["91.20"]),
        ("自评得分最高的项目是哪个", ["100"]),
    ],
)
def test_one_of_several_is_told(answerer: Answerer, question: str, values: list[str]) -> None:
    reply = answerer.ask(question)[0]
    found = [fact.value for fact in reply.facts][: len(values)]
    assert (reply.status, found) == ("answered", values)


@pytest.mark.parametrize("question", ["几家单位里哪家的三公经费最多", "丁执法支队有几个科目"])
def test_what_is_told_of_no_unit_is_not_told(answerer: Answerer, question: str) -> None:
    assert answerer.ask(question)[0].status != "answered"


def test_a_column_without_a_head_gives_no_scores() -> None:
    plain = paper_of()
    headless = replace(plain.tables[0], columns=(Column(()), *plain.tables[0].columns[1:]))
    base = FactBase([replace(plain, tables=(headless, *plain.tables[1:]))])
    assert scored(base.index()) == []


_IN_PART = """甲市丙局2026年部门预算

表1 支出总表
单位：万元
项目\t预算数
基本支出\t400.00
项目支出\t500.00

表2 部门预算项目支出表
单位：万元
项目名称\t总计\t一般公共预算
合计\t500.00\t500.00
信息系统运维项目\t150.00\t150.00
来访接待经费\t80.00\t80.00
"""


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("有哪些项目", ["150.00", "80.00"]),
        ("最大的项目是哪个", ["150.00"]),
        ("一共有几个项目", ["2"]),
    ],
)
def test_projects_that_are_not_all_there_are_come_with_a_caveat(
    tmp_path: Path, question: str, values: list[str]
) -> None:
    path = tmp_path / "丙局.txt"
    path.write_text(_IN_PART, encoding="utf-8")
    reply = Answerer((paper(path),)).ask(question)[0]
    assert [fact.value for fact in reply.facts][: len(values)] == values
    assert any("不是全部项目支出" in notice for notice in reply.notices)
