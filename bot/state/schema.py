"""The tables of the state; one description for SQLite and PostgreSQL.

Users stand in them by their pseudonyms only; `relays` alone holds where a reply has to go. Times are
seconds since 1970. What is only ever read whole is JSON in a text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, Index, Integer, MetaData, Table, Text

VERSION = 1
"""Of the layout below; a state of another layout is refused, never guessed at."""

METADATA = MetaData()
_KEY = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only where the key is an INTEGER."""

LAYOUT = Table(
    "state_layout",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)

UPDATES = Table(
    "state_updates",
    METADATA,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", Text, nullable=False),  # a pseudonym of the chat, or empty
    Column("phase", Text, nullable=False),  # waiting, sending, done
    Column("body", Text),  # the update itself, until it is done
    Column("taken", Double, nullable=False),  # when whoever works on it took it
)
Index("state_updates_by_time", UPDATES.c.taken)
Index("state_updates_by_phase", UPDATES.c.phase)
Index("state_updates_by_chat", UPDATES.c.chat, UPDATES.c.number)


def _kept(name: str, *columns: Column[object]) -> Table:
    """Return a table of things found by a key, each a user's or nobody's, each going when its time is over."""
    table = Table(
        name,
        METADATA,
        Column("key", Text, primary_key=True),
        *columns,
        Column("who", Text, nullable=False, server_default=""),
        Column("body", Text, nullable=False),
        Column("expires", Double, nullable=False),
    )
    Index(f"{name}_by_time", table.c.expires)
    Index(f"{name}_by_user", table.c.who)
    return table


CONVERSATIONS = _kept("state_conversations")
TOKENS = _kept("state_tokens", Column("pressed", Double))
ANSWERS = _kept("state_answers")
FILES = _kept("state_files")
PREFERENCES = _kept("state_preferences")

INQUIRIES = Table(
    "state_inquiries",
    METADATA,
    Column("id", _KEY, primary_key=True),
    Column("channel", Text, nullable=False),  # telegram, desk, terminal, batch
    Column("asked", Double, nullable=False),
    Column("changed", Double, nullable=False),
    Column("question", Text, nullable=False),
    Column("document", Text),  # the paper that answered
    Column("department", Text),
    Column("status", Text, nullable=False),
    Column("word", Text, nullable=False),  # the word that was not understood
    Column("text", Text, nullable=False),  # the answer as given
    Column("record", Text),  # the answer as the contract's JSON
    Column("reply", Text),  # what the staff wrote
    Column("assignee", Text),  # who of the staff takes care of it
    Column("who", Text, nullable=False),  # the asker's pseudonym, or empty
    sqlite_autoincrement=True,  # an id is never given twice
)
Index("state_inquiries_by_time", INQUIRIES.c.asked)
Index("state_inquiries_by_status", INQUIRIES.c.status, INQUIRIES.c.asked)
Index("state_inquiries_by_user", INQUIRIES.c.who)

FEEDBACK = Table(
    "state_feedback",
    METADATA,
    Column("inquiry", _KEY, primary_key=True, autoincrement=False),
    Column("who", Text, primary_key=True),
    Column("vote", Integer, nullable=False),  # 1 or -1
    Column("reason", Text, nullable=False),
    Column("at", Double, nullable=False),
)

RELAYS = Table(
    "state_relays",
    METADATA,
    Column("inquiry", _KEY, primary_key=True, autoincrement=False),
    Column("bot", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("message", BigInteger),  # the one that is replied to
    Column("staff_chat", BigInteger, nullable=False),
    Column("staff_message", BigInteger, nullable=False),
    Column("made", Double, nullable=False),
)
Index("state_relays_by_message", RELAYS.c.bot, RELAYS.c.staff_chat, RELAYS.c.staff_message)

CANNED = Table(
    "state_canned_answers",
    METADATA,
    Column("id", _KEY, primary_key=True),
    Column("title", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("changed", Double, nullable=False),
    sqlite_autoincrement=True,
)

AUDIT = Table(
    "state_audit",
    METADATA,
    Column("id", _KEY, primary_key=True),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    sqlite_autoincrement=True,
)
Index("state_audit_by_time", AUDIT.c.at)
Index("state_audit_by_subject", AUDIT.c.subject)
