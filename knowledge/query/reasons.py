"""Why a subject changed, in the source's words; or that it did not change as the question presumes."""

from __future__ import annotations

from knowledge.base import PaperIndex
from knowledge.facts import State
from knowledge.query.change import (
    change,
    in_words,
    one_of_each,
    presumes_wrongly,
    reasons_near,
    stated_changes,
    stated_facts,
)
from knowledge.query.find import find, years_of
from knowledge.query.lookup import finding_notices, not_found
from knowledge.query.model import Answer, Op, Query, Subject


def reason(query: Query, index: PaperIndex) -> Answer:
    """Return why the subject changed, in the source's words; a false premise is told as such."""
    subject = query.subjects[0] if query.subjects else Subject(terms=frozenset({"expenditure"}))
    year = query.years[0] if query.years else index.paper.year
    stated = one_of_each(stated_changes(subject, query, index, year))
    told = change(_of_change(query, subject, year), index)
    quotes = reasons_near(list(stated), subject, index)
    moved = next((f for f in told.main if not in_words(f)), next(iter(told.main), None))
    if told.shape == "change" and moved and query.direction and presumes_wrongly(query, moved):
        return Answer(
            query,
            "premise",
            main=told.main,
            parts=told.parts,
            also=told.also,
            quotes=told.quotes,
            notices=told.notices,
            years=told.years,
            values=told.values,
        )
    if quotes:
        facts = [*stated_facts(stated), *quotes]
        return Answer(
            query,
            "reason",
            main=tuple(stated),
            quotes=quotes,
            notices=tuple(finding_notices(facts, index)),
        )
    found = find(subject, query.model_copy(update={"years": ()}), index, None)
    if found is None:
        return not_found(query, index)
    return Answer(
        query,
        "no_reason",
        found=found.best.state is not State.VALUE,
        main=(found.best,),
        also=found.same,
        quotes=(),
        years=years_of(subject, query, index),
    )


def _of_change(query: Query, subject: Subject, year: int) -> Query:
    """Return the question by how much a subject changed, behind one why it did."""
    years = (year - 1, year) if query.years else ()
    said = {"subjects": (subject,), "direction": query.direction}
    return Query(op=Op.CHANGE, years=years, document=query.document).model_copy(update=said)


def has_reason(query: Query, index: PaperIndex) -> bool:
    """Return whether `reason` would quote why a query's one subject changed."""
    subject = query.subjects[0]
    stated = one_of_each(stated_changes(subject, query, index, index.paper.year))
    return bool(reasons_near(stated, subject, index))
