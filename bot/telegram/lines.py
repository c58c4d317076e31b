"""Connections that small requests go through: one write a request, one wake a whole answer.

A pool that serves everybody looks at each of its idle connections for each request, and writes the head
and the body of one apart: at a message an answer, that is most of what a send costs.
"""

from __future__ import annotations

import asyncio
import select
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, cast
from urllib.parse import urlsplit

from httpcore import (
    ConnectError,
    ConnectTimeout,
    NetworkError,
    PoolTimeout,
    ProtocolError,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    TimeoutException,
    UnsupportedProtocol,
)

__all__ = ["FAULTS", "TIMEOUTS", "Lines"]

TIMEOUTS = (TimeoutException,)
FAULTS = (NetworkError, ProtocolError, UnsupportedProtocol)
"""What a request may raise, named as the library's own client names it."""

_PORTS = {"http": 80, "https": 443}
_MOST_HEAD = 65_536
_ATTEMPT_SECONDS = 0.25
"""How long one address of a host is waited for before the next one is tried beside it."""
_BODILESS = (204, 304)


class Answer(NamedTuple):
    """What a request came to."""

    status: int
    body: bytes
    is_last: bool
    """Whether the connection is of no use after it."""


class _Goal(NamedTuple):
    host: str
    port: int
    is_secret: bool
    lines: str
    """The lines of a head that say where it goes, without its method."""


class Lines:
    """Some connections, each to one server: kept open for a while after an answer."""

    def __init__(self, most: int, keep_seconds: float, security: ssl.SSLContext) -> None:
        """Take how many there may be at once, how long one may lie idle, and how servers are made sure of."""
        self._free = asyncio.Semaphore(most)
        self._keep_seconds = keep_seconds
        self._security = security
        self._idle: dict[tuple[str, int], list[_Line]] = {}

    async def request(
        self, method: str, url: str, headers: str, body: bytes, seconds: Mapping[str, float | None]
    ) -> Answer:
        """Make one request (`headers`: whole lines) and return its answer; raise one of TIMEOUTS or FAULTS.

        `seconds` says how long each step may take: pool, connect, read (writing counts as reading).
        """
        goal = _goal(url)
        await self._take_place(seconds.get("pool"))
        try:
            line = self._idle_line(goal) or await self._new_line(goal, seconds.get("connect"))
            head = f"{method} {goal.lines}{headers}Content-Length: {len(body)}\r\n\r\n"
            answer = await line.ask(head.encode("latin-1") + body, seconds.get("read"))
            if not answer.is_last:
                line.idle_since = line.loop.time()
                self._idle.setdefault((goal.host, goal.port), []).append(line)
            return answer
        finally:
            self._free.release()

    async def close(self) -> None:
        """Close those that lie idle."""
        for lines in self._idle.values():
            for line in lines:
                line.hang_up()
        self._idle.clear()
        await asyncio.sleep(0)  # their sockets are closed in the loop's next round

    async def _take_place(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds if self._free.locked() else None):
                await self._free.acquire()
        except TimeoutError as error:
            raise PoolTimeout from error

    def _idle_line(self, goal: _Goal) -> _Line | None:
        """The one that was used last, where its server still holds it open."""
        idle = self._idle.get((goal.host, goal.port), [])
        while idle:
            line = idle.pop()
            if line.is_quiet() and line.loop.time() - line.idle_since < self._keep_seconds:
                return line
            line.hang_up()
        return None

    async def _new_line(self, goal: _Goal, seconds: float | None) -> _Line:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(seconds):
                _, line = await loop.create_connection(
                    lambda: _Line(loop),
                    goal.host,
                    goal.port,
                    ssl=self._security if goal.is_secret else None,
                    happy_eyeballs_delay=_ATTEMPT_SECONDS,
                )
        except TimeoutError as error:
            raise ConnectTimeout from error
        except OSError as error:
            raise ConnectError(str(error)) from error
        return line


