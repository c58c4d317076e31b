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
    document: str = ""
    """The id of its disclosure; with `key`, what `Service.picture` takes."""
    key: str = ""
    paper: str = ""
    """The title of its disclosure."""
    department: str = ""
    """Whose disclosure it is."""


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

    def print_of(self, document: str, key: str) -> str:
        """Given a place (see `bot.addresses`), return what its picture may be kept under: another paper, another name.

        Empty where no disclosure at hand has such a place.
        """

    def picture(self, document: str, key: str) -> bytes | None:
        """Given a place, return a PNG of it; None where there is none."""

    def departments(self) -> tuple[str, ...]:
        """Return the departments whose disclosures are at hand, each once, in their order."""

    def begun(self, department: str) -> object | None:
        """Return the conversation that asks of this department's disclosures; None where it is none of ours."""

    def sources(self) -> tuple[str, ...]:
        """Return the disclosures at hand, one a line: whose, of which year and kind, from which file and date."""

    def about(self) -> tuple[str, ...]:
        """Return the titles of the disclosures at hand, with their dates."""
