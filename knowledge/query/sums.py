"""Several subjects or years reckoned together: sums, differences, ratios."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact
from knowledge.query.arithmetic import difference, ratio, total
from knowledge.query.choosing import Found, in_yuan
from knowledge.query.find import find, find_whole
from knowledge.query.lookup import lookup, not_found, notices_of, settled, undecided
from knowledge.query.model import Answer, Op, Query, Subject
from knowledge.query.people import find_people
from knowledge.query.rows import stands_under
from knowledge.query.splits import rows_within
from knowledge.terms import ancestors

_SIDES = {frozenset({"revenue"}), frozenset({"expenditure"})}
_BOTH_SIDES = frozenset({"revenue", "expenditure"})
_NEUTRAL = frozenset({"grand_total", "this_year"})
"""Terms that only say of what kind a total is."""


def sum_over(query: Query, index: PaperIndex) -> Answer:
    """Return the sum of a subject over years, or of several subjects in a year.

    What a table divides into rows goes in with each of them. Nothing is added to a blank cell: each figure is told
    by itself.
    """
    founds = every_found(query, index)
    if len(founds) < wanted(query):
        return missing(query, index)
    if query.together and query.ranks:
        return _over_holders(query, founds, index)
    named = frozenset().union(*(subject.terms for subject in query.subjects))
    split = {f.best.id: rows_within(f, index, named) for f in founds}
    both = undecided(query, [f for f in founds if not split.get(f.best.id)])
    if both is not None:
        return both
    if len(founds) == 1:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    if len(query.subjects) > 1 and _holds_another(founds, index):
        return lookup(_largest_first(query, founds), index)
    summed = total([fact for f in founds for fact in split.get(f.best.id) or (f.best,)])
    if summed is None and any(f.best.value is None for f in founds):
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    if summed is None:
        return _unlike(query, founds)
    return Answer(query, "sum", main=(summed, *summed.operands), notices=notices_of(founds, index))


def _over_holders(query: Query, founds: list[Found], index: PaperIndex) -> Answer:
    """Return the sum of rows that are printed under one name for each of so many as are said (ranks).

    Each of them must be printed as often as there are said to be; of one thing else the ordinary answer.
    """
    (_, many) = query.ranks or (1, 0)
    rows = [
        _rows_of_name(found.best, subject, index)
        for found, subject in zip(founds, query.subjects, strict=True)
    ]
    plain = query.model_copy(update={"together": False, "ranks": None})
    if any(len(each) != many for each in rows):
        return sum_over(plain, index) if len(founds) > 1 else lookup(_as_lookup(plain), index)
    summed = total([fact for each in rows for fact in each])
    if summed is None:
        return lookup(_as_lookup(plain), index)
    return Answer(query, "sum", main=(summed, *summed.operands), notices=notices_of(founds, index))


def _largest_first(query: Query, founds: list[Found]) -> Query:
    """Return a question for each thing by itself, the whole before its parts."""
    if len(founds) != len(query.subjects):
        return _as_lookup(query)
    amounts = [in_yuan(found.best) or Decimal(0) for found in founds]
    order = sorted(range(len(founds)), key=lambda i: -amounts[i])
    return _as_lookup(query).model_copy(
        update={"subjects": tuple(query.subjects[i] for i in order)}
    )


def _as_lookup(query: Query) -> Query:
    return query.model_copy(update={"op": Op.LOOKUP})


def _rows_of_name(best: Fact, subject: Subject, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the figures of a table's column in all rows that go by a name, those with a number."""
    return tuple(
        f
        for f in index.in_table(best.table)
        if f.column == best.column
        and f.kind is best.kind
        and f.year == best.year
        and isinstance(f.value, Decimal)
        and subject.terms <= f.terms
        and not f.terms - best.terms - subject.terms - f.context
    )


def _holds_another(founds: list[Found], index: PaperIndex) -> bool:
    """Return whether one of the figures is a part of another, or the same: no whole is added to what it holds."""
    facts = [found.best for found in founds]
    once = len({fact.id for fact in facts}) == len(facts)
    return not once or any(
        one is not other and one.year == other.year and _holds(one, other, index)
        for one in facts
        for other in facts
    )


