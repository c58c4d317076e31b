"""A file may fill the memory, crash a library or never end: that is told, and the others are read."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from knowledge import Finding, Limits, finding_next, finding_text
from knowledge.intake.crew import Crew
from tests.knowledge.intake.files import written
from tests.knowledge.intake.misbehaving import misbehave

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="别的系统上没有这样的上限")
LIMITS = Limits(seconds=3, memory_megabytes=600, processes=2)


def read(paths: list[Path], limits: Limits = LIMITS) -> list[str]:
    """For each file the code of its finding, or "paper"."""
    with Crew(paths, limits, task=misbehave) as crew:
        answers = list(crew.read())
    for answer in answers:
        if isinstance(answer, Finding):
            assert finding_text(answer)
            assert finding_next(answer)
    return [each.code if isinstance(each, Finding) else "paper" for each in answers]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("无休", "file_time"),
        ("内存", "file_memory"),
        ("崩溃", "file_broke"),
        ("出错", "file_failed"),
    ],
)
def test_a_bad_file_is_told_and_those_beside_it_are_read(
    tmp_path: Path, name: str, code: str
) -> None:
    paths = [written(tmp_path / f"{each}.txt") for each in ("前", name, "后", "再后")]
    assert read(paths) == ["paper", code, "paper", "paper"]


def test_what_a_reading_has_started_ends_with_it(tmp_path: Path) -> None:
    path = written(tmp_path / "子进程.txt")
    assert read([path]) == ["file_time"]
    pid = int(path.with_suffix(".pid").read_text())
    for _ in range(1000):
        if not Path(f"/proc/{pid}").exists() or "Z" in _state(pid):
            return
        time.sleep(0.1)
    os.kill(pid, 9)
    pytest.fail("读文件的进程结束了，它起的进程还在")


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_what_is_read_comes_in_the_order_of_the_files(tmp_path: Path) -> None:
    names = ["慢", "甲", "乙", "丙"]
    paths = [written(tmp_path / f"{name}.txt", f"武汉市{name}局") for name in names]
    with Crew(paths, LIMITS, task=misbehave) as crew:
        departments = [answer["papers"][0]["department"] for answer in crew.read()]  # type: ignore[index]
    assert departments == [f"武汉市{name}局" for name in names]


def test_files_are_read_side_by_side(tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{number}" / "慢.txt") for number in range(6)]
    read(paths[:1])  # the server that processes are forked off is up after this
    start = time.monotonic()
    assert read(paths, Limits(processes=6)) == ["paper"] * 6
    assert time.monotonic() - start < 0.7 * 4


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(2_000_001)
    small = written(tmp_path / "小.txt")
    assert read([path, small], Limits(file_megabytes=2)) == ["file_too_large", "paper"]


def test_leaving_early_leaves_no_process(tmp_path: Path) -> None:
    paths = [written(tmp_path / "甲.txt"), *(tmp_path / f"{n}" / "无休.txt" for n in range(3))]
    for path in paths[1:]:
        written(path)
    with Crew(paths, Limits(processes=4), task=misbehave) as crew:
        next(crew.read())
        processes = [reader.process for reader in crew._readers.values()]
        pids = [process.pid for process in processes]
    assert len(pids) == 3
    assert not any(Path(f"/proc/{pid}").exists() and "Z" not in _state(pid) for pid in pids if pid)
