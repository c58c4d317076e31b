"""What is measured of `wenzhang ingest`: whether all cores read, and whether memory stays as it is with more files."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.measures import Measure, Run, compared
from knowledge import Limits, shipped_disclosures

ROOT = Path(__file__).parents[1]
FEW, MANY, ROUNDS = 8, 32, 3
GROWTH_BOUND = 1.1
SPEED_BOUND = 1.5
_DEPARTMENT = "社会保险管理处"
_READS = "import sys, pathlib, knowledge; [knowledge.paper(pathlib.Path(p)) for p in sys.argv[1:]]"


def intake_measures() -> list[Measure]:
    """Return what taking files in costs beside only reading them on all cores, and memory with many beside few."""
    with tempfile.TemporaryDirectory(prefix="wenzhang-bench-") as name:
        folder = Path(name)
        few, many = _papers(folder / "few", FEW), _papers(folder / "many", MANY)
        small = _taken_in(folder, few)  # byte code is on disk after this
        pairs = [(_taken_in(folder, many), _only_read(many)) for _ in range(ROUNDS)]
    times = [(grown.seconds, only_read) for grown, only_read in pairs]
    peak = max(grown.megabytes for grown, _ in pairs)
    growth = peak / small.megabytes
    name = f"ingest {MANY} 份的内存（{FEW} 份）"
    return [
        compared(f"ingest {MANY} 份（标尺：只读）", times, SPEED_BOUND),
        Measure(name, peak, small.megabytes, "MB", growth, GROWTH_BOUND),
    ]


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


def _taken_in(folder: Path, papers: Path) -> Run:
    """Take a folder into a new base and return what it took; end where a paper was not kept."""
    base = folder / "base.sqlite3"
    base.unlink(missing_ok=True)
    command = [sys.executable, "-m", "benchmarks.intake_probe", str(base), str(papers)]
    start = perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds = perf_counter() - start
    megabytes, kept = json.loads(done.stdout)
    if kept != len(list(papers.iterdir())):
        raise SystemExit(f"只收入了 {kept} 份。")
    return Run(seconds, megabytes)
