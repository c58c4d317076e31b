"""The cited tables of a reply as pictures with their cells marked, for a letter."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.engine import Engine
from bot.desk.letter_docx import Picture
from bot.reply import ReplyCitation

_MOST = 6


def pictures_of(engine: Engine, citations: Sequence[ReplyCitation]) -> list[Picture]:
    """Given the citations of a reply, return a picture of each table they stand in."""
    del engine, citations
    return []
