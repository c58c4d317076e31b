"""Requests as the library makes them, watched; and polls whose odd updates do no harm."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData

from knowledge import StoreError

log = logging.getLogger(__name__)

_UNKNOWN_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)

Tell = Callable[[int | None, str], None]
"""Told of a request: its HTTP status, or None and the name of what prevented one."""


class WatchedRequest(HTTPXRequest):
    """Requests that tell what each came to."""

    def __init__(self, tell: Tell, **settings: Any) -> None:
        super().__init__(**settings)
        self._tell = tell

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> tuple[int, bytes]:
        """Make one request, and tell its status or the name of what prevented one."""
        try:
            status, body = await super().do_request(url, method, request_data, *args, **kwargs)
        except TelegramError as error:
            self._tell(None, type(error.__cause__ or error).__name__)
            raise
        self._tell(status, "")
        return status, body


Accept = Callable[[list[dict[str, Any]]], Awaitable[frozenset[int]]]
"""Keeps updates, and returns the numbers of those that had not come before."""


class PollRequest(WatchedRequest):
    """Polls that do no harm, whatever comes of them; their updates are kept before they are confirmed."""

    def __init__(self, tell: Tell, accept: Accept, **settings: Any) -> None:
        super().__init__(tell, **settings)
        self._accept = accept

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> tuple[int, bytes]:
        """Make one poll and return its updates, readable ones only."""
        status, body = await super().do_request(url, method, request_data, *args, **kwargs)
        if not url.endswith("/getUpdates"):
            return status, body
        if status in _UNKNOWN_TOKEN:
            # The library would end its polling without a word, and then fail to wind up what still
            # runs. It was told; until it is acted on, this is one more fault of the server.
            return HTTPStatus.SERVICE_UNAVAILABLE, body
        if status != HTTPStatus.OK:
            return status, body
        try:
            return status, await kept(readable(body), self._accept)
        except StoreError as error:
            # Not kept, not confirmed: Telegram will give them again.
            log.warning("Updates could not be kept (%s: %s)", error.code, error.reason)
            return HTTPStatus.SERVICE_UNAVAILABLE, b""


async def kept(body: bytes, accept: Accept) -> bytes:
    """Given the answer to a poll, keep its updates; return it with those that came before reduced to their numbers."""
    try:
        answer = json.loads(body)
        updates = [update for update in answer["result"] if len(update) > 1]
    except (ValueError, KeyError, TypeError):
        return body
    if not updates:
        return body
    fresh = await accept(updates)
    answer["result"] = [
        update if update["update_id"] in fresh else {"update_id": update["update_id"]}
        for update in answer["result"]
    ]
    return json.dumps(answer).encode()


def readable(body: bytes) -> bytes:
    """Given the answer to a poll, return it with each unreadable update reduced to its number.

    For one that it cannot read the library would drop the whole poll, not confirm it, and be given
    the same again at once and for ever. The number alone confirms the update, and no handler takes it.
    """
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
        updates = answer["result"]
        kept = [
            update if _is_readable(update) else {"update_id": update["update_id"]}
            for update in updates
        ]
    except (ValueError, KeyError, TypeError):
        return body
    if kept == updates:
        return body
    log.error(
        "Updates that could not be read were left out: %d",
        sum(a != b for a, b in zip(kept, updates, strict=True)),
    )
    return json.dumps(answer | {"result": kept}).encode()


def _is_readable(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(update, None)
    except Exception:  # noqa: BLE001 - whatever it raises, it is not to be read
        return False
    return True
