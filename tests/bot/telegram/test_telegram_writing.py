"""Work with the state that comes at the same time is one transaction, and one's fault is no other's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state import Pseudonyms, State
from bot.telegram.writing import Writer


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    made = State(str(tmp_path / "state.sqlite3"), Pseudonyms(b"of the tests"))
    yield made
    made.close()


@pytest.fixture
def writer(state: State) -> Iterator[Writer]:
    made = Writer(state)
    yield made
    made.close()


async def test_results_come_to_whoever_asked(writer: Writer) -> None:
    got = await asyncio.gather(*(writer.run(lambda number=each: number) for each in range(50)))  # type: ignore[misc]
    assert got == list(range(50))


async def test_what_fails_takes_nothing_else_with_it(writer: Writer, state: State) -> None:
    def keep(title: str) -> None:
        state.canned.put(title, "文", "张")

    def fail() -> None:
        state.canned.put("错", "文", "张")
        raise ValueError("错")

    jobs = [lambda: keep("甲"), fail, lambda: keep("乙")]
    got = await asyncio.gather(*map(writer.run, jobs), return_exceptions=True)
    assert [type(each) for each in got] == [type(None), ValueError, type(None)]
    assert [each.title for each in state.canned.all()] == ["甲", "乙"]


async def test_who_does_not_wait_any_more_is_not_told(writer: Writer, state: State) -> None:
    waiting = asyncio.create_task(writer.run(lambda: state.canned.put("甲", "文", "张")))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await writer.run(lambda: len(state.canned.all())) == 1
