"""Texts that ask: every text in private, in groups those that are meant for us."""

from __future__ import annotations

from telegram import Message

from bot.telegram.addressing import asker, question_in, where
from bot.telegram.answering import Asked, answer, say
from bot.telegram.handlers.guard import limited
from bot.telegram.kit import Kit
from bot.telegram.lateness import lateness
from bot.telegram.markup import is_blank


@limited
async def ask(kit: Kit, message: Message) -> None:
    """Answer the question of a message, and remember which answer is whose."""
    question = question_in(message)
    if complaint := complaint_about(kit, question):
        await say(kit, complaint, where(message))
        return
    user = asker(message)
    asked = Asked(question, user, where(message), late=lateness(kit, message))
    answered = await answer(kit, asked)
    kit.memory.plan_answered(message.chat.id, message.message_id, user, answered)


def complaint_about(kit: Kit, question: str) -> str:
    """Given a question, return what to say instead of an answer; an empty string where it can be asked."""
    limit = kit.settings.question_length
    if is_blank(question):
        return kit.texts.hints.no_question
    if len(question) > limit:
        return kit.texts.hints.too_long.format(length=len(question), limit=limit)
    return ""
