"""Checks: whether what is told in two places, or of two things, or of parts and their whole, agrees."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.document import Finding
from knowledge.facts import Aspect, Fact, Kind
from knowledge.findings import finding_key, finding_text
from knowledge.query.adding import added_up
from knowledge.query.arithmetic import common_unit, difference, value_in
from knowledge.query.choosing import Found, same_value
from knowledge.query.find import LEVELS, find, matches_of
from knowledge.query.lookup import distinct, finding_notices, not_found, notices_of, undecided
from knowledge.query.model import Answer, Derived, Figure, Notice, Op, Query, Subject
from knowledge.query.nearness import SIDES
from knowledge.terms import squash, terms

_OF_PROSE = frozenset({"prose_table_differs", "tables_differ"})
_NOT_OF_AGREEMENT = frozenset({"row_shifted", "row_without_label"})
_OF_CHANGE = frozenset(
    {"percent_differs", "change_differs", "share_differs", "compared_with_itself"}
)
_MOST_TOLD = 6
_PAIR = 2
_NEAR = 0.75
"""A sentence this much farther than a table's figure still speaks of the same thing."""


def agree(query: Query, index: PaperIndex) -> Answer:
    """Return whether the places that tell of a subject agree, each with its figure or words.

    Of two subjects it is their figures that are set against each other; of parts and a whole, the sum of the parts.
    """
    if len(query.numbers) > 1:
        return _claimed(query, index)
    if query.together:
        return added_up(query, index)
    told = [(f, _about(f, query)) for f in index.paper.findings]
    told = sorted(((f, much) for f, much in told if much), key=lambda pair: -pair[1])
    if told:
        return _of_finding(told[0][0], query, index)
    if len(query.subjects) == _PAIR:
        return _two_things(query, index)
    founds = _in_each_table(query, index) or _places(query, index)
    if not founds:
        return not_found(query, index)
    alike = all(
        same_value(founds[0], fact) and fact.state is founds[0].state for fact in founds[1:]
    )
    apart = () if alike else tuple(d for d in [_apart(founds)] if d)
    return Answer(
        query,
        "agree" if alike else "disagree",
        main=(*founds[:_MOST_TOLD], *apart),
        notices=tuple(finding_notices(founds[:_MOST_TOLD], index)),
        values={"count": str(len(founds))},
    )


def _of_finding(finding: Finding, query: Query, index: PaperIndex) -> Answer:
    """Return a disagreement that is known of the paper, with the figures that it is about."""
    key = finding_key(finding)
    wanted = (
        frozenset().union(*(s.terms | s.one_of for s in query.subjects)) if query.subjects else None
    )
    facts = [
        f
        for f in index.paper.facts
        if key in f.findings
        and f.aspect in LEVELS
        and f.value is not None
        and wanted
        and wanted & f.terms
    ]
    return Answer(
        query,
        "disagree",
        main=distinct(facts)[:3],
        findings=(finding,),
        places=tuple(zip(finding.places, finding.quotes, strict=False)),
        notices=(Notice("finding", finding=finding),),
    )


def _in_each_table(query: Query, index: PaperIndex) -> list[Fact]:
    """Return a subject's figure in each of several tables that are named."""
    founds: list[Fact] = []
    years = query.years or (index.paper.year,)
    for table in sorted(query.tables) if len(query.tables) > 1 else ():
        one = Query(op=Op.LOOKUP, tables=frozenset({table}))
        for subject in query.subjects:
            near = [m.fact for m in matches_of(subject, one, index, _aspects(query))]
            founds += [fact for fact in near if fact.year in years][:1]
    return founds


def _places(query: Query, index: PaperIndex) -> list[Fact]:
    """Return the places that tell of each subject: the nearest of the tables, and the nearest sentence."""
    founds: list[Fact] = []
    year = query.years[0] if query.years else None
    free = query.model_copy(update={"kind": None})
    for subject in query.subjects:
        found = find(subject, free, index, year) or find(
            subject, free.model_copy(update={"tables": frozenset()}), index, year
        )
        if found is None:
            continue
        said = _said(subject, found, index)
        founds += distinct_places([found.best, *said, *found.same, *found.differing])
    return founds


def _said(subject: Subject, found: Found, index: PaperIndex) -> list[Fact]:
    """Return the sentence that tells of the same thing as a table's figure, or the table where that is a sentence."""
    best = found.best
    in_prose = best.table is None
    if any((f.table is None) is not in_prose for f in (*found.same, *found.differing)):
        return [f for f in (*found.same, *found.differing) if (f.table is None) is not in_prose][:1]
    free = Query(op=Op.LOOKUP, kind=best.kind)
    other = [
        m.fact
        for m in matches_of(subject, free, index)
        if (m.fact.table is None) is not in_prose
        and m.fact.year == best.year
        and m.fact.phase is best.phase
        and m.fact.value is not None
        and m.cost <= found.cost + _NEAR
        and _is_as_wide(m.fact, best)
    ]
    return other[:1]


def _is_as_wide(one: Fact, other: Fact) -> bool:
    """Return whether two facts are of one thing, but for the side of the budget that one of them leaves open."""
    loose = SIDES | {"grand_total", "this_year", "general_budget", "fiscal_appropriation"}
    return one.terms - loose == other.terms - loose and bool((one.terms ^ other.terms) <= loose)


