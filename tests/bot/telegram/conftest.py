"""Applications to test with; each call that they make is held to what is published."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.state import Pseudonyms, State
from bot.telegram.app import App, build_application
from bot.telegram.kit import Kit
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
async def make_bench(recorder: Recorder, tmp_path: Path) -> AsyncIterator[MakeBench]:
    """Make an application of settings and an engine; it is put away after the test."""
    running: list[App] = []
    states: list[State] = []

    async def make(engine: Engine | None = None, **settings: object) -> Bench:
        chosen = TelegramSettings.model_validate({"token": SecretStr(TOKEN), **settings})
        engine, clock, request = engine or Engine(), Clock(), RecordingRequest(recorder)
        state = State(str(tmp_path / "state.sqlite3"), Pseudonyms(b"of the tests"), clock)
        states.append(state)
        app = build_application(
            chosen,
            engine,
            state,
            request=request,
            get_updates_request=RecordingRequest(recorder),
            clock=clock,
            sleep=clock.sleep,
        )
        await app.initialize()
        running.append(app)
        bench = Bench(app, recorder, engine, clock)
        recorder.calls.clear()
        return bench

    yield make
    for app in running:
        await app.shutdown()
        app.bot_data[Kit].close()
    for state in states:
        state.close()


@pytest_asyncio.fixture
async def bench(make_bench: MakeBench) -> Bench:
    """An application with the usual settings."""
    return await make_bench()
