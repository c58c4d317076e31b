"""Buttons: those that ask (a reading chosen, a next question), and those that judge an answer."""

from __future__ import annotations

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.constants import ChatType

from bot.telegram.addressing import Where
from bot.telegram.answering import Asked, answer
from bot.telegram.buttons import KIND, token_in
from bot.telegram.desk import Desk
from bot.telegram.handlers import choosing, judging, looking
from bot.telegram.memory import Held

_OF_KIND = {
    "ask": (KIND,),
    "judge": judging.KINDS,
    "picture": (looking.PICTURE,),
    "table": (looking.TABLE,),
    "department": (choosing.DEPARTMENT,),
}
"""Which buttons may stand for what is held: the letters of their callback data."""


async def pressed(desk: Desk, press: CallbackQuery) -> None:
    """End the button's waiting first, then do what it stands for."""
    kind, token = token_in(press.data)
    held = None
    if press.message is not None and token:
        held = await desk.memory.find(token, press.message.chat.id)
        if held is not None and kind not in _OF_KIND.get(held.kind, ()):
            held = None
    alert = await _objection(desk, press, kind, token, held)
    if alert is not None or held is None or press.message is None:
        await desk.sender.answer_press(press.id, alert)
        return
    at = _where(press.message, held)
    if held.kind == "judge":
        await judging.judged(desk, judging.Judged(press, kind, token, held, at))
        return
    if held.kind in {"picture", "table"}:
        show = looking.look if held.kind == "picture" else looking.walk
        await show(desk, looking.Looked(press, held, at))
        return
    if held.kind == "department":
        await choosing.chosen(desk, press, held, at)
        return
    await desk.sender.answer_press(press.id)
    user = press.from_user.id if held.owner else None
    await answer(desk, Asked(held.data["question"], user, at, echo=True))


async def _objection(
    desk: Desk, press: CallbackQuery, kind: str, token: str, held: Held | None
) -> str | None:
    """What stands against answering a press, in words for an alert; None where nothing does."""
    words = desk.texts.buttons
    if press.message is None:
        return words.unreachable
    if held is None:
        return words.stale
    if held.owner not in ("", desk.memory.user_name(press.from_user.id)):
        return words.not_yours
    if kind == KIND and await desk.memory.is_pressed_again(token):
        return words.again
    if desk.buckets.draw(press.from_user.id) != "free":
        return desk.texts.hints.too_fast_press.format(seconds=desk.buckets.wait())
    return None


def _where(message: MaybeInaccessibleMessage, held: Held) -> Where:
    """Into the topic that the button stands in; in groups as a reply to the message with the button."""
    private = message.chat.type == ChatType.PRIVATE
    thread = held.data.get("thread")
    return Where(message.chat.id, thread, None if private else message.message_id)
