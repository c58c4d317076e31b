"""A thing that a table prints in several rows: of each unit, or of each kind of unit."""

from __future__ import annotations

from pathlib import Path

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import FactBase, Op, Query, Subject, answer, paper

_BY_UNIT = """甲市乙局2026年部门预算

表1 一般公共预算支出表（按功能分类）
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{total}\t
125001\t甲市乙局（本级）\t70.00\t70.00\t
2210201\t住房公积金\t30.00\t30.00\t
2010301\t行政运行\t40.00\t40.00\t
125002\t甲市丙中心\t50.00\t50.00\t
2210201\t住房公积金\t20.00\t20.00\t
2010350\t事业运行\t30.00\t30.00\t
"""


def _reply(folder: Path, question: str) -> Reply:
    path = folder / "乙局.txt"
    path.write_text(_BY_UNIT.format(total="120.00"), encoding="utf-8")
    return Answerer((paper(path),)).ask(question)[0]


def test_the_rows_of_the_units_are_added_and_each_is_told(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "住房公积金是多少")
    assert (reply.status, reply.facts[0].value, reply.facts[0].derived) == (
        "answered",
        "50.00",
        True,
    )
    assert [fact.value for fact in reply.facts[1:]] == ["30.00", "20.00"]
    assert "30 + 20 = 50" in reply.text
    assert "甲市乙局（本级）" in reply.text
    assert "甲市丙中心" in reply.text


def test_what_stands_once_is_told_as_it_is_printed(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "行政运行是多少")
    assert (reply.facts[0].value, reply.facts[0].derived) == ("40.00", False)


def test_each_of_several_things_is_told_with_its_rows_added(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "行政运行和住房公积金分别是多少")
    assert [fact.value for fact in reply.facts] == ["40.00", "50.00", "30.00", "20.00"]
    assert "30 + 20 = 50" in reply.text


def test_a_sum_takes_in_every_row_of_what_it_adds_up(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "行政运行和住房公积金一共多少")
    assert (reply.facts[0].value, reply.facts[0].derived) == ("90.00", True)
    assert "40 + 30 + 20 = 90" in reply.text


def test_of_a_unit_that_is_named_only_its_own_rows_are_added(tmp_path: Path) -> None:
    path = tmp_path / "乙局.txt"
    path.write_text(_BY_UNIT.format(total="120.00"), encoding="utf-8")
    things = (
        Subject(terms=frozenset({"label:事业运行", "label:甲市丙中心"})),
        Subject(terms=frozenset({"label:住房公积金"})),
    )
    told = answer(Query(op=Op.SUM, subjects=things), FactBase((paper(path),)))
    assert [str(figure.value) for figure in told.main] == ["50.00", "30.00", "20.00"]
