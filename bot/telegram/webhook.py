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
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
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

    async def take(request: Request) -> Response:
        shown = request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode(), secret.encode()):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await _body(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return Response(status_code=await _taken(application, memory, body))

    async def health(_: Request) -> Response:
        try:
            await memory.run(lambda state: state.canned.get(""))
        except StoreError as error:
            reason = {"ok": False, "state": error.code}
            return JSONResponse(reason, HTTPStatus.SERVICE_UNAVAILABLE)
        status = HTTPStatus.OK if application.running else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"ok": application.running}, status)

    return Starlette(
        routes=[Route(PATH, take, methods=["POST"]), Route("/healthz", health, methods=["GET"])]
    )


async def _body(request: Request) -> bytes | None:
    """What was sent; None where it is too much."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return body


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
    server = _Server(
        uvicorn.Config(
            receiver(application, kit.memory, secret_of(token)),
            host=settings.webhook_host,
            port=settings.webhook_port,
            log_config=None,
            log_level="warning",
            access_log=False,
        )
    )
    async with application:
        await application.start()
        if application.post_init is not None:
            await application.post_init(application)
        await application.bot.set_webhook(
            settings.webhook_url,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=secret_of(token),
            max_connections=settings.webhook_connections,
        )
        where = {"host": settings.webhook_host, "port": settings.webhook_port}
        log.info(words.serving.format(bot=application.bot.username, **where))
        try:
            await server.serve()
        except SystemExit:
            return ended(Ending.CONFIGURATION, words.unserved.format(reason="bind", **where))
        finally:
            await application.stop()
            if application.post_shutdown is not None:
                await application.post_shutdown(application)
    return Ending.STOPPED
