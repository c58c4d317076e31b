"""Questions asked of the engine, off the event loop: a slow one keeps no other waiting."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

_T = TypeVar("_T")

_MOST = 32
_PATIENCE = 0.02
"""Seconds after which one more thread helps, where none of those at work has finished anything."""


@dataclass(slots=True)
class _Question:
    ask: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    answer: Any = None
    error: BaseException | None = None


class Askers:
    """Threads that ask: one while it gets on, more of them where it does not.

    Python runs one thread at a time: handing each question to a thread of its own costs more than most
    questions do. So one thread answers what waits, one after the other, and is helped when it is held up.
    """

    def __init__(self, most: int = _MOST, patience: float = _PATIENCE) -> None:
        self._most = most
        self._patience = patience
        self._asked: deque[_Question] = deque()
        self._answered: deque[_Question] = deque()
        self._lock = threading.Lock()
        self._calls: SimpleQueue[bool] = SimpleQueue()
        self._threads = 0
        self._awake = 0
        self._finished = 0
        self._is_told = False
        self._watch: asyncio.TimerHandle | None = None

    def ask(self, work: Callable[[], _T]) -> asyncio.Future[_T]:
        """Let something be asked, and return what comes of it as a future; what it raises is raised there."""
        loop = asyncio.get_running_loop()
        question = _Question(work, loop, loop.create_future())
        with self._lock:
            self._asked.append(question)
            if is_asleep := not self._awake:
                self._awake += 1
        if is_asleep:
            self._call()
        if self._watch is None:
            self._watch = loop.call_later(self._patience, self._look, loop, self._finished)
        return question.future

    def close(self) -> None:
        """Let the threads end when they have finished what they are at."""
        if self._watch is not None:
            self._watch.cancel()
        for _ in range(self._threads):
            self._calls.put(False)

    def _call(self) -> None:
        """Wake one thread more; make it where all are awake."""
        if self._awake > self._threads:
            self._threads += 1
            threading.Thread(target=self._work, name="asking", daemon=True).start()
        self._calls.put(True)

    def _look(self, loop: asyncio.AbstractEventLoop, finished: int) -> None:
        """Wake one thread more, where something waits and nothing was finished since the last look."""
        self._watch = None
        with self._lock:
            if not self._asked:
                return
            if is_held_up := finished == self._finished and self._awake < self._most:
                self._awake += 1
        if is_held_up:
            self._call()
        self._watch = loop.call_later(self._patience, self._look, loop, self._finished)

    def _work(self) -> None:
        while self._calls.get():
            while (question := self._next()) is not None:
                _put(question)
                self._finished += 1
                self._answered.append(question)
                if not self._is_told:
                    self._is_told = True
                    _call_soon(question.loop, self._tell)
                del question

    def _next(self) -> _Question | None:
        with self._lock:
            if self._asked:
                return self._asked.popleft()
            self._awake -= 1
            return None

    def _tell(self) -> None:
        """Hand over what is answered, in the loop's own thread."""
        self._is_told = False
        while self._answered:
            question = self._answered.popleft()
            if question.future.done():  # nobody waits any more
                continue
            if question.error is not None:
                question.future.set_exception(question.error)
            else:
                question.future.set_result(question.answer)


def _put(question: _Question) -> None:
    try:
        question.answer = question.ask()
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked
        question.error = error


def _call_soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(call)
    except RuntimeError:  # the loop has ended, and with it whoever waited
        return
