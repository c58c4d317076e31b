"""Publishing: files handed in, the drafts that lie open, and what has been published."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.publishing.publishing import MOST_OPEN, Publishing
from bot.desk.words import say
from knowledge import readable_endings, reading_edition

_FIELDS = ("file", "other")
"""A paper may be published in two files, its tables in one and its words in the other."""


def show_publish(desk: Desk, visit: Visit) -> Response:
    """Show the form, the drafts that lie open, and the papers that are published."""
    return _listed(desk, visit)


def upload(desk: Desk, visit: Visit) -> Response:
    """Take a file, and begin to read it as a draft."""
    publishing = publishing_of(desk)
    files = [
        (file.filename, file.file)
        for name in _FIELDS
        if isinstance(file := visit.form.get(name), UploadFile) and file.filename
    ]
    if not files:
        return _listed(desk, visit, 422, say("publish.none"))
    if len(publishing.store.press.drafts()) >= MOST_OPEN:
        return _listed(desk, visit, 429, say("publish.many", count=MOST_OPEN))
    try:
        draft = publishing.take(files, who(visit), desk.clock())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _listed(desk, visit, 507, say("publish.disk", reason=reason))
    desk.note(visit, "draft.add", f"draft:{draft.id}", after=draft.name)
    return RedirectResponse(f"/desk/drafts/{draft.id}", status_code=303)


def publishing_of(desk: Desk) -> Publishing:
    """Return what is handed in at this desk; where nothing can be, that is told."""
    if desk.publishing is None:
        raise HTTPException(409, say("publish.fixed"))
    return desk.publishing


def who(visit: Visit) -> str:
    """Return who is logged in; the guard has seen to it that somebody is."""
    return visit.account.name if visit.account else ""


def _listed(desk: Desk, visit: Visit, status: int = 200, trouble: str = "") -> Response:
    publishing = desk.publishing
    if publishing is None:
        return desk.show(
            visit,
            "wrong.html",
            409,
            heading=say("wrong.heading_409"),
            sentence=say("publish.fixed"),
        )
    return desk.show(
        visit,
        "publish.html",
        status,
        trouble=trouble,
        drafts=publishing.store.press.drafts(),
        papers=publishing.store.listed(withdrawn=True),
        endings=sorted(readable_endings()),
        edition=reading_edition(),
        megabytes=desk.settings.upload_megabytes,
    )


PAGES = (
    Page("GET", "/desk/papers", show_publish, Role.PUBLISHER, in_menu=True),
    Page("POST", "/desk/papers", upload, Role.PUBLISHER, takes_files=True),
)
