"""Everything a handler works with, in one frozen value."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from bot.reply import Reply
from bot.state import StateSettings
from bot.telegram.asking import Askers
from bot.telegram.fleeting import Buckets, Clock, Shelf
from bot.telegram.health import Health
from bot.telegram.memory import Memory
from bot.telegram.sending import Sender
from bot.telegram.service import Service
from bot.telegram.settings import TelegramSettings
from bot.telegram.texts import Texts

_ALBUMS = 1_000
_DAY = 24 * 3600.0
_TYPED_AT_ONCE = 60
_PRESSED_AT_ONCE = 20
_PAGES = 2_000
_INLINE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Kit:
    """What handlers are given beside the update."""

    settings: TelegramSettings
    service: Service
    texts: Texts
    sender: Sender
    askers: Askers
    """The threads that questions are asked in."""
    health: Health
    memory: Memory
    """Conversations, buttons, answers, inquiries: what outlives the process."""
    keeping: StateSettings
    """How long that is kept."""
    albums: Shelf[str, bool]
    """Ids of the albums that were answered."""
    buckets: Buckets
    """How fast a user may ask."""
    group_buckets: Buckets
    """How fast a group may."""
    press_buckets: Buckets
    """How fast a user may press buttons that ask nothing: pictures, tables, judging."""
    inline_buckets: Buckets
    """How fast a user may type inline questions."""
    inline_pages: Shelf[tuple[str, int], Any]
    """What was answered to inline questions, for a while."""
    inline_replies: Shelf[str, Reply]
    """The same by the ids of the results, so that a chosen one is known."""

    def close(self) -> None:
        """End the threads; the state is its opener's to close."""
        self.askers.close()
        self.memory.close()


def make_kit(  # noqa: PLR0913, PLR0917 - a part each
    settings: TelegramSettings,
    service: Service,
    texts: Texts,
    sender: Sender,
    health: Health,
    memory: Memory,
    keeping: StateSettings,
    clock: Clock = time.monotonic,
) -> Kit:
    """Given the settings and who answers, sends and remembers, return the kit, nothing remembered yet."""
    return Kit(
        settings,
        service,
        texts,
        sender,
        Askers(),
        health,
        memory,
        keeping,
        albums=Shelf(_ALBUMS, _DAY, clock),
        buckets=Buckets(settings.questions_at_once, settings.questions_per_minute, clock),
        group_buckets=Buckets(
            settings.group_questions_per_minute, settings.group_questions_per_minute, clock
        ),
        press_buckets=Buckets(_PRESSED_AT_ONCE, settings.presses_per_minute, clock),
        inline_buckets=Buckets(_TYPED_AT_ONCE, settings.inline_per_minute, clock),
        inline_pages=Shelf(_PAGES, _INLINE_SECONDS, clock),
        inline_replies=Shelf(_PAGES, _INLINE_SECONDS * 4, clock),
    )
