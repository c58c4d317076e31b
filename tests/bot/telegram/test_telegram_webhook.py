"""The server that takes updates: the secret, health, odd bodies, and every update once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.telegram.webhook import HEADER, MOST_BYTES, receiver, secret_of
from knowledge import StoreError
from tests.bot.telegram.bench import TOKEN, Bench
from tests.bot.telegram.updates import said, update

SECRET = secret_of(TOKEN)
BROKEN = update(message={"message_id": 1, "date": "yesterday", "chat": {"id": 42}})


@pytest_asyncio.fixture
async def client(bench: Bench) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(receiver(bench.app, bench.kit.memory, SECRET))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as made:
        yield made


async def sent(client: httpx.AsyncClient, body: object, secret: str | None = SECRET) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {} if secret is None else {HEADER: secret}
    return (await client.post("/telegram", content=content, headers=headers)).status_code


def queued(bench: Bench) -> int:
    return bench.app.update_queue.qsize()


async def test_an_update_is_taken_once(client: httpx.AsyncClient, bench: Bench) -> None:
    asked = said("三公经费多少？")
    assert [await sent(client, asked) for _ in range(3)] == [200, 200, 200]
    assert queued(bench) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "0", "密"])
async def test_who_does_not_know_the_secret_is_refused(
    client: httpx.AsyncClient, bench: Bench, secret: str | None
) -> None:
    shown = secret if secret is None or secret.isascii() else "%E5%AF%86"
    assert await sent(client, said("三公经费多少？"), shown) == 403
    assert queued(bench) == 0


def test_the_secret_does_not_give_the_token_away_and_fits_telegram_s_form() -> None:
    assert len(SECRET) == 64
    assert SECRET.isalnum()
    assert TOKEN.split(":")[1] not in SECRET


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"5", b"{}", b'{"update_id": "x"}', b"[" * 10_000, BROKEN],
    ids=lambda body: repr(body)[:30],
)
async def test_what_cannot_be_read_is_not_sent_again(
    client: httpx.AsyncClient, bench: Bench, body: object
) -> None:
    assert await sent(client, body) == 200
    assert queued(bench) == 0


async def test_what_is_too_large_is_refused(client: httpx.AsyncClient, bench: Bench) -> None:
    assert await sent(client, b" " * (MOST_BYTES + 1)) == 413
    assert queued(bench) == 0


async def test_what_cannot_be_kept_is_to_be_sent_again(
    client: httpx.AsyncClient, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("refused", "state.sqlite3", "database or disk is full")

    asked = said("三公经费多少？")
    monkeypatch.setattr(bench.kit.memory.state.updates, "accept", full)
    assert await sent(client, asked) == 503
    monkeypatch.undo()
    assert await sent(client, asked) == 200
    assert queued(bench) == 1


async def test_health_is_that_of_the_bot_and_of_its_state(
    client: httpx.AsyncClient, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await client.get("/healthz")).status_code == 503  # not started yet
    async with bench.app:
        await bench.app.start()
        answer = await client.get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"ok": True})

        def gone(*_: object) -> None:
            raise StoreError("refused", "state.sqlite3", "gone")

        monkeypatch.setattr(bench.kit.memory.state.canned, "get", gone)
        answer = await client.get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"ok": False, "state": "refused"})
        await bench.app.stop()


@pytest.mark.parametrize(("path", "status"), [("/", 404), ("/telegram", 405), ("/healthz/x", 404)])
async def test_there_is_nothing_else(client: httpx.AsyncClient, path: str, status: int) -> None:
    assert (await client.get(path)).status_code == status
