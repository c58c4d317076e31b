"""A fact base seen as if one of its papers were the first: what a question means without naming a paper."""

from __future__ import annotations

from knowledge.base import FactBase, PaperIndex
from knowledge.facts import Paper
from knowledge.query.model import Answer, Query
from knowledge.shelves import PaperHead


class Narrowed(FactBase):
    """A fact base in which a query that names no document is about one paper."""

    def __init__(self, base: FactBase, document: str) -> None:
        """Take the base and the paper's document id; nothing is loaded before it is asked for."""
        self._base = base
        self._document = document
        self.answered: dict[Query, Answer] = {}
        self.recent: dict[int, tuple[Query, Answer]] = {}
        self.proved: dict[Query, bool] = {}

    @property
    def sources(self) -> tuple[PaperHead, ...]:
        """Return what is known of each paper of the base."""
        return self._base.sources

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Return the papers of the base, every one of them loaded."""
        return self._base.papers

    def index(self, document: str | None = None) -> PaperIndex:
        """Return the index of a paper of the base; of the one it is narrowed to where none is given."""
        return self._base.index(document or self._document)

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the documents of the base in which a label holds these words."""
        return self._base.holding(words)
