"""One thing that a table prints in several rows: of each unit, or of each kind of unit. Its figure is their sum."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query.choosing import YUAN, Found
from knowledge.query.rows import path_of
from knowledge.subjects import is_subject_name, subject

_FEWEST_DIGITS = 5
"""A code of so many digits is a subject's, below the classes (类) that stand over many."""


def split_rows(found: Found, index: PaperIndex) -> tuple[Fact, ...]:
    """Return all the rows of one table that a thing is divided into; none where what stands there are several things.

    基本工资 of the offices (50101) and of the institutions (50501), 住房公积金 of each unit: one code in one column,
    and no row under another of them. Where other tables print it too, they must come to the same.
    """
    rows = _rows_of(found.best, index)
    if not rows:
        return ()
    others = {fact.table: fact for fact in found.rivals if not _is_alike(fact, found.best)}
    for fact in others.values():
        if _whole_of(_rows_of(fact, index) or (fact,)) != _whole_of(rows):
            return ()
    return rows


def rows_within(found: Found, index: PaperIndex, named: frozenset[str]) -> tuple[Fact, ...]:
    """Return the rows that a thing is divided into, of a unit that is named beside it only those that are its own."""
    rows = split_rows(found, index) if found.rivals else ()
    units = frozenset(t for t in named if any(t in fact.context for fact in rows))
    own = tuple(fact for fact in rows if units <= fact.context)
    return own if units and own else rows


def told_apart(rows: tuple[Fact, ...], index: PaperIndex) -> tuple[str, ...]:
    """Return what each of several rows of one name stands for: its unit, else its other code and what that is of."""
    contexts = [path_of(fact, index)[:-1] for fact in rows]
    common = set(contexts[0]).intersection(*contexts)
    shared = set(rows[0].codes).intersection(*(fact.codes for fact in rows))
    found = []
    for fact, context in zip(rows, contexts, strict=True):
        above = [x for x in context if x not in common and not is_subject_name(x)]
        own = next((code for code in fact.codes if code not in shared), "")
        known = subject(own)
        found.append(above[0] if above else f"{own} {known.name}" if known else own)
    return tuple(found)


def _rows_of(best: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the rows of a figure's table that are of the same thing as it, itself among them."""
    if best.table is None or best.kind is not Kind.MONEY or best.row is None:
        return ()
    rows = tuple(
        fact
        for fact in index.in_table(best.table)
        if _is_alike(fact, best) and isinstance(fact.value, Decimal)
    )
    paths = [path_of(fact, index) for fact in rows]
    apart = len(set(paths)) == len(paths) or len({fact.codes for fact in rows}) == len(rows)
    nested = any(one != other and one == other[: len(one)] for one in paths for other in paths)
    shared = set(rows[0].codes).intersection(*(fact.codes for fact in rows)) if rows else set()
    is_one = any(len(code) >= _FEWEST_DIGITS for code in shared) or (
        bool(shared) and not any(is_subject_name(path[-2]) for path in paths if len(path) > 1)
    )
    return rows if len(rows) > 1 and apart and not nested and is_one else ()


def _is_alike(fact: Fact, best: Fact) -> bool:
    """Return whether a figure stands in the same column and says the same of its row."""
    return (
        (fact.table, fact.column, fact.terms) == (best.table, best.column, best.terms)
        and (fact.kind, fact.unit) == (best.kind, best.unit)
        and (fact.year, fact.phase) == (best.year, best.phase)
        and bool(set(fact.codes) & set(best.codes))
    )


def _whole_of(rows: tuple[Fact, ...]) -> Decimal:
    """Return the sum of some amounts, in yuan."""
    return sum(
        (
            fact.value * YUAN.get(fact.unit or "", Decimal(1))
            for fact in rows
            if isinstance(fact.value, Decimal)
        ),
        Decimal(0),
    )
