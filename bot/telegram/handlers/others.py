"""What is no question: one friendly hint in private, silence in groups."""

from __future__ import annotations

from telegram import Message

from bot.telegram.addressing import where
from bot.telegram.answering import say
from bot.telegram.desk import Desk
from bot.telegram.handlers.guard import limited


@limited
async def unknown_command(desk: Desk, message: Message) -> None:
    """Say that there is no such command, and how to ask."""
    await say(desk, desk.texts.hints.unknown_command, where(message))


async def no_text(desk: Desk, message: Message) -> None:
    """Say that only text is understood; once for an album, whose pictures come as a message each."""
    album = message.media_group_id
    if album is None:
        await _hint(desk, message)
    elif not desk.albums.get(album):
        desk.albums.put(album, True)
        await _hint(desk, message)


@limited
async def _hint(desk: Desk, message: Message) -> None:
    await say(desk, desk.texts.hints.text_only, where(message))
