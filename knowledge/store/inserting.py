"""Many rows into one table of the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from sqlalchemy import Connection, Dialect, Table, insert

Value = str | int | float | None


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Value]]) -> None:
    """Put rows into a table; each has a value for the same columns.

    A paper has thousands of rows of plain values, which SQLite's driver takes as they are: that the database
    library goes over each of them on the way takes as long as putting them in.
    """
    if not rows:
        return
    statement, columns = _statement(table, tuple(rows[0]), connection.dialect)
    if columns:
        values = itemgetter(*columns)
        given = [values(row) if len(columns) > 1 else (values(row),) for row in rows]
        connection.exec_driver_sql(statement, given)
    else:
        connection.execute(insert(table), rows)


@lru_cache(maxsize=64)
def _statement(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[str, ...]]:
    """Return the statement and the columns in its order; no columns where they are not given by position."""
    made = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(made), tuple(made.positiontup or ())
