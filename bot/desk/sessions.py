"""Who a request comes from: a signed cookie, and the token that a form of the same session carries."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.desk.accounts import Account, Accounts

COOKIE = "wenzhang_desk"


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's session, logged in or not."""

    id: str
    name: str = ""
    mark: str = ""


class Sessions:
    """Makes and reads sessions; nothing of them is kept on the server but the key."""

    def __init__(self, key: str, accounts: Accounts, minutes: int, *, secure: bool) -> None:
        self._key = key.encode()
        self._signer = URLSafeTimedSerializer(key, salt="desk session")
        self._accounts = accounts
        self._seconds = minutes * 60
        self._secure = secure

    def of(self, request: Request) -> Session | None:
        """Return the session of a request, or None where it has none that is in force."""
        try:
            told = self._signer.loads(request.cookies.get(COOKIE, ""), max_age=self._seconds)
        except BadSignature:
            return None
        return Session(**told)

    def account(self, session: Session | None) -> Account | None:
        """Return the account that is logged in, if it is still there with the same password and role."""
        account = self._accounts.get(session.name) if session and session.name else None
        return account if account and session and session.mark == account.mark else None

    def begin(self, response: Response, account: Account | None = None) -> Session:
        """Begin a session, of an account that has just logged in or of nobody, and put it on the response."""
        name, mark = (account.name, account.mark) if account else ("", "")
        session = Session(secrets.token_urlsafe(18), name, mark)
        self.keep(response, session)
        return session

    def keep(self, response: Response, session: Session) -> None:
        """Put a session on the response."""
        told = {"id": session.id, "name": session.name, "mark": session.mark}
        response.set_cookie(
            COOKIE,
            self._signer.dumps(told),
            max_age=self._seconds,
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )

    def end(self, response: Response) -> None:
        """Take the session off the browser."""
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=self._secure)

    def token(self, session: Session) -> str:
        """Return what a form of this session must carry."""
        return hmac.new(self._key, f"form {session.id}".encode(), hashlib.sha256).hexdigest()

    def is_own(self, session: Session | None, token: str) -> bool:
        """Return whether a token is this session's."""
        given = token.encode()
        return session is not None and hmac.compare_digest(self.token(session).encode(), given)
