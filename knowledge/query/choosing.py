"""Of the facts that a subject may mean the one that is told, those that say the same, and those that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.base import Match
from knowledge.facts import Fact, State
from knowledge.terms import squash

YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
TIER = 0.12
"""Facts within this cost of the nearest one are as near."""
_SUBTOTAL = "小计"
_TOTALS = frozenset({"合计", "总计", "本年合计"})
"""What the column of a row's total is called."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a subject means in a year."""

    best: Fact
    same: tuple[Fact, ...] = ()
    """Other places that say the same of it."""
    differing: tuple[Fact, ...] = ()
    """Other places that say something else of the very same thing."""
    rivals: tuple[Fact, ...] = ()
    """As near as `best`, but another thing: the question does not tell them apart."""
    other_year: bool = False
    """Nothing is disclosed for the fiscal year itself, and no year was asked for."""
    cost: float = 0.0


def in_yuan(fact: Fact) -> Decimal | None:
    """Return an amount in yuan; a bare number for other kinds; None where there is no number."""
    if not isinstance(fact.value, Decimal):
        return None
    return fact.value * YUAN.get(fact.unit or "", Decimal(1))


def same_value(left: Fact, right: Fact) -> bool:
    """Return whether two facts say the same, at the coarser one's printed precision."""
    if left.value == right.value and left.unit == right.unit:
        return True
    a, b = in_yuan(left), in_yuan(right)
    if a is None or b is None:
        return left.value == right.value
    return abs(a - b) <= max(_half_step(left), _half_step(right))


def _half_step(fact: Fact) -> Decimal:
    """Return half of the last printed place, in yuan; nothing where there is no number."""
    if not isinstance(fact.value, Decimal):
        return Decimal(0)
    exponent = fact.value.as_tuple().exponent
    places = min(exponent, 0) if isinstance(exponent, int) else 0
    return Decimal(5).scaleb(places - 1) * YUAN.get(fact.unit or "", Decimal(1))


def choose(matches: Sequence[Match]) -> Found | None:
    """Given the facts of one year that a subject may mean, nearest first, return the one told; None without any."""
    if not matches:
        return None
    near = [m for m in matches if m.cost <= matches[0].cost + TIER]
    tier = _without_columns(_without_columns(near, _is_subtotal), _is_beside_total)
    ranked = sorted(
        tier, key=lambda m: (m.fact.state is State.BLANK, round(m.cost, 2), m.fact.table is None)
    )
    nearest = ranked[0].fact
    best = _in_true_unit(nearest, matches)
    others = [m.fact for m in matches if m.cost <= matches[0].cost + 0.75 and m.fact.id != best.id]
    same = {f.id for f in others if same_value(f, best)}
    alike = [f for f in others if f.id in same and f.state is best.state]
    unlike = [
        f for f in others if f.id not in same and f.value is not None and best.value is not None
    ]
    as_near = {m.fact.id for m in tier}
    differing = tuple(f for f in unlike if _same_thing(f, best) or f.id == nearest.id)
    rivals = tuple(f for f in unlike if f.id in as_near and f not in differing)
    return Found(best, tuple(alike), differing, rivals, cost=matches[0].cost)


def _without_columns(
    matches: Sequence[Match], is_less: Callable[[Fact, Fact], bool]
) -> Sequence[Match]:
    """Return the matches but for those that are less than one that stands in the same row."""
    rows: dict[tuple[int | None, int | None], list[Fact]] = defaultdict(list)
    for match in matches:
        if match.fact.table is not None:
            rows[match.fact.table, match.fact.row].append(match.fact)
    if len(rows) == len(matches):
        return matches
    return [
        m
        for m in matches
        if not any(is_less(m.fact, beside) for beside in rows.get((m.fact.table, m.fact.row), ()))
    ]


def _is_subtotal(fact: Fact, whole: Fact) -> bool:
    """Return whether a fact is the subtotal of a part of a row whose total stands beside it: 当年预算 / 小计, 合计."""
    part, total = (squash(f.citation.place.column or "") for f in (fact, whole))
    return part.endswith(_SUBTOTAL) and "/" in part and total in _TOTALS


def _is_beside_total(fact: Fact, whole: Fact) -> bool:
    """Return whether a fact is one of the columns of a row whose total is as near: 上年结转 beside 部门预算 / 合计."""
    if not fact.terms <= whole.terms:
        return False  # what the column is of may be asked for
    last = (squash(f.citation.place.column or "").split("/")[-1] for f in (fact, whole))
    part, total = (column in _TOTALS for column in last)
    return total and not part and (in_yuan(whole) or 0) >= (in_yuan(fact) or 0)


def _in_true_unit(fact: Fact, matches: Sequence[Match]) -> Fact:
    """Return the table's figure where a sentence prints the same digits with another unit: 1682.76元, 1682.76万元.

    A table says its unit once for all its cells; in a sentence it is easily lost.
    """
    if fact.table is not None or fact.value is None:
        return fact
    return next(
        (
            m.fact
            for m in matches
            if m.fact.table is not None
            and m.cost <= matches[0].cost + 0.75
            and m.fact.value == fact.value
            and {m.fact.unit, fact.unit} <= set(YUAN)
            and m.fact.unit != fact.unit
        ),
        fact,
    )


def _same_thing(left: Fact, right: Fact) -> bool:
    """Return whether two facts are about the very same thing: then a difference is a contradiction."""
    return (
        left.terms == right.terms
        and left.kind == right.kind
        and left.year == right.year
        and (left.table is None or right.table is None or left.table != right.table)
        and left.codes == right.codes
    )
