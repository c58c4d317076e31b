from __future__ import annotations

import pytest

from knowledge.forms import equals, form, form_of, forms, plain_title, sums
from knowledge.terms import terms

TITLES = [
    ("收支总体情况表", "budget_totals"),
    ("部门收支总表", "budget_totals"),
    ("2026年预算单位财务收支预算总表", "budget_totals"),
    ("2026年市级部门收支预算总表", "budget_totals"),
    ("部门综合预算收支总表", "budget_totals"),
    ("西南大学收支预算总表", "budget_totals"),
    ("收入总体情况表", "revenue"),
    ("本年支出总体情况表", "expenditure"),
    ("支出预算总表", "expenditure"),
    ("财政拨款收支预算总表", "appropriation_totals"),
    ("一般公共预算支出表(分功能科目)", "general_budget"),
    ("一般公共预算支出表(分单位)", "general_budget"),
    ("2025年部门一般公共预算支出功能分类预算表", "general_budget"),
    ("本年一般公共预算支出表", "general_budget"),
    ("一般公共预算拨款支出预算表", "general_budget"),
    ("一般公共预算基本支出表", "general_budget_basic"),
    ("一般公共预算基本支出部门预算经济分类预算表", "general_budget_basic"),
    ("一般公共预算“三公”经费支出表", "three_public"),
    ("2025年部门“三公”经费和机关运行经费预算表", "three_public"),
    ("财政拨款预算“三公”经费支出表", "three_public"),
    ("“三公”经费、会议费、培训费支出表", "three_public"),
    ("政府性基金预算支出表", "government_fund"),
    ("国有资本经营预算支出", "state_capital"),
    ("国有资本经营预算支出预算表", "state_capital"),
    ("项目支出表", "projects"),
    ("政府采购预算表", "procurement"),
    ("政府向社会力量购买服务预算表", "service_purchase"),
    ("整体支出绩效目标表", "overall_performance"),
    ("整体支出绩效目标申报表", "overall_performance"),
    ("部门项目申报表", "project_application"),
    ("部门项目申报表（含项目支出绩效目标表）", "project_application"),
    ("收入支出决算总表", "accounts_totals"),
    ("支出决算表", "accounts_expenditure"),
    ("财政拨款收入支出决算总表", "accounts_appropriation_totals"),
    ("一般公共预算财政拨款基本支出决算表", "accounts_general_budget_basic"),
    ("财政拨款“三公”经费支出决算表", "accounts_three_public"),
    ("政府性基金预算财政拨款收入支出决算表", "accounts_government_fund"),
]


@pytest.mark.parametrize(("title", "identifier"), TITLES)
def test_a_form_is_known_by_the_names_it_has_over_the_country(title: str, identifier: str) -> None:
    assert form_of(title) == identifier


@pytest.mark.parametrize(
    "title",
    [None, "", "食堂收支明细账", "固定资产情况表", "预算绩效情况说明", "会议费支出总表", "合计"],
)
def test_what_is_no_standard_form_is_none(title: str | None) -> None:
    assert form_of(title) is None


def test_the_words_of_the_forms_are_known_terms() -> None:
    for one in forms().values():
        named = {*one.terms, *one.setting, *(t for half in one.halves for t in half)}
        named |= {term for meant in one.words.values() for term in meant}
        assert named <= set(terms()), one.id


def test_the_identities_speak_of_known_forms_and_terms() -> None:
    for one in sums():
        assert set(one.forms) <= set(forms())
        assert {*one.whole, *(t for part in one.parts for t in part)} <= set(terms())
    for equal in equals():
        for side in (equal.left, equal.right):
            assert side.form in forms()
            assert set(side.terms) <= set(terms())


def test_a_title_is_compared_without_year_numbering_and_brackets() -> None:
    assert plain_title("表1：2026年部门收支总表（续表）") == plain_title("收支预算总表")


def test_an_unknown_id_is_no_form() -> None:
    assert form("budget_totals") is not None
    assert form("nothing") is None
    assert form(None) is None
