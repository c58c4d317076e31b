"""Whether polling lives: what is forgiven, what is said once, and when it is over."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.telegram.health import FAILING_SECONDS, Health, Verdict, watch
from bot.telegram.texts import load_texts
from tests.bot.telegram.bench import Bench, Clock

WORDS = load_texts().run


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    return Health(30, WORDS, clock)


def test_all_is_well_before_the_first_poll_however_long_it_takes(
    health: Health, clock: Clock
) -> None:
    health.met(None, "ConnectError")
    clock.now += 9999
    assert health.verdict() is None


def test_polling_that_stopped_without_a_word_is_over(health: Health, clock: Clock) -> None:
    health.polled(200)
    clock.now += 30 + 90
    assert health.verdict() is None
    clock.now += 1
    assert health.verdict() is Verdict.DEAF


def test_polls_that_fail_for_a_while_are_forgiven_and_for_long_are_not(
    health: Health, clock: Clock
) -> None:
    health.polled(200)
    for _ in range(int(FAILING_SECONDS // 30)):
        clock.now += 30
        health.polled(None, "PoolTimeout")
        assert health.verdict() is None
    clock.now += 30
    health.polled(502)
    assert health.verdict() is Verdict.DEAF


@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_telegram_no_longer_knows_ends_it_at_once(health: Health, status: int) -> None:
    health.polled(200)
    health.polled(status)
    assert health.verdict() is Verdict.BAD_TOKEN


def test_another_bot_is_noticed_at_the_start_but_not_for_one_conflict(health: Health) -> None:
    health.polled(409)
    assert health.verdict() is None, "the one before us may just be going"
    health.polled(409)
    assert health.verdict() is Verdict.SECOND_BOT


def test_later_conflicts_are_logged_once_and_outlived(
    health: Health, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    health.polled(200)
    clock.now += 61
    for _ in range(5):
        health.polled(409)
    assert health.verdict() is None
    assert [record.message for record in caplog.records] == [WORDS.conflict]


def test_a_lost_connection_is_told_once_and_so_is_its_return(
    health: Health, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    health.met(None, "ConnectError")
    health.met(None, "ConnectError")
    health.met(200)
    health.polled(200)
    health.polled(None, "ReadError")
    health.polled(502)
    health.polled(200)
    assert [record.message for record in caplog.records] == [
        WORDS.unreached.format(reason="ConnectError"),
        WORDS.resumed,
        WORDS.interrupted.format(reason="ReadError"),
        WORDS.resumed,
    ]


async def test_a_verdict_stops_the_application(
    bench: Bench, health: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = asyncio.Event()
    monkeypatch.setattr(bench.app, "stop_running", stopped.set)
    watching = asyncio.create_task(watch(bench.app, health, every=0.001))
    health.polled(401)
    await asyncio.sleep(0.02)
    assert not stopped.is_set(), "not before it runs"
    async with bench.app:
        await bench.app.start()
        await asyncio.wait_for(stopped.wait(), 5)
        await bench.app.stop()
    await watching
