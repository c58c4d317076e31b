"""What is set against what: a sentence of this year's money, or of one of the smaller budgets, and the whole's."""

from __future__ import annotations

from decimal import Decimal

from knowledge import FactBase, Op, Paper, Query, Subject, answer
from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.readers.text import document_of

GOALS = """甲市乙局2026年部门预算

二、收入预算情况说明
本年财政拨款收入100万元。

整体支出绩效目标表
部门名称：甲市乙局\t单位：万元
项目\t金额
财政拨款\t110.00
其他资金\t0.00
"""
FUND = """甲市乙局2024年度部门决算

收入支出决算总表
部门：甲市乙局\t单位：万元
项目\t决算数\t项目\t决算数
本年收入合计\t100.00\t本年支出合计\t90.00
年初结转和结余\t12.00\t年末结转和结余\t22.00
总计\t112.00\t总计\t112.00

八、政府性基金预算财政拨款收入支出决算情况说明
2024年度政府性基金预算财政拨款年初结转和结余0万元，本年收入12万元，年末结转和结余0万元。
"""


def _paper(text: str) -> Paper:
    return paper_of(document_of(text, Source("例", "例.txt", "txt", "")))


def test_this_years_money_is_not_set_against_all_that_a_form_of_goals_counts() -> None:
    found = _paper(GOALS)
    assert not [f for f in found.findings if f.code == "prose_differs"]


def test_a_sentence_under_a_fund_is_not_told_of_the_department() -> None:
    asked = Query(op=Op.LOOKUP, subjects=(Subject(terms=frozenset({"carryover_out"})),))
    told = answer(asked, FactBase([_paper(FUND)]))
    assert told.main[0].value == Decimal("22.00")


RATED = """甲市乙局2024年度部门决算

一、收支情况
2024年度财政拨款支出100万元。

项目支出绩效自评表
单位：万元
项目名称\t丙项目\t\t
项目资金\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t10\t10\t9
其中：财政拨款\t10\t10\t9
"""


def test_a_departments_money_is_not_set_against_one_projects() -> None:
    found = _paper(RATED)
    assert [f for f in found.facts if f.table is not None and "fiscal_appropriation" in f.terms]
    assert not [f for f in found.findings if f.code == "prose_differs"]


HALVES = """甲市乙局2024年度部门决算

一般公共预算财政拨款基本支出决算表
部门：甲市乙局\t单位：万元
科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额
302\t商品和服务支出\t10.00\t30215\t会议费\t3.00
30201\t办公费\t4.00\t30216\t培训费\t1.00
30202\t印刷费\t2.00\t310\t资本性支出\t5.00
"""


def test_a_class_that_goes_on_in_the_next_half_adds_up() -> None:
    found = _paper(HALVES)
    assert not [f for f in found.findings if f.code in {"parts_short", "sum_differs"}]
    (meeting,) = [f for f in found.facts if f.label == "会议费"]
    assert "label:商品和服务支出" in meeting.context


SIDES = """甲市乙局2026年部门预算

财政拨款收支总表
部门：甲市乙局\t单位：万元
收入\t\t\t支出\t\t
项目\t合计\t本年\t项目\t合计\t本年
一、一般公共预算拨款\t110.00\t100.00\t一、教育支出\t110.00\t100.00
收入总计\t110.00\t100.00\t支出总计\t110.00\t100.00
"""


def test_this_year_of_one_side_is_set_against_this_year_of_the_other() -> None:
    assert not [f for f in _paper(SIDES).findings if f.code == "forms_differ"]


SHARES = """甲市乙局2024年度部门决算

六、政府采购支出情况
2024年度政府采购支出总额500万元。
授予中小企业合同金额400万元，占政府采购支出总额的80%，其中：授予小微企业合同金额200万元，占政府采购支出总额的40%。
"""


def test_a_share_is_of_the_whole_that_its_words_name() -> None:
    assert not [f for f in _paper(SHARES).findings if f.code == "share_differs"]
    wrong = _paper(SHARES.replace("的40%", "的45%"))
    assert [f.code for f in wrong.findings if f.code == "share_differs"] == ["share_differs"]
