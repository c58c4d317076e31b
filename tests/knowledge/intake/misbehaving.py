"""Readings that go wrong in the ways in which libraries do; each runs in a process of its own under the limits."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from multiprocessing.connection import Connection
from pathlib import Path

from knowledge import Limits
from knowledge.intake import reading


def misbehave(path: Path, limits: Limits, known: frozenset[str], answer: Connection) -> None:
    """Go wrong as the file's name says; a file of another name is read as usual."""
    wrong = {
        "无休": _never_ends,
        "子进程": _starts_what_never_ends,
        "内存": _fills_the_memory,
        "崩溃": _crashes,
        "出错": _raises,
        "慢": _takes_its_time,
    }.get(path.stem)
    if wrong is not None:
        setattr(reading, "paper", wrong)  # noqa: B010 - what it imports is not its to give
    reading.read_alone(path, limits, known, answer)


def _never_ends(_: Path) -> None:
    while True:
        time.sleep(1)


def _starts_what_never_ends(path: Path) -> None:
    child = subprocess.Popen(["/bin/sleep", "600"])
    path.with_suffix(".pid").write_text(str(child.pid))
    child.wait()


def _fills_the_memory(_: Path) -> None:
    held = []
    while True:
        held.append(bytearray(20_000_000))


def _crashes(_: Path) -> None:
    ctypes.string_at(0)


def _raises(_: Path) -> None:
    raise ZeroDivisionError


def _takes_its_time(path: Path) -> object:
    time.sleep(0.7)
    os.utime(path)
    from knowledge.build import paper

    return paper(path)
