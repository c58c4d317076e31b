"""What goes by itself when its time is over: conversations, tokens, answers, file ids, preferences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Table, bindparam, delete, select, update

from bot.state.database import Database
from bot.state.schema import ANSWERS, CONVERSATIONS, FILES, PREFERENCES, TOKENS


@dataclass(frozen=True, slots=True)
class Thing:
    """Something kept."""

    body: str
    """Whatever was kept, as its keeper writes it (JSON)."""
    who: str
    """Whose it is: a pseudonym, or empty."""


class Kept:
    """Things found by a key (a pseudonym, a token, a digest), each until its time is over."""

    table: ClassVar[Table]

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._found = select(self.table.c.body, self.table.c.who).where(
            self.table.c.key == bindparam("of_key"), self.table.c.expires > bindparam("now")
        )

    def put(self, key: str, body: str, seconds: float, who: str = "") -> None:
        """Keep a thing for some seconds from now on, in the place of what was kept under its key."""
        values = {"key": key, "body": body, "who": who, "expires": self._clock() + seconds}
        with self._database.changing() as connection:
            self._database.put(connection, self.table, values)

    def get(self, key: str) -> Thing | None:
        """Return what is kept under a key; None where nothing is, or its time is over."""
        named = {"of_key": key, "now": self._clock()}
        with self._database.looking() as connection:
            row = self._database.run(connection, self._found, named).first()
        return Thing(row.body, row.who) if row else None

    def drop(self, key: str) -> None:
        """Forget what is kept under a key, if anything."""
        with self._database.changing() as connection:
            connection.execute(delete(self.table).where(self.table.c.key == key))

    def forget(self, who: str) -> int:
        """Forget what is a user's; return how many things."""
        if not who:
            return 0
        with self._database.changing() as connection:
            return connection.execute(delete(self.table).where(self.table.c.who == who)).rowcount

    def sweep(self) -> int:
        """Forget what is over; return how many things."""
        with self._database.changing() as connection:
            return connection.execute(
                delete(self.table).where(self.table.c.expires <= self._clock())
            ).rowcount


class Conversations(Kept):
    """What each conversation left for its next question, by a pseudonym of its chat, user and topic."""

    table = CONVERSATIONS


class Tokens(Kept):
    """What buttons stand for, by the tokens in their callback data."""

    table = TOKENS

    def press(self, token: str, within: float) -> bool:
        """Note that a button is pressed; return False where it was, less than `within` seconds ago."""
        now = self._clock()
        first = {"key": token, "body": "{}", "who": "", "expires": now + within, "pressed": now}
        with self._database.changing() as connection:
            if self._database.add_new(connection, TOKENS, first):
                return True
            last = connection.execute(
                select(TOKENS.c.pressed).where(TOKENS.c.key == token).with_for_update()
            ).scalar()
            if last is not None and now - last < within:
                return False
            connection.execute(update(TOKENS).where(TOKENS.c.key == token).values(pressed=now))
            return True


class Answers(Kept):
    """Which messages answer which question, by a pseudonym of the question's chat and message."""

    table = ANSWERS


class Files(Kept):
    """Telegram's ids of files that were sent, by the digest of what is in them."""

    table = FILES


class Preferences(Kept):
    """What somebody chose (whose papers a chat asks about), by a pseudonym of whom and of what."""

    table = PREFERENCES
