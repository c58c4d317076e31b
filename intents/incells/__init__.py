"""The cell that is named by two or three things: its row and its column, its class and its row, what it stands under.

Where nothing is printed under all the names at once, each way of taking some of them for the thing itself is tried, and
kept only where every other is accounted for by the very figures that are told: as what they stand under, as the class
that their codes are of, as words of their own name. Never is a word that narrows passed over.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from intents.incells.things import (
    accounts,
    are_alike,
    classed,
    names_row,
    said_otherwise,
    tells_of,
    things_in,
)
from intents.lexicon import says_any
from intents.mentions import Mention
from intents.outcomes import Outcome, Understood
from intents.rules import View
from knowledge import Aspect, Fact, FactBase, Op, Query, Subject, answer

_LEVELS = frozenset({Aspect.AMOUNT, Aspect.TARGET})
_MOST, _MOST_COLUMNS = 5, 3
_ASKED = frozenset(
    {Op.LOOKUP, Op.PARTS, Op.CHANGE, Op.REASON, Op.COMPLETION, Op.AGAINST_BUDGET, Op.SHARE}
)
_SEVERAL = frozenset({Op.LOOKUP, Op.PARTS})
_NOTHING = frozenset({"not_found", "no_base", "no_reason", "not_part"})
_PLAIN = frozenset({"how_much", "sum", "parts", "parent", "what"})
"""What may be asked of a row in several columns."""


def in_cells(view: View, outcome: Outcome, base: FactBase) -> Outcome | None:
    """Given a question of which nothing is found under all that it names, return the cells meant, None for none."""
    if not isinstance(outcome, Understood) or len(outcome.queries) > 1:
        return None
    (query,) = outcome.queries
    if query.op not in _ASKED or query.of:
        return None
    if answer(query, base).shape not in _NOTHING:
        return None
    asked = _parted(view, query, base) or _whole(view, query, base)
    return Understood((asked,)) if asked is not None else None


def _parted(view: View, query: Query, base: FactBase) -> Query | None:
    """Return a question of two things with the one that is found under some of its names: the part of a whole."""
    if len(view.groups) != len(query.subjects) or len(query.subjects) == 1 or query.op in _SEVERAL:
        return None
    lost = [
        i
        for i, subject in enumerate(query.subjects)
        if not answer(_looking_up(query, subject), base).found
    ]
    if len(lost) != 1:
        return None
    subjects = [*query.subjects]
    groups = [g for g in view.groups if subjects[lost[0]] in view.subjects_of(g)]
    things = things_in(groups) if len(groups) == 1 else ()
    found = _one(things, view, query, base) if 1 < len(things) <= _MOST else None
    if found is None:
        return None
    subjects[lost[0]] = found
    asked = query.model_copy(update={"subjects": tuple(subjects)})
    return asked if answer(asked, base).found else None


def _whole(view: View, query: Query, base: FactBase) -> Query | None:
    """Return a question of one thing, or of one in several columns, with all that it names accounted for."""
    things = things_in(view.groups)
    if not 1 < len(things) <= _MOST or (len(view.groups) > 1 and view.joins_things):
        return None
    found = _one(things, view, query, base)
    if found is not None:
        return query.model_copy(update={"subjects": (found,)})
    asks = query.op in _SEVERAL and not view.ops - _PLAIN
    cells = _several(things, view, query, base) if asks else ()
    return _looking_up(query, *cells) if cells else None


def _looking_up(query: Query, *subjects: Subject) -> Query:
    """Return the lookup of things in the years, the tables and the kind that a question asks for."""
    plain = {"op": Op.LOOKUP, "by": None, "level": None, "direction": None, "percent": False}
    years = query.years if query.op in _SEVERAL else ()
    return query.model_copy(update={**plain, "years": years, "subjects": subjects})


def _one(things: Sequence[Mention], view: View, query: Query, base: FactBase) -> Subject | None:
    """Return the one thing of which every figure told is of all that is named; None for none, or several."""
    for named in (things, *said_otherwise(things, view)):
        for size in range(len(named), 0, -1):
            found: dict[tuple[str, ...], Subject] = {}
            for said in itertools.combinations(named, size):
                told = _cell(said, named, view, query, base)
                if told is not None:
                    found.setdefault(*told)
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
    return None


def _cell(
    said: tuple[Mention, ...], things: Sequence[Mention], view: View, query: Query, base: FactBase
) -> tuple[tuple[str, ...], Subject] | None:
    """Return the figures told of some of the things named that are of them all, and what they are read as."""
    if names_row(things) and not names_row(said):
        return None
    for subject in view.subjects_of(said):
        for narrowed in (subject, *_by_code(subject, said, things, view, query)):
            facts = _told(narrowed, things, view, query, base)
            if facts:
                return facts, narrowed
    return None


def _by_code(
    subject: Subject, said: tuple[Mention, ...], things: Sequence[Mention], view: View, query: Query
) -> Iterator[Subject]:
    """Yield a thing under each of the codes by which a class that is named beside it is told apart."""
    rest = [m for m in things if m not in said]
    if subject.codes or not any(classed(m, view) for m in rest):
        return
    rows = view.index.match(subject, aspects=_LEVELS, tables=query.tables)
    fitting = (m.fact for m in rows if all(accounts(r, m.fact, view) for r in rest))
    for code in sorted({code for fact in fitting for code in fact.codes}):
        yield subject.model_copy(update={"codes": frozenset({code})})


def _told(
    subject: Subject, things: Sequence[Mention], view: View, query: Query, base: FactBase
) -> tuple[str, ...]:
    """Return the figures told of a thing, by their ids, where all that is named is said of each; nothing otherwise."""
    told = answer(_looking_up(query, subject), base)
    facts = [f for f in told.main if isinstance(f, Fact)] if told.found else []
    if not facts or len(facts) < len(told.main) or told.shape != Op.LOOKUP.value:
        return ()
    if facts[0].value is None or not all(tells_of(f, things, view) for f in facts):
        return ()
    asked = query.model_copy(update={"subjects": (subject,)})
    if query.op not in _SEVERAL and len(query.subjects) == 1 and not answer(asked, base).found:
        return ()
    return tuple(fact.id for fact in facts)


def _several(
    things: Sequence[Mention], view: View, query: Query, base: FactBase
) -> tuple[Subject, ...]:
    """Return the cells of one row that stand in several columns, all of them named: 文物保护 基本支出 项目支出."""
    for size in range(min(len(things), _MOST_COLUMNS), 1, -1):
        for start in range(len(things) - size + 1):
            columns = things[start : start + size]
            if not are_alike(columns, view):
                continue
            rest = [m for m in things if m not in columns]
            cells = [_one([*rest, column], view, query, base) for column in columns]
            every = tuple(cell for cell in cells if cell is not None)
            if len(set(every)) == size:
                return (*_whole_before(rest, columns[0], view, query, base), *every)
    return ()


def _whole_before(
    rest: Sequence[Mention], column: Mention, view: View, query: Query, base: FactBase
) -> tuple[Subject, ...]:
    """Return what several columns are the parts of, where it is asked for itself: 本年支出合计 基本支出 项目支出."""
    if not rest or rest[-1].end > column.start:
        return ()
    said = view.text[rest[-1].start : column.start]
    whole = _one(rest, view, query, base) if says_any(said, "totals_said") else None
    return (whole,) if whole is not None else ()
