"""Buttons that ask: a reading chosen, a next question."""

from __future__ import annotations

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.constants import ChatType

from bot.telegram.addressing import Where
from bot.telegram.answering import Asked, answer
from bot.telegram.buttons import token_in
from bot.telegram.desk import Desk
from bot.telegram.state import Option


async def pressed(desk: Desk, press: CallbackQuery) -> None:
    """End the button's waiting first, then answer its question in the conversation, repeating it."""
    token = token_in(press.data) or ""
    option = desk.options.find(token)
    alert = _objection(desk, press, token, option)
    await desk.sender.answer_press(press.id, alert)
    if alert is None and option is not None and press.message is not None:
        user = press.from_user.id if option.owner is not None else None
        await answer(desk, Asked(option.question, user, _where(press.message, option), echo=True))


def _objection(desk: Desk, press: CallbackQuery, token: str, option: Option | None) -> str | None:
    """What stands against answering a press, in words for an alert; None where nothing does."""
    words = desk.texts.buttons
    if press.message is None:
        return words.unreachable
    if option is None or option.chat != press.message.chat.id:
        return words.stale
    if option.owner not in (None, press.from_user.id):
        return words.not_yours
    if desk.options.is_pressed_again(token):
        return words.again
    if desk.buckets.draw(press.from_user.id) != "free":
        return desk.texts.hints.too_fast_press.format(seconds=desk.buckets.wait())
    return None


def _where(message: MaybeInaccessibleMessage, option: Option) -> Where:
    """Into the topic that the button stands in; in groups as a reply to the message with the button."""
    private = message.chat.type == ChatType.PRIVATE
    return Where(message.chat.id, option.thread, None if private else message.message_id)
