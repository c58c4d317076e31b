"""Work with the state, off the event loop: what comes at the same time is one transaction."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from bot.state import State

_T = TypeVar("_T")


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class Writer:
    """One thread that works with the state, on everything that waits for it at once.

    To begin and to end a transaction costs more than most of what is done in one; under load many
    share theirs. Each work may be run a second time, by itself, where one beside it failed.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        # Not one of the loop's own threads: those may all be busy with pictures.
        self._thread = threading.Thread(target=self._serve, name="state", daemon=True)
        self._calls: SimpleQueue[asyncio.AbstractEventLoop | None] = SimpleQueue()
        self._waiting: deque[_Job] = deque()
        self._running = False

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do something with the state, and return what comes of it; what it raises is raised here."""
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future())
        self._waiting.append(job)
        if not self._running:
            self._running = True
            if self._thread.ident is None:
                self._thread.start()
            self._calls.put(loop)
        result: _T = await job.future
        return result

    def close(self) -> None:
        """End the thread, when what it is at is done."""
        self._calls.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _serve(self) -> None:
        while (loop := self._calls.get()) is not None:
            jobs = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not self._do_together(jobs):
                for job in jobs:
                    self._do_alone(job)
            with contextlib.suppress(
                RuntimeError
            ):  # the loop has ended, and with it whoever waited
                loop.call_soon_threadsafe(self._tell, loop, jobs)

    def _tell(self, loop: asyncio.AbstractEventLoop, jobs: list[_Job]) -> None:
        """Hand the results over, in the loop's own thread, and go on with what has come meanwhile."""
        for job in jobs:
            if job.future.done():  # nobody waits any more
                continue
            if job.error is not None:
                job.future.set_exception(job.error)
            else:
                job.future.set_result(job.result)
        self._running = bool(self._waiting)
        if self._running:
            self._calls.put(loop)

    def _do_together(self, jobs: list[_Job]) -> bool:
        """Do all in one transaction; return False where one failed, and with it all."""
        try:
            with self._state.together():
                for job in jobs:
                    job.result = job.work()
        except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
            jobs[0].error = error
            return len(jobs) == 1
        return True

    def _do_alone(self, job: _Job) -> None:
        job.error = None
        self._do_together([job])
