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

BACKLOG = 2048  # connections that wait to be taken up, as uvicorn's own default


def serve(desk: Desk, tell: Callable[[str], None], *, staff: bool = True) -> int:
    """Given a desk, serve it; `tell` is given the address. Raises `Failure` where nothing can listen there."""
    logging.basicConfig(level=logging.WARNING)
    settings = desk.settings
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    config = uvicorn.Config(
        make_app(desk, staff=staff),
        log_level="warning",
        access_log=False,  # a question typed into an address is nobody's business
        server_header=False,
        proxy_headers=bool(settings.public_url),  # told by a proxy on this machine only
        limit_concurrency=200,
        backlog=BACKLOG,
        timeout_keep_alive=15,
        lifespan="off",
    )
    with _listening(settings.host, settings.port) as listening:
        port = listening.getsockname()[1]
        address = settings.public_url or f"http://{shown}:{port}/"
        tell(say("serving.at" if staff else "serving.public", address=address))
        uvicorn.Server(config).run(sockets=[listening])
    return Exit.OK


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP: only then does asyncio send each answer at once, and not 40 ms later
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # from here on who opens the address that is told waits for the server, and is not refused
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        reason = error.strerror or type(error).__name__
        told = say("serving.refused", host=host, port=port, reason=reason)
        raise Failure(Exit.CONFIGURATION, told) from None
    return listening
