"""Connections of our own: answers of every shape, kept open while they may be, given up in time."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise

import httpcore
import pytest

from bot.telegram.lines import Answer, Lines, answer_in

Reply = Callable[[int], bytes]
"""The number of a request → the bytes that answer it; with `END` in them the server hangs up there."""
END = b"<the end>"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue"
PLAIN = {"pool": 5.0, "connect": 5.0, "read": 5.0}


class _Server:
    def __init__(self, reply: Reply) -> None:
        self.reply, self.heads, self.connections, self.address = reply, list[str](), 0, ""

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                await reader.readexactly(int(head.lower().split("content-length:")[1].split()[0]))
                self.heads.append(head)
                told, ended, _ = self.reply(len(self.heads)).partition(END)
                writer.write(told)
                if ended:
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        writer.close()


@asynccontextmanager
async def _serving(reply: Reply) -> AsyncIterator[_Server]:
    it = _Server(reply)
    server = await asyncio.start_server(it.connected, "127.0.0.1", 0)
    it.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield it
    await _closed(server)


@asynccontextmanager
async def _lines(most: int = 4, keep: float = 60.0) -> AsyncIterator[Lines]:
    lines = Lines(most, keep, ssl.create_default_context())
    yield lines
    await lines.close()


async def _closed(server: asyncio.Server) -> None:
    """Close a server, and let its own ends of the connections be closed."""
    server.close()
    await asyncio.sleep(0.05)


def _named(each: object) -> str | None:
    return repr(each)[-30:] if isinstance(each, bytes) else None


async def _ask(lines: Lines, server: _Server, **seconds: float) -> Answer:
    url = f"{server.address}/bot7:x/sendMessage?a=1"
    return await lines.request("POST", url, "X-Own: 1\r\n", b"text=0", PLAIN | seconds)


SHAPES = (
    (OK, b"true", False),
    (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, b"true", False),
    (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntru\r\n1;x=y\r\ne\r\n0\r\n\r\n",
        b"true",
        False,
    ),
    (
        b"HTTP/1.1 502 Bad\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\nA: b\r\n\r\n",
        b"true",
        False,
    ),
    (b"HTTP/1.1 204 No Content\r\n\r\n", b"", False),
    (OK.replace(b"Content", b"Connection: Close\r\ncontent"), b"true", True),
    (OK.replace(b"1.1", b"1.0"), b"true", True),
    (OK + b"more than was asked for", b"true", True),
)


@pytest.mark.parametrize(("told", "body", "is_last"), SHAPES, ids=_named)
def test_an_answer_is_whole_when_it_is_and_not_before(
    told: bytes, body: bytes, is_last: bool
) -> None:
    whole = answer_in(told)
    assert whole is not None
    assert (whole.body, whole.is_last) == (body, is_last)
    end = len(told) - (23 if told.endswith(b"for") else 0)
    assert all(answer_in(told[:cut]) is None for cut in range(end))


def test_an_answer_without_a_length_lasts_to_the_end() -> None:
    told = b"HTTP/1.1 200 OK\r\n\r\ntr"
    assert answer_in(told) is None
    assert answer_in(told, is_over=True) == Answer(200, b"tr", is_last=True)


NONE = (b"220 mail\r\n\r\n", b"HTTP/1.1 up\r\n\r\n", b"x" * 70_000)


@pytest.mark.parametrize("told", NONE, ids=_named)
def test_what_is_no_answer_is_refused(told: bytes) -> None:
    with pytest.raises(ValueError, match="an answer"):
        answer_in(told)


async def test_one_connection_serves_one_request_after_the_other() -> None:
    async with _serving(lambda _: OK) as server, _lines() as lines:
        answers = [await _ask(lines, server) for _ in range(5)]
    assert answers == [Answer(200, b"true", is_last=False)] * 5
    assert server.connections == 1
    first = server.heads[0].split("\r\n")
    assert first[0] == "POST /bot7:x/sendMessage?a=1 HTTP/1.1"
    assert first[1:4] == [
        f"Host: {server.address.removeprefix('http://')}",
        "X-Own: 1",
        "Content-Length: 6",
    ]


async def test_a_connection_that_its_server_closed_meanwhile_is_not_used_again() -> None:
    """With the message of the second request it would be unknown whether it arrived."""
    async with _serving(lambda number: OK + END if number % 2 else OK) as server, _lines() as lines:
        for _ in range(6):
            assert (await _ask(lines, server)).body == b"true"
    assert server.connections == 4


async def test_a_connection_that_lay_idle_too_long_is_not_used_again() -> None:
    async with _serving(lambda _: OK) as server, _lines(keep=0.0) as lines:
        for _ in range(3):
            await _ask(lines, server)
    assert server.connections == 3


FAULTS = (
    (END, httpcore.RemoteProtocolError),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf" + END, httpcore.RemoteProtocolError),
    (b"SSH-2.0-x\r\n\r\n", httpcore.RemoteProtocolError),
    (b"", httpcore.ReadTimeout),
)


@pytest.mark.parametrize(("told", "fault"), FAULTS, ids=_named)
async def test_a_fault_is_named_and_its_connection_given_up(
    told: bytes, fault: type[Exception]
) -> None:
    async with _serving(lambda number: told if number == 1 else OK) as server, _lines() as lines:
        with pytest.raises(fault):
            await _ask(lines, server, read=0.2)
        assert (await _ask(lines, server)).body == b"true"
    assert server.connections == 2


async def test_one_that_nobody_waits_for_any_more_gives_its_answer_to_nobody_else() -> None:
    async with (
        _serving(lambda number: b"" if number == 1 else OK) as server,
        _lines(most=1) as lines,
    ):
        waiting = asyncio.create_task(_ask(lines, server))
        await asyncio.sleep(0.1)
        waiting.cancel()
        assert server.heads
        assert (await _ask(lines, server)).body == b"true"
    assert server.connections == 2


async def test_a_place_is_waited_for_no_longer_than_agreed() -> None:
    async with (
        _serving(lambda number: b"" if number == 1 else OK) as server,
        _lines(most=1) as lines,
    ):
        waiting = asyncio.create_task(_ask(lines, server, read=1.0))
        await asyncio.sleep(0.05)
        with pytest.raises(httpcore.PoolTimeout):
            await _ask(lines, server, pool=0.05)
        with pytest.raises(httpcore.ReadTimeout):
            await waiting
        assert (await _ask(lines, server)).status == 200


async def test_no_more_are_open_at_once_than_agreed() -> None:
    async with _serving(lambda _: OK) as server, _lines(most=3) as lines:
        await asyncio.gather(*(_ask(lines, server) for _ in range(20)))
    assert server.connections <= 3
    assert len(server.heads) == 20


async def test_the_parts_of_an_answer_may_come_one_by_one() -> None:
    async def dribble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for start, end in pairwise(range(0, len(OK) + 7, 7)):
            writer.write(OK[start:end])
            await asyncio.sleep(0.005)
        writer.close()

    server = await asyncio.start_server(dribble, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with _lines() as lines:
        assert (await lines.request("POST", url, "", b"", PLAIN)).body == b"true"
    await _closed(server)


async def test_where_nothing_listens_and_what_is_no_address() -> None:
    async with _serving(lambda _: OK) as server:
        pass
    async with _lines() as lines:
        with pytest.raises(httpcore.ConnectError):
            await _ask(lines, server)
        with pytest.raises(httpcore.UnsupportedProtocol):
            await lines.request("POST", "ftp://127.0.0.1/x", "", b"", PLAIN)


async def test_a_server_that_cannot_be_made_sure_of_is_told_nothing() -> None:
    """What answers in the open is no server of https."""
    heard = []

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(65_536))
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot7:secret/getMe"
    async with _lines() as lines:
        with pytest.raises(httpcore.ConnectError):
            await lines.request("POST", url, "", b"", PLAIN)
    await _closed(server)
    assert heard
    assert b"secret" not in b"".join(heard)
