"""Bases to test with, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge import Store


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """A base with nothing in it."""
    opened = Store(where)
    yield opened
    opened.close()
