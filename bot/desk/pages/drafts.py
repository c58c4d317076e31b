"""A draft: what was read of a file, whether it may be published, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.engine import BusyError
from bot.desk.pages.publish import publishing_of, who
from bot.desk.publishing.correcting import Field, of_paper, of_unknown, parsed
from bot.desk.publishing.publishing import Loaded
from bot.desk.words import say
from bot.picture.places import Found
from bot.picture.sheets import sheet_of
from knowledge import (
    LEVELS,
    Draft,
    Fact,
    Finding,
    Overtaken,
    Table,
    correction_finding,
    finding_next,
    finding_text,
    form,
)

_SEVERITIES = ("error", "warning", "note")
NO_PAPER = "file_no_disclosure"
"""What is found of a file that does not say whose budget or accounts it is."""
_MOST_FACTS = 200
"""Facts of the text that are shown on one page."""
_MOST_CHANGES = 100
"""Facts that are not as they were, shown on one page."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words."""

    finding: Finding
    text: str
    next: str


@dataclass(frozen=True, slots=True)
class Line:
    """A table of a draft as it is listed."""

    number: int
    table: Table
    name: str
    form: str
    """The standard form it was recognised as; empty where it was not."""
    facts: int
    troubles: int
    """Findings that are no mere notes."""


def show_draft(desk: Desk, visit: Visit) -> Response:
    """Show what was read of a file; a piece of the page where only that is asked for."""
    return shown(desk, visit, draft_of(desk, visit))


def publish(desk: Desk, visit: Visit) -> Response:
    """Let everybody be answered from a draft from now on."""
    publishing, draft = publishing_of(desk), draft_of(desk, visit)
    seen = as_seen(draft, visit)
    try:
        document = publishing.store.press.publish(
            seen, visit.text("mark"), who(visit), desk.clock()
        )
    except Overtaken as error:
        return overtaken(desk, visit, error)
    desk.engine.renew()
    desk.note(visit, "paper.publish", f"paper:{document}", after=draft.name)
    return RedirectResponse(f"/papers/{quote(document, safe='')}", status_code=303)


def discard(desk: Desk, visit: Visit) -> Response:
    """Put a draft away."""
    publishing, draft = publishing_of(desk), draft_of(desk, visit)
    try:
        publishing.discard(as_seen(draft, visit), who(visit), desk.clock())
    except Overtaken as error:
        return overtaken(desk, visit, error)
    desk.note(visit, "draft.discard", f"draft:{draft.id}", after=draft.name)
    return RedirectResponse("/desk/papers", status_code=303)


def show_place(desk: Desk, visit: Visit) -> Response:
    """Show a place of a draft, marked in its table or in the words of the text."""
    draft = draft_of(desk, visit)
    found = _found(desk, visit, draft)
    if found is None:
        raise HTTPException(404)
    sheet = None
    if found.table is not None:
        sheet = sheet_of(found.paper.tables[found.table], found.cells)
    return desk.show(
        visit, "draft_place.html", draft=draft, found=found, sheet=sheet, key=visit.part("key")
    )


def show_page(desk: Desk, visit: Visit) -> Response:
    """Show the page of the PDF that a place of a draft is on, as a picture with the place marked."""
    found = _found(desk, visit, draft_of(desk, visit))
    try:
        png = desk.engine.page_picture(found) if found else None
    except BusyError:
        raise HTTPException(503, say("wrong.busy"), {"Retry-After": "3"}) from None
    if png is None:
        raise HTTPException(404)
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def draft_of(desk: Desk, visit: Visit) -> Draft:
    """Return the draft that an address names; not found where there is none."""
    draft = publishing_of(desk).draft(visit.part("draft"))
    if draft is None:
        raise HTTPException(404)
    return draft


def shown(desk: Desk, visit: Visit, draft: Draft, status: int = 200, **values: Any) -> Response:
    """Show a draft as it is now."""
    publishing = publishing_of(desk)
    loaded = publishing.loaded(draft) if draft.state == "read" else None
    told: dict[str, Any] = {"trouble": "", "draft": draft, "loaded": loaded}
    told["refusal"] = _told(draft.finding) if draft.finding else None
    told["about"] = unknown(draft)
    told["levels"] = LEVELS
    if loaded is not None:
        told |= _said(desk, draft, loaded)
    template = "pieces/draft.html" if visit.is_piece else "draft.html"
    return desk.show(visit, template, status, **{**told, **values})


