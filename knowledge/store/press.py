"""What the staff does with papers: drafts made, corrected, published; papers withdrawn and put back.

Each change is one transaction, whole or not at all. Whoever changes something tells what it was like when
it was seen; where it is different now, nothing is changed, and `Overtaken` says who was quicker.
"""

from __future__ import annotations

import json
import zlib
from collections import namedtuple
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update
from sqlalchemy.engine import URL

from knowledge.document import Finding
from knowledge.edition import reading_edition
from knowledge.facts import Paper
from knowledge.shelves import free_id
from knowledge.store.drafted import Action, Draft, Event, Overtaken, Standing
from knowledge.store.engine import changing, looking, noting, told
from knowledge.store.listed import Listed
from knowledge.store.packing import Rows
from knowledge.store.reading import listed_of, withdrawals
from knowledge.store.schema import CORRECTIONS, DRAFTS, EVENTS, PAPERS, PARTS, WITHDRAWN
from knowledge.store.unpacking import unpacked
from knowledge.store.writing import (
    documents,
    forget,
    insert_paper,
    make_history,
    same_paper,
)

_OPEN = ("waiting", "read", "refused")


class Press:
    """The drafts of a base, and what is published and withdrawn."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self._engine = engine
        self._url = url

    # --- drafts

    def add(self, draft: Draft) -> None:
        """Keep a draft that is to be read."""
        values = {
            "id": draft.id,
            "name": draft.name,
            "path": draft.path,
            "digest": draft.digest,
            "state": "waiting",
            "version": draft.version,
            "corrections": json.dumps(draft.corrections, ensure_ascii=False),
            "document": draft.document,
            "who": draft.who,
            "at": draft.at,
            "changed_by": draft.who,
            "changed": draft.at,
        }
        with told(self._url), noting(self._engine) as connection:
            connection.execute(insert(DRAFTS).values(values))

    def drafts(self) -> tuple[Draft, ...]:
        """Return the drafts that something can still be done with, the latest first."""
        query = select(DRAFTS).where(DRAFTS.c.state.in_(_OPEN))
        with told(self._url), looking(self._engine) as connection:
            rows = connection.execute(query.order_by(DRAFTS.c.at.desc(), DRAFTS.c.id)).all()
            return tuple(map(_draft, rows))

    def draft(self, wanted: str) -> Draft | None:
        """Return a draft by its id, or None."""
        with told(self._url), looking(self._engine) as connection:
            row = connection.execute(select(DRAFTS).where(DRAFTS.c.id == wanted)).one_or_none()
            return _draft(row) if row is not None else None

    def paper(self, draft: Draft) -> Paper | None:
        """Return the paper of a draft, whole; None where it is not read."""
        with told(self._url), looking(self._engine) as connection:
            of_draft = (DRAFTS.c.id == draft.id) & (DRAFTS.c.state == "read")
            packed = connection.execute(select(DRAFTS.c.rows).where(of_draft)).scalar()
        return _paper(_rows(packed)) if packed is not None else None

    def settle(self, draft: Draft, read: Rows | Finding) -> bool:
        """Keep what a draft says, as it was read; False where somebody has changed it in the meantime."""
        values: dict[str, Any] = {"state": "refused", "rows": None, "finding": None}
        if isinstance(read, Finding):
            values["finding"] = json.dumps([read.code, read.severity, read.values])
        else:
            edition = read["papers"][0]["edition"]
            rows = zlib.compress(json.dumps(read).encode())
            values |= {"state": "read", "rows": rows, "edition": edition}
        same = (DRAFTS.c.id == draft.id) & (DRAFTS.c.version == draft.version)
        unread = same & DRAFTS.c.state.in_(_OPEN)
        with told(self._url), noting(self._engine) as connection:
            changed = connection.execute(update(DRAFTS).where(unread).values(values))
            return changed.rowcount == 1

    def correct(self, draft: Draft, corrections: Sequence[str], who: str, now: str) -> None:
        """Put other corrections in the place of a draft's; it is to be read anew."""
        values = {"corrections": json.dumps(list(corrections), ensure_ascii=False)}
        with told(self._url), noting(self._engine) as connection:
            _change(connection, draft, {**values, "state": "waiting", "rows": None}, who, now)

    def discard(self, draft: Draft, who: str, now: str) -> None:
        """Put a draft away."""
        with told(self._url), noting(self._engine) as connection:
            _change(connection, draft, {"state": "discarded", "rows": None}, who, now)

    def standing(self, paper: Paper) -> Standing:
        """Return what a paper would take the place of, were it published now."""
        head = {name: getattr(paper, name) for name in ("department", "level", "year")}
        head |= {"phase": paper.phase.value, "digest": paper.source.digest}
        with told(self._url), looking(self._engine) as connection:
            return _standing(connection, head)

    # --- published papers

    def publish(self, draft: Draft, mark: str, who: str, now: str) -> str:
        """Let a draft take the place of what stands there; return the document id that it has now.

        `mark` is that of the standing which was seen.
        """
        with told(self._url), changing(self._engine) as connection:
            row = _change(connection, draft, {"state": "published"}, who, now, of=("read",))
            rows = _rows(row.rows)
            head = dict(rows["papers"][0])
            standing = _standing(connection, head)
            if standing.mark != mark:
                latest = standing.papers[0].ingested if standing.papers else ""
                raise Overtaken("newer", at=latest)
            head["document"] = _make_room(connection, head, now)
            insert_paper(connection, head | {"ingested": now}, rows)
            _keep_corrections(connection, row)
            done = {"rows": None, "document": head["document"]}
            connection.execute(update(DRAFTS).where(DRAFTS.c.id == draft.id).values(done))
            _note(connection, "publish", head, who, now, draft.name)
            return str(head["document"])

    def withdraw(self, document: str, digest: str, who: str, now: str, reason: str) -> None:
        """Let nobody be answered from a paper any more; it stays, to be put back."""
        with told(self._url), changing(self._engine) as connection:
            row, away = _current(connection, document, digest)
            if away is not None:
                raise Overtaken("withdrawn", away.who, away.at)
            values = {"paper": row.key, "who": who, "at": now, "reason": reason}
            connection.execute(insert(WITHDRAWN).values(values))
            _note(connection, "withdraw", row._asdict(), who, now, reason)

    def restore(self, document: str, digest: str, who: str, now: str) -> None:
        """Put a paper back that was withdrawn."""
        with told(self._url), changing(self._engine) as connection:
            row, away = _current(connection, document, digest)
            if away is None:
                raise Overtaken("restored")
            connection.execute(delete(WITHDRAWN).where(WITHDRAWN.c.paper == row.key))
            _note(connection, "restore", row._asdict(), who, now, "")

    def events(self, document: str | None = None, limit: int = 200) -> tuple[Event, ...]:
        """Return who did what (with one paper), the latest first."""
        query = select(*EVENTS.c[1:]).order_by(EVENTS.c.key.desc()).limit(limit)
        if document is not None:
            query = query.where(EVENTS.c.document == document)
        with told(self._url), looking(self._engine) as connection:
            return tuple(Event(*row) for row in connection.execute(query))

    def versions(self, document: str) -> tuple[Listed, ...]:
        """Return the versions of a paper by its document id, the latest first; none where it is not there."""
        with told(self._url), looking(self._engine) as connection:
            current = (PAPERS.c.document == document) & PAPERS.c.replaced.is_(None)
            row = connection.execute(select(PAPERS).where(current)).one_or_none()
            if row is None:
                return ()
            same = select(PAPERS).where(*same_paper(row._asdict(), current=False))
            rows = connection.execute(same.order_by(PAPERS.c.key.desc())).all()
            away = withdrawals(connection)
            latest_first = sorted(rows, key=lambda each: each.replaced is not None)
            return tuple(listed_of(each, away.get(each.key)) for each in latest_first)

    def corrections(self) -> dict[str, tuple[str, ...]]:
        """Return what people put right of files that were published, as JSON each, by the file's digest."""
        query = select(CORRECTIONS).order_by(CORRECTIONS.c.digest, CORRECTIONS.c.position)
        found: dict[str, tuple[str, ...]] = {}
        with told(self._url), looking(self._engine) as connection:
            for digest, _, correction in connection.execute(query):
                found[digest] = (*found.get(digest, ()), correction)
        return found


