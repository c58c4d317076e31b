"""How fast messages leave, and that one chat's limit is no other's."""

from __future__ import annotations

import asyncio

from bot.telegram.pacing import Lanes, Pace
from tests.bot.telegram.bench import Clock, MakeBench
from tests.bot.telegram.updates import GROUP, NAME, OTHER, in_group, said

FLOOD = (429, {"description": "Too Many Requests", "parameters": {"retry_after": 30}})


async def left(pace: Pace, clock: Clock, chats: list[int]) -> list[float]:
    """Let messages leave one after the other; return when each did, from the beginning on."""
    start, times = clock.now, []
    for chat in chats:
        await pace.wait(chat)
        times.append(round(clock.now - start, 3))
    return times


async def test_no_more_leave_in_a_second_than_may() -> None:
    clock = Clock()
    times = await left(Pace(10, 20, clock, clock.sleep), clock, list(range(1, 41)))
    assert times == [0.0] * 10 + [1.0] * 10 + [2.0] * 10 + [3.0] * 10


async def test_a_group_gets_no_more_in_a_minute_than_it_may() -> None:
    clock = Clock()
    times = await left(Pace(1000, 20, clock, clock.sleep), clock, [-1] * 25)
    assert times == [0.0] * 20 + [60.0] * 5


async def test_a_limit_that_telegram_names_holds_for_that_chat() -> None:
    clock = Clock()
    pace = Pace(1000, 1000, clock, clock.sleep)
    pace.bar(1, 30)
    assert await left(pace, clock, [2]) == [0.0]
    assert await left(pace, clock, [1]) == [30.0]


async def test_a_chat_that_is_limited_keeps_no_other_waiting(make_bench: MakeBench) -> None:
    bench = await make_bench()

    async def sleep(_: float) -> None:
        await asyncio.sleep(0.5)

    bench.kit.sender._sleep = bench.kit.sender._pace._sleep = sleep
    order: list[int] = []
    bench.recorder.before = lambda call: order.append(call.parameters.get("chat_id", 0))
    bench.recorder.plan("sendMessage", FLOOD)
    other = {"id": 43, "type": "private", "first_name": "李"}
    await bench.give_at_once(said("一？"), said("二？", chat=other, **{"from": OTHER}))
    first, second, third = order
    assert first == third != second


async def test_a_group_that_asks_too_much_is_told_once(make_bench: MakeBench) -> None:
    bench = await make_bench(group_sends_per_minute=1000)
    for number in range(24):
        user = {"id": 500 + number, "is_bot": False, "first_name": "某"}
        await bench.give(in_group(f"{NAME} 三公经费多少？", **{"from": user}))
    texts = [call.text for call in bench.recorder.sent]
    assert sum(text.startswith("0.00 万元") for text in texts) == 20
    assert sum(text.startswith("您问得太快了") for text in texts) == 1
    await bench.give(said("三公经费多少？"))
    assert bench.recorder.last.text.startswith("0.00 万元"), "another chat's is another"
    assert bench.recorder.last.parameters["chat_id"] != GROUP["id"]


async def test_requests_that_take_long_keep_no_other_waiting() -> None:
    lanes, done = Lanes(2, patience=0.05), asyncio.Event()

    async def slow() -> None:
        async with lanes.one():
            await done.wait()

    running = [asyncio.create_task(slow()) for _ in range(4)]
    async with asyncio.timeout(5):
        async with lanes.one():
            done.set()
        await asyncio.gather(*running)
    assert lanes._free._value == 2, "each lane was given back once"


async def test_no_more_requests_are_under_way_than_there_are_lanes() -> None:
    lanes, most, now = Lanes(3, patience=60), 0, 0

    async def one() -> None:
        nonlocal most, now
        async with lanes.one():
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    await asyncio.gather(*(one() for _ in range(20)))
    assert most == 3
