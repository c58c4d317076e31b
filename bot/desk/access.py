"""The routes, who may use each, and the guard that every request passes: its host, size, session, role and token."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Message, Receive

from bot.desk.accounts import Account, Role
from bot.desk.sessions import Session
from bot.desk.words import say

if TYPE_CHECKING:
    from bot.desk.desk import Desk

log = logging.getLogger(__name__)

FORM_BYTES = 256 * 1024
"""The largest form that is read; a route that takes files says its own limit."""
_MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One request that may be served: who it comes from, and the form it carries."""

    request: Request
    session: Session | None
    account: Account | None
    form: FormData = field(default_factory=FormData)

    @property
    def is_piece(self) -> bool:
        """Whether only a piece of the page is wanted, to be put into the one at hand."""
        return self.request.headers.get("hx-request") == "true"

    def text(self, name: str) -> str:
        """Return what was typed into a field, trimmed; empty where it is missing or is a file."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def asked(self, name: str) -> str:
        """Return a value of the address's query, trimmed; empty where it is missing."""
        return self.request.query_params.get(name, "").strip()

    def part(self, name: str) -> str:
        """Return a part of the address's path."""
        return str(self.request.path_params[name])


Serve = Callable[["Desk", Visit], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """One route: what it is for, and who may use it."""

    method: str
    path: str
    serve: Serve
    needs: Role | None = None
    """The least role that may use it; None for everybody."""
    in_menu: bool = False
    """Whether it stands in the navigation."""
    takes_files: bool = False
    """Whether it may be as large as an upload."""

    @property
    def about(self) -> str:
        """What it does, for the table of routes."""
        return say(f"page.{self.method} {self.path}")

    @property
    def menu(self) -> str:
        """Its name in the navigation."""
        return say(f"menu.{self.path}")

    @property
    def needed(self) -> str:
        """Who may use it, in words."""
        return self.needs.word if self.needs else say("role.public")


def endpoint(desk: Desk, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Given the desk and a page, return what serves its requests: only those that may be served reach the page."""

    async def serve(request: Request) -> Response:
        _check_host(desk, request)
        session = desk.sessions.of(request)
        account = desk.sessions.account(session)
        if page.needs is not None and account is None:
            return _to_login(request, is_piece=request.headers.get("hx-request") == "true")
        if page.needs is not None and account is not None and account.role < page.needs:
            reason = say("wrong.role", role=account.role.word, needs=page.needed)
            raise HTTPException(403, reason)
        if page.method != "POST":
            return await run_in_threadpool(page.serve, desk, Visit(request, session, account))
        form = await _form_of(request, _limit(desk, page))
        try:
            _check_token(desk, request, session, form)
            visit = Visit(request, session, account, form)
            return await run_in_threadpool(page.serve, desk, visit)
        finally:
            await form.close()

    return serve


def table_of_routes(pages: Sequence[Page]) -> str:
    """Given the pages, return the table of routes and who may use each, as Markdown."""
    lines = [say("page.head"), "| --- | --- | --- | --- |"]
    lines += [f"| `{p.path}` | {p.method} | {p.needed} | {p.about} |" for p in pages]
    return "\n".join(lines)


def _check_host(desk: Desk, request: Request) -> None:
    """A page of another site must not reach the desk under a name of its own (DNS rebinding)."""
    if _hostname(request.headers.get("host", "")) not in desk.hosts:
        raise HTTPException(400, say("wrong.host"))


def _hostname(host: str) -> str:
    """The name in a Host header, without its port; empty where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _to_login(request: Request, *, is_piece: bool) -> Response:
    wanted = request.url.path if request.method == "GET" else "/desk/ask"
    address = f"/login?next={quote(wanted, safe='/')}"
    if is_piece:
        return Response(status_code=401, headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303)


def _limit(desk: Desk, page: Page) -> int:
    return desk.settings.upload_megabytes * 1024 * 1024 if page.takes_files else FORM_BYTES


async def _form_of(request: Request, limit: int) -> FormData:
    """Read a form of at most `limit` bytes, whatever length it claims."""
    claimed = request.headers.get("content-length", "0")
    if not claimed.isascii() or not claimed.isdigit():
        raise HTTPException(400, say("wrong.form"))
    if int(claimed) > limit:
        raise _too_large(limit)
    limited = Request(request.scope, _limited(request.receive, limit))
    try:
        return await limited.form(max_files=20, max_fields=_MOST_FIELDS, max_part_size=limit)
    except HTTPException as error:
        if error.status_code == 413:
            raise
        raise HTTPException(400, say("wrong.form")) from None


def _limited(receive: Receive, limit: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> HTTPException:
    size = f"{limit // 1024 // 1024} MB" if limit >= 1024 * 1024 else f"{limit // 1024} KB"
    return HTTPException(413, say("wrong.large", limit=size))


def _check_token(desk: Desk, request: Request, session: Session | None, form: FormData) -> None:
    """A change must come from a form of this very session, and not from another site's page."""
    token = request.headers.get("x-csrf-token") or form.get("csrf")
    origin = request.headers.get("origin")
    foreign = (
        request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}
        or (origin is not None and _hostname(origin.partition("://")[2]) not in desk.hosts)
        or not isinstance(token, str)
        or not desk.sessions.is_own(session, token)
    )
    if foreign:
        raise HTTPException(403, say("wrong.foreign"))
