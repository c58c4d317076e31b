"""What a figure was in the year before, reckoned from what the source states of its change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.arithmetic import base_from, base_from_percent, percent_from
from knowledge.query.choosing import Found, same_value
from knowledge.query.find import LEVELS, find
from knowledge.query.model import Derived, Figure, Op, Query, Subject

_TOTALS = frozenset({"grand_total", "this_year"})
_SIDES = frozenset({"revenue", "expenditure"})
LEFT, _BROUGHT = frozenset({"carryover_out"}), frozenset({"carryover_in"})
"""What is left at the end of a year, and what the year began with."""


def amount_of_change(figures: Iterable[Figure]) -> Fact | None:
    """Return the amount of change that the source states, among figures; words (基本持平) are none."""
    return next(
        (
            f
            for f in figures
            if isinstance(f, Fact) and f.aspect is Aspect.CHANGE and isinstance(f.value, Decimal)
        ),
        None,
    )


def stated_facts(figures: list[Figure]) -> list[Fact]:
    """Return the facts among figures."""
    return [figure for figure in figures if isinstance(figure, Fact)]


def percent_of_stated(later: Found, main: list[Figure], index: PaperIndex) -> Figure | None:
    """Return the percentage that a stated amount of change comes to, where the source gives none."""
    amount = amount_of_change(main)
    level = level_of(amount, later.best, index) if amount and amount.value else None
    return percent_from(level, amount) if amount and level else None


def level_of(change: Fact, asked: Fact | None, index: PaperIndex) -> Fact | None:
    """Return the figure that a stated change is of: the one of its own sentence, else the one asked about.

    Papers tell the change of all spending of 财政拨款支出, where that is all there is: then both figures agree.
    """
    told = told_with(change, asked, index)
    if told is not None:
        return told
    if asked is None:
        return None
    own = Subject(terms=change.terms)
    found = find(own, Query(op=Op.LOOKUP, kind=asked.kind), index, change.year)
    if found is None or found.rivals or not _is_of(found.best, change):
        return None
    return found.best if same_value(found.best, asked) else None


def told_with(change: Fact, asked: Fact | None, index: PaperIndex) -> Fact | None:
    """Return the figure that the sentence of a stated change, else its paragraph, gives of the very same thing.

    None where it gives none, or two. What contradicts a table (1682.76元 where it prints 万元) is not reckoned with.
    """
    paragraph = change.id.rpartition(".")[0]
    told = [
        f
        for f in index.in_table(None)
        if f.aspect in LEVELS
        and f.id.rpartition(".")[0] == paragraph
        and (f.year == change.year or (f.year == change.base_year and is_misprinted(f)))
        and f.kind is Kind.MONEY
        and _is_of(f, change)
        and not (f.findings and asked and f.year == asked.year and not same_value(f, asked))
    ]
    told = [f for f in told if f.citation.quote == change.citation.quote] or told
    if len({(f.value, f.unit) for f in told}) != 1:
        return None
    return replace(told[0], year=change.year) if is_misprinted(told[0]) else told[0]


def is_misprinted(fact: Fact) -> bool:
    """Return whether a sentence compares a year with itself: what it says is of the year after, then."""
    return any(key.startswith("compared_with_itself") for key in fact.findings)


def _is_of(level: Fact, change: Fact) -> bool:
    """Return whether a figure is of what a stated change is of; one of both sides is of either (收支预算各增加)."""
    own, its = level.terms - _TOTALS, change.terms - _TOTALS
    return own == its or bool(own and own <= its <= _SIDES)


def base_of(change: Fact, asked: Fact | None, index: PaperIndex) -> Derived | None:
    """Return last year's figure from this year's and its stated change: 90.15 万元，减少 1.41 万元, or 增长 8.24%."""
    level = level_of(change, asked, index)
    if level is None or not isinstance(change.value, Decimal):
        return None
    if change.aspect is Aspect.CHANGE_PERCENT:
        return base_from_percent(level, change)
    return base_from(level, in_unit_of(change, level))


def in_unit_of(change: Fact, level: Fact) -> Fact:
    """Return a change of nothing (持平) in the unit of what did not change; any other as it is."""
    if change.unit is None and change.value == 0:
        return replace(change, unit=level.unit, kind=level.kind)
    return change


def left_before(left: Fact, subject: Subject, query: Query, index: PaperIndex) -> Found | None:
    """Return what was left the year before, which is what the year of `left` began with: 年初结转和结余."""
    begun = subject.model_copy(update={"terms": subject.terms - LEFT | _BROUGHT})
    found = find(begun, query, index, left.year)
    if found is None or left.year is None or found.rivals or _BROUGHT.isdisjoint(found.best.terms):
        return None
    if found.best.value is None:
        return None  # a blank is no figure to compare with
    return replace(found, best=replace(found.best, year=left.year - 1, label=left.label))


def beside_base(
    first: Found, second: Found, subject: Subject, query: Query, index: PaperIndex, year: int
) -> Found:
    """Return a year's figure as the table prints it that prints the year before, where another table prints more."""
    if None in {first.best.table, second.best.table} or first.best.table == second.best.table:
        return first
    narrowed = query.model_copy(update={"tables": frozenset({second.best.table})})
    beside = find(subject, narrowed, index, year)
    return first if beside is None or same_value(beside.best, first.best) else beside
