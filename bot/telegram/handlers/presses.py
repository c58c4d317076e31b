"""Buttons: those that ask (a reading chosen, a next question), and those that judge an answer."""

from __future__ import annotations

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.constants import ChatType

from bot.telegram.addressing import Where
from bot.telegram.answering import Asked, answer
from bot.telegram.buttons import KIND, token_in
from bot.telegram.handlers import choosing, judging, looking
from bot.telegram.kit import Kit
from bot.telegram.memory import Held

_OF_KIND = {
    "ask": (KIND,),
    "judge": judging.KINDS,
    "picture": (looking.PICTURE,),
    "table": (looking.TABLE,),
    "department": (choosing.DEPARTMENT,),
}
"""Which buttons may stand for what is held: the letters of their callback data."""


async def pressed(kit: Kit, press: CallbackQuery) -> None:
    """End the button's waiting first, then do what it stands for."""
    kind, token = token_in(press.data)
    held = None
    if press.message is not None and token:
        held = await kit.memory.find(token, press.message.chat.id)
        if held is not None and kind not in _OF_KIND.get(held.kind, ()):
            held = None
    alert = await _objection(kit, press, kind, token, held)
    if alert is not None or held is None or press.message is None:
        await kit.sender.answer_press(press.id, alert)
        return
    at = _where(press.message, held)
    if held.kind == "judge":
        await judging.judged(kit, judging.Judged(press, kind, token, held, at))
        return
    if held.kind in {"picture", "table"}:
        show = looking.look if held.kind == "picture" else looking.walk
        await show(kit, looking.Looked(press, held, at))
        return
    if held.kind == "department":
        await choosing.chosen(kit, press, held, at)
        return
    await kit.sender.answer_press(press.id)
    user = press.from_user.id if held.owner else None
    await answer(kit, Asked(held.data["question"], user, at, echo=True))


async def _objection(
    kit: Kit, press: CallbackQuery, kind: str, token: str, held: Held | None
) -> str | None:
    """What stands against answering a press, in words for an alert; None where nothing does."""
    words = kit.texts.buttons
    if press.message is None:
        return words.unreachable
    if held is None:
        return words.stale
    if held.owner not in ("", kit.memory.user_name(press.from_user.id)):
        return words.not_yours
    if kind == KIND and await kit.memory.is_pressed_again(token):
        return words.again
    # To look at what an answer stands on is no question.
    buckets = kit.buckets if kind == KIND else kit.press_buckets
    if buckets.draw(press.from_user.id) != "free":
        return kit.texts.hints.too_fast_press.format(seconds=buckets.wait())
    return None


def _where(message: MaybeInaccessibleMessage, held: Held) -> Where:
    """Into the topic that the button stands in; in groups as a reply to the message with the button."""
    private = message.chat.type == ChatType.PRIVATE
    thread = held.data.get("thread")
    return Where(message.chat.id, thread, None if private else message.message_id)
