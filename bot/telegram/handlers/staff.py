"""The staff's chat: replies that go back to whoever asked, and the staff's own commands."""

from __future__ import annotations

import json
from typing import Any

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import Forbidden

from bot.state import State
from bot.state.inquiries import Inquiry, InquiryStatus
from bot.state.staff import Relay
from bot.telegram.addressing import Where, where
from bot.telegram.answering import say
from bot.telegram.kit import Kit
from bot.telegram.markup import paragraph, pieces
from intents import alike

_WEEK = 7 * 24 * 3600.0
_MOST_LISTED = 30
_MOST_GROUPED = 500
_COPIED = 256
"""The longest text that a button copies."""


async def replied(kit: Kit, message: Message) -> None:
    """Send what somebody of the staff replied to whoever asked; a reply to anything else is no business of ours."""
    relay = await _relay_of(kit, message)
    if relay is not None and message.text:
        await _reply(kit, message, relay, message.text)


async def pending(kit: Kit, message: Message) -> None:
    """List the questions that wait for a reply, oldest first."""
    found = await kit.memory.run(
        lambda state: state.inquiries.find(
            statuses=[InquiryStatus.PENDING], oldest_first=True, limit=_MOST_LISTED
        )
    )
    words = kit.texts.staff
    lines = [words.pending_line.format(id=each.id, question=each.question) for each in found]
    await _tell(kit, message, "\n".join([words.pending, *lines]) if lines else words.none_pending)


async def unclear(kit: Kit, message: Message) -> None:
    """List what was not understood in the last seven days, what is alike together, most frequent first."""

    def find(state: State) -> tuple[Inquiry, ...]:
        return state.inquiries.find(
            statuses=[InquiryStatus.NOT_UNDERSTOOD],
            since=kit.memory.now() - _WEEK,
            limit=_MOST_GROUPED,
        )

    words, found = kit.texts.staff, await kit.memory.run(find)
    groups = alike([each.question for each in found])[:_MOST_LISTED]
    lines = [
        words.unclear_line.format(
            count=len(group), question=found[group[0]].question, word=found[group[0]].word or "—"
        )
        for group in groups
    ]
    await _tell(kit, message, "\n".join([words.unclear, *lines]) if lines else words.none_unclear)


async def canned(kit: Kit, message: Message) -> None:
    """List the canned answers; show one; keep one (a title, then its text on the lines below); reply with one."""
    title, _, text = _argument(message).partition("\n")
    title, text, words = title.strip(), text.strip(), kit.texts.staff
    if not title:
        known = await kit.memory.run(lambda state: state.canned.all())
        lines = [words.canned_line.format(title=each.title) for each in known]
        await _tell(kit, message, "\n".join([words.canned, *lines]) if lines else words.no_canned)
        return
    if text:
        await kit.memory.run(lambda state: _keep_canned(state, title, text, _name(message)))
        await _tell(kit, message, words.canned_kept.format(title=title))
        return
    kept = await kit.memory.run(lambda state: state.canned.get(title))
    relay = await _relay_of(kit, message)
    if kept is None:
        await _tell(kit, message, words.canned_unknown.format(title=title))
    elif relay is None:
        await _tell(kit, message, kept.text, copied=kept.text)
    else:
        await _reply(kit, message, relay, kept.text)


async def drop_canned(kit: Kit, message: Message) -> None:
    """Remove a canned answer."""
    title, words = _argument(message).strip(), kit.texts.staff

    def drop(state: State) -> bool:
        known = state.canned.get(title)
        if known is not None:
            state.audit.note(_name(message), "canned.remove", f"canned:{title}", known.text, None)
        return state.canned.remove(title)

    removed = await kit.memory.run(drop)
    said = words.canned_removed if removed else words.canned_unknown
    await _tell(kit, message, said.format(title=title))


async def formal(kit: Kit, message: Message) -> None:
    """Show the formal reply to an inquiry, to be copied."""
    inquiry, words = await _inquiry_of(kit, message), kit.texts.staff
    if inquiry is None:
        await _tell(kit, message, words.which)
        return
    if not inquiry.reply and _was_asked_back(inquiry):
        await _tell(kit, message, words.formal_unanswered.format(id=inquiry.id))
        return
    text = words.formal.format(
        id=inquiry.id, question=inquiry.question, answer=inquiry.reply or inquiry.text
    )
    await _tell(kit, message, text, copied=text)


