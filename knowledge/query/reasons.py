"""Why a subject changed, in the source's words; or that it did not change as the question presumes."""

from __future__ import annotations

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind, State
from knowledge.query.bases import stated_facts
from knowledge.query.change import (
    change,
    in_words,
    one_of_each,
    presumes_wrongly,
    reasons_near,
    stated_changes,
)
from knowledge.query.find import find, years_of
from knowledge.query.lookup import distinct, finding_notices, not_found
from knowledge.query.model import Answer, Op, Query, Subject
from knowledge.query.signs import signs
from knowledge.terms import terms, terms_in

_MOST = 3


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
    elsewhere = _in_rows(subject, index) or _of_another(subject, index)
    if elsewhere:
        notices = tuple(finding_notices(elsewhere, index))
        return Answer(query, "reason_of", quotes=elsewhere, notices=notices)
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


def _in_rows(subject: Subject, index: PaperIndex) -> tuple[Fact, ...]:
    """Return what the rows of a thing give as the reason why it was not reached (偏差原因分析), its own row first."""
    names = {term for term in subject.terms if term.startswith("label:")}
    told = [
        f
        for f in (index.paper.facts if names else ())
        if f.kind is Kind.WORDS
        and f.row is not None
        and f.value
        and signs().giving_reason.search(f.citation.place.column or "")
        and names <= f.terms | f.context
    ]
    own = [f for f in told if names <= f.terms]
    return distinct(own or told)[:_MOST]


def _of_another(subject: Subject, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the reasons that name a thing among what they are given for, else those of the whole that it is a part of.

    三公经费减少的原因是严格控制公务接待 tells why 公务接待费 is less.
    """
    if len(subject.terms) != 1:
        return ()
    (term,) = subject.terms
    reasons = index.of_aspect(Aspect.REASON)
    naming = [
        f
        for f in reasons
        if any(n.term == term for n in terms_in(str(f.value))) and f.table is None
    ]
    known = terms().get(term)
    above = known.parent if known else None
    wider = [f for f in reasons if f.terms == {above}]
    parts = [f for f in reasons if any(_is_part(each, term) for each in f.terms)]
    return distinct(naming or wider or parts)[:_MOST]


def _is_part(part: str, whole: str) -> bool:
    known = terms().get(part)
    return known is not None and known.parent == whole


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
