"""How large a file may be that we open; a disclosure has some 30 pages and a few megabytes."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final

MAX_PAGES: Final = 1000
"""Pages of a file, where nothing else was said by `allow_pages`."""
MAX_UNPACKED: Final = 200_000_000
"""Bytes that the parts of a DOCX or XLSX may take together."""
MAX_PART: Final = 30_000_000
"""Bytes that one XML part may take: parsed it needs some fifty times as much."""
MAX_RATIO: Final = 300
"""How many times larger than packed a part may be; XML of tables packs to a fiftieth at best."""
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 400

_pages: ContextVar[int | None] = ContextVar("pages", default=None)


def allow_pages(most: int) -> None:
    """From here on, in this thread, open files of up to so many pages."""
    _pages.set(most)


def pages_allowed(usual: int = MAX_PAGES) -> int:
    """Return how many pages a file may have: what was allowed, or the usual number."""
    allowed = _pages.get()
    return usual if allowed is None else allowed


MAX_FILES: Final = 50
"""Files that a zip of a disclosure may hold."""
