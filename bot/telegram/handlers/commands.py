"""The commands: /start /help /departments /tables /sources /privacy /delete_my_data /q."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message

from bot.telegram.addressing import asker, where
from bot.telegram.answering import Asked, answer, say
from bot.telegram.buttons import tables_rows
from bot.telegram.handlers.choosing import departments
from bot.telegram.handlers.guard import limited
from bot.telegram.handlers.questions import ask
from bot.telegram.kit import Kit
from bot.telegram.links import linked
from bot.telegram.rendering import table_name, tables_pieces

__all__ = ["COMMANDS"]


@limited
async def start(kit: Kit, message: Message) -> None:
    """Say who we are and which papers we read, with questions to begin with; a link's payload asks its question."""
    payload = (message.text or "").partition(" ")[2].strip()
    question, before = await linked(kit.memory, kit.service, payload) if payload else ("", None)
    if question:
        user = asker(message)
        asked = Asked(question, user, where(message), echo=True, before=before)
        answered = await answer(kit, asked)
        kit.memory.plan_answered(message.chat.id, message.message_id, user, answered)
        return
    pages, papers = kit.texts.pages, "\n".join(f"· {title}" for title in kit.service.about())
    await say(
        kit, pages.start.format(papers=papers), where(message), pages.examples, asker(message)
    )


@limited
async def give_help(kit: Kit, message: Message) -> None:
    """Say how to ask."""
    await say(kit, kit.texts.pages.help.format(bot=message.get_bot().username), where(message))


@limited
async def tables(kit: Kit, message: Message) -> None:
    """List the tables of the papers that the chat asks about."""
    texts, chosen = kit.texts, await kit.memory.department(message.chat.id)
    every = dict(enumerate(kit.service.tables()))
    shown = {at: each for at, each in every.items() if each.department == chosen} or every
    listed = tables_pieces(
        list(shown.values()), texts.answer, texts.pages, kit.settings.answer_messages
    )
    for piece in listed[:-1]:
        await kit.sender.send(piece, where(message))
    first = {each.document: at for at, each in reversed(shown.items())}
    if len(first) > 1:
        names = {at: shown[at].paper for at in sorted(first.values())}
    else:
        names = {at: table_name(each, texts.answer, texts.pages) for at, each in shown.items()}
    rows = tables_rows(kit, where(message), names, asker(message))
    buttons = InlineKeyboardMarkup(rows) if rows else None
    await kit.sender.send(listed[-1], where(message), buttons)


@limited
async def sources(kit: Kit, message: Message) -> None:
    """List the papers at hand, with their dates."""
    papers = "\n".join(f"· {line}" for line in kit.service.sources())
    await say(kit, kit.texts.pages.sources.format(papers=papers), where(message))


@limited
async def privacy(kit: Kit, message: Message) -> None:
    """Say what is kept, and for how long."""
    text = kit.texts.pages.privacy.format(
        minutes=f"{kit.settings.conversation_minutes:g}",
        hours=f"{kit.settings.button_hours:g}",
        updates=kit.keeping.update_hours,
        inquiries=kit.keeping.inquiry_days,
        relays=kit.keeping.relay_days,
    )
    await say(kit, text, where(message))


@limited
async def delete_my_data(kit: Kit, message: Message) -> None:
    """Forget whoever asks for it, in every chat."""
    user, words = asker(message), kit.texts.pages
    if user is None:
        await say(kit, words.delete_whose, where(message))
        return
    count = await kit.memory.forget(user)
    said = words.deleted.format(count=count) if count else words.nothing_to_delete
    await say(kit, said, where(message))


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
