"""What people think of an answer: good, bad and why, or that a person should answer."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery

from bot.state import State
from bot.state.inquiries import Inquiry, InquiryStatus
from bot.state.staff import Relay
from bot.telegram.addressing import Where
from bot.telegram.buttons import BAD, GOOD, PERSON, REASON, reasons
from bot.telegram.desk import Desk
from bot.telegram.markup import paragraph, pieces
from bot.telegram.memory import Held

_MOST_REASONS = 9
KINDS = (GOOD, BAD, PERSON, *(f"{REASON}{number}" for number in range(_MOST_REASONS)))
"""What callback data begins with, for these buttons."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A press of a button that judges an answer."""

    press: CallbackQuery
    kind: str
    token: str
    held: Held
    where: Where


async def judged(desk: Desk, judged: Judged) -> None:
    """Keep what was thought of an answer, and go on from there."""
    words, number = desk.texts.judging, judged.held.data.get("inquiry")
    inquiry = await desk.memory.run(lambda state: state.inquiries.get(number)) if number else None
    if inquiry is None:
        await desk.sender.answer_press(judged.press.id, desk.texts.buttons.stale)
    elif judged.kind == PERSON:
        await _pass_on(desk, judged, inquiry)
    elif judged.kind == GOOD:
        await _vote(desk, judged, inquiry, 1)
        await desk.sender.answer_press(judged.press.id, words.thanks, alert=False)
    elif judged.kind == BAD:
        await _vote(desk, judged, inquiry, -1)
        await desk.sender.answer_press(judged.press.id)
        (why,) = pieces([paragraph(words.why)])
        await desk.sender.send(why, judged.where, reasons(desk, judged.token))
    else:
        await _give_reason(desk, judged, inquiry)


async def _give_reason(desk: Desk, judged: Judged, inquiry: Inquiry) -> None:
    words, number = desk.texts.judging, int(judged.kind.removeprefix(REASON))
    if number >= len(words.reasons):
        await desk.sender.answer_press(judged.press.id, desk.texts.buttons.stale)
        return
    reason = words.reasons[number]
    await _vote(desk, judged, inquiry, -1, reason)
    await desk.sender.answer_press(judged.press.id, words.noted.format(reason=reason), alert=False)
    message = judged.press.message
    if message is not None:
        (noted,) = pieces([paragraph(words.noted.format(reason=reason))])
        await desk.sender.edit(noted, message.chat.id, message.message_id)


async def _vote(desk: Desk, judged: Judged, inquiry: Inquiry, vote: int, reason: str = "") -> None:
    who = desk.memory.user_name(judged.press.from_user.id)
    await desk.memory.run(lambda state: state.feedback.vote(inquiry.id, who, vote, reason))


async def _pass_on(desk: Desk, judged: Judged, inquiry: Inquiry) -> None:
    """Send a question to the staff's chat, and keep where the reply has to go; once an inquiry."""
    words, staff = desk.texts.judging, desk.settings.staff_chat
    known = await desk.memory.run(lambda state: state.relays.get(inquiry.id))
    if not staff or known is not None or inquiry.status is InquiryStatus.REPLIED:
        said = words.passed_already if staff else desk.texts.buttons.stale
        await desk.sender.answer_press(judged.press.id, said)
        return
    await desk.sender.answer_press(judged.press.id, words.passing, alert=False)
    text = desk.texts.staff.asked.format(
        id=inquiry.id, question=inquiry.question, answer=inquiry.text
    )
    sent = [await desk.sender.send(piece, Where(staff)) for piece in pieces([paragraph(text)])[:1]]
    relay = Relay(
        inquiry=inquiry.id,
        bot=desk.memory.bot,
        who=desk.memory.user_name(judged.press.from_user.id),
        chat=judged.where.chat,
        thread=judged.where.thread,
        message=judged.where.reply_to,
        staff_chat=staff,
        staff_message=sent[0],
    )

    def keep(state: State) -> None:
        state.relays.put(relay)
        state.inquiries.change(inquiry.id, status=InquiryStatus.PENDING)

    await desk.memory.run(keep)
    (told,) = pieces([paragraph(words.passed.format(id=inquiry.id))])
    await desk.sender.send(told, judged.where)
