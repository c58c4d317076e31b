"""What people do with an answer: judge it good, or bad and why, call a person, pass it on by a link."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.state import State
from bot.state.inquiries import Inquiry, InquiryStatus
from bot.state.staff import Relay
from bot.telegram.addressing import Where
from bot.telegram.buttons import BAD, GOOD, PERSON, REASON, SHARE, reasons
from bot.telegram.kit import Kit
from bot.telegram.links import pass_on
from bot.telegram.markup import paragraph, pieces
from bot.telegram.memory import Held

_MOST_REASONS = 9
KINDS = (GOOD, BAD, PERSON, SHARE, *(f"{REASON}{number}" for number in range(_MOST_REASONS)))
"""What callback data begins with, for these buttons."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A press of a button that judges an answer."""

    press: CallbackQuery
    kind: str
    token: str
    held: Held
    where: Where


async def judged(kit: Kit, judged: Judged) -> None:
    """Keep what was thought of an answer, and go on from there."""
    words, number = kit.texts.judging, judged.held.data.get("inquiry")
    inquiry = await kit.memory.run(lambda state: state.inquiries.get(number)) if number else None
    if inquiry is None:
        await kit.sender.answer_press(judged.press.id, kit.texts.buttons.stale)
    elif judged.kind == PERSON:
        await _pass_on(kit, judged, inquiry)
    elif judged.kind == SHARE:
        await _share(kit, judged, inquiry)
    elif judged.kind == GOOD:
        await _vote(kit, judged, inquiry, 1)
        await kit.sender.answer_press(judged.press.id, words.thanks, alert=False)
    elif judged.kind == BAD:
        await _vote(kit, judged, inquiry, -1)
        await kit.sender.answer_press(judged.press.id)
        (why,) = pieces([paragraph(words.why)])
        await kit.sender.send(why, judged.where, reasons(kit, judged.token))
    else:
        await _give_reason(kit, judged, inquiry)


async def _share(kit: Kit, judged: Judged, inquiry: Inquiry) -> None:
    """Give a link that opens the answer in anybody's private chat with us, and a button that copies it."""
    await kit.sender.answer_press(judged.press.id)
    payload = await pass_on(kit.memory, inquiry.question, judged.held.data.get("before", ""))
    link = f"https://t.me/{judged.press.get_bot().username}?start={payload}"
    words = kit.texts.judging
    (told,) = pieces([paragraph(words.shared.format(question=inquiry.question, link=link))])[:1]
    copy = InlineKeyboardButton(words.copy_link, copy_text=CopyTextButton(link))
    await kit.sender.send(told, judged.where, InlineKeyboardMarkup([[copy]]))


async def _give_reason(kit: Kit, judged: Judged, inquiry: Inquiry) -> None:
    words, number = kit.texts.judging, int(judged.kind.removeprefix(REASON))
    if number >= len(words.reasons):
        await kit.sender.answer_press(judged.press.id, kit.texts.buttons.stale)
        return
    reason = words.reasons[number]
    await _vote(kit, judged, inquiry, -1, reason)
    await kit.sender.answer_press(judged.press.id, words.noted.format(reason=reason), alert=False)
    message = judged.press.message
    if message is not None:
        (noted,) = pieces([paragraph(words.noted.format(reason=reason))])
        await kit.sender.edit(noted, message.chat.id, message.message_id)


async def _vote(kit: Kit, judged: Judged, inquiry: Inquiry, vote: int, reason: str = "") -> None:
    who = kit.memory.user_name(judged.press.from_user.id)
    await kit.memory.run(lambda state: state.feedback.vote(inquiry.id, who, vote, reason))


async def _pass_on(kit: Kit, judged: Judged, inquiry: Inquiry) -> None:
    """Send a question to the staff's chat, and keep where the reply has to go; once an inquiry."""
    words, staff = kit.texts.judging, kit.settings.staff_chat
    known = await kit.memory.run(lambda state: state.relays.get(inquiry.id))
    if not staff or known is not None or inquiry.status is InquiryStatus.REPLIED:
        said = words.passed_already if staff else kit.texts.buttons.stale
        await kit.sender.answer_press(judged.press.id, said)
        return
    await kit.sender.answer_press(judged.press.id, words.passing, alert=False)
    text = kit.texts.staff.asked.format(
        id=inquiry.id, question=inquiry.question, answer=inquiry.text
    )
    sent = [await kit.sender.send(piece, Where(staff)) for piece in pieces([paragraph(text)])[:1]]
    relay = Relay(
        inquiry=inquiry.id,
        bot=kit.memory.bot,
        who=kit.memory.user_name(judged.press.from_user.id),
        chat=judged.where.chat,
        thread=judged.where.thread,
        message=judged.where.reply_to,
        staff_chat=staff,
        staff_message=sent[0],
    )

    def keep(state: State) -> None:
        state.relays.put(relay)
        state.inquiries.change(inquiry.id, status=InquiryStatus.PENDING)

    await kit.memory.run(keep)
    (told,) = pieces([paragraph(words.passed.format(id=inquiry.id))])
    await kit.sender.send(told, judged.where)
