"""How many cores a run wants at once, seen from outside: other programs on the machine do not lessen it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_PAUSE = 0.01
_PROCESSES = Path("/proc")


def wanted_cores(process: subprocess.Popen[str], cores: int) -> float | None:
    """Watch a process till it ends; return how many cores it and its children kept busy, as a mean.

    A process that waits for its turn counts as busy: it is the machine that is. Counted from its first child on;
    None where the system does not tell of its processes.
    """
    seen: list[int] = []
    while True:
        children = _children(process.pid)
        if children or seen:
            running = sum(_is_running(number) for number in (process.pid, *children))
            seen.append(min(cores, running))
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PAUSE)
            break
    return sum(seen) / len(seen) if seen else None


def _children(number: int) -> Sequence[int]:
    with suppress(OSError):
        told = (_PROCESSES / f"{number}/task/{number}/children").read_text(encoding="ascii")
        return [int(each) for each in told.split()]
    return ()


def _is_running(number: int) -> bool:
    with suppress(OSError):
        told = (_PROCESSES / f"{number}/stat").read_text(encoding="utf-8")
        return told.rpartition(")")[2].split()[0] == "R"
    return False
