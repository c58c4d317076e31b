"""A subject over the years: its trend, its largest year, its mean."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Fact
from knowledge.query.arithmetic import difference, mean_of, percent_change, total
from knowledge.query.change import pair
from knowledge.query.choosing import YUAN, in_yuan
from knowledge.query.find import find, years_of
from knowledge.query.lookup import ambiguous, lookup, not_found, notices_of
from knowledge.query.model import Answer, Notice, Op, Query, Subject


def trend(query: Query, index: PaperIndex) -> Answer:
    """Return the subject's figure in every year disclosed (or asked for), and the steps between."""
    subject = query.subjects[0]
    years = list(query.years or years_of(subject, query, index))
    founds = [f for f in (find(subject, query, index, year) for year in years) if f]
    facts = [f.best for f in founds]
    if not facts:
        return not_found(query, index)
    if founds[0].rivals:
        return ambiguous(query, founds[0])
    if len(facts) == 1:
        single = lookup(query.model_copy(update={"op": Op.LOOKUP, "years": ()}), index)
        return replace(
            single, notices=(*single.notices, Notice("one_year", (("year", str(facts[0].year)),)))
        )
    steps = [step for a, b in itertools.pairwise(facts) if (step := difference(b, a))]
    missing = [year for year in query.years if year not in {f.year for f in facts}]
    notices = [Notice("missing", (("name", subject.name), ("year", str(year)))) for year in missing]
    return Answer(
        query,
        "trend",
        main=(*facts, *steps),
        years=tuple(f.year or 0 for f in facts),
        notices=(*notices_of(founds, index), *notices),
    )


def extreme_year(query: Query, index: PaperIndex) -> Answer:
    """Return the year in which the subject's figure, or its change, was largest or smallest."""
    subject = query.subjects[0]
    years = query.years or years_of(subject, query, index)
    if query.direction:
        return _steepest(query, index, subject, tuple(years))
    founds = [f for f in (find(subject, query, index, year) for year in years) if f]
    facts = [f.best for f in founds if f.best.value is not None]
    if not facts:
        return not_found(query, index)
    ordered = sorted(facts, key=_size, reverse=query.largest)
    return Answer(query, "extreme_year", main=tuple(ordered), notices=notices_of(founds, index))


def threshold_years(query: Query, index: PaperIndex) -> Answer:
    """Return the years in which the subject's figure is above or below the bound."""
    subject = query.subjects[0]
    years = query.years or years_of(subject, query, index)
    facts = [f.best for f in (find(subject, query, index, year) for year in years) if f]
    if not facts or query.bound is None:
        return not_found(query, index)
    limit = query.bound.value * YUAN.get(query.bound.unit or "", Decimal(1))
    over = [
        f
        for f in facts
        if in_yuan(f) is not None
        and in_yuan(f) != limit
        and ((in_yuan(f) or 0) > limit) == query.bound.above
    ]
    return Answer(query, "threshold", main=tuple(over), parts=tuple(facts[-1:]))


def average_over(query: Query, index: PaperIndex) -> Answer:
    """Return the mean of a subject over the years asked for, or disclosed."""
    subject = query.subjects[0]
    years = query.years or years_of(subject, query, index)
    founds = [f for f in (find(subject, query, index, year) for year in years) if f]
    averaged = mean_of([f.best for f in founds]) if len(founds) == len(years) and founds else None
    if averaged is None:
        return not_found(query, index)
    summed = total(averaged.operands)
    return Answer(
        query,
        "average",
        main=(averaged, *((summed,) if summed else ()), *averaged.operands),
        notices=notices_of(founds, index),
    )


def _steepest(query: Query, index: PaperIndex, subject: Subject, years: tuple[int, ...]) -> Answer:
    """Return the year whose change on the year before is the largest in the direction asked."""
    every = years_of(subject, query, index)
    steps = []
    for year in years:
        if year - 1 in every:
            later, earlier = pair(subject, query, index, year, year - 1)
            step = later and earlier and percent_change(later.best, earlier.best)
            amount = later and earlier and difference(later.best, earlier.best)
            if step and amount:
                steps.append((step, amount))
    if not steps:
        return not_found(query, index)
    falling = query.direction == "down"
    kept = [s for s in steps if (s[1].value < 0) == falling and s[1].value != 0]
    if not kept:
        return Answer(
            query,
            "never",
            main=tuple(figure for pair in steps for figure in (pair[1], pair[0])),
            values={"direction": query.direction or ""},
        )
    steps = kept
    steps.sort(key=lambda pair: pair[0].value, reverse=(query.largest != falling))
    figures = tuple(figure for pair in steps for figure in (pair[1], pair[0]))
    return Answer(query, "steepest", main=figures)


def _size(fact: Fact) -> Decimal:
    return in_yuan(fact) or Decimal(0)
