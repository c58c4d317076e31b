"""Every place of a paper that a citation may speak of, found again by its key."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from bot.addresses import key_of
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


class Places:
    """The places of the papers that were looked at last; safe to share between threads."""

    def __init__(self) -> None:
        self._places: OrderedDict[tuple[str, str], dict[str, Found]] = OrderedDict()
        self._lock = Lock()

    def of(self, paper: Paper) -> dict[str, Found]:
        """Given a paper, return its places by their keys; a paper that was read anew is looked at anew."""
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
