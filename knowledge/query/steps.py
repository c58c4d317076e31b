"""Which part of a figure changed most on the year before."""

from __future__ import annotations

from knowledge.base import PaperIndex
from knowledge.facts import Fact
from knowledge.query.arithmetic import difference, percent_change
from knowledge.query.choosing import in_yuan
from knowledge.query.find import find, find_whole
from knowledge.query.lookup import not_found
from knowledge.query.model import Answer, Derived, Op, Query, Subject
from knowledge.query.parts import children_of

_NEAR = 0.6
"""A figure of the year before that is further away than this is another thing's."""
_FEWEST = 2


def extreme_change(query: Query, index: PaperIndex) -> Answer:
    """Return the part that rose or fell most, with its two years' figures; not found where fewer than two have both.

    Without a direction the largest change either way counts.
    """
    year = query.years[-1] if query.years else index.paper.year
    whole = find_whole(query.subjects[0], query, index, year)
    steps = (
        [
            step
            for part in children_of(whole, index, query.subjects[0])
            if (step := _step(part, index))
        ]
        if whole
        else []
    )
    if whole is None or len(steps) < _FEWEST:
        return not_found(query, index)
    turned = [s for s in steps if query.direction is None or _goes(s, query.direction)]
    if not turned:
        return Answer(query, "never", main=_with_percents(steps))
    ordered = sorted(turned, key=lambda step: abs(step.value), reverse=query.largest)
    first, last = query.ranks or (1, 1)
    wanted = ordered[first - 1 : last]
    if not wanted:
        return not_found(query, index)
    return Answer(query, "extreme_change", main=_with_percents(wanted))


def _step(part: Fact, index: PaperIndex) -> Derived | None:
    """Return by how much a part differs from the year before; None where that year's figure is not printed."""
    if part.year is None or in_yuan(part) is None:
        return None
    subject = Subject(terms=part.terms, codes=frozenset(part.codes[:1]))
    earlier = find(subject, Query(op=Op.LOOKUP, kind=part.kind), index, part.year - 1)
    if earlier is None or earlier.rivals or earlier.cost > _NEAR:
        return None
    if earlier.best.phase is not part.phase:
        return None
    return difference(part, earlier.best)


def _goes(step: Derived, direction: str) -> bool:
    return step.value > 0 if direction == "up" else step.value < 0


def _with_percents(steps: list[Derived]) -> tuple[Derived, ...]:
    """Return each step followed by its percentage, where that has a meaning."""
    pairs = ((step, percent_change(*step.operands)) for step in steps)
    return tuple(figure for pair in pairs for figure in pair if figure)
