"""Sends without files, straight through connections of our own: the library's client costs half of a send.

Whatever else is asked (a file to send, a proxy to go through) takes the library's own way.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import Any
from urllib.request import getproxies

import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.lines import FAULTS, TIMEOUTS, Lines
from bot.telegram.requests import Tell, WatchedRequest

_HEADERS = (
    f"User-Agent: {BaseRequest.USER_AGENT}\r\nAccept: */*\r\nContent-Type: application/json\r\n"
)
_IDLE_SECONDS = 5.0
"""How long a connection may lie idle and still be used."""

if "sniffio" not in sys.modules and find_spec("sniffio") is None:
    # The pool looks for it at every lock it makes, and through all folders where it is not installed.
    # Noted here as missing, looking for it fails at once.
    sys.modules["sniffio"] = None  # type: ignore[assignment]


class DirectRequest(WatchedRequest):
    """Requests that tell what each came to; those without files go straight through connections of their own."""

    def __init__(self, tell: Tell, **settings: Any) -> None:
        super().__init__(tell, **settings)
        self._settings = settings
        # A proxy may be told by the environment, too.
        self._is_direct = not settings.get("proxy") and not getproxies()
        self._lines: Lines | None = None

    async def initialize(self) -> None:
        """Make ready."""
        await super().initialize()
        if self._is_direct and self._lines is None:
            most = self._settings.get("connection_pool_size") or 1
            self._lines = Lines(most, _IDLE_SECONDS, httpx.create_ssl_context())

    async def shutdown(self) -> None:
        """Close the connections."""
        lines, self._lines = self._lines, None
        if lines is not None:
            await lines.close()
        await super().shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> tuple[int, bytes]:
        """Make one request, and tell its status or the name of what prevented one."""
        if self._lines is None or (request_data is not None and request_data.contains_files):
            return await super().do_request(url, method, request_data, *args, **kwargs)
        try:
            status, body = await self._straight(
                self._lines, url, method, request_data, args, kwargs
            )
        except TelegramError as error:
            self._tell(None, type(error.__cause__ or error).__name__)
            raise
        self._tell(status, "")
        return status, body

    async def _straight(
        self,
        lines: Lines,
        url: str,
        method: str,
        data: RequestData | None,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> tuple[int, bytes]:
        """Make one request, its faults named as the library names them."""
        try:
            answer = await lines.request(
                method,
                url,
                _HEADERS,
                body_of(data.parameters if data else {}),
                self._timeouts(args, kwargs),
            )
        except TIMEOUTS as error:
            raise TimedOut from error
        except FAULTS as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        return answer.status, answer.body

    def _timeouts(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """How long each step may take, in seconds: as this call says, or else as the settings do."""
        names = ("read", "write", "connect", "pool")
        given = dict(zip(names, args, strict=False))
        given.update({name.removesuffix("_timeout"): value for name, value in kwargs.items()})
        told = {name: self._settings.get(f"{name}_timeout") for name in names}
        return told | {
            name: value
            for name, value in given.items()
            if name in told and value is not BaseRequest.DEFAULT_NONE
        }


def body_of(parameters: dict[str, Any]) -> bytes:
    """Given parameters, return them as the body of a request.

    >>> body_of({"chat_id": 5, "text": "0 元"}).decode()
    '{"chat_id": 5, "text": "0 元"}'
    """
    return json.dumps(parameters, ensure_ascii=False).encode("utf-8", "replace")
