"""What is left of a whole when some of its parts are taken out."""

from __future__ import annotations

from dataclasses import replace

from knowledge.base import PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query.arithmetic import less
from knowledge.query.choosing import Found, in_yuan
from knowledge.query.find import find, find_whole
from knowledge.query.lookup import lookup, not_found, notices_of, settled, undecided
from knowledge.query.model import Answer, Notice, Op, Query, Subject
from knowledge.query.parts import composition
from knowledge.query.people import IN_POST, LEFT
from knowledge.query.rows import path_of, stands_under
from knowledge.query.shares import total_beside, whole_of
from knowledge.terms import ancestors

_SIDES = frozenset({"expenditure", "revenue"})
_CARRIED = frozenset({"carryover_in"})
_HALVES = frozenset({"basic", "project"})
"""What all spending is divided into."""
_NEUTRAL = frozenset({"grand_total", "this_year"})


def remainder(query: Query, index: PaperIndex) -> Answer:
    """Return a whole less its parts; not found where the paper does not have them as parts of it."""
    return _at_work(query, index) or _less_parts(query, index)


def _less_parts(query: Query, index: PaperIndex) -> Answer:
    whole_subject, *part_subjects = _of_the_thing(query.subjects, index)
    net = _without_carryover(whole_subject, part_subjects, query, index)
    net = net or _without_others(whole_subject, part_subjects, query, index)
    return net or _reckoned(whole_subject, part_subjects, query, index)


def _reckoned(
    whole_subject: Subject, part_subjects: list[Subject], query: Query, index: PaperIndex
) -> Answer:
    """Return a whole less its parts, reckoned from the figures of all of them."""
    year = query.years[0] if query.years else None
    parts = [find(subject, query, index, year) for subject in part_subjects]
    lacking = [s for s, found in zip(part_subjects, parts, strict=True) if found is None]
    if lacking:
        return not_found(query.model_copy(update={"subjects": tuple(lacking)}), index)
    founds = [found for found in parts if found]
    both = undecided(query, founds)
    if both is not None:
        return both
    first = founds[0].best
    whole = _whole(whole_subject, first, query, index)
    if whole is None:
        return not_found(query.model_copy(update={"subjects": (whole_subject,)}), index)
    both = undecided(query, (whole,))
    if both is not None:
        return both
    facts = [found.best for found in founds]
    if all(_is_beside(fact, whole.best, index) for fact in facts):
        return _as_it_is(query, part_subjects, whole, index)
    if not all(_is_within(fact, whole.best, index) for fact in facts) or _overlap(facts, index):
        return Answer(query, "not_part", found=False, main=(whole.best, *facts))
    computed = less(whole.best, facts)
    if computed is None or computed.value < 0:
        return Answer(query, "not_part", found=False, main=(whole.best, *facts))
    return Answer(
        query,
        "remainder",
        main=(computed, whole.best, *facts),
        notices=notices_of((whole, *founds), index),
    )


def besides(query: Query, index: PaperIndex) -> Answer:
    """Return the parts of the first thing but those that are of the others: what comes in besides 财政拨款.

    All of its parts where no other is filled in.
    """
    whole, *known = query.subjects
    told = composition(query.model_copy(update={"subjects": (whole,)}), index)
    left_out = frozenset[str]().union(*(subject.terms for subject in known))
    parts = [f for f in told.main[1:] if isinstance(f, Fact)]
    others = [f for f in parts if not left_out & f.terms.union(*map(ancestors, f.terms))]
    if not told.found or not others or len(others) == len(parts):
        return told
    return replace(told, query=query, shape="lookup", main=tuple(others))


def _at_work(query: Query, index: PaperIndex) -> Answer | None:
    """Return how many are in post (不算退休的有多少人): those who have retired are not among them, counted or not."""
    whole, *left = query.subjects
    if not left or not all(s.terms and s.terms <= LEFT for s in left):
        return None
    if whole.terms - IN_POST or whole.codes or query.kind not in (None, Kind.PEOPLE):
        return None
    people = query.model_copy(update={"kind": Kind.PEOPLE})
    in_post = Subject(terms=IN_POST, name=whole.name)
    found = find(in_post, people, index, query.years[0] if query.years else None)
    if found is None:
        return None
    return _as_it_is(people.model_copy(update={"subjects": (in_post, *left)}), left, found, index)


def _without_carryover(
    whole: Subject, parts: list[Subject], query: Query, index: PaperIndex
) -> Answer | None:
    """Return money that came in without what was carried over, where the paper prints what the year itself brought.

    一般公共预算资金不含上年结转 is the row under 本年收入. None where nothing of the kind is asked or printed.
    """
    if [part.terms for part in parts] != [_CARRIED] or not whole.terms or whole.codes:
        return None
    named = Subject(terms=whole.terms | {"revenue", "this_year"}, name=whole.name)
    found = find(named, query, index, query.years[0] if query.years else None)
    best = found.best if found else None
    if best is None or not named.terms <= best.terms | best.context | _above(best):
        return None
    return _as_it_is(query, parts, Found(best), index, named)


