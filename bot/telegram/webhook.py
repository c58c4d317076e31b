"""The process where Telegram sends its updates to us: settings → a server on loopback → an exit code.

Several such processes may share one state on PostgreSQL: whichever keeps an update first works on it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.state import State, StateSettings
from bot.telegram.app import ALLOWED_UPDATES, App, build_application
from bot.telegram.kit import Kit
from bot.telegram.logs import log_to
from bot.telegram.memory import Memory
from bot.telegram.polling import Ending, ended
from bot.telegram.service import Service
from bot.telegram.settings import TelegramSettings
from bot.telegram.texts import load_texts
from knowledge import StoreError

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
_HEADER = HEADER.lower().encode()
_NO_BODY = [(b"content-length", b"0")]
MOST_BYTES = 1_000_000
"""The largest update that is read; Telegram's own are far smaller."""

log = logging.getLogger(__name__)


def run_webhook(
    settings: TelegramSettings, service: Service, state: State, keeping: StateSettings
) -> int:
    """Given settings, a service and a state, answer what Telegram sends until stopped; return an exit code."""
    words = load_texts().run
    if settings.token is None:
        return ended(Ending.CONFIGURATION, words.no_token)
    log_to()
    application = build_application(settings, service, state, keeping)
    log.info(words.connecting)
    try:
        return asyncio.run(_serve(application, settings))
    except InvalidToken:
        return ended(Ending.CONFIGURATION, words.bad_token)
    except TelegramError as error:
        log.warning("The webhook could not be set: %s", error)
        return ended(Ending.DEAF, words.unreached.format(reason=type(error).__name__))


def secret_of(token: str) -> str:
    """Given a bot's token, return what Telegram has to show with each update; the same in every process."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


def receiver(application: App, memory: Memory, secret: str) -> Starlette:
    """Given an application, return the server that takes updates for it: /telegram and /healthz."""

    async def health(_: Request) -> JSONResponse:
        try:
            await memory.run(lambda state: state.canned.get(""))
        except StoreError as error:
            reason = {"ok": False, "state": error.code}
            return JSONResponse(reason, HTTPStatus.SERVICE_UNAVAILABLE)
        status = HTTPStatus.OK if application.running else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"ok": application.running}, status)

    return Starlette(
        routes=[
            Route(PATH, _Taking(application, memory, secret), methods=["POST"]),
            Route("/healthz", health, methods=["GET"]),
        ]
    )


class _Taking:
    """The route that takes updates; without the objects that others make of a request and of a bare status."""

    def __init__(self, application: App, memory: Memory, secret: str) -> None:
        self._application = application
        self._memory = memory
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one update, and tell the status of it."""
        status = await self._status(scope, receive)
        head = {"type": "http.response.start", "status": status, "headers": _NO_BODY}
        await send(head)
        await send({"type": "http.response.body", "body": b""})

    async def _status(self, scope: Scope, receive: Receive) -> int:
        shown = next((value for name, value in scope["headers"] if name == _HEADER), b"")
        if not hmac.compare_digest(shown, self._secret):
            return HTTPStatus.FORBIDDEN
        try:
            body = await _body(receive)
        except ClientDisconnect:  # nobody is told; whatever it was will come again, whole
            return HTTPStatus.BAD_REQUEST
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return await _taken(self._application, self._memory, body)


async def _body(receive: Receive) -> bytes | None:
    """What was sent; None where it is too much."""
    body = bytearray()
    while True:
        part = await receive()
        if part["type"] != "http.request":  # whoever sent it has gone
            raise ClientDisconnect
        body += part.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not part.get("more_body", False):
            return bytes(body)


async def _taken(application: App, memory: Memory, body: bytes) -> int:
    """Keep an update and let it be worked on; return the status that Telegram is told."""
    try:
        sent: dict[str, Any] = json.loads(body)
        update = Update.de_json(sent, application.bot)
        int(sent["update_id"])
    except Exception:  # noqa: BLE001 - whatever it raises, it is not to be read
        # Refused, it would be sent again and again.
        log.warning("An update that could not be read was left out")
        return HTTPStatus.OK
    try:
        fresh = await memory.accept([sent])
    except StoreError as error:
        log.warning("An update could not be kept (%s: %s)", error.code, error.reason)
        return HTTPStatus.SERVICE_UNAVAILABLE
    if fresh:
        await application.update_queue.put(update)
    return HTTPStatus.OK


class _Server(uvicorn.Server):
    """A server that ends at a signal, and leaves the rest to us; its own would end the process then and there."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], Awaitable[None]]) -> None:
        """Take how it is to serve, and what is to be done once it listens."""
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and only then let Telegram send: whatever it sends at once is taken."""
        await super().startup(sockets=sockets)
        await self._opened()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT end the server while the block runs."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


async def _serve(application: App, settings: TelegramSettings) -> int:
    kit: Kit = application.bot_data[Kit]
    words, token = kit.texts.run, application.bot.token
    where = {"host": settings.webhook_host, "port": settings.webhook_port}

    async def opened() -> None:
        await application.bot.set_webhook(
            settings.webhook_url,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=secret_of(token),
            max_connections=settings.webhook_connections,
        )
        log.info(words.serving.format(bot=application.bot.username, **where))

    taking = receiver(application, kit.memory, secret_of(token))
    async with application:
        await application.start()
        if application.post_init is not None:
            await application.post_init(application)
        try:
            await _Server(_config(taking, settings), opened).serve()
        except SystemExit:
            return ended(Ending.CONFIGURATION, words.unserved.format(reason="bind", **where))
        finally:
            await application.stop()
            if application.post_shutdown is not None:
                await application.post_shutdown(application)
    return Ending.STOPPED


def _config(taking: Starlette, settings: TelegramSettings) -> uvicorn.Config:
    return uvicorn.Config(
        taking,
        host=settings.webhook_host,
        port=settings.webhook_port,
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # nobody asks who it was: Telegram shows the secret
        lifespan="off",
    )
