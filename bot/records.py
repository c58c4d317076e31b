"""A paper as the contract's objects: its facts, and the report of its check."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from knowledge import (
    Citation,
    Fact,
    Finding,
    Listed,
    Paper,
    Place,
    Table,
    Taken,
    finding_next,
    finding_text,
    form,
)

PLACE_KEYS = ("table", "table_title", "row", "column", "section", "page", "line")


def line_of(record: dict[str, Any]) -> str:
    """Given a record, return it as one line of JSON with Chinese as it is."""
    return json.dumps(record, ensure_ascii=False)


def fact_record(fact: Fact) -> dict[str, Any]:
    """Given a fact, return the contract's object, with the citation itself in it."""
    return {
        "label": fact.label,
        "value": plain_value(fact.value),
        "unit": fact.unit,
        "year": fact.year,
        "entity": fact.entity,
        "state": fact.state.value,
        "derived": False,
        "citations": [citation_record(fact.citation)],
    }


def check_record(paper: Paper) -> dict[str, Any]:
    """Given a paper, return the contract's report of whose it is, its tables, its arithmetic and its faults."""
    return {
        "document": paper.source.id,
        "title": paper.title,
        "department": paper.department,
        "year": paper.year,
        "kind": paper.phase.value,
        "tables": [table_record(table) for table in paper.tables],
        "identities": {"checked": paper.checked, "held": paper.held},
        "findings": [finding_record(finding, paper) for finding in paper.findings],
    }


def table_record(table: Table) -> dict[str, Any]:
    """Given a table, return where it stands, what form it is and how large it is."""
    return {
        "table": table.number,
        "title": table.title,
        "page": table.place.page,
        "line": table.place.line,
        "form": known.names[0] if (known := form(table.form)) else None,
        "unit": table.unit,
        "rows": printed_rows(table),
        "columns": len(table.columns),
    }


def printed_rows(table: Table) -> int:
    """Given a table, return how many body rows are printed: side-by-side halves share their rows."""
    halves: dict[int, int] = {}
    for row in table.rows:
        halves[row.half] = halves.get(row.half, 0) + 1
    return max(halves.values(), default=0)


def finding_record(finding: Finding, paper: Paper) -> dict[str, Any]:
    """Given a finding, return its words and the places that it speaks of."""
    quotes = (*finding.quotes, *("" for _ in finding.places))
    citations = [
        citation_record(Citation(paper.source.id, paper.title, place, quote))
        for place, quote in zip(finding.places, quotes, strict=False)
    ]
    return {
        "code": finding.code,
        "severity": finding.severity,
        "text": finding_text(finding),
        "citations": citations,
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """Given a citation, return the contract's object."""
    place: Place = citation.place
    return {
        "document": citation.document,
        "title": citation.title,
        **{key: getattr(place, key) for key in PLACE_KEYS},
        "quote": citation.quote,
    }


def plain_value(value: Decimal | str | None) -> str | None:
    """Given a value, return a plain decimal without exponent or separators, or the words.

    >>> plain_value(Decimal("1.86E+2"))
    '186'
    """
    return format(value, "f") if isinstance(value, Decimal) else value


def taken_record(taken: Taken) -> dict[str, Any]:
    """Given what became of a file, return it: where it went, or why it was left out and what to do."""
    finding = taken.finding
    pages = [place.page for place in finding.places if place.page] if finding else []
    return {
        "path": str(taken.path),
        "change": taken.change,
        "document": taken.document or None,
        "title": taken.title or None,
        "department": taken.department or None,
        "level": taken.level,
        "year": taken.year,
        "kind": taken.phase or None,
        "tables": taken.tables,
        "facts": taken.facts,
        "findings": taken.findings,
        "code": finding.code if finding else None,
        "severity": finding.severity if finding else None,
        "page": pages[0] if pages else None,
        "reason": finding_text(finding) if finding else None,
        "next": finding_next(finding) or None if finding else None,
    }


def listed_record(listed: Listed) -> dict[str, Any]:
    """Given a paper of the stored base, return what is known of it without loading it."""
    head = listed.head
    return {
        "document": head.document,
        "title": head.title,
        "department": head.department,
        "place": head.place,
        "level": head.level,
        "year": head.year,
        "kind": head.phase.value,
        "tables": listed.tables,
        "facts": listed.facts,
        "findings": listed.findings,
        "errors": listed.errors,
        "identities": {"checked": listed.checked, "held": listed.held},
        "ingested": listed.ingested,
        "replaced": listed.replaced,
        "withdrawn": listed.withdrawn,
        "digest": listed.digest,
        "path": listed.path,
    }
