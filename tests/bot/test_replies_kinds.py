"""A figure of another kind than was asked for is no answer: no rate for an amount, no mean of one year."""

from __future__ import annotations

import pytest

from tests.corpus.asking import reply_to


@pytest.mark.parametrize("question", ["参保人持卡率花了多少钱", "对外电话接通率给了多少钱"])
def test_a_rate_is_told_as_no_amount(question: str) -> None:
    assert reply_to(question).facts == ()


@pytest.mark.parametrize("question", ["今年平均一各能花多少", "2026年支出平均每年多少"])
def test_one_year_has_no_mean(question: str) -> None:
    assert reply_to(question).facts == ()


def test_several_years_have_one() -> None:
    assert "223.96" in reply_to("近三年平均每年花多少").text


@pytest.mark.parametrize("question", ["副高值称的老师有几位", "花钱让外人帮忙干活有多少"])
def test_what_is_broken_or_for_another_is_not_answered_at_large(question: str) -> None:
    assert reply_to(question).facts == ()


def test_paying_others_to_do_the_work_is_the_purchase_of_services() -> None:
    reply = reply_to("花钱让社会上的机构来帮忙干活，2026年这部分排了吗")
    assert "购买服务" in reply.text
