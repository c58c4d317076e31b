"""What is let through at all: people only, nothing half done twice, and not faster than agreed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.addressing import asker, is_private, where
from bot.telegram.answering import say
from bot.telegram.kit import Kit
from bot.telegram.work import current

Handler = Callable[[Kit, Message], Coroutine[Any, Any, None]]
"""What answers a message."""


async def let_through(kit: Kit, update: Update) -> None:
    """Stop what no person wrote, and apologise for what a process died over."""
    message = update.message or update.edited_message
    if message is not None and not _is_a_persons(message):
        raise ApplicationHandlerStop
    work = current()
    if work is not None and work.interrupted:
        if update.effective_message is not None:
            await say(kit, kit.texts.errors.interrupted, where(update.effective_message))
        raise ApplicationHandlerStop


def limited(handler: Handler) -> Handler:
    """Given a handler of messages, return one that answers no user faster than the settings allow."""

    async def handle(kit: Kit, message: Message) -> None:
        if await _is_admitted(kit, message):
            await handler(kit, message)

    return handle


def _is_a_persons(message: Message) -> bool:
    if message.via_bot or message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        # An admin who writes in the group's own name; anything else is a channel.
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


async def _is_admitted(kit: Kit, message: Message) -> bool:
    buckets = [(kit.buckets, asker(message) or message.chat.id)]
    if not is_private(message):
        buckets.append((kit.group_buckets, message.chat.id))
    for bucket, whose in buckets:
        draw = bucket.draw(whose)
        if draw == "notice":
            notice = kit.texts.hints.too_fast.format(seconds=bucket.wait())
            await say(kit, notice, where(message))
        if draw != "free":
            return False
    return True
