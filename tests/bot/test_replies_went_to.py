"""What a figure is said to have gone to: the year's own figure leads, and a change that did not happen is denied."""

from __future__ import annotations

import pytest

from tests.corpus.asking import reply_to


@pytest.mark.parametrize("text", ["今年预算降到多少了", "预算压到多少了"])
def test_the_figure_that_was_reached_leads(text: str) -> None:
    reply = reply_to(text)
    assert (reply.facts[0].value, reply.facts[0].year) == ("186.00", 2026)


def test_where_it_went_the_other_way_that_is_said_and_the_figure_leads() -> None:
    reply = reply_to("今年预算涨到多少了")
    assert "没有增加，是减少" in reply.text
    assert (reply.facts[0].value, reply.facts[0].unit) == ("186.00", "万元")


def test_with_no_year_to_compare_with_the_figure_is_told_alone() -> None:
    reply = reply_to("三公经费涨到多少了")
    assert reply.status == "answered"
    assert (reply.facts[0].value, reply.facts[0].year) == ("0.00", 2026)


def test_a_rate_of_change_leads_with_the_percentage() -> None:
    assert reply_to("2026年预算较2025年增减率").facts[0].unit == "%"
    assert reply_to("2026年预算较2025年增减额").facts[0].unit == "万元"


@pytest.mark.parametrize(
    "text",
    [
        "总支出预算数及其与上年比较",
        "总支出2026年安排数及同比",
        "总支出预算及增减原因",
        "总支出规模和同比变化",
    ],
)
def test_an_amount_asked_for_before_its_change_or_the_reason_leads(text: str) -> None:
    fact = reply_to(text).facts[0]
    assert (fact.value, fact.unit, fact.year) == ("186.00", "万元", 2026)


@pytest.mark.parametrize("text", ["总支出预算，比去年增加多少", "总支出预算与上年相比增加多少"])
def test_a_change_asked_for_alone_leads_with_the_change(text: str) -> None:
    assert reply_to(text).facts[0].value != "186.00"


def test_an_amount_asked_for_before_its_share_leads() -> None:
    reply = reply_to("项目支出金额及占比")
    assert [(fact.value, fact.unit) for fact in reply.facts[:2]] == [
        ("186.00", "万元"),
        ("100", "%"),
    ]
