"""Processes that read are copies of the one that asks, where it may be copied; they take nothing of its along."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread

import pytest

from knowledge.intake.start import Starter

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="只在 Linux 上复制进程")

ASKS_AND_IS_KILLED = """
import os, signal, time
from pathlib import Path
from knowledge.intake.start import Starter

def tells_much(answer):
    time.sleep(0.3)
    answer.send_bytes(b"x" * 5_000_000)

if __name__ == "__main__":
    starter, answers = Starter([Path("a.txt")]), []
    for _ in range(2):
        process, answer = starter.start(tells_much, (), answers)
        answers.append(answer)
        print(process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


class Kept:
    """Something that would do harm if a copy of it ended."""

    def __init__(self, path: Path) -> None:
        self.path, self.itself = path, self

    def __del__(self) -> None:
        with self.path.open("a") as file:
            file.write(f"{os.getpid()}\n")


def _collects(answer: Connection) -> None:
    gc.collect()
    answer.send_bytes(str(gc.isenabled()).encode())


def _tells_whether_interrupts_are_blocked(answer: Connection) -> None:
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    answer.send_bytes(str(blocked).encode())


def test_garbage_of_the_one_that_asks_does_not_end_in_the_copy(tmp_path: Path) -> None:
    told = tmp_path / "ended"
    gc.disable()
    try:
        Kept(told)
        process, answer = Starter([]).start(_collects, (), [])
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert answer.recv_bytes() == b"True"
    process.join()
    gc.collect()
    assert told.read_text() == f"{os.getpid()}\n", "它只在问的进程里结束一次"


def test_an_interrupt_is_left_to_the_one_that_asks() -> None:
    process, answer = Starter([]).start(_tells_whether_interrupts_are_blocked, (), [])
    assert answer.recv_bytes() == b"True"
    process.join()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_a_process_with_several_threads_is_not_copied() -> None:
    done = Event()
    other = Thread(target=done.wait)
    other.start()
    try:
        assert Starter([])._context.get_start_method() == "forkserver"
    finally:
        done.set()
        other.join()
    assert Starter([])._context.get_start_method() == "fork"


def test_a_reading_ends_where_nobody_waits_for_its_answer_any_longer(tmp_path: Path) -> None:
    script = tmp_path / "asks.py"
    script.write_text(ASKS_AND_IS_KILLED, encoding="utf-8")
    command = [sys.executable, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as asking:
        assert asking.stdout is not None
        pids = [int(asking.stdout.readline()) for _ in range(2)]
        assert asking.wait() == -signal.SIGKILL
    for pid in pids:
        for _ in range(1000):
            if _is_over(pid):
                break
            time.sleep(0.1)
        else:
            os.kill(pid, signal.SIGKILL)
            pytest.fail("要答案的进程没了，读文件的还在")


def _is_over(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
