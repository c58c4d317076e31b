"""Every place of a paper that a citation may speak of, found again by its key."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from threading import Lock
from typing import Protocol

from bot.addresses import PLACE, key_of
from knowledge import Paper, PaperHead, Place

_MOST_INDEXED = 32


class Papers(Protocol):
    """The papers at hand: an answerer's, or those of one that follows the stored base."""

    @property
    def sources(self) -> Sequence[PaperHead]:
        """What is known of each without loading it."""

    def paper(self, document: str) -> Paper:
        """Return one of them whole; raise KeyError where it is not there, or not any more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that an address stands for."""

    paper: Paper
    place: Place
    table: int | None
    """The index of its table; None for a place in the text."""
    quote: str
    cells: frozenset[tuple[int, int]] = frozenset()
    """Row and column of the cells that it means: several only where the source's words do not tell them apart."""


class PaperPlaces:
    """The places of one paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._places: dict[str, list[tuple[str, Found]]] = {}
        self._gather()

    def get(self, key: str) -> Found | None:
        """Given a key, return the place that it stands for, or None.

        Where the words are not there any more (or were none), it is every cell of that row and column.
        """
        there = self._places.get(key[:PLACE])
        if not there:
            return None
        exact = [found for words, found in there if words == key[PLACE:]]
        return _together(exact or [found for _, found in there])

    def __getitem__(self, key: str) -> Found:
        """Given a key, return the place that it stands for; raise KeyError where there is none."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def _gather(self) -> None:
        """Every place that a citation of the paper may speak of; those of facts first."""
        paper = self._paper
        for fact in paper.facts:
            is_cell = fact.row is not None and fact.column is not None
            cells = [(fact.row or 0, fact.column or 0)] if is_cell else []
            self._add(fact.citation.place, fact.citation.quote, fact.table, cells)
        for table in paper.tables:
            for body in table.cells:
                self._add(body.place, "", table.index, [(body.row, body.column)])
            self._add(table.place, table.title or "", table.index, [])
        for finding in paper.findings:
            for number, place in enumerate(finding.places):
                quote = finding.quotes[number] if number < len(finding.quotes) else ""
                index = _table_at(paper, place)
                bodies = paper.tables[index].cells if index is not None else ()
                self._add(
                    place, quote, index, [(c.row, c.column) for c in bodies if c.place == place]
                )
        for promise in paper.promises:
            self._add(promise.place, promise.name, promise.table, [])

    def _add(
        self, place: Place, quote: str, table: int | None, cells: Iterable[tuple[int, int]]
    ) -> None:
        key = key_of(place, quote)
        found = Found(self._paper, place, table, quote, frozenset(cells))
        self._places.setdefault(key[:PLACE], []).append((key[PLACE:], found))


class Places:
    """The places of the papers that were looked at last; safe to share between threads."""

    def __init__(self) -> None:
        self._places: OrderedDict[tuple[str, str], PaperPlaces] = OrderedDict()
        self._lock = Lock()
        self._files: tuple[Sequence[PaperHead], dict[str, list[str]]] | None = None
        self._looking = Lock()

    def of(self, paper: Paper) -> PaperPlaces:
        """Given a paper, return its places by their keys; a paper that was read anew is looked at anew."""
        named = (paper.source.id, paper.source.digest)
        with self._lock:
            places = self._places.get(named)
            if places is None:
                places = self._places[named] = PaperPlaces(paper)
                while len(self._places) > _MOST_INDEXED:
                    self._places.popitem(last=False)
            self._places.move_to_end(named)
            return places

    def find(self, papers: Papers, document: str, key: str) -> Found | None:
        """Given what an address says, return the place it stands for; None where no paper at hand has it.

        A disclosure in several files is found by the name of one of them, too.
        """
        for paper in self._named(papers, document):
            found = self.of(paper).get(key)
            if found is not None:
                return found
        return None

    def _named(self, papers: Papers, document: str) -> Iterator[Paper]:
        """The paper of this id; else those that were published in several files, one of this name."""
        paper = paper_named(papers, document)
        if paper is not None:
            yield paper
            return
        for other in self._published_as(papers).get(document, ()):
            found = paper_named(papers, other)
            if found is not None:
                yield found

    def _published_as(self, papers: Papers) -> dict[str, list[str]]:
        """The papers that hold facts of each file, for those in several; looked through once."""
        heads = papers.sources
        with self._looking:
            if self._files is None or self._files[0] is not heads:
                named: dict[str, list[str]] = {}
                for head in heads:
                    paper = paper_named(papers, head.document)
                    facts = paper.facts if paper else ()
                    for file in {fact.citation.place.file for fact in facts} - {None}:
                        named.setdefault(PurePath(str(file)).stem, []).append(head.document)
                self._files = (heads, named)
            return self._files[1]


def paper_named(papers: Papers, document: str) -> Paper | None:
    """Return the paper of this document id, or None."""
    if all(head.document != document for head in papers.sources):
        return None
    try:
        return papers.paper(document)
    except KeyError:  # removed from the base since
        return None


def marks_in(shown: Found, others: Iterable[Found]) -> frozenset[tuple[int, int]]:
    """Given a place and others that are cited with it, return the cells that are meant in its table."""
    here = (shown.paper.source.id, shown.table)
    same = [each.cells for each in others if (each.paper.source.id, each.table) == here]
    return shown.cells.union(*same)


def _together(there: Sequence[Found]) -> Found:
    """Places of one key as one: all their cells in the first one's table."""
    first = there[0]
    same = [found for found in there if found.table == first.table]
    return replace(first, cells=frozenset().union(*(found.cells for found in same)))


def _table_at(paper: Paper, place: Place) -> int | None:
    if not place.table and not place.table_title:
        return None
    for table in paper.tables:
        if (table.place.table, table.place.table_title) == (place.table, place.table_title):
            return table.index
    return None
