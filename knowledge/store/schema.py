"""The tables of the stored fact base; one description for SQLite and PostgreSQL.

Money is kept as the text of its digits, never as a float. What a program searches or sorts by has a
column of its own; what only makes up a printed table again (its columns, rows, cells) is JSON.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    text,
)

VERSION = 2
"""Of the layout below; a base of another layout is refused, never guessed at."""

METADATA = MetaData()
_KEY = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only where the key is an INTEGER."""

BASE = Table(
    "base",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    # counts the changes; every change begins by counting, so that changes come one after another
    Column("revision", BigInteger, nullable=False),
)

PAPERS = Table(
    "papers",
    METADATA,
    Column("key", _KEY, primary_key=True),
    Column("document", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("place", Text),
    Column("level", Text),
    Column("year", Integer, nullable=False),
    Column("phase", Text, nullable=False),
    Column("checked", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("table_count", Integer, nullable=False),
    Column("fact_count", Integer, nullable=False),
    Column("finding_count", Integer, nullable=False),
    Column("error_count", Integer, nullable=False),
    Column("ingested", Text, nullable=False),  # ISO 8601 with the offset from UTC
    Column("replaced", Text),  # when a newer version took its place; empty for the one that counts
    Column(
        "edition", Text
    ),  # of the program that read it; not told by those that did not know of it
)
_CURRENT = text("replaced IS NULL")
Index(
    "one_paper_of_a_kind",
    PAPERS.c.department,
    func.coalesce(PAPERS.c.level, ""),
    PAPERS.c.year,
    PAPERS.c.phase,
    unique=True,
    sqlite_where=_CURRENT,
    postgresql_where=_CURRENT,
)
Index(
    "one_paper_of_a_name",
    PAPERS.c.document,
    unique=True,
    sqlite_where=_CURRENT,
    postgresql_where=_CURRENT,
)
Index("papers_by_digest", PAPERS.c.digest)


def _of_a_paper(name: str, *columns: Column[object]) -> Table:
    """Return a table whose rows are a paper's own, numbered from 0 in the paper's order."""
    return Table(
        name,
        METADATA,
        Column("paper", _KEY, ForeignKey("papers.key"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
        sqlite_with_rowid=False,
    )


PLACES = _of_a_paper(
    "places",
    Column("page", Integer),
    Column("line", Integer),
    Column("table_number", Text),
    Column("table_title", Text),
    Column("row_label", Text),
    Column("column_path", Text),
    Column("section", Text),
    Column("left", Double),
    Column("bottom", Double),
    Column("right", Double),
    Column("top", Double),
    Column("file", Text),  # of a disclosure published in several
)

FACTS = _of_a_paper(
    "facts",
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("aspect", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("value", Text),
    Column("is_number", Integer, nullable=False),
    Column("unit", Text),
    Column("year", Integer),
    Column("entity", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("terms", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("printed", Text, nullable=False),
    Column("base_year", Integer),
    Column("base", Text),
    Column("as_of", Text),
    Column("parent", Text),
    Column("table_index", Integer),
    Column("row_index", Integer),
    Column("column_index", Integer),
    Column("findings", Text, nullable=False),
)

TABLES = _of_a_paper(
    "tables",
    Column("table_index", Integer, nullable=False),
    Column("number", Text),
    Column("title", Text),
    Column("unit", Text),
    Column("form", Text),
    Column("entity", Text),
    Column("place", Integer, nullable=False),
    Column("columns", Text, nullable=False),
    Column("rows", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("fields", Text, nullable=False),
)

FINDINGS = _of_a_paper(
    "findings",
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("named_values", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("quotes", Text, nullable=False),
)

PROMISES = _of_a_paper(
    "promises",
    Column("name", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("table_index", Integer),
    Column("part", Text, nullable=False),
)

PARTS = (PLACES, FACTS, TABLES, FINDINGS, PROMISES)
"""The tables that keep what stands in a paper."""

# Labels are found by two characters at a time: SQLite's trigrams find no word of two characters, and
# PostgreSQL's none at all under the C locale.
LABELS = Table(
    "labels",
    METADATA,
    Column("key", _KEY, primary_key=True),
    Column("text", Text, nullable=False, unique=True),
)
LABEL_BIGRAMS = Table(
    "label_bigrams",
    METADATA,
    Column("bigram", Text, primary_key=True),
    Column("label", _KEY, ForeignKey("labels.key"), primary_key=True),
    sqlite_with_rowid=False,
)
PAPER_LABELS = Table(
    "paper_labels",
    METADATA,
    Column("label", _KEY, ForeignKey("labels.key"), primary_key=True),
    Column("paper", _KEY, ForeignKey("papers.key"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("labels_by_paper", PAPER_LABELS.c.paper)

# What the staff does with papers. A draft is a file that was handed in and is asked from by nobody yet.
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),  # what people call the file; never a path
    Column("path", Text, nullable=False),  # where it is kept, under a name of ours
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),  # waiting, read, refused, published, discarded
    Column("version", Integer, nullable=False),  # counts what people changed
    Column("rows", LargeBinary),  # of the paper, packed; until it is published or discarded
    Column("edition", Text),  # of the program that read it
    Column("finding", Text),  # what kept the file from being a paper
    Column("corrections", Text, nullable=False),
    Column("document", Text),  # the paper that it is of, or has become
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed", Text, nullable=False),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("correction", Text, nullable=False),
    sqlite_with_rowid=False,
)

WITHDRAWN = Table(
    "withdrawn",
    METADATA,
    Column("paper", _KEY, ForeignKey("papers.key"), primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("key", _KEY, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),  # publish, withdraw, restore
    Column("document", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("note", Text, nullable=False),
)
Index("events_by_document", EVENTS.c.document)

LATER = (DRAFTS, CORRECTIONS, WITHDRAWN, EVENTS)
"""Tables that a base of before may lack; it is given them."""
