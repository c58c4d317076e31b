"""`wenzhang desk`: accounts on the command line, and one command from a fresh clone to a log-in."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.__main__ import main
from bot.commands.failures import Exit
from bot.desk.access import table_of_routes
from bot.desk.accounts import Accounts, Role
from bot.desk.pages import PAGES

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZHANG_STORE", str(tmp_path / "base.sqlite3"))


def desk(monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = "") -> int:
    """Run the command with what is piped into it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["desk", *words])


def test_accounts_are_made_listed_changed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(monkeypatch, "account", "list") == Exit.OK
    assert "还没有账号" in capsys.readouterr().out
    add = ("account", "add", "小王", "--role", "publisher")
    assert desk(monkeypatch, *add, typed="一个够长的密码 1234\n") == Exit.OK
    assert capsys.readouterr().out == "已建立账号“小王”（发布员）。\n"
    accounts = Accounts(tmp_path / "desk")
    account = accounts.verified("小王", "一个够长的密码 1234")
    assert account
    assert account.role is Role.PUBLISHER
    assert (
        desk(monkeypatch, "account", "password", "小王", typed="另一个够长的密码 1234\n") == Exit.OK
    )
    assert accounts.verified("小王", "一个够长的密码 1234") is None
    assert accounts.verified("小王", "另一个够长的密码 1234")
    assert desk(monkeypatch, "account", "list") == Exit.OK
    assert "小王　发布员" in capsys.readouterr().out
    assert desk(monkeypatch, "account", "remove", "小王") == Exit.OK
    assert accounts.all() == ()


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("account", "add", "小王"), "短\n", "密码太短：至少 10 个字符"),
        (("account", "add", "小王"), "", "没有密码"),
        (("account", "add", "a/b"), "一个够长的密码 1234\n", "账号名“a/b”不能用"),
        (("account", "add", ".." * 20), "一个够长的密码 1234\n", "不能用"),
        (("account", "add", "小王", "--role", "boss"), "", "--role 不能是“boss”"),
        (("account", "password", "没有"), "一个够长的密码 1234\n", "没有账号“没有”"),
        (("account", "remove", "没有"), "", "没有账号“没有”"),
        (("account",), "", "还缺少"),
        (("acount",), "", "您要写的可能是 account"),
    ],
)
def test_what_will_not_do_is_said_with_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    typed: str,
    said: str,
) -> None:
    assert desk(monkeypatch, *words, typed=typed) != Exit.OK
    assert said in capsys.readouterr().err


def test_a_name_is_given_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(monkeypatch, "account", "add", "小王", typed="一个够长的密码 1234\n") == Exit.OK
    assert desk(monkeypatch, "account", "add", "小王") == Exit.CONFIGURATION
    assert "已经有账号“小王”" in capsys.readouterr().err


def test_a_damaged_accounts_file_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "accounts.json").write_text('{"小王": 1}', encoding="utf-8")
    assert desk(monkeypatch, "account", "list") == Exit.CONFIGURATION
    assert "读不懂。请从备份恢复" in capsys.readouterr().err


def test_the_routes_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(monkeypatch, "routes") == Exit.OK
    assert capsys.readouterr().out == table_of_routes(PAGES) + "\n"


def test_a_taken_port_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("WENZHANG_DESK_PORT", str(taken.getsockname()[1]))
        assert desk(monkeypatch, "--public") == Exit.CONFIGURATION
    assert "请在 config.toml 的 [desk] 里换一个 port" in capsys.readouterr().err


def test_one_command_from_a_fresh_clone_to_a_login(tmp_path: Path) -> None:
    first = Process(tmp_path)
    password = re.search(r"密码是 (\S+?)（只显示这一次", first.told)
    assert password
    with httpx.Client(base_url=first.address) as client:
        assert "2026年部门预算" in client.get("/").text  # the shipped disclosure is there
        token = re.search(r'name="csrf" value="(\w+)"', client.get("/login").text)
        assert token
        told = {"csrf": token[1], "name": "admin", "password": password[1]}
        assert client.post("/login", data=told).headers["location"] == "/desk/ask"
        assert client.get("/desk/log").status_code == 200
    assert first.stopped() == Exit.INTERRUPTED
    again = Process(tmp_path)
    assert "密码是" not in again.told
    assert again.stopped() == Exit.INTERRUPTED
    secret = password[1].encode()
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()
    ]


class Process:
    """The desk as a process."""

    def __init__(self, folder: Path) -> None:
        told = {"WENZHANG_STORE": str(folder / "base.sqlite3"), "WENZHANG_DESK_PORT": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "desk"],
            cwd=ROOT,
            env={**os.environ, **told},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stderr
        self.told = ""
        while "按 Ctrl-C" not in self.told:
            line = self._process.stderr.readline()
            assert line, self.told
            self.told += line
        found = re.search(r"http://127\.0\.0\.1:\d+", self.told)
        assert found
        self.address = found[0]
        self._wait_until_it_listens()

    def stopped(self) -> int:
        """Stop it as Ctrl-C does, and return how it ended."""
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=300)
        return self._process.returncode

    def _wait_until_it_listens(self) -> None:
        for _ in range(6000):
            try:
                httpx.get(self.address)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self.told)
