"""The stored fact base: papers kept in one SQLite file, or in PostgreSQL, and loaded one by one.

schema      its tables                       the home of SQLAlchemy is this folder
packing     a paper → rows                   plain values, also made in a process of its own
unpacking   rows → the paper, equal
writing     kept, replaced, removed          each change whole or not at all
reading     listed and loaded
bigrams     labels found over many papers
press       what the staff does: drafts, published, withdrawn, put back; with drafted, what it tells
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowledge.facts import Paper
from knowledge.shelves import PaperHead
from knowledge.store.drafted import Draft, Event, Overtaken, Standing
from knowledge.store.listed import Listed
from knowledge.store.packing import Rows
from knowledge.store.trouble import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Engine

    from knowledge.store.press import Press
    from knowledge.store.writing import Kept

__all__ = [
    "Draft",
    "Event",
    "Listed",
    "Overtaken",
    "Standing",
    "Store",
    "StoreError",
    "database_at",
    "database_trouble",
]


class Store:
    """A stored fact base: a shelf that papers are put on and taken from."""

    def __init__(self, where: str) -> None:
        """Open the base at a path or a URL (postgresql+psycopg://…), making it where there is none.

        Raises `StoreError` where that cannot be.
        """
        from knowledge.store.engine import opened, url_of

        self._url = url_of(where)
        self._engine: Engine = opened(where)

    def close(self) -> None:
        """Let the base go."""
        self._engine.dispose()

    @property
    def heads(self) -> tuple[PaperHead, ...]:
        """What is known of each paper that answers come from."""
        return tuple(each.head for each in self.listed())

    @property
    def revision(self) -> int:
        """Return how often the base has been changed: what was made of another revision is out of date."""
        from knowledge.store.engine import told
        from knowledge.store.reading import revision

        with told(self._url):
            return revision(self._engine)

    @property
    def press(self) -> Press:
        """What the staff does with papers: drafts, publishing, withdrawing."""
        from knowledge.store.press import Press

        return Press(self._engine, self._url)

    def listed(self, *, history: bool = False, withdrawn: bool = False) -> tuple[Listed, ...]:
        """Return what is known of each paper, with how much is in it and where it came from."""
        from knowledge.store.engine import told
        from knowledge.store.reading import listed

        with told(self._url):
            return listed(self._engine, history=history, withdrawn=withdrawn)

    def paper(self, document: str, *, withdrawn: bool = False) -> Paper:
        """Return the paper of this document id, whole; raise KeyError where there is none.

        One that was withdrawn is there only for those who ask for such.
        """
        from knowledge.store.engine import told
        from knowledge.store.reading import loaded

        with told(self._url):
            return loaded(self._engine, document, withdrawn=withdrawn)

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the documents in which a label holds these words, in the order of `heads`."""
        from knowledge.store.engine import told
        from knowledge.store.reading import holding

        with told(self._url):
            return holding(self._engine, words)

    def keep(
        self, rows: Rows, now: str, contested: Iterable[str] = (), beside: Iterable[str] = ()
    ) -> Kept:
        """Given the rows of a paper (`packed`), keep it; see `writing.keep`."""
        from knowledge.store.engine import told
        from knowledge.store.writing import keep

        with told(self._url):
            return keep(self._engine, rows, now, contested, beside)

    def known(self, digest: str) -> Kept | None:
        """Given the SHA-256 of a file in hex, return what is kept of it already, or None."""
        from knowledge.store.engine import told
        from knowledge.store.writing import known

        with told(self._url):
            return known(self._engine, digest)

    def digests(self) -> frozenset[str]:
        """Return the SHA-256 of every file that need not be read again: by this edition, or older versions."""
        from knowledge.store.engine import told
        from knowledge.store.writing import digests

        with told(self._url):
            return digests(self._engine)

    def remove(self, document: str) -> int:
        """Given a document id, remove the paper and its history; return how many versions there were."""
        from knowledge.store.engine import told
        from knowledge.store.writing import remove

        with told(self._url):
            return remove(self._engine, document)


def database_at(where: str, patience: float) -> Engine:
    """Given a path or a URL, return an engine for whatever tables the caller keeps there; none are made.

    On SQLite a change waits `patience` seconds for another one. Raises `StoreError` where there can be none.
    """
    from knowledge.store.engine import engine_at, url_of

    url = url_of(where)
    with database_trouble(where):
        return engine_at(url, patience)


@contextmanager
def database_trouble(where: str) -> Iterator[None]:
    """Turn what the database at a path or a URL says into a `StoreError`."""
    from knowledge.store.engine import told, url_of

    with told(url_of(where)):
        yield
