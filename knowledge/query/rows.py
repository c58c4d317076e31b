"""The rows of a table as they stand under each other: what a row is a part of, and what its parts are.

A subject's code tells its place by itself (20140, 2014001), whatever the table indents; where no code is printed,
the labels that a row stands under tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind, State
from knowledge.query.choosing import YUAN, in_yuan, same_value
from knowledge.query.find import LEVELS
from knowledge.query.model import Query, Subject
from knowledge.terms import squash

_DIGITS = (3, 5, 7)
"""How long a subject's code is at the levels 类, 款 and 项: 208, 20801, 2080109."""
_ECONOMIC = ("3", "5")
"""What the codes of the economic classifications begin with: they have no 项."""
_LOOSE = Decimal("0.006")
"""How far each row may be rounded, in the printed unit, for a sum to be the figure."""
_FEWEST = 2
_FURTHEST = 1.5
"""A row this much further from what is asked about than the nearest one is of something narrower."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A figure in the row that is asked about, and the rows that it is made up of."""

    whole: Fact
    parts: tuple[Fact, ...]
    rivals: tuple[Fact, ...] = ()
    """The figures of the same row in other tables, of other money, which are made up of other amounts."""


def path_of(fact: Fact, index: PaperIndex) -> tuple[str, ...]:
    """Return the labels that a fact's row stands under, outermost first, its own last; none outside of tables."""
    if fact.table is None or fact.row is None:
        return ()
    return tuple(index.paper.tables[fact.table].rows[fact.row].path)


def rows_above(fact: Fact, index: PaperIndex) -> dict[str, str]:
    """Return the rows that a fact's row is a part of, outermost first: the term of each label, and the label."""
    return {f"label:{squash(label)}": label for label in path_of(fact, index)[:-1]}


def stands_under(first: Fact, second: Fact, index: PaperIndex) -> bool:
    """Return whether a table has the second's row under the first's: 购房补贴 under 住房保障支出."""
    return bool(first.terms & rows_above(second, index).keys())


def rows_below(fact: Fact, index: PaperIndex, level: int | None = None) -> tuple[Fact, ...]:
    """Return the figures of a column that stand under a row with a subject's code: of the next level, or of `level`.

    The rows behind it whose codes begin with its own are its parts, until one begins otherwise. None of them
    where the row has no such code, or is itself of the level asked for.
    """
    codes = tuple(c for c in fact.codes if len(c) in _DIGITS and c.isdigit())
    if not codes:
        return ()
    below = tuple(_behind(fact, codes, index))
    sizes = sorted({len(_code(f, codes)) for f in below})
    wanted = _digits(level, codes[0]) if level else next(iter(sizes), 0)
    return tuple(f for f in below if len(_code(f, codes)) == wanted)


def row_over(fact: Fact, subject: Subject, index: PaperIndex) -> Fact | None:
    """Return the figure of the row named that a fact's row stands under in its own table; None where none does."""
    if fact.row is None or not is_row(subject):
        return None
    path = path_of(fact, index)
    return next(
        (
            f
            for f in reversed(index.in_table(fact.table))
            if f.column == fact.column
            and (f.row or 0) < fact.row
            and f.kind is fact.kind
            and _is_row_of(f, subject, index)
            and (_begins(fact, f) or path_of(f, index) == path[: len(path_of(f, index))])
        ),
        None,
    )


def _begins(part: Fact, whole: Fact) -> bool:
    """Return whether every code of a row is the beginning of one of another's."""
    return bool(whole.codes) and all(
        any(c.startswith(code) and c != code for c in part.codes) for code in whole.codes
    )


def add_up(parts: Sequence[Fact], whole: Fact) -> bool:
    """Return whether parts come to their whole, each rounded as it is printed."""
    amount = in_yuan(whole)
    if amount is None or not parts:
        return False
    summed = sum((in_yuan(f) or Decimal(0) for f in parts), Decimal(0))
    unit = max(YUAN.get(f.unit or "", Decimal(1)) for f in (*parts, whole))
    return abs(summed - amount) <= _LOOSE * unit * (len(parts) + 1)