def _change(
    connection: Connection,
    draft: Draft,
    values: Mapping[str, Any],
    who: str,
    now: str,
    of: Sequence[str] = _OPEN,
) -> Any:
    """Change a draft that is as it was seen, and return its row; raise `Overtaken` where it is not."""
    same = (DRAFTS.c.id == draft.id) & (DRAFTS.c.version == draft.version)
    change = {**values, "version": draft.version + 1, "changed_by": who, "changed": now}
    statement = update(DRAFTS).where(same & DRAFTS.c.state.in_(of)).values(change)
    changed = connection.execute(statement).rowcount == 1
    row = connection.execute(select(DRAFTS).where(DRAFTS.c.id == draft.id)).one_or_none()
    if row is None:
        raise Overtaken("absent")
    if not changed:
        code = row.state if row.state not in _OPEN else "changed"
        code = "unread" if row.version == draft.version and row.state in _OPEN else code
        raise Overtaken(code, row.changed_by, row.changed)
    return row


def _standing(connection: Connection, head: Mapping[str, Any]) -> Standing:
    rows = _in_the_way(connection, head)
    away = withdrawals(connection)
    mark = ",".join(f"{row.key}:{row.digest[:8]}:{row.ingested}" for row in rows)
    return Standing(tuple(listed_of(row, away.get(row.key)) for row in rows), mark)


