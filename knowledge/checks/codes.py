"""Coded rows → findings: a code printed with a name that is another subject's."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.document import Finding, Place, Row, Table
from knowledge.facts import Paper
from knowledge.subjects import is_name_of, is_subject_name, subject, whole_code


def misnamed_in(paper: Paper) -> list[Finding]:
    """Given a paper, return its codes whose printed name is well known as another's; each once.

    A name that no subject has may be a place's own: only a subject's name on another's code is told.
    """
    seen: set[tuple[str, str]] = set()
    found = []
    for table in paper.tables:
        for row, place in _coded(table):
            told = (row.codes[0], row.label)
            if told not in seen and _is_another(*told):
                seen.add(told)
                found.append(_finding(row, place))
    return found


def _coded(table: Table) -> Iterator[tuple[Row, Place]]:
    first = {cell.row: cell.place for cell in reversed(table.cells)}
    for index, row in enumerate(table.rows):
        if row.codes and row.label and index in first:
            yield row, first[index]


def _is_another(code: str, name: str) -> bool:
    return is_name_of(name, code) is False and is_subject_name(name)


def _finding(row: Row, place: Place) -> Finding:
    code = row.codes[0]
    usual = subject(code)
    own = whole_code(row.label, "") if len(code) != 3 else None
    table = " ".join(part for part in (place.table, place.table_title) if part)
    values = {
        "where": f"{table}（第{place.page}页）" if place.page else table,
        "code": code,
        "name": row.label,
        "usual": usual.name if usual else "",
        "other": f"，“{row.label}”是{own}" if own else "",
    }
    return Finding("code_named_differently", "note", tuple(values.items()), (place,), (row.label,))
