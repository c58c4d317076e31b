"""Which of several things named is the largest or the smallest."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query.arithmetic import common_unit
from knowledge.query.choosing import in_yuan, same_value
from knowledge.query.lookup import not_found, notices_of, undecided
from knowledge.query.model import Answer, Query
from knowledge.query.parts import subjects_below
from knowledge.query.sums import every_found, missing, wanted

_KINDS = (Kind.MONEY, Kind.PEOPLE, Kind.COUNT, Kind.PERCENT)
"""What figures are compared as, where the question does not say: money first."""
_MOST = 3
"""So many of the subjects below what is named are told."""


def among(query: Query, index: PaperIndex) -> Answer:
    """Return the largest or smallest of the things named, or of the subjects of a level below all of them.

    Not found where one of them is not told, or not in one kind with the others.
    """
    for kind in (query.kind,) if query.kind else _KINDS:
        typed = query.model_copy(update={"kind": kind})
        founds = every_found(typed, index)
        if len(founds) < wanted(query) or common_unit([f.best for f in founds]) is None:
            continue
        both = undecided(query, founds)
        if both is not None:
            return both
        facts = [f.best for f in founds]
        if query.level:
            below = [subjects_below(typed, found, index) for found in founds]
            facts = [f for each in below for f in each] if all(below) else facts
        return _ordered(query, facts, index) or Answer(
            query, "lookup", main=tuple(facts), notices=notices_of(founds, index)
        )
    return missing(query, index)


def _ordered(query: Query, facts: list[Fact], index: PaperIndex) -> Answer | None:
    """Return the figures by size, those of the places asked for; None where the two first are alike."""
    facts.sort(key=lambda f: in_yuan(f) or Decimal(0), reverse=query.largest)
    first, last = query.ranks or (1, max(_MOST, len(query.subjects)))
    if not facts[first - 1 : last]:
        return not_found(query, index)
    if not query.ranks and len(facts) > 1 and same_value(facts[0], facts[1]):
        return None
    return Answer(query, "extreme", main=tuple(facts[first - 1 : last]))
