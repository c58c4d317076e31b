"""Logging in and out."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.desk import Desk
from bot.desk.words import say

_HOME = "/desk/ask"
_MOST_SHOWN = 200


def show_login(desk: Desk, visit: Visit) -> Response:
    """Show the form; whoever is logged in already goes on."""
    wanted = _inside(visit.asked("next"))
    if visit.account:
        return RedirectResponse(wanted, status_code=303)
    return _form(desk, visit, wanted=wanted)


def log_in(desk: Desk, visit: Visit) -> Response:
    """Let somebody in whose password is right, in a new session."""
    name, password = visit.text("name"), str(visit.form.get("password") or "")
    wanted = _inside(visit.text("next"))
    if not name or not password:
        return _form(desk, visit, 422, wanted=wanted, name=name, trouble=say("login.empty"))
    address = visit.request.client.host if visit.request.client else ""
    keys = (f"name {name}", f"address {address}")
    if not desk.tries.allowed(*keys):
        trouble = say("wrong.often")
        return _form(desk, visit, 429, wanted=wanted, name=name, trouble=trouble)
    account = desk.accounts.verified(name, password)
    if account is None:
        desk.state.audit.note("", "login.refused", f"address:{address}")
        return _form(desk, visit, 403, wanted=wanted, name=name, trouble=say("login.wrong"))
    desk.tries.forget(*keys)
    desk.state.audit.note(account.name, "login", f"account:{account.name}")
    response = RedirectResponse(wanted, status_code=303)
    desk.sessions.begin(response, account)
    return response


def log_out(desk: Desk, visit: Visit) -> Response:
    """End the session, and forget what was said in it."""
    if visit.account and visit.session:
        desk.note(visit, "logout", f"account:{visit.account.name}")
        desk.talks.forget(visit.session.id)
    response = RedirectResponse("/", status_code=303)
    desk.sessions.end(response)
    return response


def show_log(desk: Desk, visit: Visit) -> Response:
    """Show who changed what."""
    return desk.show(visit, "log.html", entries=desk.state.audit.find(limit=_MOST_SHOWN))


def _form(
    desk: Desk, visit: Visit, status: int = 200, *, wanted: str, name: str = "", trouble: str = ""
) -> Response:
    """The form, in a session of its own: its token must belong to one."""
    if visit.session is not None:
        values = {"wanted": wanted, "name": name, "trouble": trouble}
        return desk.show(visit, "login.html", status, **values)
    response = Response()
    session = desk.sessions.begin(response)
    fresh = Visit(visit.request, session, None, visit.form)
    page = desk.show(fresh, "login.html", status, wanted=wanted, name=name, trouble=trouble)
    desk.sessions.keep(page, session)
    return page


def _inside(wanted: str) -> str:
    r"""Where to go after the log-in: a path of ours, never another site's address.

    >>> _inside("/desk/ask"), _inside("//evil.example"), _inside("/\\evil.example")
    ('/desk/ask', '/desk/ask', '/desk/ask')
    """
    safe = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if safe and wanted.isprintable() else _HOME


PAGES = (
    Page("GET", "/login", show_login),
    Page("POST", "/login", log_in),
    Page("POST", "/logout", log_out, Role.CLERK),
    Page("GET", "/desk/log", show_log, Role.ADMIN, in_menu=True),
)
