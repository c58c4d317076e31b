"""Where a thing stands, by what it is called: in a title, heads or rows of a table, or a heading of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.base import PaperIndex
from knowledge.document import Place, Table
from knowledge.query.model import Answer, Query
from knowledge.query.weighing import Held, Told, held_by
from knowledge.terms import squash

_IN_TITLE, _IN_HEADS, _IN_ROWS = 3.0, 1.5, 1.0
_COVERED = 0.5
"""So much of what is asked about must stand at a place, counted in characters."""
_CALLED = 0.9
_NEAR = 0.85
_MOST = 3
_SHORT = 3
"""A word so short may stand in any row."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place, how much tells for it, and how much of its title was not asked for."""

    score: float
    covered: float
    spare: int
    place: Place
    title: str
    by_title: bool = False
    """Whether its title holds nearly all that is asked about."""


def where_told(query: Query, index: PaperIndex) -> Answer:
    """Return the tables and headings that are called by the words of a question, or hold them; tables first.

    Where a table is asked for, a heading tells only where no table does.
    """
    aside = tuple((word,) for word in query.words)
    tables = _best(_tables(query.told, aside, index))
    headings = _best(_headings(query.told, index))
    called = bool(tables) and tables[0].by_title
    if query.in_table and tables:
        headings = []
    else:
        # of two ways to a thing both are told only where both are as near to it
        covered = max((spot.covered for spot in (*tables, *headings)), default=0.0)
        tables, headings = (
            [spot for spot in spots if spot.covered >= covered * _NEAR]
            for spots in (tables, headings)
        )
    tables = [spot if spot.by_title else _at_row(spot, query.told, index) for spot in tables]
    spots = (*tables[:_MOST], *headings[:_MOST])
    if not spots:
        return Answer(query, "not_found", found=False)
    return Answer(
        query,
        "where_told",
        places=tuple((spot.place, spot.title) for spot in spots),
        values=_listed(index)
        | {
            "name": "".join(said for said, *_ in query.told),
            "by": "title" if called else "words",
        },
    )


def where_tables(query: Query, index: PaperIndex) -> Answer:
    """Return where the tables named stand, each by its title."""
    tables = [index.paper.tables[i] for i in sorted(query.tables)][:_MOST]
    return Answer(
        query,
        "where_told",
        places=tuple((t.place, _title(t)) for t in tables),
        values=_listed(index) | {"name": "、".join(dict.fromkeys(map(_title, tables)))},
    )


def _at_row(spot: _Spot, told: Told, index: PaperIndex) -> _Spot:
    """Return a table's place at the row that is called by a word, which may stand on a later page than its title."""
    number = next((t.index for t in index.paper.tables if t.place == spot.place), None)
    rows = [(f.citation.place, squash(f.citation.place.row or "")) for f in index.in_table(number)]
    for said, *_ in told:
        place = next((place for place, row in rows if len(said) > _SHORT and said in row), None)
        if place is not None:
            return replace(spot, place=place.at(column=None))
    return spot


def _listed(index: PaperIndex) -> dict[str, str]:
    """Return which of the tables on the contents page each title is, from 1."""
    numbers = {p.table: str(n) for n, p in enumerate(index.paper.promises, start=1)}
    return {
        _title(table): numbers[table.index]
        for table in index.paper.tables
        if table.title and table.index in numbers
    }


def _best(spots: Iterable[_Spot]) -> list[_Spot]:
    """Return the places that most tells for, each title once."""
    kept = sorted(
        (spot for spot in spots if spot.covered >= _COVERED), key=lambda s: (-s.score, s.spare)
    )
    once: dict[tuple[str | None, str], _Spot] = {}
    for spot in kept:
        if spot.score >= kept[0].score * _NEAR:
            once.setdefault((spot.place.table, spot.title), spot)
    least = min((spot.spare for spot in once.values()), default=0)
    top = kept[0].score if kept else 0
    return [spot for spot in once.values() if spot.score < top or spot.spare <= least]


def _tables(told: Told, aside: Told, index: PaperIndex) -> list[_Spot]:
    tables = [t for t in index.paper.tables if t.title or t.number]
    parts = (
        (_IN_TITLE, [_title(t) for t in tables]),
        (_IN_HEADS, ["\n".join(" ".join(c.path) for c in t.columns) for t in tables]),
        (_IN_ROWS, ["\n".join(row.label for row in t.rows) for t in tables]),
    )
    scores = [0.0] * len(tables)
    held: list[set[str]] = [set() for _ in tables]
    for weight, texts in parts:
        for each in held_by(texts, (*told, *aside)):
            fresh = [form for form in each.forms if form not in held[each.position]]
            if fresh:
                scores[each.position] += weight * each.score * len(fresh) / len(each.forms)
                held[each.position].update(fresh)
    return [
        _Spot(
            scores[i],
            _covered(held[i], told),
            len(_spare(_title(t), held[i])),
            t.place,
            _title(t),
            _covered({form for form in held[i] if form in squash(_title(t))}, told) >= _CALLED,
        )
        for i, t in enumerate(tables)
        if held[i]
    ]


def _headings(told: Told, index: PaperIndex) -> list[_Spot]:
    first: dict[str, Place] = {}
    for fact in index.paper.facts:
        place = fact.citation.place
        parts = (place.section or "").split(" / ") if place.table_title is None else []
        for depth in range(1, len(parts) + 1):
            first.setdefault(" / ".join(parts[:depth]), place.at(section=" / ".join(parts[:depth])))
    paths = [path for path in first if path]
    titles = [path.rpartition(" / ")[2] for path in paths]
    found: list[Held] = held_by(titles, told)
    return [
        _Spot(
            _IN_TITLE * each.score,
            _covered(set(each.forms), told),
            len(_spare(titles[each.position], set(each.forms))),
            first[paths[each.position]],
            titles[each.position],
        )
        for each in found
    ]


def _title(table: Table) -> str:
    return table.title or table.number or ""


def _covered(held: set[str], told: Told) -> float:
    """Return how much of what is asked about is held, by characters."""
    every = sum(len(said) for said, *_ in told)
    found = sum(len(forms[0]) for forms in told if held.intersection(forms))
    return found / every if every else 0.0


def _spare(title: str, held: set[str]) -> str:
    rest = squash(title)
    for form in sorted(held, key=len, reverse=True):
        rest = rest.replace(form, "")
    return rest
