"""Forms → equalities: what one form totals, another must total too (forms.toml's sums and equals)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from knowledge.checks.sums import Identity, adds_up, fault, number, same_amount, told, where
from knowledge.document import Finding
from knowledge.facts import Aspect, Fact, Kind, Paper, Phase
from knowledge.forms import Side, equals, sums
from knowledge.terms import squash

_TOTAL = re.compile(r"[合总小]\s*计")


def equalities_in(paper: Paper) -> list[Identity]:
    """Given a paper, return the sums and equalities that its recognised forms must hold."""
    return [*_equal(paper), *_sums(paper)]


def _equal(paper: Paper) -> Iterator[Identity]:
    for law in equals():
        others = [fact for side in law.others for fact in _side(paper, side)]
        lefts, rights = _side(paper, law.left), _side(paper, law.right)
        heads = {_head(paper, f) for f in lefts} & {_head(paper, f) for f in rights}
        for left, right in product(_told_once(lefts), rights):
            if left.id == right.id or number(left) is None or number(right) is None:
                continue
            if _time(left) != _time(right):
                continue  # last year's column beside this year's
            told_by = (_head(paper, left), _head(paper, right))
            if left.table == right.table and len(set(told_by)) > 1 and heads & set(told_by):
                continue  # 本年 of the one side beside 合计 of the other, which has a 本年 itself
            holds = any(
                same_amount(one, right) for one in (left, *others) if _time(one) == _time(right)
            )
            yield Identity("equal", None if holds else _unequal(left, right))


def _head(paper: Paper, fact: Fact) -> str:
    """The innermost head of a fact's column."""
    if fact.table is None or fact.column is None:
        return ""
    path = paper.tables[fact.table].columns[fact.column].path
    return squash(path[-1]) if path else ""


def _time(fact: Fact) -> tuple[int | None, Phase]:
    return fact.year, fact.phase


def _told_once(facts: list[Fact]) -> list[Fact]:
    """The first fact of each amount of a year: several halves of one form may total the same."""
    return list({(number(fact), _time(fact)): fact for fact in reversed(facts)}.values())


def _side(paper: Paper, side: Side) -> list[Fact]:
    """The amounts of total rows that are about exactly these terms; a department's own row only without 合计."""
    found = [
        fact
        for table in paper.tables
        if table.form == side.form
        for fact in _amounts(paper, table.index)
        if fact.terms == frozenset(side.terms)
        and fact.row is not None
        and table.rows[fact.row].is_total
    ]
    named = [fact for fact in found if _TOTAL.search(fact.citation.place.row or "")]
    return named or found


def _sums(paper: Paper) -> Iterator[Identity]:
    """Within one row (or, printed downwards, one column): the parts that forms.toml names."""
    for law in sums():
        for table in paper.tables:
            if table.form not in law.forms or not law.whole:
                continue
            for line in _lines(_amounts(paper, table.index)):
                whole = _about(line, law.whole)
                parts = [part for terms in law.parts if (part := _about(line, terms))]
                if whole and len(parts) == len(law.parts) and number(whole) is not None:
                    yield _sum(whole, parts)


def _sum(whole: Fact, parts: list[Fact]) -> Identity:
    values = [value for part in parts if (value := number(part)) is not None]
    printed = number(whole) or Decimal(0)
    if not values or adds_up(printed, values, whole.unit):
        return Identity("form-sum")
    total = sum(values, Decimal(0))
    return Identity(
        "form-sum",
        fault(
            "sum_differs",
            "error",
            (whole, *parts),
            where=where(whole),
            whole=told(whole),
            parts=" + ".join(f"{value:f}" for value in values),
            sum=f"{total:f}{whole.unit or ''}",
            difference=f"{printed - total:f}{whole.unit or ''}",
        ),
    )


def _lines(facts: list[Fact]) -> Iterator[list[Fact]]:
    rows: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in facts:
        rows.setdefault((fact.row, fact.year), []).append(fact)
    columns: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in facts:
        columns.setdefault((fact.column, fact.year), []).append(fact)
    yield from rows.values()
    yield from columns.values()


def _about(line: list[Fact], terms: tuple[str, ...]) -> Fact | None:
    """The one amount of a line that is about exactly these terms; None where several are."""
    found = [fact for fact in line if fact.terms == frozenset(terms)]
    return found[0] if len(found) == 1 else None


def _amounts(paper: Paper, table: int) -> list[Fact]:
    return [
        fact
        for fact in paper.facts
        if fact.table == table
        and fact.kind is Kind.MONEY
        and fact.aspect is Aspect.AMOUNT
        and fact.year is not None
    ]


def _unequal(left: Fact, right: Fact) -> Finding:
    values = {
        "left": told(left),
        "left_where": where(left),
        "right": told(right),
        "right_where": where(right),
    }
    return fault("forms_differ", "error", (left, right), **values)