def is_economic(code: str, *, default: bool = False) -> bool:
    """Return whether a code is of an economic classification; `default` where there is none."""
    return code.startswith(_ECONOMIC) if code else default


def is_row(subject: Subject) -> bool:
    """Return whether a subject is named as a row is: by its code, or by a label of its own."""
    return bool(subject.codes or subject.one_of) or any(":" in term for term in subject.terms)


def divided_row(subject: Subject, query: Query, index: PaperIndex) -> Divided | None:
    """Return the row of a subject of spending that is named, with the rows under it; None where none is printed.

    Of several tables that print it, the one whose figure is the nearest and whose rows come to it is taken.
    """
    options = tuple(_options(subject, query, index))
    if not options:
        return None
    nearest = options[0].whole
    best = min(
        options,
        key=lambda o: (
            not same_value(o.whole, nearest),
            not add_up(o.parts, o.whole),
            -len(_filled(o.parts)),
        ),
    )
    others = [o.whole for o in options if _tells_else(o, best, query)]
    rivals = () if add_up(best.parts, best.whole) and query.tables else tuple(others)
    return Divided(best.whole, best.parts, rivals)


def _options(subject: Subject, query: Query, index: PaperIndex) -> Iterator[Divided]:
    """Yield a division of each table that prints the row itself, the nearest first."""
    year = query.years[0] if query.years else index.paper.year
    phase = query.phase or index.paper.phase
    matches = index.match(
        subject, aspects=LEVELS, kinds=frozenset({Kind.MONEY}), tables=query.tables
    )
    near = [
        m
        for m in matches
        if m.fact.year in {year, None}
        and m.fact.phase is phase
        and m.fact.state is not State.BLANK
        and _is_row_of(m.fact, subject, index)
    ]
    seen: set[int | None] = set()
    for match in near:
        if match.fact.table in seen or match.cost > near[0].cost + _FURTHEST:
            continue
        parts = rows_below(match.fact, index, query.level)
        if len(_filled(parts)) >= _FEWEST or (_filled(parts) and add_up(parts, match.fact)):
            seen.add(match.fact.table)
            yield Divided(match.fact, parts)


def _tells_else(other: Divided, best: Divided, query: Query) -> bool:
    """Return whether another table divides another amount of the same row, so that another part would be told."""
    if same_value(other.whole, best.whole) or other.whole.terms > best.whole.terms:
        return False
    return _first(other, largest=query.largest).codes != _first(best, largest=query.largest).codes


def _first(divided: Divided, *, largest: bool) -> Fact:
    choose = max if largest else min
    return choose(_filled(divided.parts), key=lambda f: in_yuan(f) or Decimal(0))


def _is_row_of(fact: Fact, subject: Subject, index: PaperIndex) -> bool:
    """Return whether a fact's own row goes by the code or the label that is asked about."""
    if subject.codes:
        return bool(subject.codes & set(fact.codes))
    named = subject.terms | subject.one_of
    return any(f"label:{squash(label)}" in named for label in path_of(fact, index)[-1:])


def _behind(fact: Fact, codes: tuple[str, ...], index: PaperIndex) -> Iterator[Fact]:
    """Yield the figures of the rows right behind a row whose codes all begin with its own."""
    column = sorted(
        (
            f
            for f in index.in_table(fact.table)
            if f.column == fact.column and (f.row or 0) > (fact.row or 0)
        ),
        key=lambda f: f.row or 0,
    )
    for other in column:
        if not all(any(c.startswith(code) and c != code for c in other.codes) for code in codes):
            return
        if other.kind is fact.kind:
            yield other


def _code(fact: Fact, above: tuple[str, ...]) -> str:
    return next(c for c in fact.codes if c.startswith(above[0]))


def _digits(level: int, code: str) -> int:
    """Return how long the codes of a level are; of the economic subjects, which have no 项, those of 款 instead."""
    innermost = len(_DIGITS) - 1 if is_economic(code) else len(_DIGITS)
    return _DIGITS[min(level, innermost) - 1]


def _filled(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.value)
