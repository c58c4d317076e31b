"""A desk over the shipped disclosure with an account of each role, and browsers that are logged in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from bot.desk.app import make_app
from bot.desk.desk import Desk, make_desk
from bot.desk.engine import Engine
from bot.desk.publishing.publishing import Publishing
from bot.desk.settings import DeskSettings
from bot.following import Following
from bot.state import Pseudonyms, State
from knowledge import Limits, Store
from tests.corpus.asking import answerer

PASSWORD = "不是真的密码 1234"
NOW = "2026-03-01T09:00:00+08:00"
Browser = Callable[[str], TestClient]


@pytest.fixture(scope="session")
def cheap_hash() -> str:
    """A hash of the password that costs little to compare."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def desk(tmp_path: Path, cheap_hash: str) -> Iterator[Desk]:
    roles = ("clerk", "publisher", "admin")
    accounts = {role: {"role": role, "hash": cheap_hash} for role in roles}
    (tmp_path / "accounts.json").write_text(json.dumps(accounts), encoding="utf-8")
    state = State(str(tmp_path / "state.sqlite3"), Pseudonyms(b"k" * 32))
    made = make_desk(DeskSettings(), tmp_path, Engine(answerer), state, lambda: NOW)
    publishing = Publishing(lambda: Store(str(tmp_path / "base.sqlite3")), tmp_path, Limits())
    yield replace(made, publishing=publishing)
    publishing.store.close()
    state.close()


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """Return a browser that is logged in as a role; as nobody where the role is empty."""

    def logged_in(role: str) -> TestClient:
        client = TestClient(make_app(desk), base_url="http://127.0.0.1", follow_redirects=False)
        if role:
            told = {"csrf": token_in(client.get("/login").text), "name": role, "password": PASSWORD}
            assert client.post("/login", data=told).status_code == 303
            client.headers["X-CSRF-Token"] = token_in(client.get("/desk/ask").text)
        return client

    return logged_in


def token_in(page: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found, page[:300]
    return found[1]


@pytest.fixture
def base(request: pytest.FixtureRequest, desk: Desk) -> Iterator[SimpleNamespace]:
    """A desk that publishes in a base of its own, and answers from it; a test that names `where` has both kinds."""
    both = "where" in request.fixturenames
    place = request.getfixturevalue("where") if both else str(desk.folder / "base.sqlite3")
    store = Store(place)
    publishing = Publishing(lambda: store, desk.folder, Limits(seconds=60))
    engine = Engine(lambda: Following(lambda: store))
    yield SimpleNamespace(
        desk=replace(desk, engine=engine, publishing=publishing), store=store, press=store.press
    )
    store.close()


@pytest.fixture
def logged_in(base: SimpleNamespace) -> Callable[[str], TestClient]:
    def client_of(role: str) -> TestClient:
        client = TestClient(
            make_app(base.desk), base_url="http://127.0.0.1", follow_redirects=False
        )
        told = {"csrf": token_in(client.get("/login").text), "name": role, "password": PASSWORD}
        assert client.post("/login", data=told).status_code == 303
        client.headers["X-CSRF-Token"] = token_in(client.get("/desk/ask").text)
        return client

    return client_of


@pytest.fixture
def publisher(logged_in: Callable[[str], TestClient]) -> TestClient:
    return logged_in("publisher")
