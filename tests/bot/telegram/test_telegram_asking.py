"""Questions off the event loop: answers to whoever asked, a slow one in nobody's way, faults where they were asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest_asyncio

from bot.telegram.asking import Askers


@pytest_asyncio.fixture
async def askers() -> AsyncIterator[Askers]:
    made = Askers(most=4, patience=0.01)
    yield made
    made.close()


async def test_answers_come_to_whoever_asked(askers: Askers) -> None:
    got = await asyncio.gather(*(askers.ask(lambda number=each: number) for each in range(500)))  # type: ignore[misc]
    assert got == list(range(500))


async def test_quick_questions_share_one_thread_that_is_not_the_loops_own(askers: Askers) -> None:
    used = {await askers.ask(threading.get_ident) for _ in range(50)}
    assert len(used) == 1
    assert threading.get_ident() not in used


async def test_slow_questions_keep_no_quick_one_waiting(askers: Askers) -> None:
    held = threading.Event()
    slow = [askers.ask(lambda: held.wait(20)) for _ in range(3)]
    quick = await asyncio.wait_for(askers.ask(lambda: "快"), 10)
    assert quick == "快"
    assert not any(each.done() for each in slow)
    held.set()
    assert await asyncio.gather(*slow) == [True] * 3


async def test_where_all_are_held_up_a_question_waits_for_the_first_that_is_free(
    askers: Askers,
) -> None:
    held = threading.Event()
    slow = [askers.ask(lambda: held.wait(20)) for _ in range(4)]
    waiting = askers.ask(lambda: "后")
    await asyncio.sleep(0.2)
    assert not waiting.done()
    held.set()
    assert await waiting == "后"
    assert all(await asyncio.gather(*slow))


async def test_a_fault_is_raised_where_it_was_asked_and_stops_nothing(askers: Askers) -> None:
    def fail() -> None:
        raise ValueError("坏")

    got = await asyncio.gather(
        askers.ask(fail), askers.ask(lambda: 1), askers.ask(fail), return_exceptions=True
    )
    assert [str(each) for each in got] == ["坏", "1", "坏"]


async def test_who_does_not_wait_any_more_is_not_told(askers: Askers) -> None:
    held = threading.Event()
    given_up = askers.ask(lambda: held.wait(20))
    given_up.cancel()
    held.set()
    assert await askers.ask(lambda: 1) == 1


async def test_the_threads_end(askers: Askers) -> None:
    before = threading.active_count()
    own = Askers(most=4, patience=0.01)
    held = threading.Event()
    slow = [own.ask(lambda: held.wait(20)) for _ in range(3)]
    await asyncio.sleep(0.2)
    held.set()
    await asyncio.gather(*slow)
    assert threading.active_count() > before
    own.close()
    for _ in range(500):
        if threading.active_count() <= before:
            break
        await asyncio.sleep(0.01)
    assert threading.active_count() <= before