def overtaken(desk: Desk, visit: Visit, error: Overtaken, **values: Any) -> Response:
    """Show a draft as somebody else has left it, and say so."""
    draft = draft_of(desk, visit)
    trouble = overtaken_words(error)
    return shown(desk, visit, draft, 409, trouble=trouble, **values)


def overtaken_words(error: Overtaken) -> str:
    """Return what is said to whoever was not quick enough, with the next step."""
    who = error.who or say("overtaken.somebody")
    return say(f"overtaken.{error.code}", who=who, at=error.at[:16].replace("T", " "))


def as_seen(draft: Draft, visit: Visit) -> Draft:
    """Return a draft as whoever changes it has seen it."""
    told = visit.text("version")
    fits = told.isascii() and told.isdigit() and len(told) < 10
    return replace(draft, version=int(told) if fits else 0)


def lines_of(loaded: Loaded) -> list[Line]:
    """Return the tables of a draft, those that were not recognised first."""
    paper = loaded.paper
    facts: dict[int | None, int] = {}
    for fact in paper.facts:
        facts[fact.table] = facts.get(fact.table, 0) + 1
    lines = []
    for number, table in enumerate(paper.tables, 1):
        known = form(table.form)
        mine = [f for f in paper.findings if f.severity != "note" and _is_in(f, table)]
        name = sheet_of(table).name
        lines.append(
            Line(
                number,
                table,
                name,
                known.names[0] if known else "",
                facts.get(table.index, 0),
                len(mine),
            )
        )
    return lines


def _is_in(finding: Finding, table: Table) -> bool:
    named = (table.number, table.title)
    return any(named) and any((p.table, p.table_title) == named for p in finding.places)


def _said(desk: Desk, draft: Draft, loaded: Loaded) -> dict[str, Any]:
    paper = loaded.paper
    standing = publishing_of(desk).store.press.standing(paper)
    compared = publishing_of(desk).compared(draft, paper, standing)
    corrections = parsed(draft.corrections)
    worst_first = sorted(paper.findings, key=lambda each: _SEVERITIES.index(each.severity))
    told: list[Fact] = [fact for fact in paper.facts if fact.table is None]
    return {
        "paper": paper,
        "lines": lines_of(loaded),
        "findings": [_told(each) for each in worst_first],
        "told": told[:_MOST_FACTS],
        "more": max(len(told) - _MOST_FACTS, 0),
        "standing": standing,
        "changes": compared.changes if compared else None,
        "is_half": compared is not None and compared.is_half,
        "corrections": [finding_text(correction_finding(each)) for each in corrections],
        "about": of_paper(paper, corrections),
        "most": _MOST_CHANGES,
    }


def unknown(draft: Draft) -> list[Field]:
    """The fields that say whose paper it is, for a file that does not say so itself; none for any other."""
    if draft.state != "refused" or draft.finding is None or draft.finding.code != NO_PAPER:
        return []
    return of_unknown(parsed(draft.corrections))


def _told(finding: Finding) -> Told:
    return Told(finding, finding_text(finding), finding_next(finding))


def _found(desk: Desk, visit: Visit, draft: Draft) -> Found | None:
    loaded = publishing_of(desk).loaded(draft) if draft.state == "read" else None
    return loaded.places.get(visit.part("key")) if loaded else None


PAGES = (
    Page("GET", "/desk/drafts/{draft}", show_draft, Role.PUBLISHER),
    Page("POST", "/desk/drafts/{draft}/publish", publish, Role.PUBLISHER),
    Page("POST", "/desk/drafts/{draft}/discard", discard, Role.PUBLISHER),
    Page("GET", "/desk/drafts/{draft}/c/{key}", show_place, Role.PUBLISHER),
    Page("GET", "/desk/drafts/{draft}/c/{key}/page.png", show_page, Role.PUBLISHER),
)
