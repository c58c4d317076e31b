"""A load run through the webhook: many chats, some questions each, beside the library's own echo example."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.loopback import Json, Loopback, message, send_all
from benchmarks.measures import Measure

CHATS, EACH = 500, 5
THROUGHPUT_BOUND = 2.0
"""An answer may take twice the time of an echo."""
_PATIENCE = 300.0
_ECHO = Path(__file__).with_name("echo_bot.py")
_QUESTIONS = (
    "三公经费多少？",
    "编制多少人？",
    "项目支出多少？",
    "社会保障和就业支出多少？",
    "收入总计多少？",
)


def chatting_measures() -> list[Measure]:
    """Return the time of an answer under load beside that of an echo, in milliseconds."""
    echo, _ = asyncio.run(_load(_echo_command, _is_echoed))
    ours, _ = asyncio.run(_load(_our_command, _is_answered))
    name = f"{CHATS} 个聊天各 {EACH} 问，每问"
    return [
        Measure(name, ours * 1000, echo * 1000, "ms", ours / echo, THROUGHPUT_BOUND),
    ]


Command = Callable[[str, int, str], tuple[list[str], dict[str, str]]]


def _echo_command(address: str, port: int, _: str) -> tuple[list[str], dict[str, str]]:
    return [sys.executable, str(_ECHO), address, str(port)], {}


def _our_command(address: str, port: int, folder: str) -> tuple[list[str], dict[str, str]]:
    telegram = {
        "TOKEN": "7000001:AAEloadloadloadloadloadloadloadload00",
        "BASE_URL": address,
        "WEBHOOK_URL": f"https://bot.invalid:{port}/telegram",
        "WEBHOOK_PORT": str(port),
        "SENDS_PER_SECOND": "10000",  # the bot is measured, not Telegram's limits
        "QUESTIONS_AT_ONCE": "100",
    }
    variables = {f"WENZHANG_TELEGRAM_{name}": value for name, value in telegram.items()}
    variables["WENZHANG_STATE_PLACE"] = f"{folder}/state.sqlite3"
    return [sys.executable, "-m", "bot", "bot"], variables


async def _load(
    command: Command, is_right: Callable[[str, str], bool]
) -> tuple[float, Sequence[float]]:
    """Run a bot under load; return the seconds that each question took in all, and when each was answered."""
    telegram = Loopback()
    server = await telegram.serve()
    port = _free_port()
    with TemporaryDirectory() as folder:
        told, variables = command(f"http://127.0.0.1:{telegram.port}", port, folder)
        with _process(told, variables, Path(folder) / "log"):
            await asyncio.wait_for(telegram.is_set.wait(), _PATIENCE)
            await _until_listening(port)
            start = perf_counter()
            await send_all(port, telegram.hook[0] if telegram.hook else "", _updates())
            await _until(lambda: len(telegram.times) >= CHATS * EACH)
            await asyncio.sleep(0.5)
    server.close()
    _verify(telegram, is_right)
    return (telegram.times[-1] - start) / (CHATS * EACH), telegram.times


def _updates() -> list[Json]:
    """Every chat's first question, then every chat's second, …"""
    return [
        message(round_ * CHATS + chat, 1000 + chat, _QUESTIONS[(chat + round_) % len(_QUESTIONS)])
        for round_ in range(EACH)
        for chat in range(CHATS)
    ]


def _verify(telegram: Loopback, is_right: Callable[[str, str], bool]) -> None:
    """End where an answer is missing, comes twice, or is another question's."""
    for chat in range(CHATS):
        got = telegram.texts[1000 + chat]
        asked = [_QUESTIONS[(chat + round_) % len(_QUESTIONS)] for round_ in range(EACH)]
        if len(got) != EACH or not all(map(is_right, asked, got)):
            raise SystemExit(f"聊天 {chat} 问了 {asked}，得到 {got}")


def _is_echoed(asked: str, got: str) -> bool:
    return asked == got


_TELLING = dict(zip(_QUESTIONS, ("三公", "编制", "项目支出", "社会保障", "收入"), strict=True))


def _is_answered(asked: str, got: str) -> bool:
    return bool(re.search(r"\d", got)) and _TELLING[asked] in got


@contextmanager
def _process(command: list[str], variables: dict[str, str], log: Path) -> Iterator[None]:
    root = Path(__file__).resolve().parents[1]
    with log.open("wb") as out:
        running = subprocess.Popen(
            command, cwd=root, env={**os.environ, **variables}, stdout=out, stderr=out
        )
        try:
            yield
        finally:
            running.terminate()
            running.wait(timeout=_PATIENCE)


async def _until(look: Callable[[], bool]) -> None:
    end = perf_counter() + _PATIENCE
    while not look():
        if perf_counter() > end:
            raise SystemExit("等不到全部答案")
        await asyncio.sleep(0.02)


async def _until_listening(port: int) -> None:
    end = perf_counter() + _PATIENCE
    while perf_counter() < end:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise SystemExit("机器人没有开始收更新")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
