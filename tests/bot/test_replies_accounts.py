"""Replies over a made final accounts: counts beside money, plan beside outcome, what is no part of the year."""

from __future__ import annotations

import pytest

from tests.corpus.asking import reply_to

ACCOUNTS = "final_accounts"


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("公务接待几批次多少人", [("4", "批次"), ("36", "人次")]),
        ("国内公务接待多少人次", [("36", "人次")]),
        ("接待了几批客人", [("4", "批次")]),
        ("公务接待费多少", [("1.22", "万元")]),
        ("出国团组几个，多少人次", [("0", "个"), ("0", "人次")]),
        ("公车保有量", [("2", "辆")]),
        ("三公经费预算多少决算多少", [("9.50", "万元"), ("6.82", "万元")]),
        ("年末结转多少", [("37.75", "万元")]),
        ("年初结转多少", [("20.00", "万元")]),
    ],
)
def test_counts_and_amounts_are_told_apart(question: str, figures: list[tuple[str, str]]) -> None:
    reply = reply_to(question, ACCOUNTS)
    assert [(f.value, f.unit) for f in reply.facts[: len(figures)]] == figures


@pytest.mark.parametrize(
    "question", ["培训费几批次多少人", "挪用了多少三公经费", "拖欠的公务接待费"]
)
def test_what_is_not_told_is_not_answered_with_an_amount(question: str) -> None:
    reply = reply_to(question, ACCOUNTS)
    assert reply.status != "answered", reply.text
    assert not reply.facts


def test_the_share_of_a_part_is_of_what_the_year_spent() -> None:
    reply = reply_to("行政运行占支出的比重", ACCOUNTS)
    assert "358 ÷ 794.65" in reply.text


@pytest.mark.parametrize(
    ("question", "label"),
    [("支出第二大的是哪一类", "社会保障和就业支出"), ("倒数第一的支出是哪一类", "住房保障支出")],
)
def test_a_rank_is_answered_with_its_own_part(question: str, label: str) -> None:
    assert label in reply_to(question, ACCOUNTS).facts[0].label


@pytest.mark.parametrize(
    "question",
    ["年末结转比年初多了多少", "年末结转和结余比年初是多是少，差多少", "年末结转比上年增加多少"],
)
def test_what_was_left_is_compared_with_what_the_year_began_with(question: str) -> None:
    assert (
        reply_to(question, ACCOUNTS).facts[0].value,
        "37.75 − 20" in reply_to(question, ACCOUNTS).text,
    ) == (
        "17.75",
        True,
    )
