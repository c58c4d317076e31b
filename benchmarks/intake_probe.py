"""Takes a folder into a base and prints, as JSON, the peak memory of its own process and how many papers it kept."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from knowledge import Store, files_to_take, ingest


def main() -> None:
    """Do what the command line says: base and folder."""
    where, folder = sys.argv[1:]
    files = files_to_take([Path(folder)])
    results = ingest(files, Store(where), "2026-01-01T00:00:00+00:00")
    kept = sum(taken.change == "added" for taken in results)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kilobytes = peak / 1024 if sys.platform == "darwin" else peak
    print(json.dumps([kilobytes / 1024, kept]))


if __name__ == "__main__":
    main()
