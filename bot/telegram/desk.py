"""Everything a handler works with, in one frozen value."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.telegram.health import Health
from bot.telegram.sending import Sender
from bot.telegram.service import Service
from bot.telegram.settings import TelegramSettings
from bot.telegram.state import Answered, Buckets, Clock, Locks, Options, Shelf, Talk
from bot.telegram.texts import Texts

_TALKS = 10_000
_OPTIONS = 20_000
_ANSWERS = 5_000
_UPDATES = 10_000
_ALBUMS = 1_000
_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What handlers are given beside the update."""

    settings: TelegramSettings
    service: Service
    texts: Texts
    sender: Sender
    health: Health
    talks: Shelf[Talk, object]
    """What each conversation left for its next question."""
    options: Options
    answers: Shelf[tuple[int, int], Answered]
    """Answers by the chat and the message of their question."""
    seen: Shelf[int, bool]
    """Ids of the updates that have come."""
    albums: Shelf[str, bool]
    """Ids of the albums that were answered."""
    buckets: Buckets
    locks: Locks


def make_desk(
    settings: TelegramSettings,
    service: Service,
    texts: Texts,
    sender: Sender,
    health: Health,
    clock: Clock = time.monotonic,
) -> Desk:
    """Given the settings and who answers and sends, return a desk with nothing on it yet."""
    return Desk(
        settings,
        service,
        texts,
        sender,
        health,
        talks=Shelf(_TALKS, settings.conversation_minutes * 60, clock),
        options=Options(_OPTIONS, settings.button_hours * 3600, clock),
        answers=Shelf(_ANSWERS, settings.button_hours * 3600, clock),
        seen=Shelf(_UPDATES, _DAY, clock),
        albums=Shelf(_ALBUMS, _DAY, clock),
        buckets=Buckets(settings.questions_at_once, settings.questions_per_minute, clock),
        locks=Locks(),
    )
