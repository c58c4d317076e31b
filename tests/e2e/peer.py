"""A Bot API server that is not ours, on loopback: telemelya, kept in memory, with polling added.

Runs in the environment that prepare.py installs: peer.py PORT. What telemelya lacks is added here:
getUpdates (a long poll), updates given as they are, ids that rise, and any other method recorded.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from itertools import count
from typing import Any

import uvicorn
from fakeredis import FakeAsyncRedis  # type: ignore[import-not-found]
from fastapi import Request  # type: ignore[import-not-found]
from telemelya.server import app as server  # type: ignore[import-not-found]
from telemelya.server import bot_api, control_api, state

SESSION = "default"
UPDATES: dict[str, list[dict[str, Any]]] = defaultdict(list)
NUMBERS = count(1001)


class Files:
    """Stands for the object store: what is uploaded is kept in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    async def connect(self) -> None:
        """Nothing is connected to."""

    async def close(self) -> None:
        """Nothing is closed."""

    async def ping(self) -> bool:
        """It is always there."""
        return True

    async def upload(self, session: str, file: str, name: str, data: bytes, _: str = "") -> None:
        """Keep a file."""
        self._kept[f"{session}/{file}/{name}"] = data

    async def download_by_key(self, key: str) -> bytes | None:
        """Return a file, or None."""
        return self._kept.get(key)


async def deliver(token: str, update: dict[str, Any]) -> dict[str, Any]:
    """Keep an update until it is polled for."""
    UPDATES[token].append({**update, "update_id": next(NUMBERS)})
    return {"delivered": True}


async def get_updates(token: str, request: Request) -> dict[str, Any]:
    """Answer a long poll; an offset confirms what came before it."""
    asked = await bot_api._parse_body(request)
    offset, now = int(asked.get("offset") or 0), asyncio.get_running_loop().time
    end = now() + float(asked.get("timeout") or 0)
    while True:
        UPDATES[token] = [update for update in UPDATES[token] if update["update_id"] >= offset]
        if UPDATES[token] or now() >= end:
            return {"ok": True, "result": UPDATES[token]}
        await asyncio.sleep(0.02)


async def give(token: str, request: Request) -> dict[str, Any]:
    """Take an update as it is."""
    return await deliver(token, await request.json())


async def other(token: str, method: str, request: Request) -> dict[str, Any]:
    """Record a method that telemelya does not know, and let it succeed."""
    asked = await bot_api._parse_body(request)
    await state.state_manager.push_response(SESSION, {"method": method, "raw": asked})
    return {"ok": True, "result": True}


async def connect(manager: Any) -> None:
    """Keep the state in memory."""
    manager._redis = FakeAsyncRedis(decode_responses=True)


def main(port: int) -> None:
    """Serve on a port of loopback until killed."""
    state.StateManager.connect = connect
    files = Files()
    for module in (server, bot_api, control_api):
        module.media_manager = files
    control_api.deliver_update = deliver
    server.app.add_api_route("/bot{token}/getUpdates", get_updates, methods=["POST"])
    server.app.add_api_route("/give/{token}", give, methods=["POST"])
    server.app.add_api_route("/bot{token}/{method}", other, methods=["POST"])
    uvicorn.run(server.app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
