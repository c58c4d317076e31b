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
