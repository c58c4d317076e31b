"""Whether parts add up to their whole: the sum, what is printed, and how far they are from each other."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact
from knowledge.query.arithmetic import common_unit, shown, total, value_in
from knowledge.query.find import find
from knowledge.query.lookup import not_found, notices_of
from knowledge.query.model import Answer, Derived, Figure, Notice, Op, Query
from knowledge.query.parts import composition
from knowledge.terms import ancestors

_PAIR = 2
_MOST_TOLD = 12
_SIDES = frozenset({"expenditure", "revenue"})
_FAR = 2
"""A sum farther than this many times from a figure is not of its parts."""
_Parts = tuple[Fact | None, list[Fact], tuple[Notice, ...]]


def added_up(query: Query, index: PaperIndex) -> Answer:
    """Return whether parts add up to a whole: those that are named, else those that the paper divides it into."""
    whole, parts, notices = (
        _named(query, index) if len(query.subjects) > 1 else _listed(query, index)
    )
    if whole is None or not parts:
        return not_found(query, index)
    summed = total(parts)
    if summed is None or common_unit((whole, *parts)) is None:
        return Answer(
            query, "not_part", found=False, main=(whole, *parts), values={"unlike": "yes"}
        )
    apart = _less(summed, whole)
    alike = "yes" if apart.value == 0 else "rounded" if _only_rounded(apart, parts) else "no"
    main: tuple[Figure, ...] = (apart, summed, whole) if query.apart else (summed, whole, apart)
    return Answer(
        query,
        "added",
        main=main,
        parts=tuple(parts[:_MOST_TOLD]),
        values={"agree": alike},
        notices=notices,
    )


def _named(query: Query, index: PaperIndex) -> _Parts:
    """Return the whole that is named, which is the largest, and the parts that are named beside it."""
    year = query.years[0] if query.years else None
    founds = [find(subject, query, index, year) for subject in query.subjects]
    if any(found is None or found.rivals for found in founds):
        return None, [], ()
    facts = [found.best for found in founds if found]
    unit = common_unit(facts)
    if unit is None:
        return facts[-1], facts[:-1], ()
    whole = max(reversed(facts), key=lambda fact: value_in(fact, unit))
    parts = [fact for fact in facts if fact is not whole]
    if whole not in (facts[0], facts[-1]) or not _may_be_whole(whole, parts, unit):
        return None, [], ()
    if any(_stand_beside(whole, part) for part in parts):
        return None, [], ()  # 出国费、接待费 are parts of one whole: neither is the other's
    return whole, parts, notices_of([f for f in founds if f], index)


def _stand_beside(one: Fact, other: Fact) -> bool:
    """Return whether two figures are parts of the same whole, by the field's own terms."""
    above, over = _above(one), _above(other)
    return bool(above & over) and not (one.terms & over or other.terms & above)


def _above(fact: Fact) -> frozenset[str]:
    return frozenset().union(*(ancestors(term) for term in fact.terms)) - _SIDES


def _may_be_whole(whole: Fact, parts: list[Fact], unit: str) -> bool:
    """Return whether parts come near enough to a figure for it to be their whole."""
    summed = sum((value_in(part, unit) for part in parts), Decimal(0))
    printed = value_in(whole, unit)
    return printed / _FAR <= summed <= printed * _FAR


def _listed(query: Query, index: PaperIndex) -> _Parts:
    """Return a figure and what the paper divides it into."""
    told = composition(query.model_copy(update={"op": Op.PARTS, "together": False}), index, None)
    facts = [f for f in told.main if isinstance(f, Fact)]
    if told.shape != "parts" or len(facts) < _PAIR:
        return None, [], ()
    return facts[0], facts[1:], told.notices


def _less(summed: Derived, whole: Fact) -> Derived:
    """Return how far a sum is from the whole that is printed: the larger less the smaller."""
    printed = value_in(whole, summed.unit or "")
    larger, smaller = max(summed.value, printed), min(summed.value, printed)
    formula = f"{shown(larger)} − {shown(smaller)} = {shown(larger - smaller)}"
    operands = (*summed.operands, whole)
    return Derived("difference", larger - smaller, summed.unit, formula, operands, whole.year)


def _only_rounded(apart: Derived, parts: list[Fact]) -> bool:
    """Return whether a difference is no more than the rounding of so many figures makes."""
    exponents = [f.value.as_tuple().exponent for f in parts if isinstance(f.value, Decimal)]
    places = min((e for e in exponents if isinstance(e, int)), default=0)
    return abs(apart.value) <= Decimal(5).scaleb(places - 1) * (len(parts) + 1) and places < 0
