"""What is no question: one friendly hint in private, silence in groups."""

from __future__ import annotations

from telegram import Message

from bot.telegram.addressing import where
from bot.telegram.answering import say
from bot.telegram.handlers.guard import limited
from bot.telegram.kit import Kit


@limited
async def unknown_command(kit: Kit, message: Message) -> None:
    """Say that there is no such command, and how to ask."""
    await say(kit, kit.texts.hints.unknown_command, where(message))


async def no_text(kit: Kit, message: Message) -> None:
    """Say that only text is understood; once for an album, whose pictures come as a message each."""
    album = message.media_group_id
    if album is None:
        await _hint(kit, message)
    elif not kit.albums.get(album):
        kit.albums.put(album, True)
        await _hint(kit, message)


@limited
async def _hint(kit: Kit, message: Message) -> None:
    await say(kit, kit.texts.hints.text_only, where(message))
