"""Questions that were changed after they were asked: their answers change with them."""

from __future__ import annotations

from telegram import Message

from bot.telegram.addressing import asker, is_addressed, is_private, question_in, where
from bot.telegram.answering import Asked, answer_anew
from bot.telegram.handlers.guard import limited
from bot.telegram.handlers.questions import ask, complaint_about
from bot.telegram.kit import Kit
from bot.telegram.lateness import lateness


async def edited(kit: Kit, message: Message) -> None:
    """Answer an edited question in the place of its first answer; one that had none is asked anew.

    What is edited so that it asks nothing, or the same as before, changes nothing.
    """
    known = await kit.memory.answered(message.chat.id, message.message_id)
    question = question_in(message)
    if complaint_about(kit, question):
        return
    if known is None:
        if is_private(message) or is_addressed(message):
            await ask(kit, message)
    elif known.question != question:
        await _ask_again(kit, message)


@limited
async def _ask_again(kit: Kit, message: Message) -> None:
    chat, number, user = message.chat.id, message.message_id, asker(message)
    known = await kit.memory.answered(chat, number)
    if known is not None:
        asked = Asked(question_in(message), user, where(message), late=lateness(kit, message))
        kit.memory.plan_answered(chat, number, user, await answer_anew(kit, asked, known))
