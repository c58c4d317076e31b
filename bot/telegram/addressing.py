"""Which messages are meant for us, whose they are, and what they ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.telegram.fleeting import Talk

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@\w+)?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Where:
    """Where an answer goes."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None
    """The message that it answers; None where it needs none."""


class _Addressed(filters.MessageFilter):
    """Lets messages of groups through that mention us or reply to us."""

    def filter(self, message: Message) -> bool:
        return is_addressed(message)


ADDRESSED = _Addressed(name="addressed")


def is_private(message: Message) -> bool:
    """Given a message, tell whether it stands in a chat between one user and us."""
    return message.chat.type == ChatType.PRIVATE


def is_addressed(message: Message) -> bool:
    """Given a message of a group, tell whether it mentions the bot or replies to it."""
    replied = message.reply_to_message
    # In a topic, every message "replies" to the service message that opened it.
    if (
        replied
        and replied.from_user
        and not replied.forum_topic_created
        and _is_us(replied.from_user, message)
    ):
        return True
    return bool(_mentions(message))


def question_in(message: Message) -> str:
    """Given a message for us, return its question without our name and without /q.

    Where it only calls us in reply to another message, that one holds the question. Other commands
    ask nothing.
    """
    text = _encoded(message)
    for start, end in reversed(_mentions(message)):
        text = text[:start] + text[end:]
    asked = _decoded(text).strip()
    if command := _COMMAND.match(asked):
        asked = asked[command.end() :].strip() if command[1] == "q" else ""
    replied = message.reply_to_message
    if asked or replied is None or replied.from_user is None or _is_us(replied.from_user, message):
        return asked
    return _decoded(_encoded(replied)).strip()


def asker(message: Message) -> int | None:
    """Given a message, return the user who wrote it; None where an admin wrote in the group's name."""
    if message.sender_chat is not None or message.from_user is None:
        return None
    return message.from_user.id


def thread(message: Message) -> int | None:
    """Given a message, return its topic; threads of mere replies are none."""
    return message.message_thread_id if message.is_topic_message else None


def talk(chat: int, user: int | None, topic: int | None) -> Talk:
    """Given a chat, a user and a topic, return whose conversation that is."""
    return (chat, user or 0, topic or 0)


def where(message: Message) -> Where:
    """Given a message, return where its answer goes: as a reply in groups, into the same topic."""
    return Where(
        message.chat.id, thread(message), None if is_private(message) else message.message_id
    )


def _mentions(message: Message) -> list[tuple[int, int]]:
    """Where the encoded text mentions us, from left to right.

    Telegram counts in UTF-16 units; the library's own way through them raises for half a character.
    """
    text, ours = _encoded(message), f"@{message.get_bot().username}".casefold()
    found = []
    for entity in message.entities:
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        by_name = (
            entity.type == MessageEntity.MENTION and _decoded(text[start:end]).casefold() == ours
        )
        by_user = entity.user is not None and _is_us(entity.user, message)
        if by_name or by_user:
            found.append((start, end))
    return sorted(found)


def _is_us(user: User, message: Message) -> bool:
    return user.id == message.get_bot().id


def _encoded(message: Message) -> bytes:
    return (message.text or "").encode("utf-16-le", "surrogatepass")


def _decoded(text: bytes) -> str:
    return text.decode("utf-16-le", "replace")
