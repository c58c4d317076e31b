"""What a question means where the paper says it of the whole, of one project's sheet, or only in a wider part."""

from __future__ import annotations

from pathlib import Path

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import FactBase, Op, Query, Subject, answer, paper

_TEXT = """2026年甲市乙学院部门预算

一、学校概况
乙学院承担全市职业教育。
二、预算绩效管理情况
编报绩效目标的项目共3个。
三、“三公”经费预算情况说明
2026年“三公”经费预算数为8.00万元，与2025年预算持平。
四、国有资产占有使用情况
截至2025年底，共有车辆4辆，单价100万元以上设备0台（套）。2026年安排购置车辆0辆。

表1 部门收支总表
单位：万元
收入\t预算数\t支出\t预算数
一、财政拨款收入\t120.00\t一、教育支出\t130.00
二、事业收入\t10.00\t\t
收入总计\t130.00\t支出总计\t130.00

表2 财政拨款收支总表
单位：万元
收入\t预算数\t支出\t预算数
一、本年收入\t120.00\t一、本年支出\t126.00
二、上年结转\t6.00\t二、年终结转\t
收入总计\t126.00\t支出总计\t126.00

表3 一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计
\t合计\t30.00
30205\t水费\t
30206\t电费\t30.00
"""


def _reply(folder: Path, question: str) -> Reply:
    path = folder / "乙学院.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return Answerer((paper(path),)).ask(question)[0]


def test_what_a_school_does_is_told_by_its_own_account_of_itself(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "你们单位主要职能是什么")
    assert reply.status == "answered"
    assert "承担全市职业教育" in reply.text


def test_goals_without_a_heading_are_told_by_what_is_said_of_managing_them(tmp_path: Path) -> None:
    assert "编报绩效目标的项目共3个" in _reply(tmp_path, "绩效目标是什么").text


def test_an_appropriation_is_what_was_received_where_no_side_is_named(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "财政给了多少钱")
    assert (reply.status, reply.facts[0].value) == ("answered", "120.00")


def test_a_change_is_told_where_its_reason_is_not(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "三公经费比上年是增是减，为什么")
    assert reply.status == "answered"
    assert "没有变化" in reply.text
    assert "没有说明" in reply.text


def test_nothing_is_added_to_a_blank_cell(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "水费和电费一共多少")
    assert reply.status == "answered"
    assert [fact.value for fact in reply.facts] == [None, "30.00"]
    assert not any(fact.derived for fact in reply.facts)


def test_state_assets_are_told_by_what_is_said_of_them(tmp_path: Path) -> None:
    reply = _reply(tmp_path, "国有资产有多少")
    assert reply.status == "answered"
    assert "共有车辆4辆" in reply.text
    assert reply.text.startswith("国有资产")


def test_a_figure_is_not_set_against_itself(tmp_path: Path) -> None:
    path = tmp_path / "乙学院.txt"
    path.write_text(_TEXT, encoding="utf-8")
    income = Subject(terms=frozenset({"institution_income"}), name="事业收入")
    base = FactBase((paper(path),))
    told = answer(Query(op=Op.RATIO, subjects=(income, income)), base)
    assert not told.found
