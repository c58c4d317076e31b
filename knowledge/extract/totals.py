"""Totals that sentences tell → what the tables show them to be: 总计 of this year alone, or of all there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.facts import Aspect, Fact, Kind

_ALL = "grand_total"
_YEAR = "this_year"
_SIDES = frozenset({"revenue", "expenditure"})


def settled(told: Sequence[Fact], cells: Iterable[Fact]) -> tuple[Fact, ...]:
    """Given prose's facts and tables' cells, return the former with 总计 read as the tables bear it out.

    Some papers call 本年收入合计 “收入总计” in their sentences: where the tables print that amount for this
    year alone and another one for all, the sentence is about this year.
    """
    printed: dict[tuple[frozenset[str], int | None], set[Decimal]] = defaultdict(set)
    for cell in cells:
        is_amount = cell.kind is Kind.MONEY and cell.aspect is Aspect.AMOUNT
        if is_amount and isinstance(cell.value, Decimal):
            printed[cell.terms, cell.year].add(cell.value)
    return tuple(_settled(fact, printed) for fact in told)


def _settled(fact: Fact, printed: dict[tuple[frozenset[str], int | None], set[Decimal]]) -> Fact:
    side = fact.terms & _SIDES
    if _ALL not in fact.terms or len(side) != 1 or fact.terms - side != {_ALL}:
        return fact
    if fact.aspect is not Aspect.AMOUNT or not isinstance(fact.value, Decimal):
        return fact
    every = printed.get((fact.terms, fact.year), set())
    year = printed.get((side | {_YEAR}, fact.year), set())
    if not every or fact.value in every or fact.value not in year:
        return fact
    return replace(fact, terms=side | {_YEAR}, context=fact.context - {_YEAR})