class _Line(asyncio.Protocol):
    """One connection, with at most one request under way."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.idle_since = 0.0
        self._came = bytearray()
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None
        self._ear = select.poll()

    async def ask(self, request: bytes, seconds: float | None) -> Answer:
        """Write a request and wait for the whole answer; a line whose asker gives up is hung up."""
        if self._transport is None:
            raise ReadError("closed")
        self._came.clear()
        self._waiting = waiting = self.loop.create_future()
        self._transport.write(request)
        ending = None if seconds is None else self.loop.call_later(seconds, self._time_out)
        try:
            answer: Answer = await waiting
        except BaseException:
            self.hang_up()
            raise
        finally:
            self._waiting = None
            if ending is not None:
                ending.cancel()
        if answer.is_last:
            self.hang_up()
        return answer

    def is_quiet(self) -> bool:
        """Whether it is open, and nothing came that nobody asked for: not even its end."""
        return self._transport is not None and not self._ear.poll(0)

    def hang_up(self) -> None:
        """Close it."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note that it is open."""
        self._transport = cast("asyncio.Transport", transport)
        self._ear.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    def data_received(self, data: bytes) -> None:
        """Take a part of an answer; end the waiting when it is whole."""
        self._came += data
        self._look(is_over=False)

    def eof_received(self) -> None:
        """Take the end of an answer that lasts to the end."""
        self._look(is_over=True)
        self._fail(RemoteProtocolError("the server hung up without an answer"))

    def connection_lost(self, exc: Exception | None) -> None:
        """End the waiting in vain."""
        self._transport = None
        self._fail(ReadError(str(exc or "the connection was lost")))

    def _look(self, *, is_over: bool) -> None:
        if self._waiting is None or self._waiting.done():
            return
        try:
            answer = answer_in(self._came, is_over=is_over)
        except ValueError as error:
            self._fail(RemoteProtocolError(str(error)))
            return
        if answer is not None:
            self._waiting.set_result(answer)

    def _time_out(self) -> None:
        self._fail(ReadTimeout())

    def _fail(self, error: Exception) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)


@lru_cache(256)
def _goal(url: str) -> _Goal:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UnsupportedProtocol(f"no such protocol: {parts.scheme!r}")
    port = parts.port or _PORTS[parts.scheme]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    lines = f"{target} HTTP/1.1\r\nHost: {host}\r\n"
    return _Goal(parts.hostname, port, parts.scheme == "https", lines)


def answer_in(came: bytes | bytearray, *, is_over: bool = False) -> Answer | None:
    r"""Given what came of an answer, return it; None while it is not whole, ValueError where it is none.

    >>> answer_in(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
    >>> answer_in(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue")
    Answer(status=200, body=b'true', is_last=False)
    """
    end = came.find(b"\r\n\r\n")
    if end < 0:
        if len(came) > _MOST_HEAD:
            raise ValueError("an answer without an end of its head")
        return None
    version, status, headers = _head(bytes(came[:end]))
    rest = bytes(came[end + 4 :])
    if 100 <= status < 200:  # it says that an answer comes, and is none
        return answer_in(rest, is_over=is_over)
    body, left = _body(status, headers, rest, is_over)
    if body is None:
        return None
    is_last = left is None or bool(left) or version != b"HTTP/1.1"
    return Answer(status, body, is_last or b"close" in headers.get(b"connection", b"").lower())


def _head(head: bytes) -> tuple[bytes, int, dict[bytes, bytes]]:
    first, *lines = head.split(b"\r\n")
    version, _, rest = first.partition(b" ")
    if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
        raise ValueError("an answer that is not of HTTP")
    parted = (line.partition(b":") for line in lines)
    return version, int(rest[:3]), {name.lower(): value.strip() for name, _, value in parted}


def _body(
    status: int, headers: dict[bytes, bytes], rest: bytes, is_over: bool
) -> tuple[bytes | None, bytes | None]:
    """The body, None while it is not whole; and what came after it, None where it lasts to the end."""
    if status in _BODILESS:
        return b"", rest
    if b"chunked" in headers.get(b"transfer-encoding", b"").lower():
        return _joined(rest)
    if b"content-length" in headers:
        length = int(headers[b"content-length"])
        return (None, b"") if len(rest) < length else (rest[:length], rest[length:])
    return (rest if is_over else None), None


def _joined(rest: bytes) -> tuple[bytes | None, bytes]:
    """A body that comes in chunks, each with its size before it, and what came after it."""
    body = b""
    while True:
        size, found, rest = rest.partition(b"\r\n")
        if not found:
            return None, b""
        length = int(size.partition(b";")[0], 16)
        if length == 0:
            _, found, left = (b"\r\n" + rest).partition(b"\r\n\r\n")
            return (body, left) if found else (None, b"")
        if len(rest) < length + 2:
            return None, b""
        body, rest = body + rest[:length], rest[length + 2 :]
