"""Figures per month, per head, per thing, and how many posts are vacant."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query.arithmetic import difference, mean, per_thing
from knowledge.query.choosing import Found
from knowledge.query.find import find
from knowledge.query.lookup import ambiguous, lookup, not_found, notices_of, undecided
from knowledge.query.model import Answer, Op, Query, Subject
from knowledge.query.people import IN_POST, in_post
from knowledge.subjects import is_economic_name
from knowledge.terms import standard_name

_LABEL = "label:"

_COUNTED = {
    "vehicle": "official_vehicles",
    "batch": "reception_batches",
    "guest": "reception_people",
    "group": "abroad_groups",
    "traveller": "abroad_people",
}
"""What a figure per thing is divided by."""
THINGS = frozenset(_COUNTED)
_OF = {
    "vehicle": frozenset({"vehicle_running"}),
    "batch": frozenset({"reception"}),
    "guest": frozenset({"reception"}),
    "group": frozenset({"abroad"}),
    "traveller": frozenset({"abroad"}),
}
"""What is spent on such things and on no others, so that the mean is an honest one."""

_SOME_POSTS = frozenset({"administrative_posts", "institution_posts"})


def vacancy(query: Query, index: PaperIndex) -> Answer:
    """Return the staffing quota less the people on duty."""
    year = query.years[0] if query.years else None
    people = query.model_copy(update={"kind": Kind.PEOPLE, "unit": None})
    extra = frozenset().union(*(s.terms for s in query.subjects)) - {"staffing_quota", "on_duty"}
    quota = find(Subject(terms=frozenset({"staffing_quota"}) | extra), people, index, year)
    posted = Subject(terms=IN_POST | extra)
    on_duty = in_post(posted, people, index, year) or find(posted, people, index, year)
    if not quota or not on_duty:
        lacking = "on_duty" if quota else "staffing_quota"
        subject = Subject(terms=frozenset({lacking}), name=standard_name(lacking))
        return not_found(query.model_copy(update={"subjects": (subject,)}), index)
    computed = difference(quota.best, on_duty.best, "vacancy")
    if computed is None or (computed.value < 0 and quota.best.terms & _SOME_POSTS):
        return not_found(query, index)  # posts of one sort are not held against all who are in post
    return Answer(
        query,
        "vacancy",
        main=(computed, quota.best, on_duty.best),
        notices=notices_of((quota, on_duty), index),
    )


def per_counted(query: Query, index: PaperIndex) -> Answer:
    """Return a figure per vehicle, per reception, per guest or per group sent abroad, as their numbers are printed."""
    per = query.per or ""
    wanted = _OF[per]
    subject = Subject(terms=wanted, name=standard_name(next(iter(wanted))))
    if query.subjects and not query.subjects[0].terms & wanted:
        return not_found(query, index)
    year = query.years[0] if query.years else None
    amount = find(subject, query.model_copy(update={"kind": Kind.MONEY, "unit": None}), index, year)
    if amount is None:
        return not_found(query.model_copy(update={"subjects": (subject,)}), index)
    counted = _COUNTED[per]
    number = _number(counted, index, amount.best.year if year else None)
    if number is None:
        missing = Subject(terms=frozenset({counted}), name=standard_name(counted))
        return not_found(query.model_copy(update={"subjects": (missing,), "kind": None}), index)
    if not number.best.value:
        name = standard_name(counted)
        return Answer(query, "not_found", found=False, values={"no_divisor": name})
    both = undecided(query, (amount, number))
    computed = per_thing(amount.best, number.best)
    if both is not None or computed is None:
        return both or not_found(query, index)
    return Answer(
        query,
        "average",
        main=(computed, amount.best, number.best),
        notices=notices_of((amount, number), index),
    )


def _number(term: str, index: PaperIndex, year: int | None) -> Found | None:
    people = term.endswith("_people")
    kind = Kind.PEOPLE if people else Kind.COUNT
    found = find(Subject(terms=frozenset({term})), Query(op=Op.LOOKUP, kind=kind), index, year)
    return found if found and isinstance(found.best.value, Decimal) else None


def _is_of_staff(fact: Fact, subject: Subject) -> bool:
    """Return whether a figure may be divided by the people on duty: money that is not paid to others.

    What a project, or a subject of the functional classification, costs is for those whom it serves: 高龄津贴 is not
    the staff's.
    """
    labels = [t for t in subject.terms | subject.one_of if t.startswith(_LABEL)]
    paid = all(is_economic_name(label.removeprefix(_LABEL)) for label in labels)
    return fact.kind is Kind.MONEY and paid and not (subject.codes and not labels)


def average(query: Query, index: PaperIndex) -> Answer:
    """Return a figure per month, per day, per head on duty or per thing."""
    found = find(query.subjects[0], query, index, query.years[0] if query.years else None)
    if found is None:
        return not_found(query, index)
    if found.rivals:
        return ambiguous(query, found)
    fact = found.best
    if fact.value is None or "/" in (fact.unit or ""):  # 元/人·月 is told so already
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    if query.per == "head" and not _is_of_staff(fact, query.subjects[0]):
        told = {"not_per_head": query.subjects[0].name}
        return Answer(query, "not_found", found=False, values=told)
    others: list[Fact] = []
    by = {"month": Decimal(12), "day": Decimal(365)}.get(query.per or "")
    if by is None:
        people = find(
            Subject(terms=frozenset({"on_duty"})),
            Query(op=Op.LOOKUP, kind=Kind.PEOPLE),
            index,
            None,
        )
        if people is None or not isinstance(people.best.value, Decimal):
            lacking = Subject(terms=frozenset({"on_duty"}), name=standard_name("on_duty"))
            return not_found(query.model_copy(update={"subjects": (lacking,), "kind": None}), index)
        others, by = [people.best], people.best.value
    computed = mean(fact, by, fact.unit or "", others)
    if computed is None:
        return not_found(query, index)
    return Answer(
        query, "average", main=(computed, fact, *others), notices=notices_of((found,), index)
    )
