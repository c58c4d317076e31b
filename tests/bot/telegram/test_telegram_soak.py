"""Hours of polling with a fault every minute leave memory and open files as they were; the bench lives a day."""

from __future__ import annotations

import logging

import pytest

from benchmarks.soaking import GROWTH_BYTES, soaked

MINUTES = 280


def test_hours_leave_memory_and_open_files_where_they_were(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.disable(logging.CRITICAL)
    try:
        hours = soaked(MINUTES)
    finally:
        logging.disable(logging.NOTSET)
    assert hours["asked"] == MINUTES
    # A blocked chat gets nothing; a message that may have arrived is followed by a word of doubt.
    assert MINUTES * 5 / 7 <= hours["messages"] <= MINUTES * 8 / 7
    assert hours["bytes"] < GROWTH_BYTES
    assert hours["files"] <= 0
