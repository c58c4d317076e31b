"""How much one file may take; a disclosure has some 30 pages, a few megabytes, and is read in a second or two."""

from __future__ import annotations

import os
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take, and how many are read at once."""

    file_megabytes: int = 100
    pages: int = 1000
    seconds: int = 120
    """By the clock, from the start of its process."""
    memory_megabytes: int = 1000
    """Of the process's own data; kept by Linux, where other systems promise less."""
    processes: int = 0
    """How many files are read at once; 0 for as many as the machine has cores."""

    @property
    def at_once(self) -> int:
        """How many files are read at once."""
        if self.processes:
            return self.processes
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
