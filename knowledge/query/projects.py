"""The projects that a department lists by name."""

from __future__ import annotations

from knowledge.base import PaperIndex
from knowledge.document import Table
from knowledge.facts import Fact, Kind
from knowledge.query.model import Answer, Query
from knowledge.terms import squash

_PROJECTS = (frozenset({"project"}), frozenset({"project_name"}))


def projects_listed(query: Query, index: PaperIndex) -> Answer | None:
    """Return the projects that make up 项目支出, from the table that lists them by name; None where none does."""
    if query.subjects[0].terms not in _PROJECTS:
        return None
    for table in index.paper.tables:
        if table.form != "projects":
            continue
        cells = [
            f
            for f in index.in_table(table.index)
            if f.row is not None and f.kind is Kind.MONEY and f.value
        ]
        if not cells:
            continue
        column = min(f.column or 0 for f in cells)
        totals = [f for f in cells if table.rows[f.row or 0].is_total] or _root(
            [f for f in cells if f.column == column], table
        )
        rows = [
            f
            for f in cells
            if f.column == column
            and f not in totals
            and not table.rows[f.row or 0].is_total
            and not is_unit_row(f, index)
        ]
        paths = [table.rows[f.row or 0].path for f in rows]
        leaves = [
            f
            for f, path in zip(rows, paths, strict=True)
            if not any(len(other) > len(path) and other[: len(path)] == path for other in paths)
        ]
        whole = next((f for f in totals if f.column == column), None)
        if whole is not None and leaves:
            return Answer(query, "parts", main=(whole, *leaves))
    return None


def is_unit_row(fact: Fact, index: PaperIndex) -> bool:
    """Return whether a row is the department itself (…本级): it divides nothing."""
    return squash(index.paper.department) in squash(fact.citation.place.row or "")


def _root(column: list[Fact], table: Table) -> list[Fact]:
    """Return the one row of a table without a total that all others stand under; none where there is no such row."""
    paths = {f.id: table.rows[f.row or 0].path for f in column}
    tops = [f for f in column if len(paths[f.id]) == 1]
    if len(tops) != 1 or any(path[:1] != paths[tops[0].id] for path in paths.values()):
        return []
    return tops
