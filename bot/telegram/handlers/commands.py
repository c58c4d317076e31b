"""The commands: /start /help /tables /privacy /delete_my_data /q."""

from __future__ import annotations

from telegram import Message

from bot.telegram.addressing import asker, where
from bot.telegram.answering import say
from bot.telegram.desk import Desk
from bot.telegram.handlers.guard import limited
from bot.telegram.handlers.questions import ask
from bot.telegram.rendering import tables_pieces

__all__ = ["COMMANDS"]


@limited
async def start(desk: Desk, message: Message) -> None:
    """Say who we are and which papers we read, with questions to begin with; whatever a link's payload is."""
    pages, papers = desk.texts.pages, "\n".join(f"· {title}" for title in desk.service.about())
    await say(
        desk, pages.start.format(papers=papers), where(message), pages.examples, asker(message)
    )


@limited
async def give_help(desk: Desk, message: Message) -> None:
    """Say how to ask."""
    await say(desk, desk.texts.pages.help.format(bot=message.get_bot().username), where(message))


@limited
async def tables(desk: Desk, message: Message) -> None:
    """List the tables of the papers at hand."""
    texts = desk.texts
    listed = tables_pieces(
        desk.service.tables(), texts.answer, texts.pages, desk.settings.answer_messages
    )
    for piece in listed:
        await desk.sender.send(piece, where(message))


@limited
async def privacy(desk: Desk, message: Message) -> None:
    """Say what is kept, and for how long."""
    text = desk.texts.pages.privacy.format(
        minutes=f"{desk.settings.conversation_minutes:g}",
        hours=f"{desk.settings.button_hours:g}",
        updates=desk.keeping.update_hours,
        inquiries=desk.keeping.inquiry_days,
        relays=desk.keeping.relay_days,
    )
    await say(desk, text, where(message))


@limited
async def delete_my_data(desk: Desk, message: Message) -> None:
    """Forget whoever asks for it, in every chat."""
    user, words = asker(message), desk.texts.pages
    if user is None:
        await say(desk, words.delete_whose, where(message))
        return
    who = desk.memory.user_name(user)
    count = await desk.memory.run(lambda state: state.forget(who))
    said = words.deleted.format(count=count) if count else words.nothing_to_delete
    await say(desk, said, where(message))


COMMANDS = {
    "start": start,
    "help": give_help,
    "tables": tables,
    "privacy": privacy,
    "delete_my_data": delete_my_data,
    "q": ask,
}
"""Each command with its handler."""
