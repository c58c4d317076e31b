"""Where the state lies → transactions in it, its tables made and its layout known."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    Insert,
    Table,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.state.schema import LAYOUT, METADATA, VERSION
from knowledge import StoreError, database_at, database_trouble

_AsText = tuple[Executable, str, Mapping[str, Any], Sequence[str] | None]


class Database:
    """A database whose changes are transactions, one inside another being the same one."""

    def __init__(self, where: str, patience: float) -> None:
        """Open the database at a path or a URL, making the tables where there are none."""
        self._where = where
        self._engine = database_at(where, patience)
        self._writing = self._engine.execution_options(begins_to_write=True)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        self._insert: Any = sqlite.insert if self._is_sqlite else postgresql.insert
        # Made once: to put a statement together takes longer than to run it.
        self._puts: dict[Table, Any] = {}
        self._news: dict[Table, Any] = {}
        self._added: dict[Table, Any] = {}
        self._texts: dict[int, _AsText] = {}
        self._open = threading.local()
        # SQLite lets one change in at a time, and makes the others ask again and again: here they queue.
        self._turn = threading.RLock()
        if self._is_sqlite:
            event.listen(self._engine, "connect", _write_ahead)
        try:
            with database_trouble(where):
                self._prepare()
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that changes something; inside another one of the same thread, that one."""
        outer: Connection | None = getattr(self._open, "connection", None)
        if outer is not None:
            yield outer
            return
        with database_trouble(self._where), self._in_turn(), self._writing.begin() as connection:
            self._open.connection = connection
            try:
                yield connection
            finally:
                self._open.connection = None

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A transaction that only reads; inside one that changes something, that one."""
        outer: Connection | None = getattr(self._open, "connection", None)
        if outer is not None:
            yield outer
            return
        with database_trouble(self._where), self._engine.connect() as connection:
            yield connection

    @property
    def is_shared(self) -> bool:
        """Tell whether processes on several machines may use it."""
        return not self._is_sqlite

    def put(
        self, connection: Connection, table: Table, values: dict[str, Any] | list[dict[str, Any]]
    ) -> None:
        """Put rows in the places of those with their keys, or where there are none; each has every column named."""
        if table not in self._puts:
            statement = self._insert(table)
            first = values[0] if isinstance(values, list) else values
            keys = [column.name for column in table.primary_key]
            changed = {
                name: getattr(statement.excluded, name) for name in first if name not in keys
            }
            self._puts[table] = statement.on_conflict_do_update(index_elements=keys, set_=changed)
        self.run(connection, self._puts[table], values)

    def add(self, connection: Connection, table: Table, values: dict[str, Any]) -> int:
        """Add a row to a table that numbers its rows, the same columns named each time; return the number."""
        if table not in self._added:
            self._added[table] = insert(table).returning(next(iter(table.primary_key)))
        return int(self.run(connection, self._added[table], values).scalar_one())

    def add_new(self, connection: Connection, table: Table, values: dict[str, Any]) -> bool:
        """Add a row, unless there is one with its key; return whether it was added."""
        if table not in self._news:
            key = next(iter(table.primary_key))
            statement = self._insert(table).on_conflict_do_nothing()
            self._news[table] = statement.returning(key)
        return self.run(connection, self._news[table], values).first() is not None

    def run(
        self,
        connection: Connection,
        statement: Executable,
        values: dict[str, Any] | list[dict[str, Any]],
    ) -> CursorResult[Any]:
        """Run a statement that its owner keeps, with values for all its parameters, as its text.

        What stands in our tables needs no conversion on its way to the driver, and a statement's text is
        always the same: to find both out anew takes longer than the statement itself.
        """
        if id(statement) not in self._texts:
            self._texts[id(statement)] = self._text_of(statement, values)
        _, text, fixed, order = self._texts[id(statement)]
        rows = [{**fixed, **row} for row in (values if isinstance(values, list) else [values])]
        told: Any = rows if order is None else [tuple(row[name] for name in order) for row in rows]
        return connection.exec_driver_sql(text, told if len(told) > 1 else told[0])

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    def _text_of(self, statement: Any, values: dict[str, Any] | list[dict[str, Any]]) -> _AsText:
        """A statement as the driver takes it, what of its values is fixed, and their order where they have no names."""
        first = values[0] if isinstance(values, list) else values
        keys = list(first) if isinstance(statement, Insert) else None
        made = statement.compile(dialect=self._engine.dialect, column_keys=keys)
        return statement, str(made), made.params, made.positiontup if made.positional else None

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if self._is_sqlite:
            with self._turn:
                yield
        else:
            yield

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            if not inspect(connection).has_table(LAYOUT.name):
                connection.rollback()
                self._make()
        with self._engine.connect() as connection:
            version = connection.execute(select(LAYOUT.c.version)).scalar()
        if version != VERSION:
            raise StoreError("version", self._engine.url.database or "", str(version))

    def _make(self) -> None:
        """Make all tables in one transaction; whoever else does the same at once has done it."""
        try:
            with self._engine.begin() as connection:
                METADATA.create_all(connection)
                connection.execute(insert(LAYOUT).values(id=1, version=VERSION))
        except SQLAlchemyError:
            with self._engine.connect() as connection:
                if not inspect(connection).has_table(LAYOUT.name):
                    raise


def _write_ahead(connection: Any, _: object) -> None:
    """Readers never wait for a change, and a change costs no flush of the disk.

    A process that is killed loses nothing; a machine that loses its power may lose the last changes.
    """
    connection.execute("PRAGMA journal_mode = WAL").close()
    connection.execute("PRAGMA synchronous = NORMAL").close()
