"""An identity: figures that must agree, how closely, and the finding where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.amounts import MONEY_UNITS, Amount, convert
from knowledge.document import Finding, Place, Severity
from knowledge.facts import Fact, State

_HEADINGS = 2
"""A place in a narrative is named by this many of its innermost headings."""
_PLACES = 12
"""A finding shows this many of the places that it rests on."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Something that was checked; `finding` is None where it held."""

    kind: str
    finding: Finding | None = None


def number(fact: Fact | None) -> Decimal | None:
    """Return a fact's number, or None for words and blanks."""
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


def precision(value: Decimal) -> Decimal:
    """Return what the last printed digit of a number counts for.

    >>> precision(Decimal("21.68"))
    Decimal('0.01')
    """
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def adds_up(whole: Decimal, parts: Sequence[Decimal], unit: str | None = None) -> bool:
    """Whether parts add up to their whole, up to the rounding of each.

    A number printed without decimals is exact, but for 元, which are rounded from 分.

    >>> adds_up(Decimal("10.0"), [Decimal("3.33"), Decimal("6.66")])
    True
    >>> adds_up(Decimal("10"), [Decimal("3"), Decimal("5")])
    False
    >>> adds_up(Decimal("1001"), [Decimal("500"), Decimal("500")], "元")
    True
    """
    off = abs(whole - sum(parts, Decimal(0)))
    return not off or off <= sum((rounding(value, unit) for value in (whole, *parts)), Decimal(0))


def rounding(value: Decimal, unit: str | None = None) -> Decimal:
    """Return by how much a printed number may be off."""
    last = precision(value)
    return last / 2 if last < 1 or unit == "元" else Decimal(0)


def same_amount(left: Fact, right: Fact) -> bool:
    """Whether two facts tell the same amount, at the coarser one's precision and across units."""
    one, other = number(left), number(right)
    if one is None or other is None:
        return left.state is right.state
    if left.unit == right.unit:
        return _same(one, other, max(precision(one), precision(other)))
    if left.unit in MONEY_UNITS and right.unit in MONEY_UNITS:
        coarse = max(_step(one, left.unit), _step(other, right.unit))
        return _same(_yuan(one, left.unit), _yuan(other, right.unit), coarse)
    return False


def _same(one: Decimal, other: Decimal, step: Decimal) -> bool:
    return abs(one - other) <= (step / 2 if step < 1 or one != other else Decimal(0))


def _step(value: Decimal, unit: str) -> Decimal:
    return precision(value) * MONEY_UNITS[unit]


def _yuan(value: Decimal, unit: str) -> Decimal:
    return convert(Amount(value, unit), "元").value


def told(fact: Fact) -> str:
    """Return a fact's value as printed with its unit, for a finding."""
    if fact.state is State.BLANK:
        return "（空）"
    value = number(fact)
    if value is None:
        return str(fact.value or "没有安排")
    return f"{value:f}{fact.unit or ''}"


def where(fact: Fact) -> str:
    """Return a short name of the place where a fact stands."""
    place = fact.citation.place
    table = " ".join(part for part in (place.table, place.table_title) if part)
    sections = (place.section or "").split(" / ")[-_HEADINGS:]
    parts = [table, place.row or "", place.column or ""] if table else [" / ".join(sections)]
    return _placed("·".join(part for part in parts if part), place)


def table_of(fact: Fact) -> str:
    """Return the table that a fact stands in, with its page or line."""
    place = fact.citation.place
    return _placed(" ".join(part for part in (place.table, place.table_title) if part), place)


def _placed(name: str, place: Place) -> str:
    line = f"第{place.line}行" if place.line else (f"第{place.page}页" if place.page else "")
    return f"{name}（{line}）" if name and line else name or line


def fault(code: str, severity: Severity, facts: Sequence[Fact], **values: str) -> Finding:
    """Return the finding on these facts, the first one being what is doubted."""
    cited = dict.fromkeys((fact.citation.place, fact.citation.quote) for fact in facts)
    places, quotes = zip(*list(cited)[:_PLACES], strict=True)
    return Finding(code, severity, tuple(values.items()), places, quotes)
