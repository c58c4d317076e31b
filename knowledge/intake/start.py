"""How a process that reads a file is started: off a process that has loaded what every reading needs.

Where our own process has one thread only, as that of `wenzhang ingest` has, it is forked off this very one: what
is loaded here need not be loaded again, and both it and the first readings are at work at once. A process with
several threads (the staff desk) must not be copied; there a server is started that new ones are forked off.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from knowledge.readers import READERS

_WORTH_WARMING = 4
"""From how many files on it pays to load first what every reading needs."""
_WARMTH = "knowledge.intake.warmth"


class Starter:
    """Starts the processes that read files."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Take the files: their endings tell which readers are needed."""
        self._needed = _needed(paths)
        self._is_worth_warming = len(paths) >= _WORTH_WARMING
        self._is_warm = False
        self._forks = sys.platform == "linux" and threading.active_count() == 1
        self._context = _context(
            self._forks, [*self._needed, *([_WARMTH] if self._is_worth_warming else [])]
        )

    def warm(self) -> None:
        """Load what every reading needs, where processes are forked off this one; the second time costs nothing."""
        if self._forks and self._is_worth_warming and not self._is_warm:
            importlib.import_module(_WARMTH)
            gc.freeze()  # what is loaded stays: neither we nor the copies look through it for garbage
            self._is_warm = True

    def end(self) -> None:
        """Let what was loaded be looked through for garbage again."""
        if self._is_warm:
            gc.unfreeze()
            self._is_warm = False

    def start(
        self,
        task: Callable[..., None],
        given: Sequence[object],
        others: Iterable[Connection],
    ) -> tuple[BaseProcess, Connection]:
        """Start a process that does a task; return it and what its answer comes by.

        `others` are what the answers of those at work come by: a copy of this process would keep them open.
        """
        ours, theirs = self._context.Pipe(duplex=False)
        if self._forks:
            process = self._forked(task, (*given, theirs), [ours, *others])
        else:
            process = self._context.Process(  # type: ignore[attr-defined]
                target=task, args=(*given, theirs), daemon=True
            )
            process.start()
        theirs.close()
        return process, ours

    def _forked(
        self, task: Callable[..., None], given: Sequence[object], held: Sequence[Connection]
    ) -> BaseProcess:
        """Fork; no garbage of ours is collected in the copy, and an interrupt is no matter of the copy's."""
        for name in self._needed:
            with suppress(ImportError):  # the reading itself tells of it
                importlib.import_module(name)
        process: BaseProcess = self._context.Process(  # type: ignore[attr-defined]
            target=_apart, args=(held, task, given), daemon=True
        )
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        collects = gc.isenabled()
        gc.disable()
        try:
            process.start()
        finally:
            if collects:
                gc.enable()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return process


def _apart(held: Sequence[Connection], task: Callable[..., None], given: Sequence[object]) -> None:
    """Do a task in a copy of the process that started it, whose ends of the answers it lets go.

    What was garbage there must not end here: a connection to a database would be closed for both.
    """
    gc.freeze()
    gc.enable()
    faulthandler.disable()  # a crash is told by the one that asks
    for connection in held:
        connection.close()
    task(*given)


def _needed(paths: Sequence[Path]) -> list[str]:
    readers = {READERS.get(path.suffix.lower(), "text") for path in paths}
    return ["knowledge.intake.reading", *(f"knowledge.readers.{name}" for name in sorted(readers))]


def _context(forks: bool, needed: Sequence[str]) -> BaseContext:
    if forks:
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *needed])
    return context
