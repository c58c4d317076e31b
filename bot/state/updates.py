"""What Telegram has sent: kept before it is confirmed, worked on once, and done again where a process died."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, bindparam, delete, or_, select, update

from bot.state.database import Database
from bot.state.schema import UPDATES

Phase = Literal["waiting", "sending"]

# Every update is marked twice: the statements are made once.
_OF_ONE = update(UPDATES).where(
    UPDATES.c.bot == bindparam("of_bot"), UPDATES.c.number == bindparam("of_number")
)
_SENDING = _OF_ONE.values(phase="sending", taken=bindparam("now"))
_DONE = _OF_ONE.values(phase="done", body=None)


@dataclass(frozen=True, slots=True)
class Came:
    """An update as it came."""

    body: str
    """The update as Telegram sent it, JSON."""
    chat: str = ""
    """A pseudonym of its chat, or empty."""


@dataclass(frozen=True, slots=True)
class Undone:
    """An update that nobody has finished."""

    number: int
    body: str
    """The update as Telegram sent it, JSON."""
    phase: Phase
    """waiting: nothing was sent for it; sending: something may have been."""
    taken: float
    """When it came, or was taken up last."""


class Updates:
    """The updates of every bot, by the bot's id and the update's number."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def accept(self, bot: int, updates: Mapping[int, Came]) -> frozenset[int]:
        """Given updates by their numbers, keep them; return the numbers of those that are new.

        A new one is the caller's to work on: whoever else accepts it is told that it is not.
        """
        now = self._clock()
        with self._database.changing() as connection:
            return frozenset(
                number
                for number, came in updates.items()
                if self._database.add_new(
                    connection,
                    UPDATES,
                    {
                        "bot": bot,
                        "number": number,
                        "chat": came.chat,
                        "phase": "waiting",
                        "body": came.body,
                        "taken": now,
                    },
                )
            )

    def has_earlier(self, bot: int, number: int, chat: str, within: float) -> bool:
        """Tell whether an earlier update of a chat is not done, and was taken up less than `within` seconds ago.

        Where several processes work for one bot, this is how a chat's answers keep the order of its questions.
        """
        query = (
            select(UPDATES.c.number)
            .where(UPDATES.c.bot == bot, UPDATES.c.chat == chat, UPDATES.c.number < number)
            .where(UPDATES.c.phase != "done", UPDATES.c.taken > self._clock() - within)
        )
        with self._database.looking() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def sending(self, bot: int, number: int) -> None:
        """Note that an answer is about to be sent: from now on nobody knows whether it arrived."""
        with self._database.changing() as connection:
            named = {"of_bot": bot, "of_number": number, "now": self._clock()}
            self._database.run(connection, _SENDING, named)

    def done(self, bot: int, number: int) -> None:
        """Note that an update is done; nothing of it is kept but its number."""
        with self._database.changing() as connection:
            named = {"of_bot": bot, "of_number": number}
            self._database.run(connection, _DONE, named)

    def take_undone(self, bot: int, older: float) -> tuple[Undone, ...]:
        """Take up the updates that nobody finished and that were taken up more than `older` seconds ago.

        In the order of their numbers. Whoever else asks is not given the same ones.
        """
        now = self._clock()
        found: list[Undone] = []
        overdue = and_(
            UPDATES.c.bot == bot,
            or_(UPDATES.c.phase == "waiting", UPDATES.c.phase == "sending"),
            UPDATES.c.taken <= now - older,
        )
        with self._database.changing() as connection:
            query = select(UPDATES).where(overdue).order_by(UPDATES.c.number)
            for row in connection.execute(query.with_for_update(skip_locked=True)).all():
                found.append(Undone(row.number, row.body, row.phase, row.taken))
                connection.execute(
                    update(UPDATES)
                    .where(UPDATES.c.bot == bot, UPDATES.c.number == row.number)
                    .values(taken=now)
                )
        return tuple(found)

    def sweep(self, before: float) -> int:
        """Forget the updates that were done before a time; return how many."""
        with self._database.changing() as connection:
            return connection.execute(
                delete(UPDATES).where(UPDATES.c.taken < before, UPDATES.c.phase == "done")
            ).rowcount
