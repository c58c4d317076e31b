"""A published paper: its versions and what changed between them, who did what; withdrawn, put back, read anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.pages.drafts import overtaken_words
from bot.desk.pages.publish import publishing_of, who
from bot.desk.words import say
from knowledge import Difference, Listed, Overtaken, difference

_LONGEST = 200
"""Characters of a reason."""
_MOST_CHANGES = 100


def show_versions(desk: Desk, visit: Visit) -> Response:
    """Show the versions of a paper, and what changed on the one that is asked for."""
    return _shown(desk, visit)


def withdraw(desk: Desk, visit: Visit) -> Response:
    """Let nobody be answered from a paper any more."""
    reason = visit.text("reason")
    if len(reason) > _LONGEST:
        return _shown(desk, visit, 422, say("paper.reason", limit=_LONGEST))
    document, digest = visit.part("document"), visit.text("digest")
    press = publishing_of(desk).store.press
    try:
        press.withdraw(document, digest, who(visit), desk.clock(), reason)
    except Overtaken as error:
        return _shown(desk, visit, 409, overtaken_words(error))
    desk.engine.renew()
    desk.note(visit, "paper.withdraw", f"paper:{document}", after=reason)
    return _back(document)


def restore(desk: Desk, visit: Visit) -> Response:
    """Put a paper back that was withdrawn."""
    document, digest = visit.part("document"), visit.text("digest")
    try:
        publishing_of(desk).store.press.restore(document, digest, who(visit), desk.clock())
    except Overtaken as error:
        return _shown(desk, visit, 409, overtaken_words(error))
    desk.engine.renew()
    desk.note(visit, "paper.restore", f"paper:{document}")
    return _back(document)


def draft_again(desk: Desk, visit: Visit) -> Response:
    """Make a draft of the file that a paper was read from, to be read anew or corrected."""
    publishing = publishing_of(desk)
    current, *_ = _versions(desk, visit)
    path = Path(current.path)
    name = f"{current.head.document}{path.suffix}"
    draft = publishing.take_again(name, path, current.digest, who(visit), desk.clock())
    if draft is None:
        return _shown(desk, visit, 409, say("paper.file_gone"))
    desk.note(visit, "draft.add", f"draft:{draft.id}", after=draft.name)
    return RedirectResponse(f"/desk/drafts/{draft.id}", status_code=303)


def _shown(desk: Desk, visit: Visit, status: int = 200, trouble: str = "") -> Response:
    store = publishing_of(desk).store
    current, *older = _versions(desk, visit)
    document = current.head.document
    wanted = visit.asked("since")
    values: dict[str, Any] = {
        "paper": current,
        "older": older,
        "events": store.press.events(document),
        "corrections": store.press.corrections().get(current.digest, ()),
        "since": wanted,
        "changes": _changes(desk, current, older, wanted),
        "reason": visit.text("reason"),
        "most": _MOST_CHANGES,
    }
    return desk.show(visit, "versions.html", status, trouble=trouble, **values)


def _versions(desk: Desk, visit: Visit) -> tuple[Listed, ...]:
    versions = publishing_of(desk).store.press.versions(visit.part("document"))
    if not versions or versions[0].replaced is not None:
        raise HTTPException(404)
    return versions


def _changes(
    desk: Desk, current: Listed, older: Sequence[Listed], wanted: str
) -> Difference | None:
    """What changed since an older version; None where none of that name is there."""
    if not wanted or all(each.head.document != wanted for each in older):
        return None
    store = publishing_of(desk).store
    now = store.paper(current.head.document, withdrawn=True)
    return difference(store.paper(wanted, withdrawn=True), now)


def _back(document: str) -> Response:
    return RedirectResponse(f"/desk/papers/{quote(document, safe='')}", status_code=303)


PAGES = (
    Page("GET", "/desk/papers/{document}", show_versions, Role.PUBLISHER),
    Page("POST", "/desk/papers/{document}/withdraw", withdraw, Role.PUBLISHER),
    Page("POST", "/desk/papers/{document}/restore", restore, Role.PUBLISHER),
    Page("POST", "/desk/papers/{document}/again", draft_again, Role.PUBLISHER),
)
