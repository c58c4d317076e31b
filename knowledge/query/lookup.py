"""Lookups: the value of what is asked about, its parts, a table's contents, a code's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind, Phase, State
from knowledge.findings import finding_key
from knowledge.query.arithmetic import total
from knowledge.query.at_large import tells_at_large
from knowledge.query.choosing import Found, same_value
from knowledge.query.find import LEVELS, find, matches_of, years_of
from knowledge.query.model import Answer, Figure, Notice, Query, Subject
from knowledge.query.people import find_people, posts_instead, told_together
from knowledge.query.splits import rows_within, split_rows, told_apart
from knowledge.terms import ancestors

_TOTALS = frozenset({"grand_total", "this_year"})
_THINGS, _SPENT = frozenset({"vehicles_to_buy"}), frozenset({"vehicle_purchase"})
"""Things to buy, and what is spent on them."""
_RECEIVED = frozenset({"fiscal_appropriation"})
_MOST_LISTED = 12
_MOST_PARTS = 6
_HEADS = ("人", "名", "位", "户")
"""What people are counted in."""
_HEADS_NAMED = ("人次", "人数", "名额")
"""What an indicator that counts people ends with."""
_TIMES = ("批次", "批", "次", "团组", "个")
_NEAR_SENTENCE = 1.1
"""A sentence this near a figure speaks of it, even where it names the fund it would come from."""


def lookup(query: Query, index: PaperIndex) -> Answer:
    """Return the value of each subject for each year asked for, the first one in front."""
    founds, missing = _every(query, index)
    if (
        not founds
        and query.kind
        and any(t.startswith("label:") for s in query.subjects for t in s.terms | s.one_of)
    ):
        founds = _in_words(query, index)
    if not founds or tells_at_large(query, missing):
        return _spent_on_none(query, index) or not_found(query, index)
    if founds[0].rivals and len(query.subjects) == 1:
        split = split_rows(founds[0], index)
        summed = total(split) if split else None
        if summed is not None:
            return Answer(
                query,
                "split",
                main=(summed, *split),
                notices=notices_of(founds, index),
                values={"names": "\n".join(told_apart(split, index))},
            )
        return _with_rivals(founds[0], query, index, notices_of(founds, index))
    unsplit = [f for f in founds if isinstance(_whole_of(f, query, index), Fact)]
    both = undecided(query, unsplit) if len(query.subjects) > 1 else None
    if both is not None and not query.listing:
        return both
    parts = parts_of(founds[0].best, index) if len(founds) == 1 else ()
    quotes = (
        *quoted_for(founds[0], index),
        *(_basis_of(founds[0].best, index) if query.basis else ()),
        *((founds[0].best,) if query.listing and _is_counted(founds[0].best) else ()),
    )
    return Answer(
        query,
        "lookup",
        main=tuple(_whole_of(f, query, index) for f in founds),
        parts=parts,
        also=founds[0].same if len(founds) == 1 else (),
        quotes=quotes,
        notices=(
            *notices_of(founds, index),
            *told_together(query.subjects, founds),
            *_missing_notices(missing, index),
        ),
        years=years_of(query.subjects[0], query, index),
    )


def _every(query: Query, index: PaperIndex) -> tuple[list[Found], list[tuple[Subject, int | None]]]:
    """Return what each subject means in each year asked for, and those of which nothing is told."""
    founds: list[Found] = []
    missing: list[tuple[Subject, int | None]] = []
    for subject in query.subjects:
        for year in query.years or (None,):
            found = (
                _as_received(subject, query, index, year)
                or find_people(subject, query, index, year)
                or find(subject, query, index, year)
            )
            if found is None:
                missing.append((subject, year))
            else:
                founds.append(found)
    return founds, missing


def _spent_on_none(query: Query, index: PaperIndex) -> Answer | None:
    """Return what is spent on things to buy that are not counted, where it is nothing: none is bought, then."""
    instead = dict.fromkeys(
        Subject(terms=s.terms - _THINGS | _SPENT, name=s.name) for s in query.subjects
    )
    if not any(s.terms & _THINGS for s in query.subjects) or len(instead) > 1:
        return None
    free = {"subjects": tuple(instead), "kind": Kind.MONEY, "kinds": (), "unit": None}
    told = lookup(query.model_copy(update=free), index)
    figure = told.main[0] if told.main else None
    none = isinstance(figure, Fact) and not figure.value
    return told if none or (told.found and Kind.MONEY in (query.kind, *query.kinds)) else None


def _whole_of(found: Found, query: Query, index: PaperIndex) -> Figure:
    """Return the figure found; the sum of its rows where the table divides it (电费 of offices and institutions)."""
    named = frozenset().union(*(subject.terms for subject in query.subjects))
    split = rows_within(found, index, named)
    if len(split) == 1:
        return split[0]
    return (total(split) if split else None) or found.best


def _as_received(
    subject: Subject, query: Query, index: PaperIndex, year: int | None
) -> Found | None:
    """Return what was received of an appropriation where no side is named: 财政给了多少钱, 财政拨款多少."""
    if subject.terms != _RECEIVED or subject.codes or subject.one_of or query.tables:
        return None
    found = find(Subject(terms=_RECEIVED | {"revenue"}, name=subject.name), query, index, year)
    return found if found and found.best.value is not None else None


def _with_rivals(
    found: Found, query: Query, index: PaperIndex, notices: tuple[Notice, ...]
) -> Answer:
    """Return all figures where they are sides of one thing or a list is wanted; else it is asked which is meant."""
    best, rivals = found.best, found.rivals
    other_kinds = [f for f in rivals if f.kind is not best.kind]
    if _are_sides(found):
        return Answer(query, "lookup", main=(best, *other_kinds), notices=notices)
    if _are_totals(found):
        # this year's total and the total with what was carried over: both are what was asked, and differ
        return Answer(query, "lookup", main=_totals_in_order(found, index), notices=notices)
    if query.listing:
        return Answer(query, "lookup", main=distinct((best, *rivals))[:_MOST_LISTED])
    return ambiguous(query, found)


def _are_sides(found: Found) -> bool:
    """Return whether a number of things and an amount of money are two sides of one thing, not two readings."""
    others = {f.kind for f in found.rivals if f.kind is not found.best.kind}
    return len(others) == len(found.rivals)


def _are_totals(found: Found) -> bool:
    """Return whether the figures as near are the totals of one thing, with what was carried over and without it."""
    return all(frozenset() < f.terms ^ found.best.terms <= _TOTALS for f in found.rivals)


def _totals_in_order(found: Found, index: PaperIndex) -> tuple[Fact, ...]:
    last = {"grand_total"} if index.paper.phase is Phase.FINAL_ACCOUNTS else {"this_year"}
    every = distinct((found.best, *found.rivals))
    return tuple(sorted(every, key=lambda f: bool(f.terms & last)))


def settled(found: Found, index: PaperIndex) -> Found:
    """Return what was found, of two totals the one that a lookup tells first."""
    if not found.rivals or not _are_totals(found):
        return found
    best, *others = _totals_in_order(found, index)
    return replace(found, best=best, rivals=tuple(others))


def undecided(query: Query, founds: Iterable[Found]) -> Answer | None:
    """Return the figures between which the words of one of several things do not decide; None where all do."""
    for found in founds:
        if found.rivals and not _are_sides(found) and not _are_totals(found):
            return ambiguous(query, found)
    return None


def _in_words(query: Query, index: PaperIndex) -> list[Found]:
    """Return what labels say otherwise (1.8万/年) where no figure of the kind asked for is printed, if it fits."""
    free = query.model_copy(update={"kind": None, "unit": None})
    found = (
        find(subject, free, index, year)
        for subject in query.subjects
        for year in query.years or (None,)
    )
    return [f for f in found if f and _fits(f.best, query)]


_OF_MONEY = ("元", "万", "亿")
"""One of these stands in every amount of money that is said in words: 不超过43.97万元."""


def _fits(fact: Fact, query: Query) -> bool:
    """Return whether a fact of another kind may answer: no case is told as heads, no rate as money."""
    if query.kind is Kind.MONEY:
        return fact.kind is Kind.WORDS and any(unit in str(fact.value) for unit in _OF_MONEY)
    if fact.kind in {Kind.WORDS, Kind.DATE} and not query.unit and query.kind is not Kind.PEOPLE:
        return True
    measures = _HEADS if query.kind is Kind.PEOPLE else (query.unit,) if query.unit else ()
    if not measures:
        return True
    told = fact.unit or (fact.value if isinstance(fact.value, str) else "")
    bare = not told and fact.kind in {Kind.COUNT, Kind.PEOPLE}
    named = query.kind is Kind.PEOPLE and fact.label.endswith(_HEADS_NAMED)
    return bare or named or any(measure in told for measure in measures)


def in_kinds(query: Query, index: PaperIndex) -> Answer:
    """Return a subject's figures of several kinds (how many times, how many people); those there are of them."""
    year = query.years[0] if query.years else None
    founds = [
        found
        for kind in query.kinds
        for subject in query.subjects
        if (found := _found_of_kind(subject, query, index, year, kind))
    ]
    if not founds:
        return _spent_on_none(query, index) or not_found(query, index)
    if any(f.rivals for f in founds):
        return lookup(query.model_copy(update={"kinds": (), "kind": founds[0].best.kind}), index)
    return Answer(
        query, "lookup", main=tuple(f.best for f in founds), notices=notices_of(founds, index)
    )