def _without_others(
    whole: Subject, parts: list[Subject], query: Query, index: PaperIndex
) -> Answer | None:
    """Return a figure as it is where only what stands beside it is to be left out: 项目支出 without 人员经费."""
    if not all(_stand_apart(part.terms, whole.terms) for part in parts):
        return None
    found = find(whole, query, index, query.years[0] if query.years else None)
    return _as_it_is(query, parts, found, index) if found else None


def _of_the_thing(subjects: tuple[Subject, ...], index: PaperIndex) -> tuple[Subject, ...]:
    """Return the parts taken out of a row's figure as its own: of 劳务费 less 基本支出 its own 基本支出 is taken out.

    The other half (项目上还剩多少) is what is then left, and no part to take out.
    """
    whole, *parts = subjects
    labels = frozenset(t for t in whole.terms if t.startswith("label:"))
    if not labels or not all(part.terms and part.terms <= _HALVES for part in parts):
        return subjects
    own = [p.model_copy(update={"terms": p.terms | labels}) for p in parts]
    told = [subject for subject in own if index.tells_of(subject)]
    return (whole, *told) if told else subjects


def _as_it_is(
    query: Query,
    apart: list[Subject],
    whole: Found,
    index: PaperIndex,
    named: Subject | None = None,
) -> Answer:
    """Return the figure as it is printed: what is to be left out stands beside it and is not in it."""
    found = lookup(
        query.model_copy(
            update={"op": Op.LOOKUP, "subjects": (named,) if named else query.subjects[:1]}
        ),
        index,
    )
    names = "、".join(subject.name for subject in apart)
    notice = Notice("stands_beside", (("name", whole.best.label), ("others", names)))
    return replace(found, notices=(notice, *found.notices)) if found.found else found


def _is_beside(part: Fact, whole: Fact, index: PaperIndex) -> bool:
    """Return whether two figures are parts of one: vehicles bought and vehicles run, two rows under one row."""
    mine, its = _known(part), _known(whole)
    if len(mine) == len(its) == 1 and mine != its:
        return _stand_apart(mine, its)
    path = path_of(whole, index)
    return len(path) > 1 and any(
        (beside := path_of(index.paper.facts[position], index))[:-1] == path[:-1]
        and beside[-1] != path[-1]
        for term in part.terms
        if term.startswith("label:")
        for position in index.about.get(term, ())
        if index.paper.facts[position].table == whole.table
        and term in index.paper.facts[position].terms
    )


def _stand_apart(terms: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether two terms are parts of one whole and neither is of the other: 人员经费 and 项目支出."""
    if not len(terms) == len(others) == 1 or terms == others:
        return False
    (one,), (other,) = terms, others
    above, over = ancestors(one), ancestors(other)
    return bool(above & over) and one not in over and other not in above


def _known(fact: Fact) -> frozenset[str]:
    """Return the field's terms that a figure is of, without those that only say on which side it stands."""
    return frozenset(
        term
        for term in fact.terms
        if not term.startswith("label:") and term not in _SIDES | _NEUTRAL and ancestors(term)
    )


def _whole(subject: Subject, part: Fact, query: Query, index: PaperIndex) -> Found | None:
    """Return the figure of the whole that is named; else the total that the part's own table prints."""
    free = query.model_copy(update={"kind": part.kind, "unit": None})
    if subject.terms or subject.codes or subject.one_of:
        found = find(subject, free, index, part.year)
        return settled(found, index) if found else None
    above = whole_of(part)
    return total_beside(part, above, index) or find_whole(above, free, index, part.year)


def _is_within(part: Fact, whole: Fact, index: PaperIndex) -> bool:
    """Return whether a figure is printed as a part of another, by its terms, its table's rows, or its side."""
    a, b = in_yuan(part), in_yuan(whole)
    if a is None or b is None or a > b or part.kind is not whole.kind:
        return False
    above = _above(part)
    core = whole.terms - _NEUTRAL
    if core <= _SIDES:
        said = (part.terms | part.context | above) & _SIDES
        return bool(core & said) if said else core <= {"expenditure"} and part.kind is Kind.MONEY
    if whole.kind is Kind.PEOPLE:
        return bool(core & (above | part.terms))
    particular = core - _SIDES
    return bool(particular) and (
        particular <= above | part.context | part.terms or stands_under(whole, part, index)
    )


def _overlap(parts: list[Fact], index: PaperIndex) -> bool:
    """Return whether one of the parts holds another: what is in both would be taken out twice."""
    return any(
        (one.terms - _SIDES) & _above(other) or stands_under(one, other, index)
        for one in parts
        for other in parts
        if one is not other
    )


def _above(fact: Fact) -> frozenset[str]:
    return frozenset().union(*(ancestors(term) for term in fact.terms))
