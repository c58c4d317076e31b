"""Looking around, for everybody: the papers, their tables, and the place that an address stands for."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.desk.access import Page, Visit
from bot.desk.desk import Desk
from bot.desk.engine import BusyError
from bot.desk.words import say
from bot.picture.sheets import sheet_of
from knowledge import Paper, finding_next, finding_text

_SEVERITIES = ("error", "warning", "note")


def show_home(desk: Desk, visit: Visit) -> Response:
    """Show which papers there are."""
    return desk.show(visit, "home.html", heads=desk.engine.answerer.sources)


def show_paper(desk: Desk, visit: Visit) -> Response:
    """Show what a paper holds: its tables, and what is wrong with it."""
    paper = _paper(desk, visit)
    worst_first = sorted(paper.findings, key=lambda each: _SEVERITIES.index(each.severity))
    findings = [(each, finding_text(each), finding_next(each)) for each in worst_first]
    sheets = [sheet_of(table) for table in paper.tables]
    return desk.show(visit, "paper.html", paper=paper, sheets=sheets, findings=findings)


def show_table(desk: Desk, visit: Visit) -> Response:
    """Show a table of a paper."""
    paper = _paper(desk, visit)
    number = int(visit.part("number"))
    if not 1 <= number <= len(paper.tables):
        raise HTTPException(404)
    sheet = sheet_of(paper.tables[number - 1])
    return desk.show(visit, "table.html", paper=paper, sheet=sheet, found=None)


def show_place(desk: Desk, visit: Visit) -> Response:
    """Show the place that a citation's address stands for, marked in its table or in the words of the text."""
    document, key = visit.part("document"), visit.part("key")
    found = desk.engine.found(document, key)
    if found is None:
        return desk.show(visit, "gone.html", 404, paper=desk.engine.paper(document))
    sheet = (
        sheet_of(found.paper.tables[found.table], found.cells) if found.table is not None else None
    )
    if visit.is_piece:
        return desk.show(visit, "pieces/place.html", found=found, sheet=sheet)
    return desk.show(visit, "table.html", paper=found.paper, sheet=sheet, found=found)


def show_page(desk: Desk, visit: Visit) -> Response:
    """Show the page of the PDF that a place is on, as a picture with the place marked."""
    found = desk.engine.found(visit.part("document"), visit.part("key"))
    try:
        png = desk.engine.page_picture(found) if found else None
    except BusyError:
        raise HTTPException(503, say("wrong.busy"), {"Retry-After": "3"}) from None
    if png is None:
        raise HTTPException(404)
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def _paper(desk: Desk, visit: Visit) -> Paper:
    paper = desk.engine.paper(visit.part("document"))
    if paper is None:
        raise HTTPException(404)
    return paper


PAGES = (
    Page("GET", "/", show_home),
    Page("GET", "/papers/{document}", show_paper),
    Page("GET", "/papers/{document}/tables/{number:int}", show_table),
    Page("GET", "/c/{document}/{key}", show_place),
    Page("GET", "/c/{document}/{key}/page.png", show_page),
)
