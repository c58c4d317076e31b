"""The rows that keep a paper → the paper, equal to the one that was packed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any

from knowledge.document import Cell, Column, Finding, Paragraph, Place, Row, Source, Table
from knowledge.facts import Aspect, Citation, Fact, Kind, Paper, Phase, Promise, State

_KINDS = {each.value: each for each in Kind}
_ASPECTS = {each.value: each for each in Aspect}
_STATES = {each.value: each for each in State}
_PHASES = {each.value: each for each in Phase}

Stored = Mapping[str, Sequence[Any]]
"""Name of a table in the base → its rows of one paper in the order of their positions, attributes named as columns."""


def unpacked(head: Any, rows: Stored, document: str) -> Paper:
    """Given a paper's row and its rows in the other tables, return the paper under the given document id."""
    places = [_place(row) for row in rows["places"]]
    source = Source(document, head.path, head.format, head.digest)
    return Paper(
        source=source,
        title=head.title,
        department=head.department,
        year=head.year,
        phase=_PHASES[head.phase],
        tables=tuple(_table(row, places) for row in rows["tables"]),
        facts=_facts(rows["facts"], document, head.title, places),
        findings=tuple(_finding(row, places) for row in rows["findings"]),
        promises=tuple(
            Promise(row.name, places[row.place], row.table_index, row.part)
            for row in rows["promises"]
        ),
        checked=head.checked,
        held=head.held,
        place=head.place,
        level=head.level,
    )


def _place(row: Any) -> Place:
    _, page, line, number, title, label, column, section, left, bottom, right, top, file = row
    box = None if left is None else (left, bottom, right, top)
    number, title, label, column, section, file = map(
        _shared, (number, title, label, column, section, file)
    )
    return Place(page, line, number, title, label, column, section, box, file)


def _shared(text: str | None) -> str | None:
    """Return a text as the one object that stands for all like it: forms print the same words in every paper."""
    return None if text is None else intern(text)


def _facts(
    rows: Iterable[Any], document: str, title: str, places: Sequence[Place]
) -> tuple[Fact, ...]:
    """The order of columns is that of `schema.FACTS`: taken apart at once, this is the bulk of a loading."""
    return tuple(
        Fact(
            name,
            _KINDS[kind],
            _ASPECTS[aspect],
            intern(label),
            Decimal(value) if is_number else value,
            unit,
            year,
            intern(entity),
            _STATES[state],
            _PHASES[phase],
            _set(terms),
            Citation(document, title, places[place], quote),
            _set(context),
            _words(codes),
            printed,
            base_year,
            base,
            as_of,
            parent,
            table,
            row,
            column,
            _words(findings),
        )
        for (
            _,
            name,
            kind,
            aspect,
            label,
            value,
            is_number,
            unit,
            year,
            entity,
            state,
            phase,
            terms,
            place,
            quote,
            context,
            codes,
            printed,
            base_year,
            base,
            as_of,
            parent,
            table,
            row,
            column,
            findings,
        ) in rows
    )


@lru_cache(maxsize=4096)
def _set(text: str) -> frozenset[str]:
    """The facts of a table share their terms, and so do those of many papers."""
    return frozenset(json.loads(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _table(row: Any, places: Sequence[Place]) -> Table:
    return Table(
        index=row.table_index,
        number=row.number,
        title=row.title,
        unit=row.unit,
        columns=tuple(_column(each) for each in json.loads(row.columns)),
        rows=tuple(_row(each) for each in json.loads(row.rows)),
        cells=tuple(_cell(each, places) for each in json.loads(row.cells)),
        place=places[row.place],
        form=row.form,
        notes=tuple(Paragraph(text, places[place]) for text, place in json.loads(row.notes)),
        entity=row.entity,
        fields=tuple(
            (_row(label), _column(column), _cell(cell, places))
            for label, column, cell in json.loads(row.fields)
        ),
    )


def _column(packed: list[Any]) -> Column:
    path, half, is_label = packed
    return Column(tuple(map(intern, path)), half, is_label)


def _row(packed: list[Any]) -> Row:
    label, path, codes, half, is_total = packed
    return Row(intern(label), tuple(map(intern, path)), tuple(codes), half, is_total)


def _cell(packed: list[Any], places: Sequence[Place]) -> Cell:
    row, column, text, place = packed
    return Cell(row, column, text, places[place])


def _finding(row: Any, places: Sequence[Place]) -> Finding:
    return Finding(
        code=row.code,
        severity=row.severity,
        values=tuple((name, value) for name, value in json.loads(row.named_values)),
        places=tuple(places[place] for place in json.loads(row.places)),
        quotes=tuple(json.loads(row.quotes)),
    )
