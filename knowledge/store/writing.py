"""Papers into the base and out of it: each change is one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update

from knowledge.edition import reading_edition
from knowledge.halves import digests_in
from knowledge.shelves import free_id
from knowledge.store.bigrams import add_labels, forget_labels
from knowledge.store.engine import changing, looking
from knowledge.store.inserting import insert_many
from knowledge.store.packing import Rows, Value
from knowledge.store.schema import CORRECTIONS, PAPERS, PARTS, WITHDRAWN

_SAME = ("department", "year", "phase")
"""What two versions of a paper have in common, beside their level."""
Change = Literal[
    "added", "replaced", "joined", "reread", "unchanged", "superseded", "contested", "half"
]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a paper that was to be kept."""

    change: Change
    """joined: it is the other half of a paper that is kept; unchanged: the base has this very file;
    reread: it had it as another edition of the program read it; superseded: it has it as history, with a
    newer version; contested: another file has just been kept that says it is this paper; half: the paper that is
    kept was put together of two files, and this is one of them alone."""
    document: str
    """The id of the paper that answers come from now."""


def keep(
    engine: Engine,
    rows: Rows,
    now: str,
    contested: Iterable[str] = (),
    beside: Iterable[str] = (),
) -> Kept:
    """Given the rows of a paper and the time, keep it; an older version of it becomes history.

    The same file again changes nothing, nor does one that is history by now; but where another edition of
    the program read it then, what this one reads takes its place. `contested` are the document ids that this
    run has kept: another file that claims to be one of these is not kept. `beside` are the digests of the
    files that are taken together with this one: the other half of a paper may be among them; where it is not,
    tables alone or words alone do not take the place of the two together.
    """
    head = dict(rows["papers"][0])
    digest = str(head["digest"])
    there = known(engine, digest)
    if there is not None and _is_final(there, engine, head):
        return there
    with changing(engine) as connection:
        there = _known(connection, digest)  # somebody may have been quicker
        stale = _stale(connection, head)
        if there is not None and stale is None:
            return there
        same = (*same_paper(head), PAPERS.c.digest != digest)
        rival = connection.execute(select(PAPERS).where(*same)).one_or_none()
        away = _withdrawal(connection, stale or rival)
        is_half = rival is not None and rival.digest in digests_in(digest)
        if rival is not None and rival.document in set(contested) and not is_half:
            return Kept("contested", rival.document)
        if rival is not None and _is_lone_half(connection, rows, rival.digest, beside):
            return Kept("half", rival.document)
        if rival is not None and is_half:
            head["document"] = rival.document
            forget(connection, [rival.key])
        elif rival is not None:
            make_history(connection, rival.key, now)
        if stale is not None:
            head["document"] = stale.document
            forget(connection, [stale.key])
        head["document"] = free_id(str(head["document"]), documents(connection))
        key = insert_paper(connection, head | {"ingested": now}, rows)
        if away is not None and (stale is not None or is_half):
            connection.execute(insert(WITHDRAWN).values({**away, "paper": key}))
        change: Change = "added" if rival is None else "joined" if is_half else "replaced"
        change = "reread" if stale is not None else change
        return Kept(change, str(head["document"]))


def known(engine: Engine, digest: str) -> Kept | None:
    """Given the SHA-256 of a file in hex, return what is kept of it already, or None."""
    with looking(engine) as connection:
        return _known(connection, digest)


def digests(engine: Engine) -> frozenset[str]:
    """Return the SHA-256 of every file that need not be read again: kept by this edition of the program, or history."""
    done = PAPERS.c.replaced.is_not(None) | (PAPERS.c.edition == reading_edition())
    with looking(engine) as connection:
        kept = connection.execute(select(PAPERS.c.digest).where(done)).scalars()
        return frozenset(one for digest in kept for one in digests_in(digest))


def remove(engine: Engine, document: str) -> int:
    """Given a document id, remove the paper with all its versions; return how many there were."""
    with changing(engine) as connection:
        paper = connection.execute(
            select(PAPERS).where(PAPERS.c.document == document, PAPERS.c.replaced.is_(None))
        ).one_or_none()
        if paper is None:
            return 0
        same = same_paper(paper._asdict(), current=False)
        versions = connection.execute(select(PAPERS.c.key, PAPERS.c.digest).where(*same)).all()
        keys = [version.key for version in versions]
        digests = [version.digest for version in versions]
        connection.execute(delete(CORRECTIONS).where(CORRECTIONS.c.digest.in_(digests)))
        forget(connection, keys)
        return len(keys)


