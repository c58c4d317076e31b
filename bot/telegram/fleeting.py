"""What is remembered only while the process runs: bounded, and forgotten in time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar
from weakref import WeakValueDictionary

Clock = Callable[[], float]
"""Seconds from some moment on; never set back."""

Talk = tuple[int, int, int]
"""Whose conversation it is: chat, user, thread (0 outside threads). Users' never cross."""

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Shelf(Generic[_K, _V]):
    """A bounded store: what is oldest goes when it is full, each thing goes after its time."""

    def __init__(self, limit: int, seconds: float, clock: Clock) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[_K, tuple[float, _V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, key: _K, value: _V) -> None:
        """Keep a value; its time starts anew."""
        self._kept.pop(key, None)
        self._kept[key] = (self._clock(), value)
        while len(self._kept) > self._limit or self._is_over(next(iter(self._kept))):
            self._kept.popitem(last=False)

    def get(self, key: _K) -> _V | None:
        """Return the value kept under a key, or None where none is, or its time is over."""
        if key not in self._kept:
            return None
        if self._is_over(key):
            del self._kept[key]
            return None
        return self._kept[key][1]

    def drop(self, key: _K) -> None:
        """Forget what is kept under a key, if anything."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def _is_over(self, key: _K) -> bool:
        return self._clock() - self._kept[key][0] >= self._seconds


@dataclass(frozen=True, slots=True)
class Option:
    """What a button that asks stands for."""

    question: str
    chat: int
    owner: int | None
    """The only user who may press it; None where the asker is not known by an id (an anonymous admin)."""
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was sent, so that an edited question can edit it."""

    question: str
    messages: tuple[int, ...]
    conversation: object | None
    """What the conversation was before the question."""
    charts: tuple[int, ...] = ()
    """The messages with its figures side by side."""


Draw = Literal["free", "notice", "silence"]


class Buckets:
    """A token bucket each: who asks too fast is told once, then not answered until it has refilled."""

    def __init__(self, at_once: int, per_minute: float, clock: Clock, limit: int = 10_000) -> None:
        self._at_once = float(at_once)
        self._per_second = per_minute / 60
        self._clock = clock
        self._levels: Shelf[int, tuple[float, float, bool]] = Shelf(
            limit, 3600 + at_once * 60, clock
        )

    def draw(self, user: int) -> Draw:
        """Take one question's worth of a user's or a group's, and tell whether it may be answered."""
        now = self._clock()
        level, then, told = self._levels.get(user) or (self._at_once, now, False)
        level = min(self._at_once, level + (now - then) * self._per_second)
        free = level >= 1
        self._levels.put(user, (level - 1 if free else level, now, not free))
        return "free" if free else "silence" if told else "notice"

    def wait(self) -> int:
        """Return how many seconds it takes until an empty bucket gives again."""
        return max(1, round(1 / self._per_second + 0.5))


class Locks:
    """A lock a chat, so that its answers keep the order of its questions."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def of(self, chat: int) -> asyncio.Lock:
        """Return the lock of a chat; it lives as long as somebody holds it or waits for it."""
        lock = self._locks.get(chat)
        if lock is None:
            lock = self._locks[chat] = asyncio.Lock()
        return lock
