"""What was misread of a draft, put right: whose it is, a table's title, unit, form and headers; each can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic, sleep
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.addresses import key_of
from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.pages.drafts import as_seen, draft_of, overtaken, overtaken_words, shown, unknown
from bot.desk.pages.publish import publishing_of, who
from bot.desk.publishing.correcting import Field, merged, of_paper, of_table, parsed, typed
from bot.desk.publishing.publishing import Loaded
from bot.desk.words import say
from bot.picture.sheets import sheet_of
from knowledge import MONEY_UNITS, Correction, Draft, Overtaken, Table, form, known_forms

_WAITS = 20.0
"""Seconds that a form waits for a draft that somebody else has changed, to be shown with what was typed."""


def show_table(desk: Desk, visit: Visit) -> Response:
    """Show a table of a draft with a form to put right what was misread."""
    draft = draft_of(desk, visit)
    loaded = _loaded(desk, draft)
    if loaded is None:
        return shown(desk, visit, draft)
    table = _table(visit, loaded)
    return _table_page(desk, visit, draft, _fields(draft, loaded, table))


def correct_table(desk: Desk, visit: Visit) -> Response:
    """Put right a table of a draft; it is read anew with it."""
    draft = draft_of(desk, visit)
    loaded = _loaded(desk, draft)
    if loaded is None:
        draft, loaded = _waited(desk, visit)
    if loaded is None:
        return shown(desk, visit, draft, 409, trouble=say("draft.busy"))
    fields = typed(_fields(draft, loaded, _table(visit, loaded)), _typed(visit))
    try:
        return _corrected(desk, visit, draft, fields)
    except Overtaken as error:
        return _overtaken_table(desk, visit, error)
    except ValueError:
        trouble = say("draft.wrong")
        return _table_page(desk, visit, draft, fields, 422, trouble=trouble)


def correct_about(desk: Desk, visit: Visit) -> Response:
    """Put right whose paper a draft is; it is read anew with it."""
    draft, fields = _about(desk, visit)
    if not fields:
        return shown(desk, visit, draft, 409, trouble=say("draft.busy"))
    try:
        return _corrected(desk, visit, draft, fields)
    except Overtaken as error:
        return overtaken(desk, visit, error, about=_about(desk, visit)[1])
    except ValueError:
        return shown(desk, visit, draft, 422, trouble=say("draft.wrong"), about=fields)


def _about(desk: Desk, visit: Visit) -> tuple[Draft, list[Field]]:
    """A draft once it is read, and the fields that say whose it is, as they were typed."""
    draft, loaded = _waited(desk, visit)
    if loaded is not None:
        return draft, typed(of_paper(loaded.paper, parsed(draft.corrections)), _typed(visit))
    return draft, typed(unknown(draft), _typed(visit))


def undo(desk: Desk, visit: Visit) -> Response:
    """Take back a correction of a draft; it is read anew without it."""
    draft = draft_of(desk, visit)
    number = int(visit.part("number"))
    corrections = parsed(draft.corrections)
    if number >= len(corrections):
        return overtaken(desk, visit, Overtaken("changed", draft.changed_by, draft.changed))
    try:
        _keep(desk, visit, draft, [each for n, each in enumerate(corrections) if n != number])
    except Overtaken as error:
        return overtaken(desk, visit, error)
    return RedirectResponse(f"/desk/drafts/{draft.id}", status_code=303)


def _corrected(desk: Desk, visit: Visit, draft: Draft, fields: Sequence[Field]) -> Response:
    """Keep what was typed; raise `ValueError` where a field will not do."""
    if any(field.trouble for field in fields):
        raise ValueError
    corrections = merged(parsed(draft.corrections), fields)
    _keep(desk, visit, draft, corrections)
    return RedirectResponse(f"/desk/drafts/{draft.id}", status_code=303)


def _keep(desk: Desk, visit: Visit, draft: Draft, corrections: Sequence[Correction]) -> None:
    publishing = publishing_of(desk)
    told = [each.model_dump_json(exclude_defaults=True) for each in corrections]
    publishing.store.press.correct(as_seen(draft, visit), told, who(visit), desk.clock())
    publishing.draft(draft.id)  # begins to read it
    desk.note(visit, "draft.correct", f"draft:{draft.id}", list(draft.corrections), told)


def _overtaken_table(desk: Desk, visit: Visit, error: Overtaken) -> Response:
    """Show the table as somebody else has left it, with what was typed still in the form."""
    draft, loaded = _waited(desk, visit)
    if loaded is None:
        return overtaken(desk, visit, error)
    fields = typed(_fields(draft, loaded, _table(visit, loaded)), _typed(visit))
    return _table_page(desk, visit, draft, fields, 409, trouble=overtaken_words(error))


def _table_page(
    desk: Desk,
    visit: Visit,
    draft: Draft,
    fields: Sequence[Field],
    status: int = 200,
    **values: Any,
) -> Response:
    loaded = _loaded(desk, draft)
    if loaded is None:
        return shown(desk, visit, draft, status, **values)
    table = _table(visit, loaded)
    known = form(table.form)
    return desk.show(
        visit,
        "draft_table.html",
        status,
        draft=draft,
        sheet=sheet_of(table),
        number=table.index + 1,
        count=len(loaded.paper.tables),
        fields={field.name: field for field in fields},
        heads=[field for field in fields if field.name.startswith("column-")],
        units=list(MONEY_UNITS),
        forms=[
            (name, each.names[0]) for name, each in known_forms().items() if each.layout == "table"
        ],
        fixed_form=known.names[0] if known and known.layout != "table" else "",
        found=loaded.places.get(_key(table)),
        key=_key(table),
        **{"trouble": "", **values},
    )


def _key(table: Table) -> str:
    return key_of(table.place, table.title or "")


def _fields(draft: Draft, loaded: Loaded, table: Table) -> list[Field]:
    return of_table(loaded.paper, table, parsed(draft.corrections))


def _table(visit: Visit, loaded: Loaded) -> Table:
    number = int(visit.part("number"))
    if not 1 <= number <= len(loaded.paper.tables):
        raise HTTPException(404)
    return loaded.paper.tables[number - 1]


def _typed(visit: Visit) -> dict[str, str]:
    return {name: visit.text(name) for name in visit.form}


def _loaded(desk: Desk, draft: Draft) -> Loaded | None:
    return publishing_of(desk).loaded(draft) if draft.state == "read" else None


def _waited(desk: Desk, visit: Visit) -> tuple[Draft, Loaded | None]:
    """The draft once it is read; as it is where that takes long."""
    deadline = monotonic() + _WAITS
    while (draft := draft_of(desk, visit)).state == "waiting" and monotonic() < deadline:
        sleep(0.1)
    return draft, _loaded(desk, draft)


PAGES = (
    Page("GET", "/desk/drafts/{draft}/tables/{number:int}", show_table, Role.PUBLISHER),
    Page("POST", "/desk/drafts/{draft}/tables/{number:int}", correct_table, Role.PUBLISHER),
    Page("POST", "/desk/drafts/{draft}/about", correct_about, Role.PUBLISHER),
    Page("POST", "/desk/drafts/{draft}/undo/{number:int}", undo, Role.PUBLISHER),
)
