"""What the Telegram side asks of the engine; nothing here knows Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table of a disclosure, as a list of tables names it."""

    number: str | None
    """Its number as printed (附表4-7), or None."""
    title: str | None
    page: int | None = None
    line: int | None = None
    unit: str | None = None


class Service(Protocol):
    """The engine: pure, synchronous, and called from several threads at once."""

    def ask(self, question: str, conversation: object | None) -> tuple[Reply, object]:
        """Given a question and what the conversation left (None: it begins), return the reply and what is left now."""

    def kept(self, conversation: object) -> str:
        """Given what a conversation left, return it as a text to be kept."""

    def resumed(self, text: str) -> object | None:
        """Given such a text, return what was left; None where it cannot be gone on from any more."""

    def tables(self) -> Sequence[TableLine]:
        """Return the tables of the disclosures at hand, in their order."""

    def about(self) -> tuple[str, ...]:
        """Return the titles of the disclosures at hand, with their dates."""
