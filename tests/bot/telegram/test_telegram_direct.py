"""Sends straight through the pool: what arrives, what a fault is named, which ones go the library's way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.direct import DirectRequest
from bot.telegram.sending import has_surely_failed

Answer = Callable[[asyncio.StreamWriter], None]


def _said(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + b'{"ok":true}')


@asynccontextmanager
async def _server(answer: Answer, bodies: list[str]) -> AsyncIterator[str]:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                length = int(head.split("content-length:")[1].split()[0])
                bodies.append((await reader.readexactly(length)).decode("utf-8", "replace"))
                answer(writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


def _data(**values: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in values.items()])


async def test_what_is_sent_arrives_as_it_was() -> None:
    bodies: list[str] = []
    told: list[tuple[int | None, str]] = []
    request = DirectRequest(lambda *each: told.append(each))
    async with _server(_said, bodies) as address, request:
        text = "<b>0.00 万元</b>&=+% \n“三公”👍"
        status, body = await request.do_request(
            f"{address}/sendMessage", "POST", _data(chat_id=5, text=text)
        )
        assert (status, body) == (200, b'{"ok":true}')
    assert json.loads(bodies[0]) == {"chat_id": 5, "text": text}
    assert told == [(200, "")]


async def test_a_file_goes_the_librarys_way_and_arrives() -> None:
    bodies: list[str] = []
    request = DirectRequest(lambda *_: None)
    async with _server(_said, bodies) as address, request:
        photo = InputFile(b"\x89PNG picture", filename="a.png")
        await request.do_request(f"{address}/sendPhoto", "POST", _data(chat_id=5, photo=photo))
    assert "PNG picture" in bodies[0]


async def test_a_connection_dropped_after_reading_may_have_sent() -> None:
    told: list[str] = []
    request = DirectRequest(lambda _, reason: told.append(reason))
    async with _server(lambda writer: writer.close(), []) as address, request:
        with pytest.raises(NetworkError) as dropped:
            await request.do_request(f"{address}/sendMessage", "POST", _data(text="问"))
    assert not has_surely_failed(dropped.value)
    assert told == [type(dropped.value.__cause__).__name__]


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with _server(_said, []) as address:
        pass
    async with DirectRequest(lambda *_: None) as request:
        with pytest.raises(NetworkError) as refused:
            await request.do_request(f"{address}/sendMessage", "POST", _data(text="问"))
    assert has_surely_failed(refused.value)


async def test_silence_ends_in_time_as_the_settings_or_the_call_say() -> None:
    request = DirectRequest(lambda *_: None, read_timeout=20.0)
    async with _server(lambda _: None, []) as address, request:
        with pytest.raises(TimedOut):
            await request.do_request(f"{address}/a", "POST", _data(text="问"), read_timeout=0.05)
    request = DirectRequest(lambda *_: None, read_timeout=0.05)
    async with _server(lambda _: None, []) as address, request:
        with pytest.raises(TimedOut):
            await request.do_request(f"{address}/a", "POST", _data(text="问"))


async def test_a_proxy_of_the_environment_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[str] = []
    async with _server(_said, bodies) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        async with DirectRequest(lambda *_: None) as request:
            url = "http://telegram.invalid/sendMessage"
            assert (await request.do_request(url, "POST", _data(text="ask")))[0] == 200
    assert bodies == ["text=ask"]
