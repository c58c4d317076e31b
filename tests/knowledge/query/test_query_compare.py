"""Changes, trends, sums, shares and averages of the small paper: the printed figures and what follows from them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge import (
    Answer,
    Aspect,
    Bound,
    Derived,
    Fact,
    FactBase,
    Kind,
    Op,
    Query,
    Subject,
    answer,
)
from tests.knowledge.query.small import FACTS, MISPRINT, base_of, fact


@pytest.fixture
def base() -> FactBase:
    return base_of(FACTS, MISPRINT)


def _ask(op: Op, *terms: str, **others: object) -> Query:
    subjects = tuple(Subject(terms=frozenset({term}), name=term) for term in terms)
    return Query(op=op, subjects=subjects, **others)  # type: ignore[arg-type]


def _values(found: Answer) -> list[Decimal | str | None]:
    return [figure.value for figure in found.main]


def _derived(found: Answer) -> list[Derived]:
    return [figure for figure in found.main if isinstance(figure, Derived)]


def test_what_the_source_states_of_a_change_comes_first(base: FactBase) -> None:
    found = answer(_ask(Op.CHANGE, "expenditure"), base)
    stated = [f for f in found.main if isinstance(f, Fact)]
    assert [f.value for f in stated] == [Decimal(-20), Decimal("-16.7")]
    assert isinstance(found.main[0], Fact)


def test_the_same_change_is_reckoned_from_the_figures(base: FactBase) -> None:
    found = answer(_ask(Op.CHANGE, "expenditure"), base)
    assert [(d.what, d.value) for d in _derived(found)] == [
        ("difference", Decimal("-20.00")),
        ("percent", Decimal("-16.67")),
    ]
    assert [f.year for f in found.parts] == [2026, 2025]


def test_a_change_in_percent_has_the_percentage_in_front(base: FactBase) -> None:
    assert answer(_ask(Op.CHANGE, "expenditure", percent=True), base).main[0].unit == "%"


def test_a_change_between_two_named_years(base: FactBase) -> None:
    found = answer(_ask(Op.CHANGE, "expenditure", years=(2024, 2025)), base)
    assert _derived(found)[0].value == Decimal("30.00")
    assert _derived(found)[0].formula == "120 − 90 = 30"
    assert not [f for f in found.main if isinstance(f, Fact)]


def test_the_order_of_the_years_does_not_matter(base: FactBase) -> None:
    one = answer(_ask(Op.CHANGE, "expenditure", years=(2024, 2026)), base)
    other = answer(_ask(Op.CHANGE, "expenditure", years=(2026, 2024)), base)
    assert _values(one) == _values(other)


def test_a_change_without_its_base_year_is_no_change(base: FactBase) -> None:
    found = answer(_ask(Op.CHANGE, "basic"), base)
    assert not found.found
    assert found.shape == "no_base"
    assert not _derived(found)


def test_a_change_in_yuan_and_ten_thousand_yuan(base: FactBase) -> None:
    mixed = base_of(
        [
            fact(1, "支出", "1200000", "expenditure", unit="元", year=2025, table=0),
            fact(2, "支出", "100.00", "expenditure", table=1),
        ]
    )
    assert _derived(answer(_ask(Op.CHANGE, "expenditure"), mixed))[0].value == Decimal("-20.00")


def test_a_trend_has_every_year_and_the_steps_between(base: FactBase) -> None:
    found = answer(_ask(Op.TREND, "expenditure"), base)
    assert _values(found) == [Decimal(v) for v in ("90.00", "120.00", "100.00", "30.00", "-20.00")]


def test_a_trend_tells_which_years_are_missing(base: FactBase) -> None:
    found = answer(_ask(Op.TREND, "expenditure", years=(2023, 2024, 2025)), base)
    assert _values(found)[:2] == [Decimal("90.00"), Decimal("120.00")]
    assert "missing" in [n.code for n in found.notices]


def test_a_sum_over_years(base: FactBase) -> None:
    found = answer(_ask(Op.SUM, "expenditure", years=(2024, 2025, 2026)), base)
    assert _derived(found)[0].value == Decimal("310.00")
    assert _derived(found)[0].formula == "90 + 120 + 100 = 310"


def test_a_sum_with_a_year_that_is_not_disclosed_is_none(base: FactBase) -> None:
    found = answer(_ask(Op.SUM, "expenditure", years=(2023, 2024)), base)
    assert not found.found
    assert not _derived(found)


def test_a_sum_with_a_blank_is_none(base: FactBase) -> None:
    assert not _derived(answer(_ask(Op.SUM, "expenditure", "training"), base))


def test_people_and_money_are_not_added(base: FactBase) -> None:
    assert not _derived(answer(_ask(Op.SUM, "expenditure", "on_duty"), base))


def test_a_share_of_a_named_whole_and_of_the_whole_that_goes_without_saying(base: FactBase) -> None:
    for query in (_ask(Op.SHARE, "basic", "expenditure"), _ask(Op.SHARE, "basic")):
        assert _derived(answer(query, base))[0].value == Decimal("40.00")


def test_shares_of_parts_with_no_whole_named_are_each_of_all_spending(base: FactBase) -> None:
    asked = _ask(Op.SHARE, "basic", "project")
    open_whole = asked.model_copy(update={"subjects": (*asked.subjects, Subject())})
    assert [f.value for f in _derived(answer(open_whole, base))] == [Decimal(40), Decimal(60)]


def test_a_share_of_people_in_money_is_none(base: FactBase) -> None:
    assert not _derived(answer(_ask(Op.SHARE, "on_duty", "expenditure"), base))


def test_the_vacancies(base: FactBase) -> None:
    found = answer(_ask(Op.VACANCY, "staffing_quota"), base)
    assert (_derived(found)[0].value, _derived(found)[0].formula) == (Decimal(2), "10 − 8 = 2")


def test_vacancies_need_both_figures() -> None:
    alone = base_of([fact(1, "编制", "10", "staffing_quota", unit="人", kind=Kind.PEOPLE)])
    assert not answer(_ask(Op.VACANCY, "staffing_quota"), alone).found


@pytest.mark.parametrize(("per", "value"), [("month", "8.33"), ("day", "0.27"), ("head", "12.50")])
def test_an_average(base: FactBase, per: str, value: str) -> None:
    assert _derived(answer(_ask(Op.AVERAGE, "expenditure", per=per), base))[0].value == Decimal(
        value
    )


def test_an_average_over_years(base: FactBase) -> None:
    found = answer(_ask(Op.AVERAGE, "expenditure", per="year", years=(2024, 2025, 2026)), base)
    assert _derived(found)[0].value == Decimal("103.33")


def test_an_average_over_a_year_that_is_not_disclosed_is_none(base: FactBase) -> None:
    assert not answer(_ask(Op.AVERAGE, "expenditure", per="year", years=(2023, 2024)), base).found


@pytest.mark.parametrize(("largest", "year"), [(True, 2025), (False, 2024)])
def test_the_year_of_the_largest_figure(base: FactBase, *, largest: bool, year: int) -> None:
    found = answer(_ask(Op.EXTREME, "expenditure", per="year", largest=largest), base)
    assert found.main[0].year == year


@pytest.mark.parametrize(
    ("direction", "year", "value"), [("down", 2026, "-20.00"), ("up", 2025, "30.00")]
)
def test_the_year_of_the_steepest_change(
    base: FactBase, direction: str, year: int, value: str
) -> None:
    found = answer(_ask(Op.EXTREME, "expenditure", per="year", direction=direction), base)
    assert (found.main[0].year, found.main[0].value) == (year, Decimal(value))


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="年年在减，却把减得最少的一年当作增得最多"
)
def test_a_figure_that_only_falls_has_no_year_of_the_largest_rise() -> None:
    falling = base_of(
        [fact(n, "支出", str(100 - n), "expenditure", year=2023 + n, table=0) for n in (1, 2, 3)]
    )
    found = answer(_ask(Op.EXTREME, "expenditure", per="year", direction="up"), falling)
    assert not [figure for figure in _derived(found) if figure.value < 0]


@pytest.mark.parametrize(
    ("above", "value", "unit", "years"),
    [
        (True, "95", "万元", [2025, 2026]),
        (True, "1000000", "元", [2025]),
        (False, "100", "万元", [2024]),
        (True, "500", "万元", []),
    ],
)
def test_the_years_above_or_below_a_bound(
    base: FactBase, value: str, unit: str, years: list[int], *, above: bool
) -> None:
    bound = Bound(above=above, value=Decimal(value), unit=unit)
    found = answer(_ask(Op.THRESHOLD, "expenditure", per="year", bound=bound), base)
    assert [figure.year for figure in found.main] == years


def test_one_thing_compared_with_another(base: FactBase) -> None:
    assert _derived(answer(_ask(Op.RATIO, "project", "basic"), base))[0].value == Decimal("1.50")
    assert _derived(answer(_ask(Op.CHANGE, "project", "basic"), base))[0].value == Decimal("20.00")


@pytest.mark.parametrize("op", [Op.RATIO, Op.CHANGE, Op.SHARE])
def test_a_blank_is_not_compared(base: FactBase, op: Op) -> None:
    assert not _derived(answer(_ask(op, "expenditure", "training"), base))


def test_every_reckoned_figure_carries_its_operands(base: FactBase) -> None:
    queries = [
        _ask(Op.CHANGE, "expenditure"),
        _ask(Op.TREND, "expenditure"),
        _ask(Op.SUM, "expenditure", years=(2024, 2025)),
        _ask(Op.SHARE, "basic"),
        _ask(Op.VACANCY, "staffing_quota"),
        _ask(Op.AVERAGE, "expenditure", per="head"),
    ]
    for query in queries:
        for figure in _derived(answer(query, base)):
            assert len(figure.operands) >= 2
            assert all(operand.citation.quote for operand in figure.operands)


def test_a_part_s_change_is_not_told_for_its_whole() -> None:
    part = fact(
        1,
        "其他支出",
        "-30",
        "label:其他支出",
        aspect=Aspect.CHANGE,
        context=frozenset({"expenditure"}),
    )
    whole = fact(2, "支出", "100", "expenditure")
    found = answer(_ask(Op.CHANGE, "expenditure"), base_of([part, whole]))
    assert not [figure for figure in found.main if figure.value == Decimal(-30)]