def _found_of_kind(
    subject: Subject, query: Query, index: PaperIndex, year: int | None, kind: Kind
) -> Found | None:
    """Return a subject's figure of one kind; beside people, times are counted (批次) and no heads (人次)."""
    one = query.model_copy(update={"kind": kind, "kinds": ()})
    if kind is not Kind.COUNT or Kind.PEOPLE not in query.kinds:
        return find(subject, one, index, year)
    found = (find(subject, one.model_copy(update={"unit": unit}), index, year) for unit in _TIMES)
    return next((f for f in found if f), None)


def in_both_phases(query: Query, index: PaperIndex) -> Answer:
    """Return what was planned and what was spent, in this order; only what there is of them."""
    founds = [
        found
        for subject in query.subjects
        for phase in Phase
        for year in query.years or (index.paper.year,)
        if (found := _in_phase(subject, phase, query, index, year))
    ]
    if len({f.best.phase for f in founds}) < len(Phase):
        return lookup(query.model_copy(update={"both_phases": False, "phase": None}), index)
    return Answer(
        query, "lookup", main=tuple(f.best for f in founds), notices=notices_of(founds, index)
    )


def _in_phase(
    subject: Subject, phase: Phase, query: Query, index: PaperIndex, year: int | None
) -> Found | None:
    """Return what was planned or spent of a subject; sentences have no codes, and tell it by the name of the row."""
    one = query.model_copy(update={"phase": phase})
    found = find(subject, one, index, year)
    row = None if found or not subject.codes else find(subject, query, index, year)
    names = frozenset(t for t in row.best.terms if t.startswith("label:")) if row else frozenset()
    return find(Subject(terms=names), one, index, year) if names else found


