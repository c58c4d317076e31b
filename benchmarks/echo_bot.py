"""The yardstick of the load run: python-telegram-bot's echo example behind its own example of a webhook.

echo_bot.py ADDRESS PORT: a Bot API server, and where updates are taken.
"""

from __future__ import annotations

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message is not None and update.message.text:
        await update.message.reply_text(update.message.text)


async def main(address: str, port: int) -> None:
    """Take updates until killed."""
    built = Application.builder().token("7000001:AAEechoechoechoechoechoechoechoecho00")
    application = built.updater(None).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))

    async def take(request: Request) -> Response:
        update = Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return Response()

    routes = [Route("/telegram", take, methods=["POST"])]
    config = uvicorn.Config(Starlette(routes=routes), port=port, log_level="error")
    async with application:
        await application.start()
        await application.bot.set_webhook(f"http://127.0.0.1:{port}/telegram")
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
