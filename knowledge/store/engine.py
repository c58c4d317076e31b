"""Where the base lies → an engine that speaks to it, its tables made and its layout known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, NoSuchModuleError, SQLAlchemyError

from knowledge.store.schema import BASE, LATER, METADATA, PAPERS, VERSION
from knowledge.store.trouble import StoreError

_PATIENCE = 60
"""Seconds that a change waits for another one to end."""


def opened(where: str) -> Engine:
    """Given the path of a file or a URL (postgresql+psycopg://…), return an engine; its tables are made if need be.

    Raises `StoreError` where nothing can be kept there.
    """
    url = url_of(where)
    with told(url):
        engine = engine_at(url)
        try:
            _prepare(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def url_of(where: str) -> URL:
    """Given the path of a file or a URL, return the URL."""
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        return make_url(where)
    except (ArgumentError, ValueError):
        raise StoreError("address", "…") from None  # the address may hold a password


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what the database says into a `StoreError`; its address is told without the password."""
    shown = url.database or "" if url.drivername == "sqlite" else url.render_as_string()
    try:
        yield
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError("driver", shown, getattr(error, "name", None) or url.drivername) from None
    except (DataError, UnicodeError) as error:
        raise StoreError("value", shown, _first_line(error)) from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        code = "no_base" if isinstance(cause, sqlite3.DatabaseError) and _is_other(cause) else ""
        raise StoreError(code or "refused", shown, _first_line(cause)) from error
    except OSError as error:
        raise StoreError("refused", shown, error.strerror or type(error).__name__) from error


def engine_at(url: URL, patience: float = _PATIENCE) -> Engine:
    """Given where a database lies, return its engine; on SQLite a change waits `patience` seconds."""
    if url.drivername.partition("+")[0] != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": patience})
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that changes the base: it is counted first, so that changes wait for each other."""
    with engine.begin() as connection:
        connection.execute(update(BASE).values(revision=BASE.c.revision + 1))
        yield connection


@contextmanager
def noting(engine: Engine) -> Iterator[Connection]:
    """A transaction that changes what nobody is answered from: it is not counted."""
    with engine.connect() as connection:
        connection.execution_options(begins_to_write=True)
        with connection.begin():
            yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and sees the base as it was at its beginning."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":  # there every transaction sees one state
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _leave_transactions_to_us(connection: Any, _: object) -> None:
    """Python's driver begins none for SELECT and CREATE; ours hold both."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    """A change that says so at once waits for the one before it, instead of failing when it comes to write."""
    immediate = connection.get_execution_options().get("begins_to_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _prepare(engine: Engine) -> None:
    """Make the tables of a new base; refuse one whose layout is another."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(BASE.name):
            connection.rollback()
            _make(engine)
    with engine.connect() as connection:
        version = connection.execute(select(BASE.c.version)).scalar()
    if version != VERSION:
        raise StoreError("version", engine.url.database or "", str(version))
    _add_column(engine, PAPERS.c.edition)
    _add_tables(engine)


def _add_column(engine: Engine, column: Column[str]) -> None:
    """Give a base of before a column that may be empty; whoever else does the same at once has done it."""

    def lacks() -> bool:
        return all(each["name"] != column.name for each in inspect(engine).get_columns(PAPERS.name))

    if not lacks():
        return
    kind = column.type.compile(engine.dialect)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {PAPERS.name} ADD COLUMN {column.name} {kind}")
    except SQLAlchemyError:
        if lacks():
            raise


def _add_tables(engine: Engine) -> None:
    """Give a base of before the tables that it lacks; whoever else does the same at once has done it."""

    def lacks() -> bool:
        there = set(inspect(engine).get_table_names())
        return any(table.name not in there for table in LATER)

    if not lacks():
        return
    try:
        with engine.begin() as connection:
            METADATA.create_all(connection, tables=list(LATER))
    except SQLAlchemyError:
        if lacks():
            raise


def _make(engine: Engine) -> None:
    """Make all tables in one transaction; whoever else does the same at once has done it."""
    try:
        with engine.begin() as connection:
            METADATA.create_all(connection)
            connection.execute(insert(BASE).values(id=1, version=VERSION, revision=0))
    except SQLAlchemyError:
        with engine.connect() as connection:
            if not inspect(connection).has_table(BASE.name):
                raise


def _is_other(error: sqlite3.DatabaseError) -> bool:
    return "not a database" in str(error)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
