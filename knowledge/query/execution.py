"""How a year's accounts stand to its own budget: the rate of completion, and the difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.base import Match, PaperIndex
from knowledge.facts import Aspect, Fact, Kind, Phase
from knowledge.query.arithmetic import difference, percent_change, share
from knowledge.query.change import is_against_budget, one_of_each, reasons_near
from knowledge.query.choosing import Found
from knowledge.query.find import CHANGES, find, labels_of_code, matches_of
from knowledge.query.lookup import finding_notices, not_found, notices_of
from knowledge.query.model import Answer, Figure, Query, Subject
from knowledge.terms import standard_name

_RATE = "completion_rate"
_PROJECT_FUNDS = "project_current_budget"
_SPENDING = "expenditure"
_FUNDS = ("fiscal_appropriation", "general_budget")
_NEAR = 0.9
"""A stated rate or difference further away than this is another subject's."""
_AS_NEAR = 0.2
_SAME = 0.5
"""A planned and a spent figure whose costs differ by more are not of the same thing."""


def completion(query: Query, index: PaperIndex) -> Answer:
    """Return how much of the budget was completed, in percent: as stated, else spent ÷ planned."""
    return _first(_completion_of, query, index) or _nothing(query, index)


def _completion_of(subject: Subject, query: Query, index: PaperIndex, year: int) -> Answer | None:
    spent, planned = both_of(subject, query, index, year)
    stated = _stated_rate(subject, index, year)
    main: list[Figure] = [m.fact for m in stated[:1]]
    computed = share(spent.best, planned.best) if spent and planned else None
    if computed is not None:
        main.append(replace(computed, what="completion"))
    if not main:
        return None
    parts = (spent.best, planned.best) if spent and planned else ()
    notices = [*finding_notices([m.fact for m in stated[:1]], index)]
    notices += notices_of([f for f in (spent, planned) if f], index) if parts else []
    return Answer(
        query.model_copy(update={"subjects": (subject,)}),
        "completion",
        main=tuple(main),
        parts=parts,
        also=tuple(m.fact for m in stated[1:3]),
        notices=tuple(dict.fromkeys(notices)),
        values={"year": str(year)},
    )


def against_budget(query: Query, index: PaperIndex) -> Answer:
    """Return by how much a year's accounts differ from its own budget, as stated and as reckoned."""
    return _first(_difference_of, query, index) or completion(query, index)


def _first(
    told: Callable[[Subject, Query, PaperIndex, int], Answer | None],
    query: Query,
    index: PaperIndex,
) -> Answer | None:
    """Return what is told of a subject, or else of the funds that papers tell its budget of."""
    year = query.years[0] if query.years else index.paper.year
    (asked, *_) = query.subjects
    subjects = (*_widened(asked), *_by_name(asked, index), *_of_project(asked))
    answers = (told(subject, query, index, year) for subject in subjects)
    return next((answer for answer in answers if answer is not None), None)


def _difference_of(subject: Subject, query: Query, index: PaperIndex, year: int) -> Answer | None:
    spent, planned = both_of(subject, query, index, year)
    stated = one_of_each(_stated_difference(subject, query, index, year))
    computed: list[Figure] = []
    if spent and planned:
        every = difference(spent.best, planned.best), percent_change(spent.best, planned.best)
        computed = [figure for figure in every if figure]
    if not stated and not computed:
        return None
    facts = [figure for figure in stated if isinstance(figure, Fact)]
    places = [*facts, *(f.best for f in (planned, spent) if f)]
    notices = [*finding_notices(facts, index)]
    if spent and planned:
        notices += notices_of((spent, planned), index)
    return Answer(
        query.model_copy(update={"subjects": (subject,)}),
        "against_budget",
        main=(*stated, *computed),
        parts=(spent.best, planned.best) if spent and planned else (),
        quotes=reasons_near(list(places), subject, index),
        notices=tuple(dict.fromkeys(notices)),
        values={"year": str(year)},
    )


def _widened(subject: Subject) -> tuple[Subject, ...]:
    """Return a subject, and for all spending the funds that papers tell its budget of: 一般公共预算财政拨款支出."""
    if subject.terms != {_SPENDING}:
        return (subject,)
    funds = (frozenset({fund, _SPENDING}) for fund in _FUNDS)
    named = (
        (terms, "".join(standard_name(term) for term in sorted(terms, key=_SPENDING.__eq__)))
        for terms in funds
    )
    return (subject, *(Subject(terms=terms, name=name) for terms, name in named))


def _by_name(subject: Subject, index: PaperIndex) -> tuple[Subject, ...]:
    """Return a row named by its code alone as it is named where no codes are printed; none where names differ."""
    if subject.terms or subject.one_of or len(subject.codes) != 1:
        return ()
    named = labels_of_code(subject, index)
    return (Subject(terms=named, name=subject.name),) if named else ()


def _of_project(subject: Subject) -> tuple[Subject, ...]:
    """Return a project as the sheet of its targets tells what was spent of its funds."""
    if not subject.terms or subject.codes or subject.one_of:
        return ()
    if not all(term.startswith("label:") for term in subject.terms):
        return ()
    return (subject.model_copy(update={"terms": subject.terms | {_PROJECT_FUNDS}}),)


def both_of(
    subject: Subject, query: Query, index: PaperIndex, year: int
) -> tuple[Found | None, Found | None]:
    """Return what was spent on a subject in a year and what had been planned; None where they do not match."""
    free = query.model_copy(update={"years": (), "percent": False, "kind": None, "unit": None})
    spent, planned = (
        find(subject, free.model_copy(update={"phase": phase}), index, year)
        for phase in (Phase.FINAL_ACCOUNTS, Phase.BUDGET)
    )
    if not spent or not planned or spent.rivals or planned.rivals:
        return None, None
    if abs(spent.cost - planned.cost) > _SAME or spent.best.kind is not planned.best.kind:
        return None, None
    if max(spent.cost, planned.cost) > _NEAR:
        return None, None
    return spent, planned


def _stated_rate(subject: Subject, index: PaperIndex, year: int) -> list[Match]:
    wanted = Subject(terms=subject.terms | {_RATE}, codes=subject.codes, one_of=subject.one_of)
    percents = frozenset({Kind.PERCENT})
    matches = index.match(wanted, aspects=frozenset({Aspect.AMOUNT}), kinds=percents)
    of_year = [m for m in matches if m.fact.year == year]
    return _nearest([m for m in of_year if not _is_of_a_project(m.fact, subject)])


def _is_of_a_project(fact: Fact, subject: Subject) -> bool:
    """Return whether a rate is of the funds of one project, where what is asked about is no project's."""
    said = fact.terms | fact.context
    named = {term for term in said if term.startswith("label:")}
    return _PROJECT_FUNDS in said and bool(named) and named.isdisjoint(subject.terms)


def _stated_difference(subject: Subject, query: Query, index: PaperIndex, year: int) -> list[Match]:
    free = query.model_copy(update={"kind": None, "unit": None, "phase": None})
    matches = matches_of(subject, free, index, CHANGES)
    return _nearest([m for m in matches if m.fact.year == year and is_against_budget(m.fact)])


def _nearest(matches: list[Match]) -> list[Match]:
    return [m for m in matches if m.cost <= matches[0].cost + _AS_NEAR and m.cost < _NEAR]


def _nothing(query: Query, index: PaperIndex) -> Answer:
    """Return that budget and accounts are not both disclosed."""
    if index.paper.phase is Phase.BUDGET:
        return not_found(query.model_copy(update={"phase": Phase.FINAL_ACCOUNTS}), index)
    return Answer(query, "not_found", found=False)
