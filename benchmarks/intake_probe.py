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
    everyone = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in everyone)
    kilobytes = peak / 1024 if sys.platform == "darwin" else peak
    print(json.dumps([kilobytes / 1024, kept]))


if __name__ == "__main__":
    main()
