"""Files read side by side, each in a process of its own; what they say comes back in the order of the files."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Self

from knowledge.document import Finding
from knowledge.intake.limits import MEGABYTE, Limits
from knowledge.intake.reading import Read, opened, read_alone, refused
from knowledge.intake.start import Starter

_AHEAD = 4
"""How many files a process may be ahead of the one whose turn it is: what is read waits in memory."""
_PARTING = 5.0
"""Seconds that a process which has answered gets to end by itself."""


@dataclass(frozen=True, slots=True)
class _Reader:
    number: int
    process: BaseProcess
    answer: Connection
    deadline: float


class Crew:
    """Processes that read files; use it with `with`, so that none is left behind."""

    def __init__(
        self,
        paths: Sequence[Path],
        limits: Limits,
        known: frozenset[str] = frozenset(),
        task: Callable[[Path, Limits, frozenset[str], Connection], None] = read_alone,
    ) -> None:
        """Take the files, what each may take, the digests of those that need no reading, and what reads one."""
        self._task = task
        self._paths = paths
        self._limits = limits
        self._known = known
        self._waiting = deque(range(len(paths)))
        self._readers: dict[Connection, _Reader] = {}
        self._done: dict[int, bytes | Finding] = {}
        self._starter = Starter(paths)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in list(self._readers.values()):
            self._end(reader, at_once=True)
        self._starter.end()

    def read(self) -> Iterator[Read]:
        """Return for each file, in their order, the rows of its paper or what is wrong with it."""
        for turn in range(len(self._paths)):
            while turn not in self._done:
                self._start(turn)
                if turn not in self._done:
                    self._collect()
            read = self._done.pop(turn)
            self._start(turn + 1)  # whoever takes this one needs his time
            yield read if isinstance(read, Finding) else opened(read)

    def _start(self, turn: int) -> None:
        """Start as many readings as there is room for; a file that is too large is told without one."""
        most = self._limits.at_once
        last = turn + most * _AHEAD
        while self._waiting and len(self._readers) < most and self._waiting[0] < last:
            if len(self._readers) == most - 1:
                self._starter.warm()  # while the others are at work
            number = self._waiting.popleft()
            finding = _too_large(self._paths[number], self._limits)
            if finding is None:
                self._read(number)
            else:
                self._done[number] = finding

    def _read(self, number: int) -> None:
        given = self._paths[number], self._limits, self._known
        process, answer = self._starter.start(self._task, given, self._readers)
        deadline = monotonic() + self._limits.seconds
        self._readers[answer] = _Reader(number, process, answer, deadline)

    def _collect(self) -> None:
        """Wait for answers, and end those whose time is over."""
        nearest = min(reader.deadline for reader in self._readers.values())
        ready = wait(list(self._readers), timeout=max(0.0, nearest - monotonic()))
        for reader in list(self._readers.values()):
            if reader.answer in ready:
                self._done[reader.number] = self._received(reader)
                self._end(reader)
            elif reader.deadline <= monotonic():
                path, limit = self._paths[reader.number], str(self._limits.seconds)
                self._done[reader.number] = refused(path, "file_time", limit=limit)
                self._end(reader, at_once=True)

    def _received(self, reader: _Reader) -> bytes | Finding:
        try:
            return reader.answer.recv_bytes()
        except (EOFError, OSError):
            reader.process.join(_PARTING)
            return _broken(self._paths[reader.number], reader.process.exitcode, self._limits)

    def _end(self, reader: _Reader, *, at_once: bool = False) -> None:
        """Let a process end that has answered; where it does not, end it with all that it started."""
        del self._readers[reader.answer]
        reader.answer.close()
        if not at_once:
            reader.process.join(_PARTING)
        if reader.process.exitcode is None:
            _kill(reader.process)
            reader.process.join()
        reader.process.close()


def _kill(process: BaseProcess) -> None:
    """End a process and whatever it started: LibreOffice is a process of its own."""
    if process.pid is not None and sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # its session, where it has got so far
    process.kill()


def _too_large(path: Path, limits: Limits) -> Finding | None:
    try:
        size = path.stat().st_size
    except OSError:
        return None  # the reader tells why
    if size <= limits.file_megabytes * MEGABYTE:
        return None
    shown = f"{size / MEGABYTE:.1f}"
    return refused(path, "file_too_large", size=shown, limit=str(limits.file_megabytes))


def _broken(path: Path, code: int | None, limits: Limits) -> Finding:
    """Tell of a process that ended without an answer."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return refused(path, "file_time", limit=str(limits.seconds))
    return refused(path, "file_broke", ended=str(code))
