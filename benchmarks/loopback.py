"""A Telegram on loopback that does nothing but take: it sends updates to a webhook, and notes what comes back."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter, time
from typing import Any
from urllib.parse import parse_qs

CONNECTIONS = 40
"""How many updates Telegram sends at the same time."""

Json = dict[str, Any]


@dataclass
class Loopback:
    """The server, and what it was sent."""

    port: int = 0
    hook: tuple[str, str] | None = None
    """The webhook's secret, once it is set."""
    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The messages that came, by chat, in order."""
    times: list[float] = field(default_factory=list)
    """When each came."""
    is_set: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self) -> asyncio.Server:
        """Begin to listen on a free port of loopback."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                body = await reader.readexactly(_length(head))
                told = json.dumps({"ok": True, "result": self._result(head, body)}).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(told) + told)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    def _result(self, head: str, body: bytes) -> Any:
        method = head.split(maxsplit=2)[1].rsplit("/", 1)[1]
        given = _parameters(head, body)
        if method == "getMe":
            return {"id": 7000001, "is_bot": True, "first_name": "问", "username": "wen_bot"}
        if method == "setWebhook":
            self.hook = (given.get("secret_token", ""), given["url"])
            self.is_set.set()
        if method != "sendMessage":
            return True
        chat = int(given["chat_id"])
        self.texts[chat].append(given["text"])
        self.times.append(perf_counter())
        kind = {"id": chat, "type": "private"}
        return {"message_id": len(self.times), "date": 1, "chat": kind, "text": "…"}


async def send_all(port: int, secret: str, updates: Sequence[Json]) -> None:
    """Send updates to the webhook on a port, in their order, over as many connections as Telegram opens."""
    left = iter(updates)

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for update in left:
            body = json.dumps(update).encode()
            writer.write(
                b"POST /telegram HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
                b"X-Telegram-Bot-Api-Secret-Token: %s\r\nContent-Length: %d\r\n\r\n"
                % (secret.encode(), len(body))
                + body
            )
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            await reader.readexactly(_length(head))
            if " 200 " not in head.splitlines()[0]:
                raise SystemExit(f"更新没有被收下：{head.splitlines()[0]}")
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))


def message(number: int, chat: int, text: str) -> Json:
    """Given a number, return the update of a message in a private chat."""
    user = {"id": chat, "is_bot": False, "first_name": "某"}
    private = {"id": chat, "type": "private"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(time()),
            "chat": private,
            "from": user,
            "text": text,
        },
    }


def _parameters(head: str, body: bytes) -> Json:
    if "application/json" in head:
        return dict(json.loads(body))
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def _length(head: str) -> int:
    for line in head.splitlines():
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    return 0
