"""Arithmetic on facts: exact, in one unit, with a formula to repeat; and none where it has no meaning."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Fact, Kind
from knowledge.query.arithmetic import (
    common_unit,
    difference,
    mean,
    mean_of,
    percent_change,
    ratio,
    rounded,
    share,
    shown,
    total,
    value_in,
)
from tests.knowledge.query.small import fact


def _money(value: str, unit: str = "万元", year: int = 2026) -> Fact:
    return fact(1, "甲", value, "expenditure", unit=unit, year=year)


BLANK = fact(2, "乙", None, "expenditure")
PEOPLE = fact(3, "丙", "8", "on_duty", unit="人", kind=Kind.PEOPLE)
ZERO = _money("0.00")


def test_a_difference_is_in_the_later_ones_unit() -> None:
    found = difference(_money("186"), _money("2076800", "元", 2025))
    assert found is not None
    assert (found.value, found.unit, found.year, found.base_year) == (
        Decimal("-21.68"),
        "万元",
        2026,
        2025,
    )
    assert found.formula == "186 − 207.68 = −21.68"
    assert [operand.value for operand in found.operands] == [Decimal(186), Decimal(2076800)]


def test_a_percentage_is_rounded_half_up() -> None:
    found = percent_change(_money("186"), _money("207.68"))
    assert found is not None
    assert (found.value, found.unit) == (Decimal("-10.44"), "%")
    assert percent_change(_money("100.005"), _money("100")).value == Decimal("0.01")  # type: ignore[union-attr]


def test_shares_ratios_sums_and_means() -> None:
    assert share(_money("60"), _money("1000000", "元")).value == Decimal("60.00")  # type: ignore[union-attr]
    assert ratio(_money("46"), _money("31")).value == Decimal("1.48")  # type: ignore[union-attr]
    assert total([_money("1.1"), _money("22000", "元")]).value == Decimal("3.3")  # type: ignore[union-attr]
    assert mean(_money("186"), Decimal(12), "万元").value == Decimal("15.50")  # type: ignore[union-attr]
    averaged = mean_of([_money("1"), _money("2"), _money("2")])
    assert averaged is not None
    assert (averaged.value, averaged.formula) == (Decimal("1.67"), "(1 + 2 + 2) ÷ 3 = 1.67")


@pytest.mark.parametrize("reckon", [difference, percent_change, share, ratio])
@pytest.mark.parametrize("other", [BLANK, PEOPLE], ids=["空白", "人数"])
def test_what_cannot_be_reckoned_together_is_not(reckon: object, other: Fact) -> None:
    assert callable(reckon)
    assert reckon(_money("1"), other) is None
    assert reckon(other, _money("1")) is None


@pytest.mark.parametrize("reckon", [percent_change, share, ratio])
def test_nothing_is_divided_by_zero(reckon: object) -> None:
    assert callable(reckon)
    assert reckon(_money("1"), ZERO) is None


def test_a_blank_is_no_zero_in_a_sum() -> None:
    assert total([_money("1"), BLANK]) is None
    assert total([_money("1"), ZERO]).value == Decimal(1)  # type: ignore[union-attr]
    assert total([]) is None
    assert mean(BLANK, Decimal(12), "万元") is None
    assert mean(_money("1"), Decimal(0), "万元") is None


@pytest.mark.parametrize(
    ("facts", "unit"),
    [
        ([_money("1"), _money("1", "元")], "万元"),
        ([_money("1", "元"), _money("1")], "元"),
        ([PEOPLE, PEOPLE], "人"),
        ([_money("1"), PEOPLE], None),
        (
            [
                fact(1, "甲", "1", unit="通", kind=Kind.COUNT),
                fact(2, "乙", "1", unit="辆", kind=Kind.COUNT),
            ],
            None,
        ),
        ([fact(1, "甲", "1", unit="%", kind=Kind.PERCENT), _money("1")], None),
        ([BLANK], None),
        ([fact(1, "甲", "合格", unit=None, kind=Kind.WORDS)], None),
    ],
)
def test_the_common_unit(facts: list[Fact], unit: str | None) -> None:
    assert common_unit(facts) == unit


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["元", "千元", "万元", "亿元"]),
    st.sampled_from(["元", "千元", "万元", "亿元"]),
)
def test_a_difference_and_its_operands_agree(a: Decimal, b: Decimal, left: str, right: str) -> None:
    later, earlier = _money(str(a), left), _money(str(b), right)
    found = difference(later, earlier)
    assert found is not None
    assert found.value + value_in(earlier, left) == value_in(later, left)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("-21.68", "−21.68"),
        ("186.00", "186"),
        ("15.50", "15.50"),
        ("0", "0"),
        ("1E+3", "1000"),
        ("0.0", "0"),
    ],
)
def test_a_number_is_written_plainly(value: str, text: str) -> None:
    assert shown(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.345", "2.35"), ("2", "2.00")],
)
def test_halves_are_rounded_away_from_zero(value: str, expected: str) -> None:
    assert rounded(Decimal(value)) == Decimal(expected)
