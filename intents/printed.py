"""A question for what is left beside a thing → a question for the thing itself, where the paper prints it apart."""

from __future__ import annotations

from knowledge import FactBase, Op, Query, answer


def as_printed(query: Query, base: FactBase) -> Query:
    """Return a question for a thing without what stands beside it as one for the thing alone.

    What goes on from it (比上年减了多少) is asked of the thing.
    """
    if query.op is not Op.REMAINDER or not query.subjects[0].terms:
        return query
    told = answer(query, base)
    plain = query.model_copy(update={"op": Op.LOOKUP, "subjects": query.subjects[:1]})
    same = told.found and told.shape == Op.LOOKUP.value and answer(plain, base).main == told.main
    return plain if same else query
