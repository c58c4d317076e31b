"""Canned answers, questions passed on to the staff, and the record of what the staff did."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from bot.state.database import Database
from bot.state.schema import AUDIT, CANNED, RELAYS


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """A text that the staff keeps for questions that come again."""

    id: int
    title: str
    text: str
    author: str
    changed: float


class CannedAnswers:
    """The canned answers, each with a title of its own."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def put(self, title: str, text: str, author: str) -> int:
        """Keep a text under a title, in the place of the one that is there; return its id."""
        with self._database.changing() as connection:
            known = connection.execute(select(CANNED.c.id).where(CANNED.c.title == title)).scalar()
            values = {"text": text, "author": author, "changed": self._clock()}
            if known is not None:
                connection.execute(CANNED.update().where(CANNED.c.id == known).values(**values))
                return int(known)
            return self._database.add(connection, CANNED, {"title": title, **values})

    def get(self, title: str) -> CannedAnswer | None:
        """Return the canned answer of a title, or None."""
        return next((each for each in self.all() if each.title == title), None)

    def all(self) -> tuple[CannedAnswer, ...]:
        """Return every canned answer, in the order in which they were first kept."""
        with self._database.looking() as connection:
            rows = connection.execute(select(CANNED).order_by(CANNED.c.id)).all()
        return tuple(CannedAnswer(*row) for row in rows)

    def remove(self, title: str) -> bool:
        """Remove the canned answer of a title; return False where there is none."""
        with self._database.changing() as connection:
            return connection.execute(delete(CANNED).where(CANNED.c.title == title)).rowcount == 1


@dataclass(frozen=True, slots=True)
class Relay:
    """A question that was passed on to the staff's chat, and where the reply has to go."""

    inquiry: int
    bot: int
    who: str
    """The asker's pseudonym."""
    chat: int
    thread: int | None
    message: int | None
    staff_chat: int
    staff_message: int


class Relays:
    """The questions that were passed on: the only place with the numbers of real chats."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def put(self, relay: Relay) -> None:
        """Keep a relay, in the place of an earlier one of the same inquiry."""
        values = {name: getattr(relay, name) for name in Relay.__slots__}
        with self._database.changing() as connection:
            self._database.put(connection, RELAYS, {**values, "made": self._clock()})

    def get(self, inquiry: int) -> Relay | None:
        """Return the relay of an inquiry, or None."""
        return self._first(RELAYS.c.inquiry == inquiry)

    def of_message(self, bot: int, staff_chat: int, staff_message: int) -> Relay | None:
        """Return the relay whose question stands in a message of the staff's chat, or None."""
        return self._first(
            (RELAYS.c.bot == bot)
            & (RELAYS.c.staff_chat == staff_chat)
            & (RELAYS.c.staff_message == staff_message)
        )

    def drop(self, inquiry: int) -> None:
        """Forget where the reply to an inquiry has to go."""
        with self._database.changing() as connection:
            connection.execute(delete(RELAYS).where(RELAYS.c.inquiry == inquiry))

    def move(self, old_chat: int, new_chat: int) -> None:
        """Follow a group that became a supergroup, with another number."""
        with self._database.changing() as connection:
            connection.execute(
                RELAYS.update().where(RELAYS.c.chat == old_chat).values(chat=new_chat)
            )

    def forget(self, who: str) -> int:
        """Forget where replies to a user have to go; return how many."""
        if not who:
            return 0
        with self._database.changing() as connection:
            return connection.execute(delete(RELAYS).where(RELAYS.c.who == who)).rowcount

    def sweep(self, before: float) -> int:
        """Forget the relays made before a time; return how many."""
        with self._database.changing() as connection:
            return connection.execute(delete(RELAYS).where(RELAYS.c.made < before)).rowcount

    def _first(self, condition: Any) -> Relay | None:
        with self._database.looking() as connection:
            row = connection.execute(select(RELAYS).where(condition)).first()
        return Relay(**{name: getattr(row, name) for name in Relay.__slots__}) if row else None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody of the staff did."""

    id: int
    at: float
    who: str
    action: str
    subject: str
    before: Any
    after: Any


class Audit:
    """The record of what the staff did: added to, never changed."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def note(
        self, who: str, action: str, subject: str, before: Any = None, after: Any = None
    ) -> int:
        """Note who did what (inquiry.reply) to what (inquiry:12), and what it was before and after (JSON values)."""
        values = {
            "at": self._clock(),
            "who": who,
            "action": action,
            "subject": subject,
            "before": None if before is None else json.dumps(before, ensure_ascii=False),
            "after": None if after is None else json.dumps(after, ensure_ascii=False),
        }
        with self._database.changing() as connection:
            return self._database.add(connection, AUDIT, values)

    def find(
        self, *, subject: str = "", since: float | None = None, limit: int = 100, skip: int = 0
    ) -> tuple[Entry, ...]:
        """Return what was done (to a subject, from a time on), newest first."""
        query = select(AUDIT)
        if subject:
            query = query.where(AUDIT.c.subject == subject)
        if since is not None:
            query = query.where(AUDIT.c.at >= since)
        with self._database.looking() as connection:
            rows = connection.execute(
                query.order_by(AUDIT.c.id.desc()).limit(limit).offset(skip)
            ).all()
        return tuple(
            Entry(
                row.id,
                row.at,
                row.who,
                row.action,
                row.subject,
                _read(row.before),
                _read(row.after),
            )
            for row in rows
        )

    def sweep(self, before: float) -> int:
        """Remove what was noted before a time; return how much."""
        with self._database.changing() as connection:
            return connection.execute(delete(AUDIT).where(AUDIT.c.at < before)).rowcount


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)
