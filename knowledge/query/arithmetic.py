"""Arithmetic on facts: each result carries its formula and its operands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from knowledge.facts import Fact, Kind
from knowledge.query.choosing import YUAN
from knowledge.query.model import Derived

_MINUS = "−"

HEADS = ("人", "名", "位")
"""What people are counted in, one like the other; 人次 is another thing."""


def difference(later: Fact, earlier: Fact, what: str = "difference") -> Derived | None:
    """Return `later` less `earlier` in the later one's unit; None where they are not of one kind."""
    unit = common_unit((later, earlier))
    if unit is None:
        return None
    a, b = value_in(later, unit), value_in(earlier, unit)
    formula = f"{shown(a)} {_MINUS} {shown(b)} = {shown(a - b)}"
    return Derived(what, a - b, unit or None, formula, (later, earlier), later.year, earlier.year)


def less(whole: Fact, parts: Sequence[Fact]) -> Derived | None:
    """Return what is left of a whole without some of its parts; None where they are not of one kind."""
    unit = common_unit((whole, *parts))
    if unit is None:
        return None
    values = [value_in(fact, unit) for fact in (whole, *parts)]
    left = values[0] - sum(values[1:], Decimal(0))
    formula = f" {_MINUS} ".join(map(shown, values)) + f" = {shown(left)}"
    return Derived("remainder", left, unit or None, formula, (whole, *parts), whole.year)


def percent_change(later: Fact, earlier: Fact) -> Derived | None:
    """Return by how many percent `later` differs from `earlier`; None where that has no meaning."""
    unit = common_unit((later, earlier))
    if unit is None:
        return None
    a, b = value_in(later, unit), value_in(earlier, unit)
    if b == 0:
        return None
    value = rounded((a - b) / b * 100)
    formula = f"({shown(a)} {_MINUS} {shown(b)}) ÷ {shown(b)} = {shown(value)}%"
    return Derived("percent", value, "%", formula, (later, earlier), later.year, earlier.year)


def base_from(level: Fact, change: Fact) -> Derived | None:
    """Return what a figure was in the year that its stated change is counted from: the level less the change."""
    unit = common_unit((level, change))
    if unit is None or change.base_year is None:
        return None
    a, b = value_in(level, unit), value_in(change, unit)
    sign, size = (_MINUS, b) if b >= 0 else ("+", -b)
    formula = f"{shown(a)} {sign} {shown(size)} = {shown(a - b)}"
    return Derived("base", a - b, unit or None, formula, (level, change), change.base_year)


def base_from_percent(level: Fact, change: Fact) -> Derived | None:
    """Return what a figure was before a change stated in percent, rounded; None where that has no meaning."""
    if not isinstance(level.value, Decimal) or not isinstance(change.value, Decimal):
        return None
    if change.base_year is None or change.value <= -100:
        return None
    value = rounded(level.value / (1 + change.value / 100))
    sign, size = (_MINUS, -change.value) if change.value < 0 else ("+", change.value)
    formula = f"{shown(level.value)} ÷ (1 {sign} {shown(size)}%) = {shown(value)}"
    operands = (level, change)
    return Derived("base_rounded", value, level.unit, formula, operands, change.base_year)


def percent_from(level: Fact, change: Fact) -> Derived | None:
    """Return a stated change in percent of what the figure was before it; None where that has no meaning."""
    base = base_from(level, change)
    if base is None or base.value == 0:
        return None
    b = value_in(change, base.unit or "")
    value = rounded(b / base.value * 100)
    formula = f"{shown(b)} ÷ ({base.formula.rsplit(' = ', 1)[0]}) = {shown(value)}%"
    operands = (level, change)
    return Derived("percent", value, "%", formula, operands, level.year, change.base_year)


def share(part: Fact, whole: Fact) -> Derived | None:
    """Return the part's share of the whole in percent; None where that has no meaning."""
    unit = common_unit((part, whole))
    if unit is None:
        return None
    a, b = value_in(part, unit), value_in(whole, unit)
    if b == 0:
        return None
    value = rounded(a / b * 100)
    return Derived(
        "share", value, "%", f"{shown(a)} ÷ {shown(b)} = {shown(value)}%", (part, whole), part.year
    )


