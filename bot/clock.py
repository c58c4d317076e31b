"""The one place that reads the clock; whoever needs the time is given it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the present time to the second, as ISO 8601 in the machine's own time zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")  # noqa: TID251
