"""The answerer at hand, the papers behind it, and where each of their places is found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock

from bot.addresses import key_of
from bot.replies import Answerer
from bot.reply import ReplyCitation
from knowledge import Paper, Place

_MOST_INDEXED = 32


@dataclass(frozen=True, slots=True)
class Found:
    """A place that an address stands for."""

    paper: Paper
    place: Place
    table: int | None
    """The index of its table; None for a place in the text."""
    quote: str


class Engine:
    """The answerer, made anew when the papers change; a question never sees half a change."""

    def __init__(self, make: Callable[[], Answerer]) -> None:
        """Take how an answerer over the papers of now is made."""
        self._make = make
        self._answerer = make()
        self._places: OrderedDict[tuple[str, str], dict[str, Found]] = OrderedDict()
        self._lock = Lock()

    @property
    def answerer(self) -> Answerer:
        """The answerer over the papers of now."""
        return self._answerer

    def renew(self) -> None:
        """Answer from the papers as they are now; until the new answerer stands, the old one answers."""
        self._answerer = self._make()

    def paper(self, document: str) -> Paper | None:
        """Return the paper of this document id, or None."""
        answerer = self._answerer
        if all(head.document != document for head in answerer.sources):
            return None
        return answerer.paper(document)

    def found(self, document: str, key: str) -> Found | None:
        """Given what an address says, return the place it stands for, or None where no paper has it now."""
        for paper in self._papers_named(document):
            place = self._places_of(paper).get(key)
            if place is not None:
                return place
        return None

    def cited(self, citation: ReplyCitation) -> Found | None:
        """Given a citation of a reply, return the place it speaks of."""
        return self.found(citation.document, key_of(citation))

    def _papers_named(self, document: str) -> Iterator[Paper]:
        """The paper of this id; else those that were published in several files, one of this name."""
        paper = self.paper(document)
        if paper is not None:
            yield paper
            return
        for head in self._answerer.sources:
            other = self._answerer.paper(head.document)
            files = {fact.citation.place.file for fact in other.facts}
            if any(file and PurePath(file).stem == document for file in files):
                yield other

    def _places_of(self, paper: Paper) -> dict[str, Found]:
        named = (paper.source.id, paper.source.digest)
        with self._lock:
            places = self._places.get(named)
            if places is None:
                places = self._places[named] = _places_in(paper)
                while len(self._places) > _MOST_INDEXED:
                    self._places.popitem(last=False)
            self._places.move_to_end(named)
            return places


def _places_in(paper: Paper) -> dict[str, Found]:
    """Every place that a citation of this paper may speak of, by its key; a fact's before any other."""
    places: dict[str, Found] = {}
    for fact in paper.facts:
        place = fact.citation.place
        places.setdefault(key_of(place), Found(paper, place, fact.table, fact.citation.quote))
    for table in paper.tables:
        for cell in table.cells:
            places.setdefault(key_of(cell.place), Found(paper, cell.place, table.index, cell.text))
        places.setdefault(
            key_of(table.place), Found(paper, table.place, table.index, table.title or "")
        )
    for finding in paper.findings:
        for number, place in enumerate(finding.places):
            quote = finding.quotes[number] if number < len(finding.quotes) else ""
            places.setdefault(key_of(place), Found(paper, place, _table_at(paper, place), quote))
    for promise in paper.promises:
        place = promise.place
        places.setdefault(key_of(place), Found(paper, place, promise.table, promise.name))
    return places


def _table_at(paper: Paper, place: Place) -> int | None:
    if not place.table and not place.table_title:
        return None
    for table in paper.tables:
        if (table.place.table, table.place.table_title) == (place.table, place.table_title):
            return table.index
    return None
