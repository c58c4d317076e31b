"""A word that names a subject and the publisher at once; a year told twice; a kind of spending said behind."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.corpus.asking import answerer_over

COURT = """青山县人民法院2026年部门预算

支出总表
部门：青山县人民法院\t单位：万元
科目名称\t合计\t基本支出\t项目支出
合计\t586.00\t400.00\t186.00
公共安全支出\t501.00\t315.00\t186.00
法院\t501.00\t315.00\t186.00
社会保障和就业支出\t85.00\t85.00\t0.00

基本支出表
部门：青山县人民法院\t单位：万元
科目名称\t合计
合计\t400.00
办公费\t12.00
电费\t18.00

支出经济分类汇总表
部门：青山县人民法院\t单位：万元
科目名称\t合计
合计\t586.00
办公费\t40.00
电费\t18.00
"""
TOWN = "红石县清溪镇人民政府2024年度部门决算\n2024年度支出总计586.00万元。2023年度支出总计500.00万元。\n"


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (COURT, "青山县法院今年一共安排多少钱", "586.00"),
        (COURT, "法院一年电费多少钱", "18.00"),
        (COURT, "法院支出多少", "501.00"),
        (COURT, "法院这个科目多少", "501.00"),
        (COURT, "办公费多少，基本支出里的", "12.00"),
        (COURT, "办公费预算（基本支出）多少", "12.00"),
        (COURT, "办公费多少（基本加项目）", "40.00"),
        (TOWN, "清溪镇2024年一共花了多少钱", "586.00"),
        (TOWN, "镇里2024年一共花了多少钱", "586.00"),
        (TOWN, "咱们镇2024年一共花了多少钱", "586.00"),
        (TOWN, "清溪镇去年一共花了多少钱，2024年的", "586.00"),
        (TOWN, "去年（2023年）一共花了多少钱", "500.00"),
    ],
)
def test_what_is_meant_is_told(text: str, question: str, value: str, tmp_path: Path) -> None:
    reply = answerer_over(text, tmp_path).ask(question, None)[0]
    assert reply.status == "answered", reply.text
    assert Decimal(reply.facts[0].value or "0") == Decimal(value), reply.text


def test_the_county_is_not_its_town(tmp_path: Path) -> None:
    reply = answerer_over(TOWN, tmp_path).ask("红石县2024年一共花了多少钱", None)[0]
    assert reply.status == "not_disclosed"


def test_a_half_of_a_subject_is_not_all_of_it(tmp_path: Path) -> None:
    reply = answerer_over(COURT, tmp_path).ask("项目支出里的办公费多少", None)[0]
    assert reply.status == "not_disclosed"


@pytest.mark.parametrize(
    ("question", "value"),
    [("去年公务接待多少批次", "62"), ("去年一共花了多少", "586.00"), ("前年一共花了多少", None)],
)
def test_accounts_asked_for_last_year_tell_their_own(
    question: str, value: str | None, tmp_path: Path
) -> None:
    text = f"{TOWN}2024年度国内公务接待62批次，486人次。\n"
    reply = answerer_over(text, tmp_path).ask(question, None)[0]
    if value is None:
        assert not reply.facts, reply.text
        return
    assert reply.status == "answered", reply.text
    assert Decimal(reply.facts[0].value or "0") == Decimal(value), reply.text
    assert "2024年" in reply.text.splitlines()[0]


PURCHASES = """青山县审计局2026年部门预算

部门政府采购预算表
部门：青山县审计局\t单位：元
项目\t数量\t面向中小企业预留资金\t政府采购资金来源\t政府采购资金来源
项目\t数量\t面向中小企业预留资金\t合计\t一般公共预算
合计\t5\t3000.00\t24000.00\t24000.00
台式计算机\t4\t3000.00\t20000.00\t20000.00
打印机\t1\t0.00\t4000.00\t4000.00
"""


def test_what_a_purchase_costs_and_how_many_there_are(tmp_path: Path) -> None:
    asked = answerer_over(PURCHASES, tmp_path)
    assert asked.ask("台式计算机采购金额多少", None)[0].facts[0].value == "20000.00"
    told = asked.ask("台式计算机金额、数量", None)[0]
    assert [fact.value for fact in told.facts] == ["20000.00", "4"], told.text


def test_a_committee_is_called_by_the_first_character_of_its_head(tmp_path: Path) -> None:
    text = COURT.replace("人民法院", "城市管理委员会").replace("法院\t", "城管执法\t")
    reply = answerer_over(text, tmp_path).ask("青山城管委今年一共要花多少钱", None)[0]
    assert reply.facts[0].value == "586.00", reply.text
