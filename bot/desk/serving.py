"""The server: listens, says where, and serves until it is stopped."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

import uvicorn

from bot.commands.failures import Exit, Failure
from bot.desk.app import make_app
from bot.desk.desk import Desk
from bot.desk.words import say


def serve(desk: Desk, tell: Callable[[str], None], *, staff: bool = True) -> int:
    """Given a desk, serve it; `tell` is given the address. Raises `Failure` where nothing can listen there."""
    logging.basicConfig(level=logging.WARNING)
    settings = desk.settings
    listening = _listening(settings.host, settings.port)
    port = listening.getsockname()[1]
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.public_url or f"http://{shown}:{port}/"
    tell(say("serving.at" if staff else "serving.public", address=address))
    config = uvicorn.Config(
        make_app(desk, staff=staff),
        log_level="warning",
        access_log=False,  # a question typed into an address is nobody's business
        server_header=False,
        proxy_headers=bool(settings.public_url),  # told by a proxy on this machine only
        limit_concurrency=200,
        timeout_keep_alive=15,
        lifespan="off",
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])
    return Exit.OK


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP: only then does asyncio send each answer at once, and not 40 ms later
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = error.strerror or type(error).__name__
        told = say("serving.refused", host=host, port=port, reason=reason)
        raise Failure(Exit.CONFIGURATION, told) from None
    return listening
