"""The commands: /start /help /departments /tables /sources /privacy /delete_my_data /q."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message

from bot.telegram.addressing import asker, where
from bot.telegram.answering import Asked, answer, say
from bot.telegram.buttons import tables_rows
from bot.telegram.desk import Desk
from bot.telegram.handlers.choosing import departments
from bot.telegram.handlers.guard import limited
from bot.telegram.handlers.questions import ask
from bot.telegram.rendering import table_name, tables_pieces

__all__ = ["COMMANDS"]


@limited
async def start(desk: Desk, message: Message) -> None:
    """Say who we are and which papers we read, with questions to begin with; a link's payload asks its question."""
    payload = (message.text or "").partition(" ")[2].strip()
    question = await desk.memory.linked(payload) if payload else ""
    if question:
        user = asker(message)
        answered = await answer(desk, Asked(question, user, where(message), echo=True))
        desk.memory.plan_answered(message.chat.id, message.message_id, user, answered)
        return
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
    for piece in listed[:-1]:
        await desk.sender.send(piece, where(message))
    names = [table_name(each, texts.answer, texts.pages) for each in desk.service.tables()]
    rows = tables_rows(desk, where(message), names, asker(message))
    buttons = InlineKeyboardMarkup(rows) if rows else None
    await desk.sender.send(listed[-1], where(message), buttons)


@limited
async def sources(desk: Desk, message: Message) -> None:
    """List the papers at hand, with their dates."""
    papers = "\n".join(f"· {line}" for line in desk.service.sources())
    await say(desk, desk.texts.pages.sources.format(papers=papers), where(message))


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
    "departments": departments,
    "tables": tables,
    "sources": sources,
    "privacy": privacy,
    "delete_my_data": delete_my_data,
    "q": ask,
}
"""Each command with its handler."""
