"""People who have left: retired ones, where papers tell them alone or only together with 离休."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query.arithmetic import HEADS
from knowledge.query.choosing import Found
from knowledge.query.find import find
from knowledge.query.model import Answer, Notice, Query, Subject
from knowledge.query.signs import signs
from knowledge.terms import squash

IN_POST = frozenset({"on_duty"})
LEFT = frozenset({"retired", "former_staff", "honorary_retired"})
_POSTS = frozenset({"staffing_quota"})
_PERSONS, *_ALSO_PERSONS = HEADS
_RETIRED, _TOGETHER = "retired", "former_staff"


def find_people(
    subject: Subject, query: Query, index: PaperIndex, year: int | None
) -> Found | None:
    """Return how many have retired (退下来的有多少) or are in post; None for other things.

    退休 is 离退休 together where no more is told, and those in post at the department itself (局机关) are its own
    row's. Where money is asked for, or the paper counts no people, the words mean what they mean elsewhere.
    """
    own = frozenset({f"label:{squash(index.paper.department)}"})
    terms = subject.terms - own
    if not terms or not terms <= LEFT | IN_POST | _POSTS or query.kind not in (None, Kind.PEOPLE):
        return None
    if terms == subject.terms and not terms <= LEFT:
        return in_post(subject, query, index, year) if terms == IN_POST else None
    # heads are neither planned nor spent: 已经退下来的 says nothing of the phase
    people = query.model_copy(update={"kind": Kind.PEOPLE, "phase": None})
    found = find(subject, people, index, year)
    for instead in (terms, terms - {_RETIRED} | {_TOGETHER} if _RETIRED in terms else terms):
        found = found or find(Subject(terms=instead, name=subject.name), people, index, year)
    return found


def in_post(subject: Subject, query: Query, index: PaperIndex, year: int | None) -> Found | None:
    """Return how many are in post where they are a part of all there are: 实有人数846人，其中在职人数463人.

    None where what is found first is no such whole.
    """
    found = find(subject, query, index, year)
    if found is None or signs().in_post.search(found.best.label):
        return None
    within = (f for f in index.parts_of(found.best) if f.kind is Kind.PEOPLE)
    part = next((f for f in within if signs().in_post.search(f.label)), None)
    return Found(part) if part else None


def told_together(subjects: Iterable[Subject], founds: Iterable[Found]) -> tuple[Notice, ...]:
    """Return that 退休 and 离休 are told in one figure, where 退休 was asked for and that is what is found."""
    asked = any(_RETIRED in subject.terms for subject in subjects)
    only = [f.best for f in founds if f.best.kind is Kind.PEOPLE and _TOGETHER in f.best.terms]
    return (Notice("retired_together", facts=tuple(only)),) if asked and only else ()


def posts_instead(subject: Subject, query: Query, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the posts that there are, where it is asked who fills them and the paper does not say it."""
    if subject.terms != IN_POST:
        return ()
    people = query.model_copy(update={"kind": Kind.PEOPLE, "unit": None, "phase": None})
    found = find(Subject(terms=_POSTS), people, index, None)
    return (found.best,) if found else ()


def in_persons(found: Answer) -> Answer:
    """Return figures of people in 人, where how many people there are was asked (多少人) and the paper counts 名."""
    figures = tuple(
        replace(f, unit=_PERSONS) if isinstance(f, Fact) and f.unit in _ALSO_PERSONS else f
        for f in found.main
    )
    return found if figures == found.main else replace(found, main=figures)
