"""Papers out of the base: listed without their contents, and loaded whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from knowledge.facts import Paper, Phase
from knowledge.shelves import PaperHead
from knowledge.store.bigrams import papers_holding
from knowledge.store.engine import looking
from knowledge.store.listed import Listed
from knowledge.store.schema import BASE, PAPERS, PARTS, WITHDRAWN
from knowledge.store.unpacking import unpacked

_SHOWN = 8
"""Characters of a digest that tell versions of a paper apart."""


def listed(engine: Engine, *, history: bool = False, withdrawn: bool = False) -> tuple[Listed, ...]:
    """Return what the base knows of its papers, department after department.

    Older versions, and papers that were withdrawn, where asked for.
    """
    with looking(engine) as connection:
        rows = connection.execute(_every() if history else _current())
        away = withdrawals(connection)
        return tuple(
            listed_of(row, away.get(row.key))
            for row in _in_order(rows)
            if withdrawn or row.key not in away
        )


def revision(engine: Engine) -> int:
    """Return how many changes the base has seen."""
    with looking(engine) as connection:
        return int(connection.execute(select(BASE.c.revision)).scalar_one())


def loaded(engine: Engine, document: str, *, withdrawn: bool = False) -> Paper:
    """Given a document id (of an older version as `listed` tells it), return the paper whole.

    Raises KeyError where the base has none, or has withdrawn it and such are not asked for.
    """
    with looking(engine) as connection:
        head = connection.execute(_paper(document)).one_or_none()
        if head is None or not (withdrawn or is_asked_from(connection, head.key)):
            raise KeyError(document)
        rows = {
            table.name: connection.execute(
                select(*table.c[1:]).where(table.c.paper == head.key).order_by(table.c.position)
            ).all()
            for table in PARTS
        }
    return unpacked(head, rows, document)


def holding(engine: Engine, words: str) -> tuple[str, ...]:
    """Given words, return the ids of the current papers in which a label holds them, in the order of `listed`."""
    with looking(engine) as connection:
        keys = papers_holding(connection, words)
        current = _current().where(PAPERS.c.key.not_in(select(WITHDRAWN.c.paper)))
        rows = _in_order(connection.execute(current))
    return tuple(row.document for row in rows if row.key in keys)


def withdrawals(connection: Connection) -> dict[int, str]:
    """Return when each paper that is withdrawn was, by its key."""
    return {row.paper: row.at for row in connection.execute(select(WITHDRAWN))}


def is_asked_from(connection: Connection, key: int) -> bool:
    """Return whether a paper, by its key, is not withdrawn."""
    away = select(WITHDRAWN.c.paper).where(WITHDRAWN.c.paper == key)
    return connection.execute(away).first() is None


def _in_order(rows: Iterable[Any]) -> list[Any]:
    """By department, the latest year first; sorted here, for databases differ in what comes first in Chinese."""
    return sorted(rows, key=lambda row: (row.department, -row.year, row.phase, -row.key))


def _every() -> Select[Any]:
    return select(PAPERS)


def _current() -> Select[Any]:
    return _every().where(PAPERS.c.replaced.is_(None))


def _paper(document: str) -> Select[Any]:
    query = select(PAPERS).where(PAPERS.c.document == document, PAPERS.c.replaced.is_(None))
    name, at, shown = document.rpartition("@")
    if not at or len(shown) < _SHOWN:
        return query
    older = PAPERS.c.digest.startswith(shown, autoescape=True)
    return select(PAPERS).where(
        ((PAPERS.c.document == document) & PAPERS.c.replaced.is_(None))
        | ((PAPERS.c.document == name) & PAPERS.c.replaced.is_not(None) & older)
    )


def listed_of(row: Any, withdrawn: str | None = None) -> Listed:
    """Given a row of the papers, and when it was withdrawn if it was, return it as it is listed."""
    document = row.document if row.replaced is None else f"{row.document}@{row.digest[:_SHOWN]}"
    return Listed(
        head=PaperHead(
            document=document,
            title=row.title,
            department=row.department,
            year=row.year,
            phase=Phase(row.phase),
            place=row.place,
            level=row.level,
        ),
        path=row.path,
        digest=row.digest,
        tables=row.table_count,
        facts=row.fact_count,
        findings=row.finding_count,
        errors=row.error_count,
        checked=row.checked,
        held=row.held,
        ingested=row.ingested,
        replaced=row.replaced,
        withdrawn=withdrawn,
        edition=row.edition,
    )
