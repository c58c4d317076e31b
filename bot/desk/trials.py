"""Words that are proposed at the desk: each is weighed by a process of its own, in a folder of its own.

What is weighed reads questions by another lexicon, which the desk's own answers must never see.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from threading import Lock
from typing import Any

MOST_RUNNING = 2
_ID = re.compile(r"[0-9a-f]{16}")
_MOST_KEPT = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word, what it shall mean, and what it was weighed by."""

    word: str
    concept: str
    label: str
    name: str
    """What that is called."""
    who: str
    at: float
    """When it was proposed, in seconds since 1970."""
    basis: str
    """What the lexicon and the papers were then; of another one it must be weighed anew."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A proposal, and what came of weighing it."""

    id: str
    proposal: Proposal
    state: str
    """running, done or failed."""
    outcome: Mapping[str, Any]
    """What `wenzhang lexicon propose --json` told; empty until it is there."""

    @property
    def may_be_added(self) -> bool:
        """Whether nothing goes wrong with the word."""
        return bool(self.outcome.get("may_be_added"))

    def changes(self, kind: str) -> list[Mapping[str, Any]]:
        """Return the questions that would be answered otherwise, of one kind."""
        return [change for change in self.outcome.get("changes", ()) if change["kind"] == kind]


class Trials:
    """The proposals of one folder; the latest are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = Lock()

    @property
    def running(self) -> int:
        """How many are being weighed."""
        with self._lock:
            return sum(process.poll() is None for process in self._running.values())

    def begin(self, proposal: Proposal, lexicon: Path, arguments: Sequence[str]) -> str:
        """Given a proposal and the file of the own words, begin to weigh it; return the trial's id.

        `arguments` are those by which another command of ours answers from the same papers.
        """
        trial = secrets.token_hex(8)
        folder = self._folder / trial
        folder.mkdir(parents=True)
        about = json.dumps(asdict(proposal), ensure_ascii=False)
        (folder / "about.json").write_text(about, encoding="utf-8")
        means = proposal.concept or proposal.label
        command = [sys.executable, "-m", "bot", "lexicon", "propose", "--json", *arguments]
        command += ["--", proposal.word, means]
        environment = {**os.environ, "WENZHANG_LEXICON": str(lexicon.absolute())}
        out, told = folder / "out.json", folder / "told"
        with self._lock, out.open("wb") as output, told.open("wb") as error:
            self._running[trial] = subprocess.Popen(  # noqa: S603 - our own program, its arguments a list
                command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=error
            )
        self._sweep()
        return trial

    def get(self, trial: str) -> Trial | None:
        """Return a trial, or None where there is none of this id."""
        folder = self._folder / trial
        if not _ID.fullmatch(trial) or not folder.is_dir():
            return None
        with suppress(OSError, ValueError, TypeError):
            about = json.loads((folder / "about.json").read_text("utf-8"))
            state, outcome = self._state(trial, folder)
            return Trial(trial, Proposal(**about), state, outcome)
        return None

    def _state(self, trial: str, folder: Path) -> tuple[str, Mapping[str, Any]]:
        with self._lock:
            process = self._running.get(trial)
        if process is not None and process.poll() is None:
            return "running", {}
        with suppress(OSError, ValueError):
            return "done", json.loads((folder / "out.json").read_text("utf-8"))
        return "failed", {}

    def _sweep(self) -> None:
        """Keep only the latest."""
        folders = [each for each in self._folder.iterdir() if _ID.fullmatch(each.name)]
        latest = sorted(folders, key=lambda each: each.stat().st_mtime, reverse=True)
        for each in latest[_MOST_KEPT:]:
            with self._lock:
                self._running.pop(each.name, None)
            rmtree(each, ignore_errors=True)
