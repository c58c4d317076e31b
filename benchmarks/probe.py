"""Runs one command and prints, as JSON, its seconds, its peak memory, its exit code and what it complained of.

A process of its own: Linux counts as a child's peak what its parent held when it was forked, so the
parent had better be small.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from time import perf_counter


def main() -> None:
    """Run the command of our own command line."""
    start = perf_counter()
    done = subprocess.run(
        sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    kilobytes = peak / 1024 if sys.platform == "darwin" else peak
    told = done.stderr.decode(errors="replace")
    print(json.dumps([seconds, kilobytes / 1024, done.returncode, told]))


if __name__ == "__main__":
    main()