def share_of_sum(parts: Sequence[Fact], whole: Fact) -> Derived | None:
    """Return the share of several parts together in the whole in percent; None where that has no meaning."""
    unit = common_unit((*parts, whole))
    if unit is None:
        return None
    values, all_of_it = [value_in(part, unit) for part in parts], value_in(whole, unit)
    if all_of_it == 0:
        return None
    value = rounded(sum(values, Decimal(0)) / all_of_it * 100)
    summed = " + ".join(map(shown, values))
    summed = f"({summed})" if len(values) > 1 else summed
    formula = f"{summed} ÷ {shown(all_of_it)} = {shown(value)}%"
    return Derived("share", value, "%", formula, (*parts, whole), parts[0].year)


def ratio(first: Fact, second: Fact) -> Derived | None:
    """Return how many times `second` goes into `first`."""
    unit = common_unit((first, second))
    if unit is None:
        return None
    a, b = value_in(first, unit), value_in(second, unit)
    if b == 0:
        return None
    value = rounded(a / b)
    return Derived(
        "ratio",
        value,
        "倍",
        f"{shown(a)} ÷ {shown(b)} = {shown(value)}",
        (first, second),
        first.year,
    )


def total(facts: Sequence[Fact]) -> Derived | None:
    """Return the sum of facts of one kind, in the first one's unit."""
    unit = common_unit(facts)
    if unit is None or not facts:
        return None
    values = [value_in(fact, unit) for fact in facts]
    result = sum(values, Decimal(0))
    first, *others = values
    added = [f"({shown(value)})" if value < 0 else shown(value) for value in others]
    formula = " + ".join((shown(first), *added)) + f" = {shown(result)}"
    years = {fact.year for fact in facts}
    year = years.pop() if len(years) == 1 else None
    return Derived("sum", result, unit or None, formula, tuple(facts), year)


def mean(fact: Fact, by: Decimal, unit: str, others: Sequence[Fact] = ()) -> Derived | None:
    """Return a fact's value divided by `by`, in `unit`; `others` are what `by` was taken from."""
    if not isinstance(fact.value, Decimal) or by == 0:
        return None
    value = rounded(fact.value / by)
    formula = f"{shown(fact.value)} ÷ {shown(by)} = {shown(value)}"
    return Derived("average", value, unit, formula, (fact, *others), fact.year)


def per_thing(amount: Fact, number: Fact) -> Derived | None:
    """Return an amount of money divided by a number of things, in 元 where in the printed unit it would vanish."""
    if not isinstance(amount.value, Decimal) or not isinstance(number.value, Decimal):
        return None
    if number.value == 0 or amount.unit not in YUAN:
        return None
    unit, value = amount.unit, amount.value / number.value
    if value < 1 and unit != "元":
        unit, value = "元", value * YUAN[unit]
    told = value_in(amount, unit)
    formula = f"{shown(told)} ÷ {shown(number.value)} = {shown(rounded(value))}"
    return Derived("average", rounded(value), unit, formula, (amount, number), amount.year)


def mean_of(facts: Sequence[Fact]) -> Derived | None:
    """Return the mean of facts of one kind."""
    summed = total(facts)
    if summed is None:
        return None
    value = rounded(summed.value / len(facts))
    terms = summed.formula.rsplit(" = ", 1)[0]
    return Derived(
        "average", value, summed.unit, f"({terms}) ÷ {len(facts)} = {shown(value)}", tuple(facts)
    )


def common_unit(facts: Sequence[Fact]) -> str | None:
    """Return the unit in which facts can be reckoned together: "" for bare counts, None where there is none."""
    if any(not isinstance(fact.value, Decimal) for fact in facts):
        return None
    kinds, units = {fact.kind for fact in facts}, {fact.unit or "" for fact in facts}
    if kinds == {Kind.MONEY} and units <= set(YUAN):
        return facts[0].unit or ""
    if kinds == {Kind.PEOPLE} and units <= set(HEADS):
        return facts[0].unit or ""
    return units.pop() if len(units) == 1 and len(kinds) == 1 else None


def value_in(fact: Fact, unit: str) -> Decimal:
    """Return a fact's number in `unit`."""
    if not isinstance(fact.value, Decimal):
        raise TypeError(f"{fact.id}: {fact.value!r} is no number")
    if fact.unit == unit or unit not in YUAN or fact.unit not in YUAN:
        return fact.value
    return fact.value * YUAN[fact.unit] / YUAN[unit]


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Return a number rounded half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def shown(value: Decimal) -> str:
    """Return a number as it is written in a formula, a true minus sign in front of negatives.

    >>> shown(Decimal("-21.68"))
    '−21.68'
    """
    text = format(value.normalize() if value == value.to_integral_value() else value, "f")
    return text.replace("-", _MINUS)
