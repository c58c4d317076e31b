"""Whether one figure is above or below a bound."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.query.choosing import YUAN, in_yuan
from knowledge.query.find import find
from knowledge.query.lookup import lookup, not_found, notices_of, settled, undecided
from knowledge.query.model import Answer, Op, Query


def bounded(query: Query, index: PaperIndex) -> Answer:
    """Return a figure and whether it is above (or below) the bound; the figure alone where it is no number."""
    found = find(query.subjects[0], query, index, query.years[0] if query.years else None)
    if found is None or query.bound is None:
        return not_found(query, index)
    found = settled(found, index)
    both = undecided(query, (found,))
    if both is not None:
        return both
    value, bound = in_yuan(found.best), query.bound
    if value is None or (found.best.unit in YUAN and bound.unit and bound.unit not in YUAN):
        return lookup(query.model_copy(update={"op": Op.LOOKUP, "per": None, "bound": None}), index)
    limit = bound.value * YUAN.get(bound.unit or "", Decimal(1))
    holds = value > limit if bound.above else value < limit
    return Answer(
        query,
        "bounded",
        main=(found.best,),
        notices=notices_of((found,), index),
        values={"holds": "equal" if value == limit else "yes" if holds else "no"},
    )