def make_history(connection: Connection, key: int, now: str) -> None:
    """Let a paper, by its key, be an older version from now on."""
    connection.execute(delete(WITHDRAWN).where(WITHDRAWN.c.paper == key))
    connection.execute(update(PAPERS).where(PAPERS.c.key == key).values(replaced=now))


def forget(connection: Connection, keys: list[int]) -> None:
    """Take papers out by their keys, with all that is of them."""
    forget_labels(connection, keys)
    for table in (*PARTS, WITHDRAWN):
        connection.execute(delete(table).where(table.c.paper.in_(keys)))
    connection.execute(delete(PAPERS).where(PAPERS.c.key.in_(keys)))


def _is_final(there: Kept, engine: Engine, head: Mapping[str, Any]) -> bool:
    if there.change != "unchanged":
        return True
    with looking(engine) as connection:
        return _stale(connection, head) is None


def _stale(connection: Connection, head: Mapping[str, Any]) -> Any | None:
    """Return the row of this very file as another edition of the program has read it; None where none has."""
    current = PAPERS.c.digest == head["digest"], PAPERS.c.replaced.is_(None)
    row = connection.execute(select(PAPERS).where(*current)).first()
    return row if row is not None and row.edition != head["edition"] else None


def _known(connection: Connection, digest: str) -> Kept | None:
    of_file = PAPERS.c.digest.contains(digest, autoescape=True)
    query = select(PAPERS).where(of_file).order_by(PAPERS.c.key.desc())
    papers = connection.execute(query).all()
    if not papers:
        return None
    for paper in papers:
        if paper.replaced is None:
            return Kept("unchanged", paper.document)
    newer = connection.execute(select(PAPERS).where(*same_paper(papers[0]._asdict()))).first()
    return Kept("superseded", newer.document) if newer is not None else None


def _is_lone_half(connection: Connection, rows: Rows, digest: str, beside: Iterable[str]) -> bool:
    """Whether a paper is tables alone or words alone, and the one kept (by its digest) was put together of both."""
    halves = digests_in(digest)
    if len(halves) < 2 or len(digests_in(str(rows["papers"][0]["digest"]))) > 1:
        return False
    has_forms = any(table["form"] for table in rows["tables"])
    tells = any(fact["table_index"] is None and fact["is_number"] for fact in rows["facts"])
    if has_forms and tells:
        return False
    return not any(one in halves or _known(connection, one) is None for one in beside)


def _withdrawal(connection: Connection, paper: Any | None) -> dict[str, Any] | None:
    """Who withdrew a paper that is to be kept anew, when and why; None where nobody did."""
    if paper is None:
        return None
    query = select(WITHDRAWN).where(WITHDRAWN.c.paper == paper.key)
    found = connection.execute(query).first()
    return dict(found._mapping) if found is not None else None  # noqa: SLF001 - its public name


def same_paper(head: Mapping[str, Any], *, current: bool = True) -> list[ColumnElement[bool]]:
    """Given a paper's head, return what makes a row a version of it: the current one, or any."""
    conditions = [PAPERS.c[name] == head[name] for name in _SAME]
    conditions.append(func.coalesce(PAPERS.c.level, "") == (head["level"] or ""))
    return [*conditions, PAPERS.c.replaced.is_(None)] if current else conditions


def documents(connection: Connection) -> frozenset[str]:
    """Return the ids that are taken."""
    current = select(PAPERS.c.document).where(PAPERS.c.replaced.is_(None))
    return frozenset(connection.execute(current).scalars())


def insert_paper(connection: Connection, head: Mapping[str, Value], rows: Rows) -> int:
    """Put a paper in; return its key."""
    inserted = insert(PAPERS).values(head).returning(PAPERS.c.key)
    key: int = connection.execute(inserted).scalar_one()
    for table in PARTS:
        insert_many(connection, table, [{"paper": key, **row} for row in rows[table.name]])
    add_labels(connection, key, (str(row["text"]) for row in rows["labels"]))
    return key
