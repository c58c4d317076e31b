"""Whose papers a chat asks about: /departments, and its buttons."""

from __future__ import annotations

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.telegram.addressing import Where, asker, talk, where
from bot.telegram.buttons import DEPARTMENT, shortened
from bot.telegram.handlers.guard import limited
from bot.telegram.kit import Kit
from bot.telegram.markup import paragraph, pieces
from bot.telegram.memory import Held

__all__ = ["DEPARTMENT", "chosen", "departments"]

_MOST = 40


@limited
async def departments(kit: Kit, message: Message) -> None:
    """List the departments whose papers are at hand, each as a button; say which one is asked about now."""
    words, names = kit.texts.departments, kit.service.departments()
    now = await kit.memory.department(message.chat.id)
    if len(names) < 2:
        said = words.only.format(name=names[0]) if names else kit.texts.pages.no_tables
        (only,) = pieces([paragraph(said)])
        await kit.sender.send(only, where(message))
        return
    said = words.now.format(name=now) if now in names else words.none
    rows = [
        [_button(kit, message, name, words.marked.format(name=name) if name == now else name)]
        for name in names[:_MOST]
    ]
    if now:
        rows.append([_button(kit, message, "", words.all)])
    (asking,) = pieces([paragraph(f"{said}\n{words.choose}")])
    await kit.sender.send(asking, where(message), InlineKeyboardMarkup(rows))


async def chosen(kit: Kit, press: CallbackQuery, held: Held, at: Where) -> None:
    """Keep the choice for the chat, begin anew with it, and say so in the place of the list."""
    words, name = kit.texts.departments, held.data["name"]
    if name and name not in kit.service.departments():
        await kit.sender.answer_press(press.id, kit.texts.buttons.stale)
        return
    await kit.sender.answer_press(press.id)
    await kit.memory.choose_department(at.chat, name, talk(at.chat, press.from_user.id, at.thread))
    said = words.chosen.format(name=name) if name else words.unchosen
    (told,) = pieces([paragraph(said)])
    message = press.message
    if message is None or not await kit.sender.edit(told, at.chat, message.message_id):
        await kit.sender.send(told, at)


def _button(kit: Kit, message: Message, name: str, label: str) -> InlineKeyboardButton:
    token = kit.memory.hold("department", lambda: {"name": name}, message.chat.id, asker(message))
    return InlineKeyboardButton(shortened(label), callback_data=f"{DEPARTMENT}:{token}")
