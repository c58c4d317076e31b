"""What is remembered while the process runs: bounded, and forgotten in time."""

from __future__ import annotations

import asyncio
import gc

from bot.telegram.fleeting import Buckets, Locks, Shelf
from tests.bot.telegram.bench import Clock


def test_a_full_shelf_lets_go_of_the_oldest() -> None:
    shelf: Shelf[str, int] = Shelf(2, 60, Clock())
    for number, key in enumerate("甲乙甲丙"):
        shelf.put(key, number)
    assert (shelf.get("甲"), shelf.get("乙"), shelf.get("丙")) == (2, None, 3)
    assert len(shelf) == 2


def test_things_on_a_shelf_last_their_time_and_no_longer() -> None:
    clock = Clock()
    shelf: Shelf[str, int] = Shelf(9, 60, clock)
    shelf.put("甲", 1)
    clock.now += 59.9
    assert shelf.get("甲") == 1
    clock.now += 0.1
    assert shelf.get("甲") is None


def test_what_nobody_asks_for_goes_too() -> None:
    clock = Clock()
    shelf: Shelf[int, int] = Shelf(1000, 60, clock)
    for number in range(100):
        shelf.put(number, number)
    clock.now += 60
    shelf.put(1000, 0)
    assert len(shelf) == 1


def test_a_bucket_refills_at_its_pace_and_never_beyond_its_size() -> None:
    clock = Clock()
    buckets = Buckets(at_once=2, per_minute=6, clock=clock)
    assert [buckets.draw(1) for _ in range(4)] == ["free", "free", "notice", "silence"]
    clock.now += 10
    assert [buckets.draw(1) for _ in range(3)] == ["free", "notice", "silence"]
    clock.now += 1000
    assert [buckets.draw(1) for _ in range(3)] == ["free", "free", "notice"]
    assert buckets.draw(2) == "free", "another user's is another"


def test_refused_questions_cost_nothing() -> None:
    clock = Clock()
    buckets = Buckets(at_once=1, per_minute=6, clock=clock)
    for _ in range(20):
        buckets.draw(1)
    clock.now += 10
    assert buckets.draw(1) == "free"


async def test_a_chat_has_one_lock_while_anybody_needs_it_and_none_after() -> None:
    locks = Locks()
    lock = locks.of(42)
    async with lock:
        assert locks.of(42) is lock
        assert locks.of(43) is not lock
        await asyncio.sleep(0)
    del lock
    gc.collect()
    assert len(locks._locks) == 0
