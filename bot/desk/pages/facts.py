"""The facts of a paper to take away, and found by their labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.addresses import path_of
from bot.desk.access import Page, Visit
from bot.desk.desk import Desk
from bot.desk.exports import CSV, XLSX, Value, csv_of, xlsx_of
from bot.desk.words import say
from bot.records import fact_record
from knowledge import Fact, Paper, squash

LONGEST = 60
_MOST_FACTS = 60
"""Facts shown of one paper."""
_MOST_PAPERS = 8
"""Papers looked into; what more there are is only counted."""
_COLUMNS = (
    *("label", "value", "unit", "year", "state", "entity", "table", "table_title", "row", "column"),
    *("section", "page", "line", "quote", "address"),
)


def take_facts(desk: Desk, visit: Visit) -> Response:
    """Give all facts of a paper as CSV, XLSX or JSON."""
    paper = desk.engine.paper(visit.part("document"))
    if paper is None:
        raise HTTPException(404)
    ending = visit.part("ending")
    base = desk.settings.public_url.rstrip("/")
    if ending == "csv":
        return _file(paper, ending, CSV, csv_of(_rows(paper, base)))
    if ending == "xlsx":
        return _file(paper, ending, XLSX, xlsx_of(paper.title, _rows(paper, base)))
    if ending == "json":
        records = [fact_record(fact) for fact in paper.facts]
        body = json.dumps(records, ensure_ascii=False, indent=1).encode()
        return _file(paper, ending, "application/json; charset=utf-8", body)
    raise HTTPException(404)


def search(desk: Desk, visit: Visit) -> Response:
    """Show the papers and facts whose names hold the words."""
    words = visit.asked("q")[:LONGEST]
    wanted = squash(words)
    answerer = desk.engine.answerer
    heads = [h for h in answerer.sources if wanted and wanted in squash(f"{h.title}{h.department}")]
    within = visit.asked("in")
    documents = answerer.holding(words) if wanted else ()
    documents = tuple(d for d in documents if within in {"", d})
    there = [paper for d in documents[:_MOST_PAPERS] if (paper := desk.engine.paper(d))]
    found = [(paper, _facts_named(paper, wanted)) for paper in there]
    rest = max(len(documents) - _MOST_PAPERS, 0)
    values: dict[str, Any] = {
        "words": words,
        "heads": [] if within else heads,
        "within": within,
        "rest": rest,
    }
    return desk.show(visit, "search.html", found=found, most=_MOST_FACTS, **values)


def _facts_named(paper: Paper, wanted: str) -> list[Fact]:
    """The facts of a paper whose label holds the words, those that are called exactly so first."""
    found = [fact for fact in paper.facts if wanted in squash(fact.label)]
    return sorted(found, key=lambda fact: (squash(fact.label) != wanted, fact.value is None))


def _rows(paper: Paper, base: str) -> Iterator[list[Value]]:
    yield [say(f"column.{name}") for name in _COLUMNS]
    for fact in paper.facts:
        place = fact.citation.place
        yield [
            *(fact.label, fact.value, fact.unit, fact.year, say(f"fact_state.{fact.state.value}")),
            *(fact.entity, place.table, place.table_title, place.row, place.column),
            *(place.section, place.page, place.line, fact.citation.quote),
            base + path_of(paper.source.id, place, fact.citation.quote),
        ]


def _file(paper: Paper, ending: str, kind: str, body: bytes) -> Response:
    name = quote(f"{paper.source.id}.{ending}", safe="")
    given = f"attachment; filename=\"facts.{ending}\"; filename*=UTF-8''{name}"
    return Response(body, media_type=kind, headers={"Content-Disposition": given})


PAGES = (
    Page("GET", "/search", search),
    Page("GET", "/papers/{document}/facts.{ending}", take_facts),
)
