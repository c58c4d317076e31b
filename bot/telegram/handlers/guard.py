"""What is let through at all: every update once, people only, and not faster than agreed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.addressing import asker, where
from bot.telegram.answering import say
from bot.telegram.desk import Desk

Handler = Callable[[Desk, Message], Coroutine[Any, Any, None]]
"""What answers a message."""


async def let_through(desk: Desk, update: Update) -> None:
    """Stop what has come before, and what no person wrote."""
    if desk.seen.get(update.update_id):
        raise ApplicationHandlerStop
    desk.seen.put(update.update_id, True)
    message = update.message or update.edited_message
    if message is not None and not _is_a_persons(message):
        raise ApplicationHandlerStop


def limited(handler: Handler) -> Handler:
    """Given a handler of messages, return one that answers no user faster than the settings allow."""

    async def handle(desk: Desk, message: Message) -> None:
        if await _is_admitted(desk, message):
            await handler(desk, message)

    return handle


def _is_a_persons(message: Message) -> bool:
    if message.via_bot or message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        # An admin who writes in the group's own name; anything else is a channel.
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


async def _is_admitted(desk: Desk, message: Message) -> bool:
    draw = desk.buckets.draw(asker(message) or message.chat.id)
    if draw == "notice":
        notice = desk.texts.hints.too_fast.format(seconds=desk.buckets.wait())
        await say(desk, notice, where(message))
    return draw == "free"
