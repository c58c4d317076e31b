"""The server as its own process, killed amid an upload, a reading, a publishing: nothing lost, nothing by halves."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from knowledge import Store, shipped_disclosures
from tests.bot.desk.conftest import PASSWORD, token_in

ROOT = Path(__file__).parents[3]
(SHIPPED,) = shipped_disclosures()
FACTS = 516

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")


class Server:
    """`wenzhang desk` in a folder of its own, to be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "none.toml").write_text("", encoding="utf-8")
        self._environment = {
            **os.environ,
            "WENZHANG_CONFIG": str(folder / "none.toml"),
            "WENZHANG_STORE": str(folder / "base.sqlite3"),
            "WENZHANG_DESK_PORT": "0",
        }
        account = [*self._command, "account", "add", "li", "--role", "publisher"]
        subprocess.run(
            account,
            input=PASSWORD,
            text=True,
            cwd=ROOT,
            env=self._environment,
            check=True,
            capture_output=True,
        )
        self.start()

    @property
    def _command(self) -> list[str]:
        return [sys.executable, "-m", "bot", "desk"]

    def start(self) -> None:
        """Start it, and log in."""
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr
        told, said = None, ""
        while told is None and select.select([self._process.stderr], [], [], 60)[0]:
            line = self._process.stderr.readline()
            if not line:
                break
            said += line
            told = re.search(r"http://[\d.]+:\d+/", line)
        if told is None:
            self._end()
            raise AssertionError(said)
        self.address = told[0].rstrip("/")
        self.client = httpx.Client(base_url=self.address, timeout=300, trust_env=False)
        try:
            self._log_in()
        except BaseException:
            self.kill()
            raise

    def _log_in(self) -> None:
        form = {"csrf": token_in(self.client.get("/login").text), "name": "li"}
        assert self.client.post("/login", data={**form, "password": PASSWORD}).status_code == 303
        token = token_in(self.client.get("/desk/papers").text)
        self.client.headers["X-CSRF-Token"] = token

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end()
        self.client.close()

    def _end(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        assert self._process.stderr
        self._process.stderr.close()

    def hand_in(self) -> str:
        files = {"file": ("预算.txt", SHIPPED.read_bytes())}
        response = self.client.post("/desk/papers", files=files)
        assert response.status_code == 303
        return response.headers["location"]

    def read(self, address: str) -> dict[str, str]:
        """Wait until a draft is read, and return what its form tells."""
        page = ""
        for _ in range(6000):
            page = self.client.get(address).text
            mark = re.search(r'name="mark" value="([^"]*)"', page)
            version = re.search(r'name="version" value="(\d+)"', page)
            if mark and version:
                return {"version": version[1], "mark": mark[1]}
            time.sleep(0.05)
        raise AssertionError(page)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    yield made
    if made._process.poll() is None:
        made.kill()


def test_killed_amid_an_upload(server: Server) -> None:
    where = urlsplit(server.address)
    cookies = "; ".join(f"{name}={value}" for name, value in server.client.cookies.items())
    head = (
        f"POST /desk/papers HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\n"
        f"X-CSRF-Token: {server.client.headers['X-CSRF-Token']}\r\nContent-Length: 5000000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    )
    with socket.create_connection((where.hostname, where.port)) as half:
        half.sendall(head.encode() + b"x" * 3_000_000)
        time.sleep(0.2)
        server.kill()
    server.start()
    assert "没有草稿" in server.client.get("/desk/papers").text
    kept = server.folder / "desk" / "files"
    assert not kept.exists() or not [each for each in kept.iterdir() if each.suffix]
    assert server.read(server.hand_in())["version"] == "1"


def test_killed_while_a_draft_is_read(server: Server) -> None:
    address = server.hand_in()
    server.kill()
    server.start()
    assert "预算.txt" in server.client.get("/desk/papers").text
    assert server.read(address) == {"version": "1", "mark": ""}


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.08, 0.2])
def test_killed_while_a_draft_is_published(server: Server, after: float) -> None:
    address = server.hand_in()
    seen = server.read(address)
    where = urlsplit(server.address)
    asking = http.client.HTTPConnection(str(where.hostname), where.port)
    body = "&".join(f"{name}={value}" for name, value in seen.items())
    cookies = "; ".join(f"{name}={value}" for name, value in server.client.cookies.items())
    headers = {
        "Cookie": cookies,
        "X-CSRF-Token": str(server.client.headers["X-CSRF-Token"]),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    asking.request("POST", f"{address}/publish", body, headers)
    time.sleep(after)
    server.kill()
    asking.close()
    store = Store(str(server.folder / "base.sqlite3"))
    published = store.listed()
    draft = store.press.draft(address.rpartition("/")[2])
    assert draft
    if published:
        assert draft.state == "published"
        assert [event.action for event in store.press.events()] == ["publish"]
        assert len(store.paper(published[0].head.document).facts) == FACTS
    else:
        assert (draft.state, store.press.events()) == ("read", ())
    server.start()
    if not published:
        assert (
            server.client.post(f"{address}/publish", data=server.read(address)).status_code == 303
        )
    assert len(store.listed(history=True)) == 1
    assert "已发布" in server.client.get(address).text
    store.close()


def test_a_publisher_reads_on_after_a_restart(server: Server) -> None:
    address = server.hand_in()
    seen = server.read(address)
    server.client.post(f"{address}/tables/1", data={"version": seen["version"], "unit": "元"})
    server.kill()
    server.start()
    again = server.read(address)
    assert again["version"] == "2"
    assert "更正为“元”" in server.client.get(address).text