def _in_the_way(connection: Connection, head: Mapping[str, Any]) -> Sequence[Any]:
    """The papers of now that are the same, or of the same file: a correction may have made it another's."""
    same = same_paper(head)
    of_file = (PAPERS.c.digest == head["digest"]) & PAPERS.c.replaced.is_(None)
    query = select(PAPERS)
    alike = same[0]
    for condition in same[1:]:
        alike = alike & condition
    return connection.execute(query.where(or_(alike, of_file)).order_by(PAPERS.c.key.desc())).all()


def _make_room(connection: Connection, head: Mapping[str, Any], now: str) -> str:
    """Let what stands in a paper's place be history; return the document id, which stays as long as it can."""
    digest, kept = head["digest"], ""
    for row in _in_the_way(connection, head):
        kept = kept or row.document
        if row.digest == digest:
            forget(connection, [row.key])
        else:
            make_history(connection, row.key, now)
    older = (*same_paper(head, current=False), PAPERS.c.digest == digest)
    again = list(connection.execute(select(PAPERS.c.key).where(*older)).scalars())
    if again:
        forget(connection, again)  # a version of before is published once more
    return free_id(kept or str(head["document"]), documents(connection))


def _keep_corrections(connection: Connection, row: Any) -> None:
    connection.execute(delete(CORRECTIONS).where(CORRECTIONS.c.digest == row.digest))
    corrections = enumerate(json.loads(row.corrections))
    values = [{"digest": row.digest, "position": n, "correction": each} for n, each in corrections]
    if values:
        connection.execute(insert(CORRECTIONS), values)


def _current(connection: Connection, document: str, digest: str) -> tuple[Any, Any]:
    """The paper of this id and its withdrawal, if it has one; raise `Overtaken` where another version is there."""
    current = (PAPERS.c.document == document) & PAPERS.c.replaced.is_(None)
    row = connection.execute(select(PAPERS).where(current)).one_or_none()
    if row is None:
        raise Overtaken("gone")
    if row.digest != digest:
        raise Overtaken("newer", at=row.ingested)
    away = connection.execute(select(WITHDRAWN).where(WITHDRAWN.c.paper == row.key)).one_or_none()
    return row, away


def _note(
    connection: Connection, action: Action, head: Mapping[str, Any], who: str, now: str, note: str
) -> None:
    values = {name: head[name] for name in ("document", "title", "digest")}
    values |= {"at": now, "who": who, "action": action, "note": note}
    connection.execute(insert(EVENTS).values(values))


def _draft(row: Any) -> Draft:
    finding = None
    if row.finding is not None:
        code, severity, values = json.loads(row.finding)
        finding = Finding(code, severity, tuple((name, value) for name, value in values))
    return Draft(
        id=row.id,
        name=row.name,
        path=row.path,
        digest=row.digest,
        state=row.state,
        version=row.version,
        finding=finding,
        corrections=tuple(json.loads(row.corrections)),
        document=row.document,
        who=row.who,
        at=row.at,
        changed_by=row.changed_by,
        changed=row.changed,
        is_stale=row.state == "read" and row.edition != reading_edition(),
    )


def _rows(packed: bytes) -> Rows:
    rows: Rows = json.loads(zlib.decompress(packed))
    return rows


def _paper(rows: Rows) -> Paper:
    """The paper of packed rows, as it is loaded from the base."""
    (head,) = rows["papers"]
    stored = {
        name: [row_type(*(row[column] for column in row_type._fields)) for row in rows[name]]
        for name, row_type in _ROWS.items()
    }
    return unpacked(SimpleNamespace(**head), stored, str(head["document"]))


_ROWS: dict[str, Any] = {
    table.name: namedtuple(f"{table.name}_row", [column.name for column in table.c[1:]])  # noqa: PYI024
    for table in PARTS
}
"""A row of each table, its columns in the order in which the base gives them."""
