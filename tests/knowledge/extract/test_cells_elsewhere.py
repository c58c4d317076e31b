"""Cell facts of tables as other places print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.document import Source
from knowledge.extract.about import Identity
from knowledge.extract.cells import facts_in
from knowledge.facts import Aspect, Fact, Kind, Phase, State
from knowledge.readers.text import document_of
from knowledge.tables import tables_in


def _facts(text: str, phase: Phase = Phase.BUDGET) -> list[Fact]:
    about = Identity("例", "例", "某局", 2026, phase)
    tables = tables_in(document_of(text, Source("例", "", "txt", ""))).tables
    return [fact for table in tables for fact in facts_in(table, about)]


def _by_column(text: str, phase: Phase = Phase.BUDGET) -> dict[str, Fact]:
    return {fact.citation.place.column or "": fact for fact in _facts(text, phase)}


COMPARED = """部门公开表5
一般公共预算支出表
单位：万元
科目编码\t科目名称\t2025年执行数\t2026年预算数\t\t2026年预算数比2025年执行数\t\t2026年预算数比2025年执行数（扣除基建投资）\t
\t\t\t小计\t项目支出\t增减额\t增减(%)\t增减额\t增减(%)
201\t一般公共服务支出\t33,586.67\t13,144.37\t6,475.93\t-20,442.30\t-60.86%\t3,099.90\t30.86%
"""


def test_columns_of_other_years_and_of_changes_are_told_apart() -> None:
    facts = _by_column(COMPARED)
    executed = facts["2025年执行数"]
    assert (executed.year, executed.phase, executed.aspect) == (
        2025,
        Phase.FINAL_ACCOUNTS,
        Aspect.AMOUNT,
    )
    budget = facts["2026年预算数 / 小计"]
    assert (budget.year, budget.phase, budget.value) == (2026, Phase.BUDGET, Decimal("13144.37"))
    change = facts["2026年预算数比2025年执行数 / 增减额"]
    assert (change.aspect, change.value, change.unit) == (
        Aspect.CHANGE,
        Decimal("-20442.30"),
        "万元",
    )
    assert (change.year, change.base_year, change.base) == (2026, 2025, "2025年执行数")
    percent = facts["2026年预算数比2025年执行数 / 增减(%)"]
    assert (percent.aspect, percent.kind) == (Aspect.CHANGE_PERCENT, Kind.PERCENT)
    assert (percent.value, percent.unit) == (Decimal("-60.86"), "%")


def test_two_changes_of_one_subject_are_not_the_same() -> None:
    facts = _by_column(COMPARED)
    plain = facts["2026年预算数比2025年执行数 / 增减额"]
    without = facts["2026年预算数比2025年执行数（扣除基建投资） / 增减额"]
    assert without.terms - plain.terms == {"label:扣除基建投资"}


def test_this_years_and_last_years_three_public_stand_side_by_side() -> None:
    facts = _by_column(
        "公开表7\n一般公共预算“三公”经费支出情况表\n单位：万元\n"
        "2025年预算数\t\t\t2026年预算数\t\t\n"
        "合计\t公务用车运行维护费\t公务接待费\t合计\t公务用车运行维护费\t公务接待费\n"
        "22.00\t20.00\t2.00\t17.00\t15.00\t2.00\n"
    )
    assert {c: (f.year, str(f.value)) for c, f in facts.items() if c.endswith("合计")} == {
        "2025年预算数 / 合计": (2025, "22.00"),
        "2026年预算数 / 合计": (2026, "17.00"),
    }
    assert facts["2026年预算数 / 合计"].terms == {"three_public"}
    assert facts["2025年预算数 / 公务用车运行维护费"].terms == {"vehicle_running"}


def test_planned_and_spent_stand_side_by_side_in_final_accounts() -> None:
    facts = _by_column(
        "公开07表\n财政拨款“三公”经费支出决算表\n单位：万元\n"
        "预算数\t\t决算数\t\n合计\t公务接待费\t合计\t公务接待费\n0.95\t0.95\t0.16\t0.16\n",
        Phase.FINAL_ACCOUNTS,
    )
    assert facts["预算数 / 公务接待费"].phase is Phase.BUDGET
    assert facts["决算数 / 公务接待费"].phase is Phase.FINAL_ACCOUNTS
    assert facts["决算数 / 合计"].terms == {"three_public"}


def test_a_form_shared_by_two_subjects_keeps_them_apart() -> None:
    facts = _by_column(
        "2025年部门“三公”经费和机关运行经费预算表\n单位：万元\n"
        "“三公”经费预算数\t\t\t机关运行经费预算数\n合计\t购置费\t公务接待费\t\n"
        "37.91\t15\t1.35\t464.64\n"
    )
    assert facts["“三公”经费预算数 / 合计"].terms == {"three_public"}
    assert facts["“三公”经费预算数 / 购置费"].terms == {"vehicle_purchase"}
    assert facts["机关运行经费预算数"].terms == {"agency_operating"}
    assert {fact.year for fact in facts.values()} == {2025}


def test_a_total_over_three_public_and_meetings_is_not_three_public() -> None:
    facts = _by_column(
        "“三公”经费、会议费、培训费支出预算表\n单位：万元\n"
        "合计\t“三公”经费\t\t会议费\n\t小计\t公务接待费\t\n9.00\t5.00\t2.00\t4.00\n"
    )
    assert facts["合计"].terms == frozenset()
    assert facts["“三公”经费 / 小计"].terms == {"three_public"}
    assert facts["会议费"].terms == {"meeting"}


NOTES = [
    ("注：本部门无政府性基金预算，故本表无数据。", State.NONE_ARRANGED),
    ("注：本表本年无发生额。", State.NONE_ARRANGED),
    ("(无政府性基金支出）", State.NONE_ARRANGED),
    ("注：本表反映部门本年度政府性基金收支。", State.BLANK),
]


@pytest.mark.parametrize(("note", "state"), NOTES)
def test_a_blank_total_with_a_note_is_none_arranged(note: str, state: State) -> None:
    table = (
        "政府性基金预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n208\t社会保障\t\n\t合计\t\n"
    )
    facts = _facts(f"{table}\n{note}\n")
    assert {fact.state for fact in facts} == {state}
    assert {fact.value for fact in facts} == {None}


def test_a_note_does_not_empty_a_table_that_has_amounts() -> None:
    facts = _facts(
        "“三公”经费支出表\n单位：万元\n合计\t公务接待费\t因公出国（境）费\n"
        "47.91\t47.91\t0.00\n\n注：本部门无三公经费，故本表为空表。\n"
    )
    assert [fact.state for fact in facts] == [State.VALUE, State.VALUE, State.ZERO]


def test_a_target_is_read_with_its_sign_and_unit() -> None:
    facts = _facts(
        "项目支出绩效目标表\n单位：万元\n"
        "项目名称\t项目总额\t三级指标\t指标性质\t指标值\t计量单位\t分值\n"
        "某项目\t689.15\t气候预测准确率\t≥\t68\t%\t12\n"
        "\t\t保障天数\t＝\t365\t天\t10\n"
        "\t\t支出进度\t定性\t优\t\t10\n"
    )
    targets = [(f.label, f.value, f.unit, f.kind) for f in facts if f.aspect is Aspect.TARGET]
    assert targets == [
        ("气候预测准确率", "≥68%", "%", Kind.PERCENT),
        ("保障天数", Decimal(365), "天", Kind.COUNT),
        ("支出进度", "优", None, Kind.WORDS),
    ]
    scores = {(f.kind, f.unit) for f in facts if f.citation.place.column == "分值"}
    assert scores == {(Kind.COUNT, None)}
    (total,) = [f for f in facts if f.citation.place.column == "项目总额"]
    assert (total.kind, total.unit, total.label) == (Kind.MONEY, "万元", "某项目 · 项目总额")


def test_numbers_of_a_table_without_a_unit_are_no_money() -> None:
    facts = _facts(
        "单位名称\t经费性质\t在职人数\t用房面积\n某中心\t财政核拨\t19\t300\n某站\t财政核拨\t5\t80\n"
    )
    kinds = {f.citation.place.column: (f.kind, f.unit) for f in facts}
    assert kinds == {
        "经费性质": (Kind.WORDS, None),
        "在职人数": (Kind.PEOPLE, "人"),
        "用房面积": (Kind.COUNT, None),
    }


def test_a_head_may_name_its_own_unit() -> None:
    facts = _by_column("收支总表\n单位：元\n项目\t预算数（万元）\t占比\n一、事业收入\t186\t12.5\n")
    assert facts["预算数（万元）"].unit == "万元"
    assert facts["预算数（万元）"].terms == {"institution_income", "revenue"}
    assert (facts["占比"].aspect, facts["占比"].unit) == (Aspect.SHARE, "%")


def test_columns_with_one_head_are_told_apart_by_the_heads_above() -> None:
    facts = _by_column(
        "情况表\n单位：万元\n名称\t甲中心\t\t乙中心\t\n\t金额\t人数\t金额\t人数\n办公\t1.00\t2\t3.00\t4\n"
    )
    assert facts["甲中心 / 金额"].terms == {"label:办公", "label:甲中心"}
    assert facts["乙中心 / 金额"].terms == {"label:办公", "label:乙中心"}
    assert facts["乙中心 / 人数"].kind is Kind.PEOPLE


def test_a_units_row_is_not_the_department() -> None:
    facts = _facts(
        "收入总表\n部门：某局\n单位：万元\n单位编码\t单位名称\t合计\n"
        "\t合计\t3.00\n062\t某局\t3.00\n062001\t某局本级\t1.00\n"
    )
    assert [sorted(fact.terms) for fact in facts] == [["revenue"], ["revenue"], ["label:某局本级"]]


def test_years_in_rows_are_years() -> None:
    facts = _facts(
        "“三公”经费支出表\n单位：万元\n年度\t合计\t公务接待费\n2025年\t5.00\t2.00\n2026年\t4.00\t1.00\n"
    )
    assert [(f.year, str(f.value)) for f in facts if f.terms == {"three_public"}] == [
        (2025, "5.00"),
        (2026, "4.00"),
    ]


def test_rows_that_only_name_a_phase_tell_the_phase_of_their_figures() -> None:
    text = (
        "公开09表\n“三公”经费支出决算表\n单位：万元\n"
        "项目\t“三公”经费\t公务接待费\n预算数\t6.20\t1.20\n决算数\t5.80\t0.80\n"
    )
    told = {(f.phase, str(f.value)) for f in _facts(text, Phase.FINAL_ACCOUNTS)}
    assert told == {
        (Phase.BUDGET, "6.20"),
        (Phase.BUDGET, "1.20"),
        (Phase.FINAL_ACCOUNTS, "5.80"),
        (Phase.FINAL_ACCOUNTS, "0.80"),
    }
