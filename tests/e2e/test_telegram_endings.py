"""How the bot's process ends when Telegram, or its settings, will not have it: a code and one sentence."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.bot.telegram.recording import BOT
from tests.bot.telegram.updates import said, update
from tests.e2e.conftest import PATIENCE, free_port, process, until

TOKEN = "7000001:AAEtheendtheendtheendtheendtheend000"
UNAUTHORIZED = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
CONFLICT = (
    409,
    {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates"},
)
GATEWAY = (502, "<html>Bad Gateway</html>")

BAD_TOKEN = (
    "Telegram 不认这个令牌：请核对环境变量 WENZHANG_TELEGRAM_TOKEN，或向 @BotFather 换一个新的。"
)
SECOND = "另一处有机器人在用同一个令牌收消息：请先停掉那一个，再启动这一个。"

Planned = tuple[int, object]


class Telegram(ThreadingHTTPServer):
    """Answers each method as planned, its last plan for ever; what is not planned succeeds."""

    daemon_threads = True

    def __init__(self, plans: dict[str, list[Planned]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plans = plans
        self.called: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Telegram

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        method = self.path.rsplit("/", 1)[1]
        self.server.called.append(method)
        plan = self.server.plans.get(method, [])
        status, body = (
            (plan.pop(0) if len(plan) > 1 else plan[0]) if plan else (200, self._success(method))
        )
        told = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def _success(self, method: str) -> object:
        if method == "getUpdates":
            time.sleep(0.1)
            return {"ok": True, "result": []}
        return {"ok": True, "result": BOT if method == "getMe" else True}

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def telegram(plans: dict[str, list[Planned]]) -> Iterator[Telegram]:
    with Telegram(plans) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def variables(address: str) -> dict[str, str]:
    return {
        "WENZHANG_TELEGRAM_TOKEN": TOKEN,
        "WENZHANG_TELEGRAM_BASE_URL": address,
        "WENZHANG_TELEGRAM_POLL_TIMEOUT": "1",
    }


@pytest.mark.parametrize(
    ("plans", "code", "sentence"),
    [
        pytest.param({"getMe": [UNAUTHORIZED]}, 4, BAD_TOKEN, id="a token that never was"),
        pytest.param(
            {"getUpdates": [(200, {"ok": True, "result": []}), UNAUTHORIZED]},
            4,
            BAD_TOKEN,
            id="one revoked",
        ),
        pytest.param({"getUpdates": [CONFLICT]}, 5, SECOND, id="another bot elsewhere"),
    ],
)
def test_it_ends_with_a_code_and_a_sentence(
    telegram: Telegram, bot_command: list[str], code: int, sentence: str, tmp_path: Path
) -> None:
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(telegram.address)) as bot:
        assert bot.wait(timeout=PATIENCE) == code, log.read_text()
    written = log.read_text()
    assert written.splitlines()[-1] == sentence
    assert "Traceback" not in written
    assert TOKEN.split(":")[1] not in written


@pytest.mark.parametrize(
    "plans",
    [{"getUpdates": [(200, {"ok": True, "result": [said("三公经费多少？")]}), UNAUTHORIZED]}],
)
def test_what_is_asked_when_the_token_goes_is_still_worked_on(
    telegram: Telegram, bot_command: list[str], tmp_path: Path
) -> None:
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(telegram.address)) as bot:
        assert bot.wait(timeout=PATIENCE) == 4, log.read_text()
    assert "sendMessage" in telegram.called


def test_without_a_token_it_does_not_start(bot_command: list[str]) -> None:
    done = subprocess.run(
        bot_command, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 4
    assert done.stderr.startswith("没有机器人令牌：")
    assert len(done.stderr.splitlines()) == 1


BROKEN = update(message={"message_id": 1, "date": "yesterday", "chat": {"id": 42}})
ODD_POLLS: list[Planned] = [
    GATEWAY,
    CONFLICT,
    (200, {"ok": True, "result": [BROKEN]}),
    (200, {"ok": True, "result": [said("三公经费多少？")]}),
    (200, {"ok": True, "result": []}),
]


@pytest.mark.parametrize("plans", [{"getUpdates": ODD_POLLS, "setMyCommands": [GATEWAY]}])
def test_it_outlives_what_passes(
    telegram: Telegram, bot_command: list[str], tmp_path: Path
) -> None:
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(telegram.address)) as bot:
        until(lambda: "sendMessage" in telegram.called, "the answer")
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=PATIENCE) == 0, log.read_text()
    # a menu for private chats and one for groups, in two languages; what the gateway lost is not sent again
    assert telegram.called.count("setMyCommands") == 4
    assert "Updates that could not be read were left out: 1" in log.read_text()


def test_it_waits_for_a_telegram_that_cannot_be_reached(
    bot_command: list[str], tmp_path: Path
) -> None:
    log = tmp_path / "bot.log"
    with process(bot_command, log, **variables(f"http://127.0.0.1:{free_port()}")) as bot:
        until(lambda: "连不上 Telegram（ConnectError）" in log.read_text(), "its complaint")
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=PATIENCE) == 0, log.read_text()
    assert "Traceback" not in log.read_text()
