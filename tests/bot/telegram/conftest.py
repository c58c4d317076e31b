"""Applications to test with; each call that they make is held to what is published."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.telegram.app import App, build_application
from bot.telegram.settings import TelegramSettings
from tests.bot.telegram.bench import TOKEN, Bench, Clock, MakeBench
from tests.bot.telegram.published import Contract
from tests.bot.telegram.recording import Recorder, RecordingRequest
from tests.bot.telegram.replies import Engine
from tests.e2e.prepare import UnavailableError, schema


@pytest.fixture(scope="session")
def contract() -> Contract:
    try:
        return Contract(schema())
    except UnavailableError:
        return Contract(None)  # test_telegram_published.py says that, and why


@pytest.fixture
def recorder(contract: Contract) -> Iterator[Recorder]:
    """A recorder; a test in which a call broke the contract fails, whatever else it looks at."""
    made = Recorder(contract)
    yield made
    assert made.faults == []


@pytest_asyncio.fixture
async def make_bench(recorder: Recorder) -> AsyncIterator[MakeBench]:
    """Make an application of settings and an engine; it is put away after the test."""
    running: list[App] = []

    async def make(engine: Engine | None = None, **settings: object) -> Bench:
        chosen = TelegramSettings.model_validate({"token": SecretStr(TOKEN), **settings})
        engine, clock, request = engine or Engine(), Clock(), RecordingRequest(recorder)
        app = build_application(chosen, engine, request, RecordingRequest(recorder), clock)
        await app.initialize()
        running.append(app)
        bench = Bench(app, recorder, engine, clock)
        bench.desk.sender._sleep = clock.sleep
        recorder.calls.clear()
        return bench

    yield make
    for app in running:
        await app.shutdown()


@pytest_asyncio.fixture
async def bench(make_bench: MakeBench) -> Bench:
    """An application with the usual settings."""
    return await make_bench()
