"""Labels found by two characters at a time, over many papers without loading one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from sqlalchemy import Connection, delete, func, select

from knowledge.store.inserting import Value, insert_many
from knowledge.store.schema import LABEL_BIGRAMS, LABELS, PAPER_LABELS, PAPERS
from knowledge.terms import squash

_Value = TypeVar("_Value")
_MOST_AT_ONCE = 500
"""How many values one statement names; SQLite and PostgreSQL both take more."""


def bigrams_of(text: str) -> frozenset[str]:
    """Given a squashed text, return its pairs of neighbouring characters; a single one stands for itself.

    >>> sorted(bigrams_of("公务接待"))
    ['公务', '务接', '接待']
    """
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))


def add_labels(connection: Connection, paper: int, labels: Iterable[str]) -> None:
    """Given a paper's key and its labels, keep which it has, and the bigrams of those not met before."""
    wanted = sorted(set(labels))
    known = _keys_of(connection, wanted)
    fresh = [label for label in wanted if label not in known]
    if fresh:
        insert_many(connection, LABELS, [{"text": label} for label in fresh])
        added = _keys_of(connection, fresh)
        grams: list[dict[str, Value]] = [
            {"bigram": bigram, "label": key}
            for label, key in added.items()
            for bigram in bigrams_of(label)
        ]
        insert_many(connection, LABEL_BIGRAMS, grams)
        known |= added
    if known:
        rows = [{"label": key, "paper": paper} for key in known.values()]
        insert_many(connection, PAPER_LABELS, rows)


def forget_labels(connection: Connection, papers: Collection[int]) -> None:
    """Given the keys of papers that go, forget their labels, and those that no other paper has."""
    mine = select(PAPER_LABELS.c.label).where(PAPER_LABELS.c.paper.in_(papers))
    labels = list(connection.execute(mine.distinct()).scalars())
    connection.execute(delete(PAPER_LABELS).where(PAPER_LABELS.c.paper.in_(papers)))
    for some in _pieces(labels):
        kept = select(PAPER_LABELS.c.label).where(PAPER_LABELS.c.label.in_(some))
        gone = set(some) - set(connection.execute(kept).scalars())
        connection.execute(delete(LABEL_BIGRAMS).where(LABEL_BIGRAMS.c.label.in_(gone)))
        connection.execute(delete(LABELS).where(LABELS.c.key.in_(gone)))


def papers_holding(connection: Connection, words: str) -> frozenset[int]:
    """Given words, return the keys of the current papers in which a label holds them."""
    wanted = squash(words)
    if not wanted:
        return frozenset()
    labels = [key for key, text in _candidates(connection, wanted) if wanted in text]
    found: set[int] = set()
    for some in _pieces(labels):
        holding = (
            select(PAPER_LABELS.c.paper)
            .join(PAPERS, PAPERS.c.key == PAPER_LABELS.c.paper)
            .where(PAPER_LABELS.c.label.in_(some), PAPERS.c.replaced.is_(None))
        )
        found.update(connection.execute(holding.distinct()).scalars())
    return frozenset(found)


def _candidates(connection: Connection, wanted: str) -> Sequence[tuple[int, str]]:
    """The labels with every bigram of the words; a single character is looked for in all of them."""
    query = select(LABELS.c.key, LABELS.c.text)
    if len(wanted) > 1:
        bigrams = bigrams_of(wanted)
        matching = (
            select(LABEL_BIGRAMS.c.label)
            .where(LABEL_BIGRAMS.c.bigram.in_(bigrams))
            .group_by(LABEL_BIGRAMS.c.label)
            .having(func.count() == len(bigrams))
        )
        query = query.where(LABELS.c.key.in_(matching))
    return [(key, text) for key, text in connection.execute(query)]


def _keys_of(connection: Connection, labels: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _pieces(labels):
        query = select(LABELS.c.text, LABELS.c.key).where(LABELS.c.text.in_(some))
        found.update((text, key) for text, key in connection.execute(query))
    return found


def _pieces(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    for start in range(0, len(values), _MOST_AT_ONCE):
        yield values[start : start + _MOST_AT_ONCE]
