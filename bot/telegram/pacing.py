"""How fast messages may leave: Telegram's limits, kept before it has to refuse anything."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.telegram.fleeting import Clock, Shelf

_MOST = 10_000
_MINUTE = 60.0


class Pace:
    """Gives each message its time: so many a second over all chats, so many a minute in one group.

    Telegram's own figures are 30 a second and 20 a minute in a group; a chat with one user is let
    burst, and slowed down by Telegram where it must be. A chat that has to wait keeps no other waiting.
    """

    def __init__(
        self,
        per_second: int,
        group_per_minute: int,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._all = _Gate(per_second, 1.0)
        self._per_minute = group_per_minute
        self._groups: Shelf[int, _Gate] = Shelf(_MOST, 2 * _MINUTE, clock)
        self._barred: Shelf[int, float] = Shelf(_MOST, 3600.0, clock)
        self._clock = clock
        self._sleep = sleep

    async def wait(self, chat: int) -> None:
        """Wait until a message may leave for a chat (groups have negative numbers)."""
        now = self._clock()
        at = max(now, self._barred.get(chat) or 0.0)
        if chat < 0:
            gate = self._groups.get(chat) or _Gate(self._per_minute, _MINUTE)
            self._groups.put(chat, gate)
            at = gate.pass_at(at)
        if at > now:
            await self._sleep(at - now)
        # Its place among all is taken when it is ready to go, not while it still waits for its chat.
        now = self._clock()
        at = self._all.pass_at(now)
        if at > now:
            await self._sleep(at - now)

    def bar(self, chat: int, seconds: float) -> None:
        """Let nothing leave for a chat for some seconds: Telegram said so."""
        self._barred.put(chat, self._clock() + seconds)


class Lanes:
    """Lets a few requests be under way at once; one that takes long stops counting, and keeps nobody waiting.

    Each connection of the library's pool is looked at for every request: few that are busy cost less
    than many that are idle.
    """

    def __init__(self, count: int, patience: float) -> None:
        self._free = asyncio.Semaphore(count)
        self._patience = patience

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Take a lane for a request."""
        await self._free.acquire()
        leaving = asyncio.get_running_loop().call_later(self._patience, self._free.release)
        try:
            yield
        finally:
            if not leaving.cancelled() and leaving.when() > asyncio.get_running_loop().time():
                leaving.cancel()
                self._free.release()


class _Gate:
    """Lets no more than `count` through in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._passed: deque[float] = deque(maxlen=count)

    def pass_at(self, at: float) -> float:
        """Take the next free place from a moment on, and return when it is."""
        if len(self._passed) == self._passed.maxlen:
            at = max(at, self._passed[0] + self._seconds)
        if self._passed:
            at = max(at, self._passed[-1])
        self._passed.append(at)
        return at
