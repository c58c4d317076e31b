"""The wiring: a desk → the application that a server runs."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.desk.access import Page, Visit, endpoint
from bot.desk.desk import Desk
from bot.desk.headers import Headers
from bot.desk.pages import PAGES
from bot.desk.words import say
from knowledge import StoreError

log = logging.getLogger(__name__)
_STATIC = Path(__file__).with_name("static")


def served(*, staff: bool) -> tuple[Page, ...]:
    """Return the pages that are served: all of them, or without staff only those for everybody but the log-in."""
    if staff:
        return PAGES
    return tuple(
        page for page in PAGES if page.needs is None and page.path not in {"/login", "/logout"}
    )


def make_app(desk: Desk, *, staff: bool = True) -> Headers:
    """Given a desk, return the application; without staff only the public view is there."""
    pages = served(staff=staff)
    desk = replace(desk, menu=tuple(page for page in pages if page.in_menu))

    def wrong(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        page = _wrong(desk, request, status, getattr(error, "detail", ""))
        page.headers.update(getattr(error, "headers", None) or {})
        return page

    def unusable(request: Request, error: Exception) -> Response:
        log.error("the base cannot be used: %s", type(error).__name__)
        return _wrong(desk, request, 503, say("wrong.store"))

    routes = [Route(page.path, endpoint(desk, page), methods=[page.method]) for page in pages]
    secure = desk.settings.public_url.startswith("https://")
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=_STATIC))],
        exception_handlers={HTTPException: wrong, StoreError: unusable, 500: wrong},
    )
    return Headers(
        app, secure=secure
    )  # around it all: what answers a fault stands outside its middleware


def _wrong(desk: Desk, request: Request, status: int, reason: str) -> Response:
    """The page that says what is wrong, and what to do next."""
    session = desk.sessions.of(request)
    visit = Visit(request, session, desk.sessions.account(session))
    known = {404: "missing", 405: "method", 500: "internal"}
    sentence = say(f"wrong.{known[status]}") if status in known else reason
    key = f"wrong.heading_{status}"
    heading = say(key if key in say.sentences() else "wrong.heading_400")
    template = "pieces/wrong.html" if visit.is_piece else "wrong.html"
    return desk.show(visit, template, status, heading=heading, sentence=sentence)