def _was_asked_back(inquiry: Inquiry) -> bool:
    """Whether the engine's own reply was a question, which is no answer to anybody."""
    record: dict[str, Any] = json.loads(inquiry.record or "{}")
    return record.get("status") == "clarify"


async def close(kit: Kit, message: Message) -> None:
    """Close an inquiry without a reply."""
    inquiry, words = await _inquiry_of(kit, message), kit.texts.staff
    if inquiry is None:
        await _tell(kit, message, words.which)
        return

    def shut(state: State) -> None:
        state.inquiries.change(inquiry.id, status=InquiryStatus.CLOSED, assignee=_name(message))
        state.relays.drop(inquiry.id)
        _note(state, message, "inquiry.close", inquiry, {"status": InquiryStatus.CLOSED.value})

    await kit.memory.run(shut)
    await _tell(kit, message, words.closed.format(id=inquiry.id))


async def _reply(kit: Kit, message: Message, relay: Relay, text: str) -> None:
    words = kit.texts.staff
    inquiry = await kit.memory.run(lambda state: state.inquiries.get(relay.inquiry))
    if inquiry is None:
        await _tell(kit, message, words.gone)
        return

    def keep(state: State) -> None:
        state.inquiries.change(
            inquiry.id, status=InquiryStatus.REPLIED, reply=text, assignee=_name(message)
        )
        after = {"status": InquiryStatus.REPLIED.value, "reply": text}
        _note(state, message, "inquiry.reply", inquiry, after)

    body = words.reply.format(question=inquiry.question, text=text)
    try:
        for piece in pieces([paragraph(body)]):
            await kit.sender.send(piece, Where(relay.chat, relay.thread, relay.message))
    except Forbidden:
        await _tell(kit, message, words.unreachable.format(id=inquiry.id))
        return
    await kit.memory.run(keep)
    await _tell(kit, message, words.sent.format(id=inquiry.id))


async def _relay_of(kit: Kit, message: Message) -> Relay | None:
    replied_to = message.reply_to_message
    if replied_to is None:
        return None
    chat, number = message.chat.id, replied_to.message_id
    return await kit.memory.run(lambda state: state.relays.of_message(kit.memory.bot, chat, number))


async def _inquiry_of(kit: Kit, message: Message) -> Inquiry | None:
    """The inquiry that a command names by its number, or by replying to it."""
    number = _argument(message).strip().lstrip("#＃")
    relay = await _relay_of(kit, message)
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None
    if wanted is None and relay is not None:
        wanted = relay.inquiry
    if wanted is None:
        return None
    found: int = wanted
    return await kit.memory.run(lambda state: state.inquiries.get(found))


def _keep_canned(state: State, title: str, text: str, who: str) -> None:
    before = state.canned.get(title)
    state.canned.put(title, text, who)
    state.audit.note(who, "canned.put", f"canned:{title}", before.text if before else None, text)


def _note(
    state: State, message: Message, action: str, inquiry: Inquiry, after: dict[str, str]
) -> None:
    before = {"status": inquiry.status.value, "reply": inquiry.reply}
    state.audit.note(_name(message), action, f"inquiry:{inquiry.id}", before, after)


def _name(message: Message) -> str:
    """Who of the staff wrote a message; the group's own name where an admin hides behind it."""
    if message.sender_chat is not None or message.from_user is None:
        return message.chat.title or ""
    return message.from_user.full_name


def _argument(message: Message) -> str:
    """What stands behind the command."""
    parts = (message.text or "").split(maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


async def _tell(kit: Kit, message: Message, text: str, copied: str = "") -> None:
    """Say something in the staff's chat, with a button that copies a text where it is short enough for one."""
    if not copied or len(copied.encode("utf-16-le")) // 2 > _COPIED:
        await say(kit, text, where(message))
        return
    button = InlineKeyboardButton(kit.texts.staff.copy_it, copy_text=CopyTextButton(copied))
    (piece, *_) = pieces([paragraph(text)])
    await kit.sender.send(piece, where(message), InlineKeyboardMarkup([[button]]))


STAFF_COMMANDS = {
    "pending": pending,
    "unclear": unclear,
    "canned": canned,
    "canned_drop": drop_canned,
    "formal": formal,
    "close": close,
}
"""Each command of the staff's chat with its handler."""
