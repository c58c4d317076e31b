"""What the program remembers about those who ask: one database, the same for Telegram and the desk.

schema      its tables                     SQLAlchemy lives here and in knowledge.store
database    where it lies → transactions
pseudonyms  a user's number → a name that does not give it away
updates     what Telegram has sent, so that each is worked on once
kept        what goes by itself when its time is over: conversations, tokens, answers, file ids, preferences
inquiries   every question asked, in whatever channel, and what became of it; votes on the answers
staff       canned answers, questions passed on to the staff, the record of what the staff did
settings    how long things are kept

`State` holds one of each. What is done inside `with state.together():` is one transaction: it is kept
whole or not at all. Every method is synchronous, may be called from several threads, and raises
`knowledge.StoreError` where the database cannot be used.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.state.pseudonyms import Pseudonyms
from bot.state.settings import StateSettings

if TYPE_CHECKING:
    from bot.state.inquiries import Feedback, Inquiries
    from bot.state.kept import Answers, Conversations, Files, Preferences, Tokens
    from bot.state.staff import Audit, CannedAnswers, Relays
    from bot.state.updates import Updates

__all__ = ["Pseudonyms", "State", "StateSettings", "Swept"]

PATIENCE = 10.0
"""Seconds that a change waits for another one to end."""

_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Swept:
    """How much went because its time was over."""

    kept: int
    updates: int
    inquiries: int
    relays: int
    audit: int


class State:
    """Everything that is remembered, opened at a path or a URL."""

    def __init__(
        self,
        where: str,
        pseudonyms: Pseudonyms,
        clock: Callable[[], float] = time.time,
        patience: float = PATIENCE,
    ) -> None:
        """Open the state, making its tables where there are none; raise `StoreError` where that cannot be.

        `clock` gives the seconds since 1970; every time that is kept is one of these.
        """
        from bot.state.database import Database
        from bot.state.inquiries import Feedback, Inquiries
        from bot.state.kept import Answers, Conversations, Files, Preferences, Tokens
        from bot.state.staff import Audit, CannedAnswers, Relays
        from bot.state.updates import Updates

        self._database = Database(where, patience)
        self._clock = clock
        self.pseudonyms = pseudonyms
        self.updates: Updates = Updates(self._database, clock)
        self.conversations: Conversations = Conversations(self._database, clock)
        self.tokens: Tokens = Tokens(self._database, clock)
        self.answers: Answers = Answers(self._database, clock)
        self.files: Files = Files(self._database, clock)
        self.preferences: Preferences = Preferences(self._database, clock)
        self.inquiries: Inquiries = Inquiries(self._database, clock)
        self.feedback: Feedback = Feedback(self._database, clock)
        self.canned: CannedAnswers = CannedAnswers(self._database, clock)
        self.relays: Relays = Relays(self._database, clock)
        self.audit: Audit = Audit(self._database, clock)

    def now(self) -> float:
        """Return the present time, as everything here is dated: seconds since 1970."""
        return self._clock()

    @property
    def is_shared(self) -> bool:
        """Tell whether processes on several machines may use it (PostgreSQL)."""
        return self._database.is_shared

    def together(self) -> AbstractContextManager[object]:
        """Make one transaction of all that this thread does inside the block."""
        return self._database.changing()

    def sweep(self, settings: StateSettings) -> Swept:
        """Remove what is older than the settings let it be, and return how much that was."""
        now = self._clock()
        with self.together():
            return Swept(
                kept=sum(
                    each.sweep()
                    for each in (
                        self.conversations,
                        self.tokens,
                        self.answers,
                        self.files,
                        self.preferences,
                    )
                ),
                updates=self.updates.sweep(now - settings.update_hours * 3600),
                relays=self.relays.sweep(now - settings.relay_days * _DAY),
                inquiries=self.inquiries.sweep(now - settings.inquiry_days * _DAY),
                audit=self.audit.sweep(now - settings.audit_days * _DAY),
            )

    def forget(self, who: str) -> int:
        """Remove what is kept of a user (their pseudonym), and return how many entries that were.

        Their questions stay, for the statistics, but no longer lead to anybody; what the staff wrote stays.
        """
        with self.together():
            return (
                self.conversations.forget(who)
                + self.tokens.forget(who)
                + self.answers.forget(who)
                + self.preferences.forget(who)
                + self.relays.forget(who)
                + self.feedback.forget(who)
                + self.inquiries.forget(who)
            )

    def close(self) -> None:
        """Let the database go."""
        self._database.close()
