"""Every question asked, in whatever channel, and what became of it; votes on the answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select, update

from bot.reply import Reply
from bot.state.database import Database
from bot.state.schema import FEEDBACK, INQUIRIES


class Channel(StrEnum):
    """Where a question was asked."""

    TELEGRAM = "telegram"
    DESK = "desk"
    TERMINAL = "terminal"
    BATCH = "batch"


class InquiryStatus(StrEnum):
    """What became of a question: by the engine (the first five), then by the staff."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NOT_UNDERSTOOD = "not_understood"
    NOT_DISCLOSED = "not_disclosed"
    OUT_OF_SCOPE = "out_of_scope"
    PENDING = "pending"
    """Somebody asked for a person; it waits for the staff."""
    REPLIED = "replied"
    CLOSED = "closed"


_NOT_UNDERSTOOD = frozenset({"unplaced", "no_rule", "lost"})


def status_of(reply: Reply) -> InquiryStatus:
    """Given a reply of the engine, return what became of its question."""
    if reply.parts.refusal in _NOT_UNDERSTOOD:
        return InquiryStatus.NOT_UNDERSTOOD
    return InquiryStatus(reply.status)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question and what became of it."""

    id: int
    channel: Channel
    asked: float
    """When, in seconds since 1970."""
    changed: float
    """When something about it changed last."""
    question: str
    document: str | None
    """The paper that the answer came from first."""
    department: str | None
    """Whose figures the answer holds."""
    status: InquiryStatus
    word: str
    """The word that was not understood, or empty."""
    text: str
    """The answer as given; empty while there is none."""
    record: str | None
    """The answer as the contract's JSON."""
    reply: str | None
    """What the staff wrote to it."""
    assignee: str | None
    """Who of the staff takes care of it."""
    who: str
    """The asker's pseudonym; empty where nobody is known, or where they had it removed."""


