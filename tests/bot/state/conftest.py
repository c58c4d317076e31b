"""States to test with, on SQLite and on PostgreSQL, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.state import Pseudonyms, State


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(where: str, clock: Clock) -> Iterator[State]:
    opened = State(where, Pseudonyms(b"a key of the tests"), clock)
    yield opened
    opened.close()
