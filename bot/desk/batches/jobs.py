"""Files of inquiries handed in at the desk: each is answered by a process of its own, in a folder of its own.

A folder holds the file as `in` with its ending, `about.json`, the journal of what is answered, and at last `out.xlsx`.
"""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from threading import Lock

from bot.desk.batches.reading import ENDINGS

MOST_RUNNING = 2
_ID = re.compile(r"[0-9a-f]{16}")
_MEGABYTE = 1024 * 1024
_MEMORY = 1500 * _MEGABYTE
_QUIET = 30.0
"""Seconds after which a journal that nothing is added to belongs to no running process."""
_MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Job:
    """One file that was handed in, and how far it is."""

    id: str
    name: str
    """Its name as it was handed in: shown, never used as a path."""
    who: str
    at: str
    state: str
    """running, done, refused or stopped."""
    done: int = 0
    rows: int = 0
    told: str = ""
    """What the program said in the end."""


class Jobs:
    """The files handed in, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = Lock()

    def begin(self, name: str, body: bytes, who: str, at: str, arguments: Sequence[str]) -> str:
        """Given a file and who hands it in, keep it whole, begin to answer it, and return the job's id."""
        ending = Path(name).suffix.lower()
        if ending not in ENDINGS:
            raise ValueError(ending)
        job = secrets.token_hex(8)
        making = self._folder / f".{job}"
        making.mkdir(parents=True)
        (making / f"in{ending}").write_bytes(body)
        about = {"name": name[-200:], "who": who, "at": at}
        (making / "about.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        making.rename(self._folder / job)
        self.run(job, arguments)
        return job

    def run(self, job: str, arguments: Sequence[str]) -> None:
        """Answer a file, from where it stopped if it was begun before."""
        folder = self._folder / job
        (source,) = folder.glob("in.*")
        command = [sys.executable, "-m", "bot", "batch", str(source)]
        command += ["-o", str(folder / "out.xlsx"), *arguments]
        with self._lock, (folder / "told").open("wb") as told:
            process = subprocess.Popen(  # noqa: S603 - our own program, its arguments a list
                command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, start_new_session=True
            )
            self._running[job] = process
        _bind(process.pid)

    @property
    def running(self) -> int:
        """How many files are being answered."""
        with self._lock:
            return sum(process.poll() is None for process in self._running.values())

    def get(self, job: str) -> Job | None:
        """Return a job, or None where there is none of this id."""
        folder = self._folder / job
        if not _ID.fullmatch(job) or not folder.is_dir():
            return None
        about = json.loads((folder / "about.json").read_text("utf-8"))
        done, rows = _progress(folder / "out.xlsx.partial")
        told = _told(folder / "told").replace(f"{folder}/", "")
        state = self._state(job, folder, told)
        told = re.sub(r"“in\.\w+”", f"“{about['name'][-60:]}”".replace("\\", "/"), told)
        return Job(job, about["name"], about["who"], about["at"], state, done, rows, told)

    def all(self) -> tuple[Job, ...]:
        """Return the jobs, the latest first."""
        folders = [each for each in self._folder.glob("*") if _ID.fullmatch(each.name)]
        latest = sorted(folders, key=lambda each: each.stat().st_mtime, reverse=True)
        found = (self.get(each.name) for each in latest[:_MOST_LISTED])
        return tuple(job for job in found if job is not None)

    def result(self, job: str) -> bytes | None:
        """Return the answered table as XLSX, or None where it is not there yet."""
        if not _ID.fullmatch(job):
            return None
        try:
            return (self._folder / job / "out.xlsx").read_bytes()
        except OSError:
            return None

    def remove(self, job: str) -> bool:
        """Remove a job with its files; return False where there is none, or it still runs."""
        found = self.get(job)
        if found is None or found.state == "running":
            return False
        rmtree(self._folder / job)
        return True

    def _state(self, job: str, folder: Path, told: str) -> str:
        with self._lock:
            process = self._running.get(job)
        code = process.poll() if process is not None else None
        if process is not None and code is None:
            return "running"
        if (folder / "out.xlsx").exists():
            return "done"
        if process is not None:
            return "refused" if code in {2, 3} else "stopped"
        if told and not (folder / "out.xlsx.partial").exists():
            return "refused"
        return "running" if _is_fresh(folder) else "stopped"


def _is_fresh(folder: Path) -> bool:
    """Whether something was written lately, by a process that outlived the desk that began it."""
    return any(time.time() - each.stat().st_mtime < _QUIET for each in folder.iterdir())


def _progress(journal: Path) -> tuple[int, int]:
    """How many rows are answered, and how many there are; 0 and 0 before it begins."""
    try:
        with journal.open("rb") as file:
            head = file.readline()
            return sum(1 for _ in file), int(json.loads(head)["rows"])
    except (OSError, ValueError, KeyError):
        return 0, 0


def _told(path: Path) -> str:
    """The last line that the program said, without its own name in front."""
    with suppress(OSError):
        lines = path.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1].removeprefix("wenzhang：") if lines else ""
    return ""


def _bind(process: int) -> None:
    """Let a process take no more memory than it needs; where the system cannot, its file's size is the limit."""
    with suppress(ImportError, AttributeError, OSError):
        import resource

        resource.prlimit(process, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