class Inquiries:
    """The questions of all channels."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def record(self, channel: Channel, question: str, reply: Reply, who: str = "") -> int:
        """Given a question asked and the reply it got, keep both; return the inquiry's id."""
        now = self._clock()
        citation, fact = next(iter(reply.citations), None), next(iter(reply.facts), None)
        values = {
            "channel": channel.value,
            "asked": now,
            "changed": now,
            "question": question,
            "document": citation.document if citation else None,
            "department": fact.entity if fact else None,
            "status": status_of(reply).value,
            "word": reply.parts.word,
            "text": reply.text,
            "record": reply.model_dump_json(),
            "who": who,
        }
        with self._database.changing() as connection:
            return self._database.add(connection, INQUIRIES, _writable(values))

    def change(
        self,
        inquiry: int,
        *,
        status: InquiryStatus | None = None,
        reply: str | None = None,
        assignee: str | None = None,
    ) -> bool:
        """Change what is given of an inquiry; return False where there is none of this id.

        Who did it belongs into the record (`state.audit`), inside the same `state.together()`.
        """
        given = {
            "status": status.value if status else None,
            "reply": reply,
            "assignee": assignee,
        }
        values = {name: value for name, value in given.items() if value is not None}
        with self._database.changing() as connection:
            changed = connection.execute(
                update(INQUIRIES)
                .where(INQUIRIES.c.id == inquiry)
                .values(_writable({**values, "changed": self._clock()}))
            )
            return changed.rowcount == 1

    def get(self, inquiry: int) -> Inquiry | None:
        """Return the inquiry of an id, or None."""
        with self._database.looking() as connection:
            row = connection.execute(select(INQUIRIES).where(INQUIRIES.c.id == inquiry)).first()
        return _inquiry(row) if row else None

    def find(  # noqa: PLR0913 - each narrows the list
        self,
        *,
        statuses: Collection[InquiryStatus] = (),
        channels: Collection[Channel] = (),
        since: float | None = None,
        until: float | None = None,
        holding: str = "",
        oldest_first: bool = False,
        limit: int = 100,
        skip: int = 0,
    ) -> tuple[Inquiry, ...]:
        """Return the inquiries of these statuses and channels (empty: of all), newest first.

        `since` and `until` (seconds since 1970) bound when they were asked; `holding` are words of the question.
        """
        query = _narrowed(statuses, channels, since, until, holding)
        order = INQUIRIES.c.id if oldest_first else INQUIRIES.c.id.desc()
        with self._database.looking() as connection:
            rows = connection.execute(query.order_by(order).limit(limit).offset(skip)).all()
        return tuple(_inquiry(row) for row in rows)

    def count(
        self,
        *,
        statuses: Collection[InquiryStatus] = (),
        channels: Collection[Channel] = (),
        since: float | None = None,
        until: float | None = None,
        holding: str = "",
    ) -> int:
        """Return how many inquiries `find` would return without a limit."""
        query = _narrowed(statuses, channels, since, until, holding)
        with self._database.looking() as connection:
            return int(
                connection.execute(
                    query.with_only_columns(func.count(), maintain_column_froms=True)
                ).scalar_one()
            )

    def forget(self, who: str) -> int:
        """Cut the tie between a user and their questions, closing those that wait for a reply; return how many."""
        if not who:
            return 0
        waiting = InquiryStatus.PENDING.value
        with self._database.changing() as connection:
            connection.execute(
                update(INQUIRIES)
                .where(INQUIRIES.c.who == who, INQUIRIES.c.status == waiting)
                .values(status=InquiryStatus.CLOSED.value, changed=self._clock())
            )
            return connection.execute(
                update(INQUIRIES).where(INQUIRIES.c.who == who).values(who="")
            ).rowcount

    def sweep(self, before: float) -> int:
        """Remove the questions asked before a time, with the votes on them; return how many."""
        old = select(INQUIRIES.c.id).where(INQUIRIES.c.asked < before)
        with self._database.changing() as connection:
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.inquiry.in_(old)))
            return connection.execute(delete(INQUIRIES).where(INQUIRIES.c.asked < before)).rowcount


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thinks of an answer."""

    inquiry: int
    vote: int
    """1 for good, -1 for bad."""
    reason: str
    at: float


class Feedback:
    """Votes on answers, one a user and inquiry."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def vote(self, inquiry: int, who: str, vote: int, reason: str = "") -> None:
        """Keep a user's vote (1 or -1), in the place of what they thought before."""
        values = {
            "inquiry": inquiry,
            "who": who,
            "vote": vote,
            "reason": reason,
            "at": self._clock(),
        }
        with self._database.changing() as connection:
            self._database.put(connection, FEEDBACK, _writable(values))

    def of(self, inquiry: int) -> tuple[Vote, ...]:
        """Return the votes on an answer, oldest first."""
        query = select(FEEDBACK).where(FEEDBACK.c.inquiry == inquiry).order_by(FEEDBACK.c.at)
        with self._database.looking() as connection:
            rows = connection.execute(query).all()
        return tuple(map(_vote, rows))

    def since(self, time: float, vote: int, limit: int = 100) -> tuple[Vote, ...]:
        """Return the votes of a kind (1 or -1) from a time on, newest first."""
        query = select(FEEDBACK).where(FEEDBACK.c.at >= time, FEEDBACK.c.vote == vote)
        with self._database.looking() as connection:
            rows = connection.execute(query.order_by(FEEDBACK.c.at.desc()).limit(limit)).all()
        return tuple(map(_vote, rows))

    def forget(self, who: str) -> int:
        """Remove a user's votes; return how many."""
        if not who:
            return 0
        with self._database.changing() as connection:
            return connection.execute(delete(FEEDBACK).where(FEEDBACK.c.who == who)).rowcount


def _narrowed(
    statuses: Collection[InquiryStatus],
    channels: Collection[Channel],
    since: float | None,
    until: float | None,
    holding: str,
) -> Any:
    query = select(INQUIRIES)
    if statuses:
        query = query.where(INQUIRIES.c.status.in_([each.value for each in statuses]))
    if channels:
        query = query.where(INQUIRIES.c.channel.in_([each.value for each in channels]))
    if since is not None:
        query = query.where(INQUIRIES.c.asked >= since)
    if until is not None:
        query = query.where(INQUIRIES.c.asked < until)
    if holding:
        query = query.where(INQUIRIES.c.question.contains(holding, autoescape=True))
    return query


def _inquiry(row: Any) -> Inquiry:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    values["channel"] = Channel(row.channel)
    values["status"] = InquiryStatus(row.status)
    return Inquiry(**values)


def _vote(row: Any) -> Vote:
    return Vote(row.inquiry, row.vote, row.reason, row.at)


def _writable(values: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL writes no NUL and neither writes half a character."""
    return {
        name: value.replace("\0", "").encode("utf-8", "replace").decode()
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }
