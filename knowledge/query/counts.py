"""How many projects a department lists, and how many subjects of a level it spends on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query import words
from knowledge.query.choosing import Found
from knowledge.query.find import find, find_whole
from knowledge.query.lookup import ambiguous, not_found
from knowledge.query.model import Answer, Derived, Op, Query, Subject
from knowledge.query.parts import subjects_below
from knowledge.query.projects import listed_projects, only_some
from knowledge.query.rows import divided_row, is_row
from knowledge.query.units import scored

_PROJECTS = frozenset({"project"})
_DECLARED = Subject(terms=frozenset({"performance_projects"}))
_NAMES = Subject(terms=frozenset({"project_name"}))
_MOST_LISTED = 8


def count(query: Query, index: PaperIndex) -> Answer:
    """Return how many projects, or subjects of a level, have an amount, and what the first of them are."""
    if is_row(query.subjects[0]) and not query.listing:
        return _rows(query, index)
    if query.level:
        return _subjects(query, index)
    stated = find(_DECLARED, Query(op=Op.LOOKUP, kind=Kind.COUNT), index, None)
    is_stated = stated is not None and not stated.rivals and bool(stated.best.value)
    listed = (
        None if is_stated and query.set_out and not query.tables else listed_projects(query, index)
    )
    if stated is not None and is_stated and (listed is None or not listed.is_all):
        return Answer(query, "lookup", main=(stated.best,))
    if listed is not None:
        return replace(_counted(query, list(listed.items)), notices=only_some(listed))
    if query.set_out and (rows := scored(index)):
        return _counted(query, rows)
    if query.set_out and stated is not None and not stated.rivals:
        return Answer(query, "lookup", main=(stated.best,))
    return words.words(query.model_copy(update={"op": Op.WORDS, "subjects": (_NAMES,)}), index)


def _rows(query: Query, index: PaperIndex) -> Answer:
    """Return how many subjects with an amount stand under the one that is named."""
    divided = divided_row(query.subjects[0], query, index)
    if divided is None:
        return not_found(query, index)
    if divided.rivals:
        return ambiguous(query, Found(divided.whole, rivals=divided.rivals))
    return _counted(query, [f for f in divided.parts if f.value])


def _subjects(query: Query, index: PaperIndex) -> Answer:
    whole = find_whole(query.subjects[0], query, index, query.years[0] if query.years else None)
    rows = subjects_below(query, whole, index) if whole else ()
    by_code = {f.codes[0]: f for f in rows}
    return _counted(query, list(by_code.values())) if by_code else not_found(query, index)


def _counted(query: Query, facts: list[Fact]) -> Answer:
    number = Derived(
        "count", Decimal(len(facts)), "个", "", tuple(facts[:_MOST_LISTED]), facts[0].year
    )
    return Answer(query, "count", main=(number,), values={"count": str(len(facts))})
