"""What is measured of `wenzhang ingest`: time, cores kept busy, and memory: with more files, and on the largest ones.

Memory is that of the largest process, whether the one that writes or one of those that read a file each.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.cores import wanted_cores
from benchmarks.measures import Measure, compared
from knowledge import Limits, shipped_disclosures

ROOT = Path(__file__).parents[1]
FEW, MANY, ROUNDS = 8, 32, 3
GROWTH_BOUND = 1.1
SPEED_BOUND = 1.5
BUSY_BOUND = 1.25
LARGEST, LARGEST_BOUND = 4, 200.0
PUBLISHED = ROOT / "../shared/disclosures"
_DEPARTMENT = "社会保险管理处"
_READS = "import sys, pathlib, knowledge; [knowledge.paper(pathlib.Path(p)) for p in sys.argv[1:]]"


class _Taken(NamedTuple):
    """What taking files in took, and of how many cores it made use where that can be told."""

    seconds: float
    megabytes: float
    cores: float | None
    kept: int


def intake_measures() -> list[Measure]:
    """Return what taking files in costs beside only reading them on all cores, how busy it keeps them, and memory."""
    with tempfile.TemporaryDirectory(prefix="wenzhang-bench-") as name:
        folder = Path(name)
        few, many = _papers(folder / "few", FEW), _papers(folder / "many", MANY)
        small = _all_taken_in(folder, few)  # byte code is on disk after this
        pairs = [(_all_taken_in(folder, many), _only_read(many)) for _ in range(ROUNDS)]
        largest = _largest(folder)
    taken = [grown for grown, _ in pairs]
    times = [(grown.seconds, only_read) for grown, only_read in pairs]
    peak = max(grown.megabytes for grown in taken)
    growth = peak / small.megabytes
    return [
        compared(f"ingest {MANY} 份（标尺：只读）", times, SPEED_BOUND),
        *_busy([grown.cores for grown in taken]),
        Measure(
            f"ingest {MANY} 份的内存（{FEW} 份）", peak, small.megabytes, "MB", growth, GROWTH_BOUND
        ),
        *largest,
    ]


def _busy(shares: Sequence[float | None]) -> list[Measure]:
    told = [share for share in shares if share is not None]
    if not told:
        return []
    busy, cores = statistics.median(told), Limits().at_once
    return [Measure("ingest 用上的核（标尺：全部）", busy, cores, "核", cores / busy, BUSY_BOUND)]


def _largest(folder: Path) -> list[Measure]:
    """Return the peak memory of taking in the largest files at hand; nothing where there are none."""
    papers = sorted(PUBLISHED.glob("*.*"), key=lambda path: path.stat().st_size)[-LARGEST:]
    if not papers:
        return []
    peak = _taken_in(folder, papers).megabytes
    return [Measure("ingest 最大文件的内存", peak, LARGEST_BOUND, "MB", peak / LARGEST_BOUND, 1.0)]


def _papers(folder: Path, count: int) -> Path:
    """The shipped disclosure as that of so many departments."""
    folder.mkdir()
    text = shipped_disclosures()[0].read_text(encoding="utf-8")
    for number in range(count):
        other = text.replace(_DEPARTMENT, f"第{number}管理处")
        (folder / f"{number}.txt").write_text(other, encoding="utf-8")
    return folder


def _only_read(papers: Path) -> float:
    """Read a folder's papers in as many plain processes as there are cores, each its share; the seconds it takes."""
    paths, cores = sorted(papers.iterdir()), Limits().at_once
    start = perf_counter()
    processes = [
        subprocess.Popen([sys.executable, "-c", _READS, *paths[share::cores]], cwd=ROOT)
        for share in range(cores)
    ]
    codes = [process.wait() for process in processes]
    if any(codes):
        raise SystemExit("标尺没有读成。")
    return perf_counter() - start


def _all_taken_in(folder: Path, papers: Path) -> _Taken:
    """Take a folder in; end where a paper was not kept."""
    taken = _taken_in(folder, [papers])
    if taken.kept != len(list(papers.iterdir())):
        raise SystemExit(f"只收入了 {taken.kept} 份。")
    return taken


def _taken_in(folder: Path, papers: Sequence[Path]) -> _Taken:
    """Take files into a new base and return what it took."""
    base = folder / "base.sqlite3"
    base.unlink(missing_ok=True)
    command = [sys.executable, "-m", "benchmarks.intake_probe", str(base), *map(str, papers)]
    start = perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        cores = wanted_cores(process, Limits().at_once)
        seconds = perf_counter() - start
        told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"收入文件以 {process.returncode} 结束。")
    megabytes, kept = json.loads(told)
    return _Taken(seconds, megabytes, cores, kept)
