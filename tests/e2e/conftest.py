"""Processes to test with, all on loopback: the Bot API server that is not ours, and bots that poll it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.prepare import HERE, ROOT, peer

collect_ignore = ["peer.py"]  # it runs in an environment of its own

PATIENCE = 300.0
"""Seconds; a wait ends as soon as there is what it waits for, and a busy machine may take long."""


@dataclass(frozen=True)
class Peer:
    """The Bot API server, as its control side shows it."""

    address: str

    def give(self, token: str, update: dict[str, Any]) -> None:
        """Let an update come to whoever polls with a token."""
        self._ask(f"/give/{token}", update)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return what it was called with so far, for one method."""
        recorded: list[dict[str, Any]] = self._ask("/api/v1/test/responses")["responses"]
        return [_parameters(call) for call in recorded if call["method"] == method]

    def every_call(self) -> list[tuple[str, dict[str, Any]]]:
        """Return all that it was called with, in order."""
        recorded = self._ask("/api/v1/test/responses")["responses"]
        return [(call["method"], _parameters(call)) for call in recorded]

    def wait_for(self, method: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait until it was called so many times, and return the calls."""
        until(lambda: len(self.calls(method)) >= count, f"{count} × {method}")
        return self.calls(method)

    def file(self, token: str, number: str) -> bytes:
        """Return the bytes of a file that was sent, as any client would fetch them."""
        path = self._ask(f"/bot{token}/getFile", {"file_id": number})["result"]["file_path"]
        with urllib.request.urlopen(
            f"{self.address}/file/bot{token}/{path}", timeout=PATIENCE
        ) as answer:
            data: bytes = answer.read()
            return data

    def _ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer test", "Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data, headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)


def _parameters(call: dict[str, Any]) -> dict[str, Any]:
    """What a call was made with; of a picture the server keeps its own id instead."""
    parameters: dict[str, Any] = dict(call.get("raw", call))
    if call["method"] == "sendPhoto":
        parameters["photo"] = call["file_id"]
    return parameters


def until(look: Callable[[], Any], what: str) -> Any:
    """Look until there is something to see, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if seen := look():
            return seen
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


@contextmanager
def process(command: list[str], log: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the project's folder while the block runs; its output goes to a file."""
    environment = {**os.environ, **variables}
    with log.open("wb") as out:
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            yield running
        finally:
            running.kill()
            running.wait(timeout=PATIENCE)


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def peer_python() -> Path:
    return peer()


@pytest.fixture
def server(peer_python: Path, tmp_path: Path) -> Iterator[Peer]:
    """A fresh Bot API server."""
    port = free_port()
    made = Peer(f"http://127.0.0.1:{port}")
    with process(
        [str(peer_python), str(HERE / "peer.py"), str(port)], tmp_path / "peer.log"
    ) as running:

        def answers() -> bool:
            assert running.poll() is None, (tmp_path / "peer.log").read_text()
            try:
                made.calls("getMe")
            except OSError:
                return False
            return True

        until(answers, "the Bot API server")
        yield made


@pytest.fixture
def bot_command() -> list[str]:
    """The bot over an engine of the tests' own."""
    return [sys.executable, str(HERE / "stub_bot.py")]
