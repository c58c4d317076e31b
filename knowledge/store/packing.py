"""A paper → the rows that keep it, table by table; plain values only, so that a reading process can hand them on.

A place is kept once a paper and named by its position: a cell and its fact stand at the same one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from knowledge.document import Cell as BodyCell
from knowledge.document import Column, Finding, Paragraph, Place, Row, Table
from knowledge.edition import reading_edition
from knowledge.facts import Fact, Paper, Promise
from knowledge.shelves import labels_of

Value = str | int | float | None
Rows = dict[str, list[dict[str, Value]]]
"""Name of a table in the base → its rows, each column → value; the paper's own key is not in them yet."""


def packed(paper: Paper) -> Rows:
    """Given a paper, return the rows that keep everything it says; `unpacked` gives it back equal.

    >>> _value(Decimal("186.00")), _value("合格"), _value(None)
    (('186.00', 1), ('合格', 0), (None, 0))
    """
    places = _Places()
    rows: Rows = {
        "papers": [_head(paper)],
        "facts": [_fact(position, fact, places) for position, fact in enumerate(paper.facts)],
        "tables": [_table(position, table, places) for position, table in enumerate(paper.tables)],
        "findings": [_finding(n, finding, places) for n, finding in enumerate(paper.findings)],
        "promises": [_promise(n, promise, places) for n, promise in enumerate(paper.promises)],
    }
    rows["places"] = [_place(position, place) for place, position in places.known.items()]
    rows["labels"] = [{"text": label} for label in sorted(labels_of(paper))]
    return rows


class _Places:
    """The places met so far, each with its position."""

    def __init__(self) -> None:
        self.known: dict[Place, int] = {}

    def __call__(self, place: Place) -> int:
        return self.known.setdefault(place, len(self.known))


def _head(paper: Paper) -> dict[str, Value]:
    return {
        "document": paper.source.id,
        "path": paper.source.path,
        "format": paper.source.format,
        "digest": paper.source.digest,
        "title": paper.title,
        "department": paper.department,
        "place": paper.place,
        "level": paper.level,
        "year": paper.year,
        "phase": paper.phase.value,
        "checked": paper.checked,
        "held": paper.held,
        "table_count": len(paper.tables),
        "fact_count": len(paper.facts),
        "finding_count": len(paper.findings),
        "error_count": sum(finding.severity == "error" for finding in paper.findings),
        "edition": reading_edition(),
    }


def _place(position: int, place: Place) -> dict[str, Value]:
    left, bottom, right, top = place.bbox or (None, None, None, None)
    return {
        "position": position,
        "page": place.page,
        "line": place.line,
        "table_number": place.table,
        "table_title": place.table_title,
        "row_label": place.row,
        "column_path": place.column,
        "section": place.section,
        "left": left,
        "bottom": bottom,
        "right": right,
        "top": top,
        "file": place.file,
    }


def _fact(position: int, fact: Fact, places: _Places) -> dict[str, Value]:
    value, is_number = _value(fact.value)
    cited = fact.citation
    return {
        "position": position,
        "id": fact.id,
        "kind": fact.kind.value,
        "aspect": fact.aspect.value,
        "label": fact.label,
        "value": value,
        "is_number": is_number,
        "unit": fact.unit,
        "year": fact.year,
        "entity": fact.entity,
        "state": fact.state.value,
        "phase": fact.phase.value,
        "terms": _listed(sorted(fact.terms)),
        "place": places(cited.place),
        "quote": cited.quote,
        "context": _listed(sorted(fact.context)),
        "codes": _listed(fact.codes),
        "printed": fact.printed,
        "base_year": fact.base_year,
        "base": fact.base,
        "as_of": fact.as_of,
        "parent": fact.parent,
        "table_index": fact.table,
        "row_index": fact.row,
        "column_index": fact.column,
        "findings": _listed(fact.findings),
    }


def _value(value: Decimal | str | None) -> tuple[str | None, int]:
    """A number's own digits, or words, and which of the two it is."""
    return (str(value), 1) if isinstance(value, Decimal) else (value, 0)


def _table(position: int, table: Table, places: _Places) -> dict[str, Value]:
    return {
        "position": position,
        "table_index": table.index,
        "number": table.number,
        "title": table.title,
        "unit": table.unit,
        "form": table.form,
        "entity": table.entity,
        "place": places(table.place),
        "columns": _json([_column(column) for column in table.columns]),
        "rows": _json([_row(row) for row in table.rows]),
        "cells": _json([_cell(cell, places) for cell in table.cells]),
        "notes": _json([_paragraph(note, places) for note in table.notes]),
        "fields": _json([[_row(r), _column(c), _cell(v, places)] for r, c, v in table.fields]),
    }


def _column(column: Column) -> list[Any]:
    return [column.path, column.half, column.is_label]


def _row(row: Row) -> list[Any]:
    return [row.label, row.path, row.codes, row.half, row.is_total]


def _cell(cell: BodyCell, places: _Places) -> list[Any]:
    return [cell.row, cell.column, cell.text, places(cell.place)]


def _paragraph(paragraph: Paragraph, places: _Places) -> list[Any]:
    return [paragraph.text, places(paragraph.place)]


def _finding(position: int, finding: Finding, places: _Places) -> dict[str, Value]:
    return {
        "position": position,
        "code": finding.code,
        "severity": finding.severity,
        "named_values": _json(finding.values),
        "places": _json([places(place) for place in finding.places]),
        "quotes": _json(finding.quotes),
    }


def _promise(position: int, promise: Promise, places: _Places) -> dict[str, Value]:
    return {
        "position": position,
        "name": promise.name,
        "place": places(promise.place),
        "table_index": promise.table,
        "part": promise.part,
    }


def _listed(words: Sequence[str]) -> str:
    """A list of words as JSON, as `_json` writes it; most lists of a fact are empty.

    >>> _listed(['a"b', "合计"]) == _json(['a"b', "合计"])
    True
    """
    return f"[{','.join(map(encode_basestring, words))}]" if words else "[]"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
