"""Requests: what they came to is told; an update that cannot be read does no harm."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from telegram import Update

from bot.telegram.requests import PollRequest, WatchedRequest, kept, readable
from knowledge import StoreError
from tests.bot.telegram.updates import said, update

GOOD = said("三公经费多少？")
BROKEN = update(message={"message_id": 1, "date": "yesterday", "chat": {"id": 42}})


async def test_requests_tell_what_they_came_to() -> None:
    told: list[tuple[int | None, str]] = []
    request = WatchedRequest(
        lambda status, reason: told.append((status, reason)),
        httpx_kwargs={"transport": httpx.MockTransport(_answer)},
    )
    async with request:
        await request.do_request("http://127.0.0.1/ok", "POST")
        with pytest.raises(Exception, match="ReadError"):
            await request.do_request("http://127.0.0.1/broken", "POST")
    assert told == [(200, ""), (None, "ReadError")]


def _answer(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/broken":
        raise httpx.ReadError("broken")
    return httpx.Response(200, json={"ok": True})


def answer(*updates: object) -> bytes:
    return json.dumps({"ok": True, "result": updates}).encode()


def test_an_update_that_cannot_be_read_is_reduced_to_its_number() -> None:
    with pytest.raises(TypeError):
        Update.de_json(BROKEN, None)
    first, last = said("三公经费多少？"), said("编制多少人？")
    left = json.loads(readable(answer(first, BROKEN, last)))
    assert left == {"ok": True, "result": [first, {"update_id": BROKEN["update_id"]}, last]}


OTHERS = (
    answer(),
    answer(said("三公")),
    b"<html>",
    b"[]",
    b'{"ok": true}',
    b'{"result": [1]}',
    b"\xff",
)


@pytest.mark.parametrize("body", OTHERS, ids=repr)
def test_other_answers_are_left_as_they_are(body: bytes) -> None:
    assert readable(body) == body


async def everything(updates: list[dict[str, Any]]) -> frozenset[int]:
    return frozenset(update["update_id"] for update in updates)


async def nothing(_: list[dict[str, Any]]) -> frozenset[int]:
    return frozenset()


async def unkept(_: list[dict[str, Any]]) -> frozenset[int]:
    raise StoreError("refused", "state.sqlite3", "database or disk is full")


async def test_what_came_before_is_confirmed_and_not_given_again() -> None:
    assert await kept(answer(GOOD), everything) == answer(GOOD)
    again = json.loads(await kept(answer(GOOD), nothing))
    assert again["result"] == [{"update_id": GOOD["update_id"]}]


async def test_what_could_not_be_kept_is_not_confirmed() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=answer(GOOD)))
    async with PollRequest(
        lambda *_: None, unkept, httpx_kwargs={"transport": transport}
    ) as request:
        status, body = await request.do_request("http://127.0.0.1/botX/getUpdates", "POST")
    assert (status, body) == (503, b"")


async def test_only_polls_are_looked_into() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=answer(BROKEN)))
    async with PollRequest(
        lambda *_: None, everything, httpx_kwargs={"transport": transport}
    ) as request:
        _, polled = await request.do_request("http://127.0.0.1/botX/getUpdates", "POST")
        _, other = await request.do_request("http://127.0.0.1/botX/getMe", "POST")
    assert json.loads(polled)["result"] == [{"update_id": BROKEN["update_id"]}]
    assert other == answer(BROKEN)


async def test_a_revoked_token_is_told_and_does_not_end_polling_behind_our_back() -> None:
    told: list[int | None] = []
    transport = httpx.MockTransport(lambda _: httpx.Response(401, json={"ok": False}))
    async with PollRequest(
        lambda status, _: told.append(status), everything, httpx_kwargs={"transport": transport}
    ) as request:
        status, _ = await request.do_request("http://127.0.0.1/botX/getUpdates", "POST")
    assert (told, status) == ([401], 503)
