"""How many cores a run keeps busy, and whose memory is told of a run that starts processes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import intake_probe
from benchmarks.cores import wanted_cores
from knowledge import shipped_disclosures

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="系统不说它的进程在做什么"
)
_HELD = """
import subprocess, sys
child = [sys.executable, "-c", sys.argv[1]]
for process in [subprocess.Popen(child) for _ in range(2)]:
    process.wait()
"""


def _started(task: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _HELD, task]
    return subprocess.Popen(command, text=True)


def test_processes_at_work_keep_cores_busy_and_those_that_wait_do_not() -> None:
    busy = wanted_cores(_started("import time\nwhile time.process_time() < 0.5: pass"), 2)
    idle = wanted_cores(_started("import time; time.sleep(0.5)"), 2)
    assert busy is not None
    assert idle is not None
    assert busy > 1.5
    assert idle < 0.8


def test_the_memory_of_taking_in_is_that_of_the_largest_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = {
        resource.RUSAGE_SELF: 1 << 10,
        resource.RUSAGE_CHILDREN: 9 << 20,
    }

    class _Usage:
        def __init__(self, who: int) -> None:
            self.ru_maxrss = sizes[who]

    monkeypatch.setattr(resource, "getrusage", _Usage)
    monkeypatch.setattr(sys, "platform", "linux")
    base = tmp_path / "base.sqlite3"
    monkeypatch.setattr(sys, "argv", ["probe", str(base), str(shipped_disclosures()[0])])
    intake_probe.main()
    assert json.loads(capsys.readouterr().out) == [9 << 10, 1]
