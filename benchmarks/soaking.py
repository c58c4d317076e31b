"""A day of polling in some minutes: a fault every simulated minute, and memory and open files as they were."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import tempfile
import tracemalloc
from collections import deque
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from time import time
from typing import Any

import httpx
from pydantic import SecretStr
from telegram import Update

from benchmarks.measures import Measure
from bot.state import Pseudonyms, State
from bot.telegram.app import App, build_application
from bot.telegram.health import Health
from bot.telegram.kit import Kit
from bot.telegram.requests import PollRequest, WatchedRequest
from bot.telegram.settings import TelegramSettings
from bot.telegram.texts import load_texts
from tests.bot.telegram.replies import Engine, echoed

MINUTES = 24 * 60
"""Of a clock of its own: the day passes as fast as the machine can work."""
GROWTH_BYTES = 2_000_000
"""How much more may be held in memory at the end of the day than at noon."""


class Day:
    """The clock of the day, and the Telegram of the day: a question and a fault a minute."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.answered: list[int] = []
        self.asked = 0
        self._faults = cycle(range(7))
        self._due: deque[int] = deque()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.now += seconds
        await asyncio.sleep(0)

    def minute(self) -> None:
        """Let one more minute begin, with a fault of its own."""
        self.now += 60
        self._due.append(next(self._faults))

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as this minute has it."""
        method = request.url.path.rsplit("/", 1)[1]
        if method == "getUpdates":
            return _ok(self._updates())
        if method == "sendMessage":
            return self._send(request)
        return _ok(_BOT if method == "getMe" else True)

    def _send(self, request: httpx.Request) -> httpx.Response:
        fault = self._due.popleft() if self._due else None
        match fault:
            case 0:
                return _error(429, parameters={"retry_after": 1})
            case 1:
                return _error(500)
            case 2:
                return httpx.Response(502, text="<html>Bad Gateway</html>")
            case 3:
                raise httpx.ReadError("dropped")
            case 4:
                raise httpx.ConnectError("refused")
            case 5:
                return _error(403)
        chat = int(dict(httpx.QueryParams(request.content.decode()))["chat_id"])
        self.answered.append(chat)
        message = {"message_id": len(self.answered), "date": 1, "text": "…"}
        return _ok({**message, "chat": {"id": chat, "type": "private"}})

    def _updates(self) -> list[dict[str, Any]]:
        self.asked += 1
        chat = 1000 + self.asked % 300
        user = {"id": chat, "is_bot": False, "first_name": "某"}
        text = f"第 {self.asked} 问？"
        private = {"id": chat, "type": "private"}
        message = {
            "message_id": self.asked,
            "date": int(time()),
            "chat": private,
            "from": user,
            "text": text,
        }
        again = {"update_id": self.asked, "message": message}
        return [again, again]


_BOT = {"id": 7000001, "is_bot": True, "first_name": "问", "username": "wen_bot"}


def _ok(result: Any) -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": result})


def _error(status: int, **more: Any) -> httpx.Response:
    body = {"ok": False, "error_code": status, "description": "a fault of the day", **more}
    return httpx.Response(status, json=body)


def soaking_measures() -> list[Measure]:
    """Return how much more memory and how many more open files the bot holds at the end of a day than at noon."""
    logging.disable(logging.CRITICAL)  # a fault a minute is a day's worth of complaints
    try:
        day = soaked()
    finally:
        logging.disable(logging.NOTSET)
    megabytes, most = day["bytes"] / 1e6, GROWTH_BYTES / 1e6
    return [
        Measure(
            "轮询一天、每分钟一个故障，半天的内存", megabytes, most, "MB", megabytes / most, 1.0
        ),
        Measure("同上，多开的文件", day["files"], 1.0, "个", day["files"], 0.0),
    ]


def soaked(minutes: int = MINUTES) -> dict[str, float]:
    """Live through so many minutes; return what grew in their second half (bytes, open files) and what was asked."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_day(Path(folder), minutes))


async def _day(folder: Path, minutes: int) -> dict[str, float]:
    day = Day()
    state = State(str(folder / "state.sqlite3"), Pseudonyms(b"of the soak"), day)
    engine = Engine(echoed)
    app = _application(day, state, engine)
    kit: Kit = app.bot_data[Kit]
    await app.initialize()
    tracemalloc.start()
    marks: list[tuple[int, int]] = []
    for minute in range(minutes):
        if minute in (minutes // 2, minutes - 1):
            marks.append(_held())
        day.minute()
        await _poll(app, kit)
        engine.asked.clear()
        if minute % 60 == 0:
            await kit.memory.run(lambda state: state.sweep(kit.keeping))
    await app.shutdown()
    kit.close()
    state.close()
    (memory, files), (memory_after, files_after) = marks
    return {
        "bytes": memory_after - memory,
        "files": files_after - files,
        "asked": day.asked,
        "messages": len(day.answered),
    }


def _application(day: Day, state: State, engine: Engine) -> App:
    settings = TelegramSettings(
        token=SecretStr("7000001:AAEsoaksoaksoaksoaksoaksoaksoak0000"), poll_timeout=0
    )
    health = Health(0, load_texts().run, day)
    transport = {"transport": httpx.MockTransport(day.handle)}
    kits: list[Kit] = []

    async def accept(updates: list[dict[str, Any]]) -> frozenset[int]:
        return await kits[0].memory.accept(updates)

    application = build_application(
        settings,
        engine,
        state,
        request=WatchedRequest(health.met, httpx_kwargs=transport),
        get_updates_request=PollRequest(health.polled, accept, httpx_kwargs=transport),
        clock=day,
        sleep=day.sleep,
    )
    kits.append(application.bot_data[Kit])
    return application


async def _poll(app: App, kit: Kit) -> None:
    """Poll once, and work on what comes."""
    for update in await app.bot.get_updates():
        await app.update_processor.process_update(update, app.process_update(update))
    for undone in await kit.memory.undone(300):
        update = Update.de_json(json.loads(undone.body), app.bot)
        await app.update_processor.process_update(update, app.process_update(update))


def _held() -> tuple[int, int]:
    gc.collect()
    return tracemalloc.get_traced_memory()[0], sum(1 for _ in _open_files())


def _open_files() -> Iterator[Path]:
    folder = Path("/proc/self/fd")
    return folder.iterdir() if folder.is_dir() else iter(())