def _holds(whole: Fact, part: Fact, index: PaperIndex) -> bool:
    """Return whether a figure is of all that another is of, and of more: 政府采购 and 政府采购服务, 302 and 30201."""
    amount, other = in_yuan(whole), in_yuan(part)
    if amount is None or other is None or amount < other or whole.kind is not part.kind:
        return False
    above = frozenset[str]().union(*map(ancestors, part.terms))
    own = whole.terms - _NEUTRAL
    of_total = own == part.terms - _NEUTRAL and whole.terms != part.terms
    inside = bool(own) and (of_total or own < part.terms - _NEUTRAL)
    return inside or bool((own - _BOTH_SIDES) & above) or stands_under(whole, part, index)


def _unlike(query: Query, founds: list[Found]) -> Answer:
    """Return that the figures are not of one kind, and cannot be reckoned together."""
    return Answer(
        query, "not_part", found=False, main=tuple(f.best for f in founds), values={"unlike": "yes"}
    )


def wanted(query: Query) -> int:
    """Return how many figures a query asks for: one for each subject and year."""
    return max(1, len(query.subjects)) * max(1, len(query.years))


def missing(query: Query, index: PaperIndex) -> Answer:
    """Return that the first subject of which nothing is told is not disclosed."""
    lacking = [
        subject
        for subject in query.subjects
        if any(find(subject, query, index, year) is None for year in query.years or (None,))
    ]
    return not_found(query.model_copy(update={"subjects": tuple(lacking) or query.subjects}), index)


def between_subjects(query: Query, index: PaperIndex) -> Answer:
    """Return by how much the first subject exceeds the second; of both sides of a budget, this year's money."""
    founds = _both_sides(query, index) or every_found(query, index)
    if len(founds) < len(query.subjects):
        founds = every_found(query, index)
    if len(founds) < 2:
        return missing(query, index)
    both = undecided(query, founds)
    if both is not None:
        return both
    if founds[0].best is founds[1].best:
        return _unlike(query, founds)  # one figure is nothing to set against itself
    found = ratio if query.op is Op.RATIO else difference
    computed = found(founds[0].best, founds[1].best)
    if computed is None:
        return _unlike(query, founds)
    return Answer(
        query,
        "between",
        main=(computed, founds[0].best, founds[1].best),
        notices=notices_of(founds, index),
    )


def _both_sides(query: Query, index: PaperIndex) -> list[Found]:
    """Return what came in and what was spent in the year itself: with what is carried over they always agree."""
    if {subject.terms for subject in query.subjects} != _SIDES:
        return []
    year = query.years[0] if query.years else None
    founds = [find_whole(subject, query, index, year) for subject in query.subjects]
    return [found for found in founds if found and "this_year" in found.best.terms]


def every_found(query: Query, index: PaperIndex) -> list[Found]:
    """Return what every subject means in every year asked for, those that are not disclosed left out."""
    years = query.years or (None,)
    founds = [
        find_people(subject, query, index, year) or find(subject, query, index, year)
        for subject in query.subjects
        for year in years
    ]
    return [settled(f, index) for f in founds if f]


def rows_beside(fact: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the figures of a fact's column where its table lists units one below the other and totals none."""
    if fact.table is None or fact.row is None:
        return ()
    rows = index.paper.tables[fact.table].rows
    column = [
        f for f in index.in_table(fact.table) if f.column == fact.column and f.row is not None
    ]
    if any(len(rows[f.row or 0].path) != 1 or not isinstance(f.value, Decimal) for f in column):
        return ()
    if any(f.kind is not fact.kind for f in column):
        return ()
    values = {f.id: f.value for f in column if isinstance(f.value, Decimal)}
    whole = sum(values.values(), Decimal(0))
    # a row named like the department may be its total, or only its own office among the others
    totals = [f for f in column if rows[f.row or 0].is_total]
    return () if any(values[f.id] * 2 >= whole for f in totals) else tuple(column)