def distinct_places(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts, each once, those of tables and of sentences in turn."""
    kept: dict[str, Fact] = {}
    for fact in facts:
        kept.setdefault(fact.id, fact)
    return list(kept.values())


def _two_things(query: Query, index: PaperIndex) -> Answer:
    """Return whether two things are the same figure, with both and by how much they differ."""
    founds = [_one_of_two(subject, query, index) for subject in query.subjects]
    own = _in_own_words(query, founds, index)
    if own:
        return own
    if not all(founds):
        lacking = tuple(s for s, f in zip(query.subjects, founds, strict=True) if f is None)
        return not_found(query.model_copy(update={"subjects": lacking}), index)
    first, second = [found for found in founds if found]
    both = undecided(query, (first, second))
    if both is not None:
        return both
    apart = _between(first.best, second.best)
    if apart is None and first.best.kind is second.best.kind:
        alike = "yes" if first.best.state is second.best.state else "no"
        pair = (first.best, second.best)
        return Answer(query, "matched", main=pair, values={"agree": alike})
    if apart is None:
        return Answer(
            query, "not_part", found=False, main=(first.best, second.best), values={"unlike": "yes"}
        )
    main: tuple[Figure, ...] = (first.best, second.best, apart)
    if query.apart:
        main = (apart, first.best, second.best)
    alike = "yes" if same_value(first.best, second.best) else "no"
    return Answer(
        query,
        "matched",
        main=main,
        values={"agree": alike},
        notices=notices_of((first, second), index),
    )


def _one_of_two(subject: Subject, query: Query, index: PaperIndex) -> Found | None:
    """Return one of two things: in the tables that are named where it stands there, else anywhere."""
    year = query.years[0] if query.years else None
    free = query.model_copy(update={"kind": Kind.MONEY, "unit": None})
    found = find(subject, free, index, year) if query.tables else None
    if found is not None and found.best.table in query.tables:
        return found
    free = free.model_copy(update={"tables": frozenset()})
    return find(subject, free, index, year) or find(
        subject, free.model_copy(update={"kind": None}), index, year
    )


def _in_own_words(query: Query, founds: list[Found | None], index: PaperIndex) -> Answer | None:
    """Return a project's amount beside the one that its own words apply for: 金额 30 万元, 简介里申请 105 万元."""
    columns = {t for s in query.subjects for t in s.terms if t.startswith("label:")}
    for found in founds:
        if found is None or found.best.table is None or found.best.kind is not Kind.MONEY:
            continue
        row = [f for f in index.in_row(found.best) if f.terms & columns and f.kind is Kind.WORDS]
        told = [
            f
            for cell in row
            for f in index.in_table(found.best.table)
            if f.id.startswith(f"{cell.id}.") and f.kind is Kind.MONEY and f.value
        ]
        if told:
            alike = any(same_value(fact, found.best) for fact in told)
            apart = () if alike else tuple(d for d in [_between(told[0], found.best)] if d)
            return Answer(
                query,
                "matched",
                main=(found.best, *told[: _MOST_TOLD - 1], *apart),
                values={"agree": "yes" if alike else "no"},
            )
    return None


def _claimed(query: Query, index: PaperIndex) -> Answer:
    """Return where each of several figures stands that are said to contradict each other, in the source's words."""
    founds: list[Fact] = []
    for value, unit in query.numbers:
        near = [
            f
            for f in index.paper.facts
            if isinstance(f.value, Decimal)
            and abs(f.value) == value
            and (f.unit or "") == (unit or "")
            and f.table is None
        ]
        near.sort(key=lambda f: (-_told_of(f, query.words), len(f.terms)))
        founds += near[:1]
    if len(founds) < len(query.numbers):
        return not_found(query, index)
    return Answer(
        query,
        "claimed",
        main=tuple(founds),
        values={"count": str(len(founds))},
    )


def _told_of(fact: Fact, words: tuple[str, ...]) -> int:
    """Return how many words the sentence of a figure, or the heading over it, holds."""
    place = fact.citation.place
    told = squash(f"{fact.label}{fact.citation.quote}{place.section or ''}")
    return sum(word in told for word in words)


def _between(first: Fact, second: Fact) -> Derived | None:
    """Return how far two figures are from each other: the larger less the smaller; None where they are unlike."""
    unit = common_unit((first, second))
    if unit is None:
        return None
    ordered = (
        (first, second) if value_in(first, unit) >= value_in(second, unit) else (second, first)
    )
    return difference(*ordered)


def _apart(founds: list[Fact]) -> Derived | None:
    """Return by how much the first of several figures of one thing differs from the first that is another."""
    other = next((f for f in founds[1:] if not same_value(f, founds[0])), None)
    return _between(founds[0], other) if other else None


def _aspects(query: Query) -> frozenset[Aspect]:
    return frozenset({Aspect.TARGET_BASIS}) if query.basis else LEVELS


def _about(finding: Finding, query: Query) -> int:
    """Return how much a finding tells of what is asked: how many of the words asked about it holds.

    A row put right says nothing of whether two places agree.
    """
    if finding.code in _NOT_OF_AGREEMENT or (query.numeric and finding.code in _OF_CHANGE):
        return 0
    said = squash(
        " ".join((*finding.quotes, *(value for _, value in finding.values), finding_text(finding)))
    )
    names = [
        squash(term.split(":", 1)[1])
        for subject in query.subjects
        for term in subject.terms | subject.one_of
        if term.startswith("label:")
    ]
    words = [squash(word) for word in query.words]
    found = sum(word in said for word in {*words, *names})
    if finding.code in _OF_PROSE and not found:
        concepts = {
            t
            for subject in query.subjects
            for t in subject.terms
            if t in terms() and t not in SIDES
        }
        found += bool(concepts) and all(
            any(squash(n) in said for n in terms()[t].names) for t in concepts
        )
    codes = {term for subject in query.subjects for term in subject.terms}
    return found + ("project_name" in codes and finding.code.startswith("project"))
