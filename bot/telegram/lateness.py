"""Messages that reach us long after they were sent: Telegram keeps them for a day while nobody fetches them."""

from __future__ import annotations

from telegram import Message

from bot.telegram.kit import Kit

LATE_SECONDS = 3600.0
"""From what age on a question is answered with a word about its coming late."""

_HOUR, _DAY = 3600.0, 24 * 3600.0


def lateness(kit: Kit, message: Message) -> str:
    """Given a message, return how long ago it was sent or edited last, in words; empty where it is fresh.

    What claims to be from the future is fresh.
    """
    sent = message.edit_date or message.date
    seconds = kit.memory.now() - sent.timestamp()
    if seconds < LATE_SECONDS:
        return ""
    words = kit.texts.answer
    if seconds < _DAY:
        return words.hours.format(count=int(seconds / _HOUR))
    return words.days.format(count=int(seconds / _DAY))