def not_found(query: Query, index: PaperIndex) -> Answer:
    """Return that nothing is disclosed, with the years there are and what comes nearest."""
    subject = query.subjects[0] if query.subjects else Subject()
    years = years_of(subject, query.model_copy(update={"years": ()}), index)
    nearest = list(posts_instead(subject, query, index))
    if not years:
        for term in sorted(subject.terms):
            nearest += [
                m.fact for m in matches_of(Subject(terms=frozenset({term})), query, index)[:1]
            ]
    return Answer(query, "not_found", found=False, years=years, nearest=tuple(nearest[:3]))


def ambiguous(query: Query, found: Found) -> Answer:
    """Return the facts between which the question does not decide."""
    choices = distinct((found.best, *found.rivals))
    return Answer(query, "ambiguous", found=False, main=choices[:3])


def parts_of(fact: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the parts that a fact is published with (其中): by its table's columns or its sentence.

    Only where they are few: three public expenses, staff; the composition of all spending is a
    question of its own.
    """
    children = list(index.parts_of(fact))
    if not children and fact.table is not None and fact.row is not None and len(fact.terms) == 1:
        (term,) = fact.terms
        children = [
            f
            for f in index.in_row(fact)
            if f.id != fact.id
            and f.year == fact.year
            and any(term in ancestors(own) for own in f.terms)
            and term != "expenditure"
        ]
    figures = [
        f
        for f in children
        if f.value is not None
        and f.kind is fact.kind
        and f.aspect in LEVELS
        and _counts_as(f, fact)
    ]
    if len(figures) > _MOST_PARTS and fact.kind is Kind.COUNT:
        figures = [f for f in figures if f.value]  # of many kinds of vehicles those that there are
    return tuple(figures) if len(figures) <= _MOST_PARTS else ()


def _counts_as(part: Fact, whole: Fact) -> bool:
    """Return whether a part is counted like its whole: no number of projects is a part of a score."""
    return whole.kind is not Kind.COUNT or part.unit == whole.unit


def quoted_for(found: Found, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the sentence that says that nothing is arranged, where the figure is zero or absent."""
    if found.best.state is State.VALUE:
        return ()
    said = [f for f in found.same if f.state is State.NONE_ARRANGED and f.table is None]
    if not said:
        subject = Subject(terms=found.best.terms)
        near = index.match(subject, aspects=frozenset({Aspect.AMOUNT}))
        said = [
            m.fact
            for m in near
            if m.fact.state is State.NONE_ARRANGED
            and m.fact.table is None
            and m.cost <= _NEAR_SENTENCE
            and m.fact.year == found.best.year
        ]
    return tuple(said[:1])


def _is_counted(fact: Fact) -> bool:
    """Return whether a sentence counts things: what they are, it says itself (8个直属事业单位：…)."""
    return fact.table is None and fact.kind is Kind.COUNT


def _basis_of(fact: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return what an indicator's value rests on, as its row prints it."""
    return tuple(f for f in index.in_row(fact) if f.aspect is Aspect.TARGET_BASIS)


def notices_of(founds: Iterable[Found], index: PaperIndex) -> tuple[Notice, ...]:
    """Return what must be told of the facts that an answer rests on."""
    notices: list[Notice] = []
    for found in founds:
        notices += [
            Notice("differs", facts=(found.best, other)) for other in distinct(found.differing)[:2]
        ]
        notices += finding_notices((found.best,), index)
        if found.other_year and found.best.year is not None:
            notices.append(
                Notice("other_year", (("year", str(found.best.year)),), facts=(found.best,))
            )
    return tuple(dict.fromkeys(notices))


def finding_notices(facts: Iterable[Fact], index: PaperIndex) -> list[Notice]:
    """Return the findings that touch facts, each once."""
    keys = [key for fact in facts for key in fact.findings]
    by_key = {finding_key(finding): finding for finding in index.paper.findings}
    return [Notice("finding", finding=by_key[key]) for key in dict.fromkeys(keys) if key in by_key]


def distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts that differ in what they are or what they say, the first of each."""
    kept: list[Fact] = []
    for fact in facts:
        if not any(_same_row(fact, k) and same_value(fact, k) for k in kept):
            kept.append(fact)
    return tuple(kept)


def _same_row(left: Fact, right: Fact) -> bool:
    """Return whether two facts are about the same thing, in whichever tables they stand."""
    if left.codes and right.codes and left.codes == right.codes:
        return True
    return left.terms == right.terms and _labels(left) == _labels(right)


def _labels(fact: Fact) -> frozenset[str]:
    return frozenset(term for term in fact.context if term.startswith("label:"))


def _missing_notices(missing: list[tuple[Subject, int | None]], index: PaperIndex) -> list[Notice]:
    return [
        Notice("missing", (("name", subject.name), ("year", str(year or index.paper.year))))
        for subject, year in missing
    ]
