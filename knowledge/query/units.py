"""The units that a department's tables list: which of them has the most of something; and projects by their scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.choosing import in_yuan
from knowledge.query.find import LEVELS
from knowledge.query.lookup import not_found
from knowledge.query.model import Answer, Derived, Query, Subject
from knowledge.query.rows import add_up, path_of
from knowledge.query.signs import signs
from knowledge.subjects import is_subject_name, subject
from knowledge.terms import squash

_POINTS = "分"
_FEWEST = 2
_UNIT_DIGITS = 6
"""A unit's code has at least so many characters: 125001."""


def largest_unit(query: Query, index: PaperIndex) -> Answer:
    """Return the units with the most, or the least, of a thing, from the column that has it for each of them.

    Not found where no table tells it of two units at least.
    """
    rows = _rows_of_units(query, index)
    if query.per == "member":
        rows = [f for f in rows if not is_own_row(f, index)]
    return _placed(query, rows) if len(rows) >= _FEWEST else not_found(query, index)


def units_by_nature(query: Query, index: PaperIndex) -> Answer | None:
    """Return the units that a table lists by what they are (单位性质, 备注), the head among them; None without such.

    It is told by such a column, or by having rows of units alone and no figures.
    """
    for table in index.paper.tables:
        told = index.in_table(table.index)
        rows: dict[int, Fact] = {}
        for fact in told:
            if fact.row is not None and (
                not table.rows[fact.row].is_total or is_own_row(fact, index)
            ):
                rows.setdefault(fact.row, fact)
        named = sum(_name_of(f, index).endswith(signs().unit_ends) for f in rows.values())
        by_column = any({*c.path} & {*signs().unit_columns} for c in table.columns)
        by_rows = named == len(rows) and not any(isinstance(f.value, Decimal) for f in told)
        if len(rows) >= _FEWEST and (by_rows or (by_column and named * 2 > len(rows))):
            return _counted(query, [fact for _, fact in sorted(rows.items())])
    return None


def units_listed(query: Query, index: PaperIndex) -> Answer | None:
    """Return the units whose spending a table tells one by one, the department's head among them; None without such.

    For a paper of tables alone, whose words tell of no units.
    """
    spending = Subject(terms=frozenset({"expenditure"}))
    asked = query.model_copy(update={"subjects": (spending,), "kind": None, "words": ()})
    rows = _rows_of_units(asked, index)
    return _counted(query, rows) if len(rows) >= _FEWEST else None


def _counted(query: Query, rows: Sequence[Fact]) -> Answer:
    number = Derived("count", Decimal(len(rows)), "个", "", tuple(rows), rows[0].year)
    return Answer(query, "count", main=(number,), values={"count": str(len(rows))})


def is_own_row(fact: Fact, index: PaperIndex) -> bool:
    """Return whether a row is of the department's own head (…局本级), which is none of the units under it."""
    name = squash("".join(path_of(fact, index)[-1:]))
    own = squash(index.paper.department)
    return bool(own) and name.startswith(own) and name.removeprefix(own) in signs().head_ends


def by_score(query: Query, index: PaperIndex) -> Answer:
    """Return the projects with the highest, or the lowest, score of the department's own assessment."""
    rows = scored(index) or scored_in_sentences(index)
    return _placed(query, rows) if rows else not_found(query, index)


def scored(index: PaperIndex) -> list[Fact]:
    """Return the scores of the table that gives most projects one each; none where no table does of several."""
    best: list[Fact] = []
    for table in index.paper.tables:
        columns = {
            i
            for i, c in enumerate(table.columns)
            if c.path and any(s in c.path[-1] for s in signs().scores)
        }
        rows = [
            f
            for f in index.in_table(table.index)
            if f.column in columns
            and f.row is not None
            and isinstance(f.value, Decimal)
            and not table.rows[f.row].is_total
        ]
        names = {path_of(f, index)[-1:] for f in rows}
        if len(rows) > len(best) and len(names) == len(rows):
            best = rows
    return best if len(best) >= _FEWEST else []


def scored_in_sentences(index: PaperIndex) -> list[Fact]:
    """Return the scores that sentences give projects by name; none where they do not of several."""
    told = [
        f
        for f in index.paper.facts
        if f.table is None
        and f.kind is Kind.COUNT
        and f.unit == _POINTS
        and f.aspect is Aspect.AMOUNT
        and isinstance(f.value, Decimal)
        and any(t.startswith("label:") and t.endswith(signs().scores) for t in f.terms)
    ]
    return told if len({f.label for f in told}) == len(told) >= _FEWEST else []


def _rows_of_units(query: Query, index: PaperIndex) -> list[Fact]:
    """Return a thing's figure for each unit, from the nearest column that tells of several."""
    year = query.years[0] if query.years else index.paper.year
    phase = query.phase or index.paper.phase
    kinds = frozenset({query.kind or Kind.MONEY})
    matches = index.match(query.subjects[0], aspects=LEVELS, kinds=kinds, tables=query.tables)
    columns: dict[tuple[int | None, int | None], list[Fact]] = defaultdict(list)
    for match in matches:
        fact = match.fact
        if fact.year in {year, None} and fact.phase is phase and _is_of_unit(fact, index):
            columns[fact.table, fact.column].append(fact)
    for rows in columns.values():
        filled = [f for f in rows if f.value]
        for kept in (filled, _apart(filled)):
            names = {path_of(f, index)[-1] for f in kept}
            if len(kept) >= _FEWEST and len(names) == len(kept) and _are_all(kept, index):
                return kept
    return []


def _are_all(rows: Sequence[Fact], index: PaperIndex) -> bool:
    """Return whether no unit is missing: the rows come to their column's total, or are all that the column has."""
    first = rows[0]
    column = [
        f for f in index.in_table(first.table) if f.column == first.column and f.row is not None
    ]
    table = index.paper.tables[first.table or 0]
    totals = [f for f in column if table.rows[f.row or 0].is_total and f not in rows]
    filled = [f for f in column if f.value]
    return any(add_up(rows, f) for f in totals) if totals else len(filled) == len(rows)


def _apart(rows: Sequence[Fact]) -> list[Fact]:
    """Return the rows without one that all the others add up to: the whole department among its units."""
    whole = sum((in_yuan(f) or Decimal(0) for f in rows), Decimal(0))
    return [f for f in rows if len(rows) <= _FEWEST or (in_yuan(f) or Decimal(0)) * 2 != whole]


def _is_of_unit(fact: Fact, index: PaperIndex) -> bool:
    """Return whether a fact's row is of a unit, by its code or by what its name ends with."""
    path = path_of(fact, index)
    if not path or fact.row is None or fact.table is None:
        return False
    if index.paper.tables[fact.table].rows[fact.row].is_total and not fact.codes:
        return False
    if is_subject_name(path[-1]) or any(subject(code) for code in fact.codes):
        return False
    coded = any(len(code) >= _UNIT_DIGITS for code in fact.codes)
    return coded or _name_of(fact, index).endswith(signs().unit_ends)


def _name_of(fact: Fact, index: PaperIndex) -> str:
    """Return what a fact's row is called, without what stands in brackets behind."""
    return "".join(path_of(fact, index)[-1:]).split("（")[0].split("(")[0]


def _placed(query: Query, rows: Sequence[Fact]) -> Answer:
    ordered = sorted(rows, key=lambda f: in_yuan(f) or Decimal(0), reverse=query.largest)
    first, last = query.ranks or (1, 3)
    return Answer(query, "extreme", main=tuple(ordered[first - 1 : last]))
