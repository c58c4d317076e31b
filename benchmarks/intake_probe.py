"""Takes files into a base and prints, as JSON, the peak memory of its largest process and how many papers it kept.

The largest is its own or that of one of the processes that read a file each.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from knowledge import Store, files_to_take, ingest


def main() -> None:
    """Do what the command line says: the base, then files and folders."""
    where, *paths = sys.argv[1:]
    files = files_to_take([Path(path) for path in paths])
    results = ingest(files, Store(where), "2026-01-01T00:00:00+00:00")
    kept = sum(taken.change == "added" for taken in results)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak = max(_own_peak(), children / 1024 if sys.platform == "darwin" else children)
    print(json.dumps([peak / 1024, kept]))


def _own_peak() -> float:
    """Return this process's own peak in kilobytes.

    Linux carries the peak of the process that started this one over into `ru_maxrss`; VmHWM begins anew.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return float(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0])
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return own / 1024 if sys.platform == "darwin" else own


if __name__ == "__main__":
    main()
