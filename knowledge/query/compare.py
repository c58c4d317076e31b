"""Changes, reasons, shares, trends: what the source states, and the same reckoned from its figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge.base import Match, PaperIndex
from knowledge.facts import Aspect, Fact, Phase, State
from knowledge.query.arithmetic import difference, mean_of, percent_change, ratio, share, total
from knowledge.query.find import CHANGES, YUAN, Found, find, in_yuan, matches_of, years_of
from knowledge.query.lookup import ambiguous, distinct, finding_notices, lookup, not_found, notices_of
from knowledge.query.model import Answer, Figure, Notice, Op, Query, Subject

_NEAR = 0.8


def change(query: Query, index: PaperIndex) -> Answer:
    """Return by how much the subject changed: on the year before, or between the years asked for."""
    subject = query.subjects[0]
    if len(query.subjects) == 2 and len(query.years) < 2:
        return between_subjects(query, index)
    if len(query.years) >= 2:
        return _between_years(query, index, query.years[0], query.years[-1])
    year = query.years[0] if query.years else index.paper.year
    if query.phase is Phase.BUDGET and index.paper.phase is Phase.FINAL_ACCOUNTS:
        return _against_budget(query, index, year)
    if year < index.paper.year:
        # "比 2025 年" names the base, "2025 年比上年" the later one; the rules give both years where they know
        return _between_years(query, index, year - 1, year)
    stated = stated_changes(subject, query, index, year)
    later, earlier = _pair(subject, query, index, year, year - 1)
    if not stated and not (later and earlier):
        return _no_base(query, index, year, later)
    main: list[Figure] = _one_of_each(stated)
    quotes = reasons_near(main, subject, index)
    computed = difference(later.best, earlier.best) if later and earlier else None
    percent = percent_change(later.best, earlier.best) if later and earlier else None
    if not main:
        main = [figure for figure in (computed, percent) if figure]
        computed = percent = None
    facts = [fact for fact in main if isinstance(fact, Fact)]
    notices = finding_notices(facts, index)
    if query.percent:
        main.sort(key=lambda figure: figure.unit != "%")
    answer = Answer(query, "change", main=tuple(main), quotes=quotes, notices=tuple(notices))
    checks = tuple(figure for figure in (computed, percent) if figure)
    return replace(
        answer, main=(*answer.main, *checks), parts=tuple(f.best for f in (later, earlier) if f),
        values={"year": str(year), "base_year": str(year - 1)},
    )


def stated_changes(subject: Subject, query: Query, index: PaperIndex, year: int) -> list[Match]:
    """Return the changes that the source itself states for a subject, nearest first."""
    free = query.model_copy(update={"kind": None, "unit": None})
    matches = matches_of(subject, free, index, CHANGES)
    return [m for m in matches if m.fact.year in (year, None) and m.cost <= matches[0].cost + 0.2 and m.cost < 1.3]


def reasons_near(figures: list[Figure], subject: Subject, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the reasons that stand in the sentence of the changes, else those for the subject itself."""
    lines = {(f.citation.place.line, f.citation.place.page) for f in figures if isinstance(f, Fact)}
    reasons = [f for f in index.paper.facts if f.aspect is Aspect.REASON]
    here = [
        f for f in reasons
        if (f.citation.place.line, f.citation.place.page) in lines and (subject.terms <= f.terms | f.context or not subject.terms)
    ]
    if not here:
        matches = index.match(subject, aspects=frozenset({Aspect.REASON}))
        here = [m.fact for m in matches if m.cost <= matches[0].cost + 0.2 and m.cost < 1.6]
    kept: dict[object, Fact] = {}
    for fact in here:
        kept.setdefault(fact.value, fact)
    return tuple(kept.values())[:2]


def reason(query: Query, index: PaperIndex) -> Answer:
    """Return why the subject changed, in the source's words; a false premise is told as such."""
    subject = query.subjects[0] if query.subjects else Subject(terms=frozenset({"expenditure"}))
    year = query.years[0] if query.years else index.paper.year
    stated = _one_of_each(stated_changes(subject, query, index, year))
    premise = _premise(query, stated)
    quotes = reasons_near(list(stated), subject, index)
    if premise is False:
        return Answer(
            query, "premise", main=tuple(stated), quotes=quotes, notices=tuple(finding_notices(stated_facts(stated), index))
        )
    if quotes:
        facts = [*stated_facts(stated), *quotes]
        return Answer(
            query, "reason", main=tuple(stated), quotes=quotes, notices=tuple(finding_notices(facts, index))
        )
    found = find(subject, query.model_copy(update={"years": ()}), index, None)
    if found is None:
        return not_found(query, index)
    return Answer(
        query, "no_reason", found=found.best.state is not State.VALUE, main=(found.best,), also=found.same,
        quotes=(), years=years_of(subject, query, index),
    )


def stated_facts(figures: list[Figure]) -> list[Fact]:
    """Return the facts among figures."""
    return [figure for figure in figures if isinstance(figure, Fact)]


def share_of(query: Query, index: PaperIndex) -> Answer:
    """Return the first subject's share of the second, or of its whole."""
    if len(query.subjects) > 2:
        return _shares(query, index)
    part_subject = query.subjects[0]
    year = query.years[0] if query.years else None
    if len(query.subjects) == 1:
        stated = _stated_share(part_subject, query, index, year)
        if stated:
            return Answer(query, "share", main=(stated[0].fact,), also=tuple(m.fact for m in stated[1:3]))
    part = find(part_subject, query, index, year)
    if part is None:
        return not_found(query, index)
    if part.rivals:
        return ambiguous(query, part)
    whole_subject = query.subjects[1] if len(query.subjects) > 1 else whole_of(part.best)
    free = query.model_copy(update={"kind": part.best.kind, "unit": None, "tables": frozenset()})
    whole = find(whole_subject, free, index, part.best.year)
    if whole is None:
        return not_found(query.model_copy(update={"subjects": (whole_subject,)}), index)
    computed = share(part.best, whole.best)
    if computed is None:
        return lookup(query, index)
    return Answer(
        query, "share", main=(computed,), parts=(part.best, whole.best), notices=notices_of((part, whole), query, index)
    )


def _shares(query: Query, index: PaperIndex) -> Answer:
    """Return the shares of several parts in the last subject, which is their whole."""
    *parts, last = query.subjects
    year = query.years[0] if query.years else None
    whole = find(last, query, index, year)
    founds = [f for f in (find(part, query, index, year) for part in parts) if f]
    computed = [s for s in (share(f.best, whole.best) for f in founds) if s] if whole else []
    if not whole or len(computed) < len(parts):
        return not_found(query, index)
    return Answer(
        query, "shares", main=tuple(computed), parts=(*(f.best for f in founds), whole.best),
        notices=notices_of((*founds, whole), query, index),
    )


def whole_of(part: Fact) -> Subject:
    """Return what a fact is taken to be a part of: its parent term, else all expenditure or revenue."""
    from knowledge.terms import standard_name, terms

    for term in sorted(part.terms):
        known = terms().get(term)
        if known and known.parent and known.parent != "fiscal_appropriation":
            return Subject(terms=frozenset({known.parent}), name=standard_name(known.parent))
    if part.kind.value == "people":
        whole = "staffing_quota" if "on_duty" in part.terms else "on_duty"
    else:
        said = part.terms | part.context
        whole = "revenue" if "revenue" in said and "expenditure" not in said else "expenditure"
    return Subject(terms=frozenset({whole}), name=standard_name(whole))


def trend(query: Query, index: PaperIndex) -> Answer:
    """Return the subject's figure in every year disclosed (or asked for), and the steps between."""
    subject = query.subjects[0]
    years = [y for y in (query.years or years_of(subject, query, index))]
    founds = [f for f in (find(subject, query, index, year) for year in years) if f]
    facts = [f.best for f in founds]
    if not facts:
        return not_found(query, index)
    if founds[0].rivals:
        return ambiguous(query, founds[0])
    if len(facts) == 1:
        single = lookup(query.model_copy(update={"op": Op.LOOKUP, "years": ()}), index)
        return replace(single, notices=(*single.notices, Notice("one_year", (("year", str(facts[0].year)),))))
    steps = [step for a, b in zip(facts, facts[1:], strict=False) if (step := difference(b, a))]
    missing = [year for year in query.years if year not in {f.year for f in facts}]
    notices = [Notice("missing", (("name", subject.name), ("year", str(year)))) for year in missing]
    return Answer(
        query, "trend", main=(*facts, *steps), years=tuple(f.year or 0 for f in facts),
        notices=(*notices_of(founds, query, index), *notices),
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
    return Answer(query, "extreme_year", main=tuple(ordered), notices=notices_of(founds, query, index))


def threshold_years(query: Query, index: PaperIndex) -> Answer:
    """Return the years in which the subject's figure is above or below the bound."""
    subject = query.subjects[0]
    years = query.years or years_of(subject, query, index)
    facts = [f.best for f in (find(subject, query, index, year) for year in years) if f]
    if not facts or query.bound is None:
        return not_found(query, index)
    limit = query.bound.value * YUAN.get(query.bound.unit or "", Decimal(1))
    over = [f for f in facts if in_yuan(f) is not None and in_yuan(f) != limit and ((in_yuan(f) or 0) > limit) == query.bound.above]
    return Answer(query, "threshold", main=tuple(over), parts=tuple(facts[-1:]))


def remainder(query: Query, index: PaperIndex) -> Answer:
    """Return a whole less a part of it."""
    founds = _every(query, index)
    if len(founds) < 2 or founds[0].best.kind is not founds[1].best.kind:
        return not_found(query, index)
    computed = difference(founds[0].best, founds[1].best, "remainder")
    if computed is None:
        return not_found(query, index)
    return Answer(query, "remainder", main=(computed, founds[0].best, founds[1].best), notices=notices_of(founds, query, index))


def sum_over(query: Query, index: PaperIndex) -> Answer:
    """Return the sum of a subject over years, or of several subjects in a year."""
    founds = _every(query, index)
    wanted = max(1, len(query.subjects)) * max(1, len(query.years))
    if len(founds) < wanted:
        return not_found(query, index)
    if len(founds) == 1:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    summed = total([f.best for f in founds])
    if summed is None:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    return Answer(query, "sum", main=(summed, *summed.operands), notices=notices_of(founds, query, index))


def average_over(query: Query, index: PaperIndex) -> Answer:
    """Return the mean of a subject over the years asked for, or disclosed."""
    subject = query.subjects[0]
    years = query.years or years_of(subject, query, index)
    founds = [f for f in (find(subject, query, index, year) for year in years) if f]
    averaged = mean_of([f.best for f in founds]) if len(founds) == len(years) and founds else None
    if averaged is None:
        return not_found(query, index)
    summed = total(averaged.operands)
    return Answer(query, "average", main=(averaged, *((summed,) if summed else ()), *averaged.operands), notices=notices_of(founds, query, index))


def between_subjects(query: Query, index: PaperIndex) -> Answer:
    """Return by how much the first subject exceeds the second."""
    founds = _every(query, index)
    if len(founds) < 2:
        return not_found(query, index)
    found = ratio if query.op is Op.RATIO else difference
    computed = found(founds[0].best, founds[1].best)
    if computed is None:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    return Answer(
        query, "between", main=(computed, founds[0].best, founds[1].best), notices=notices_of(founds, query, index)
    )


def _against_budget(query: Query, index: PaperIndex, year: int) -> Answer:
    """Return by how much a year's accounts differ from its own budget."""
    subject = query.subjects[0]
    spent = find(subject, query.model_copy(update={"phase": Phase.FINAL_ACCOUNTS}), index, year)
    planned = find(subject, query, index, year)
    if not spent or not planned or planned.best.phase is not Phase.BUDGET:
        return not_found(query, index)
    computed = [f for f in (difference(spent.best, planned.best), percent_change(spent.best, planned.best)) if f]
    if not computed:
        return not_found(query, index)
    return Answer(
        query, "against_budget", main=tuple(computed), parts=(spent.best, planned.best),
        quotes=reasons_near([planned.best, spent.best], subject, index), notices=notices_of((spent, planned), query, index),
    )


def _between_years(query: Query, index: PaperIndex, first: int, second: int) -> Answer:
    subject = query.subjects[0]
    earlier_year, later_year = min(first, second), max(first, second)
    later, earlier = _pair(subject, query, index, later_year, earlier_year)
    stated: list[Figure] = []
    quotes: tuple[Fact, ...] = ()
    if later_year - earlier_year == 1 and later_year == index.paper.year:
        stated = _one_of_each(stated_changes(subject, query, index, later_year))
        quotes = reasons_near(stated, subject, index)
    computed: list[Figure] = []
    if later and earlier:
        computed = [f for f in (difference(later.best, earlier.best), percent_change(later.best, earlier.best)) if f]
    if not computed and not stated:
        return not_found(query, index)
    notices = [*finding_notices(stated_facts(stated), index)]
    if later and earlier:
        notices += notices_of((later, earlier), query, index)
    if query.percent:
        stated.sort(key=lambda figure: figure.unit != "%")
        computed.sort(key=lambda figure: figure.unit != "%")
    return Answer(
        query, "change", main=(*stated, *computed), quotes=quotes, notices=tuple(dict.fromkeys(notices)),
        parts=tuple(f.best for f in (later, earlier) if f),
        values={"year": str(later_year), "base_year": str(earlier_year)},
    )


def _pair(
    subject: Subject, query: Query, index: PaperIndex, later: int, earlier: int
) -> tuple[Found | None, Found | None]:
    """Return the subject's figures in two years, of one kind; None where one of them is only a part's."""
    free = query.model_copy(update={"years": (), "percent": False})
    first, second = find(subject, free, index, later), find(subject, free, index, earlier)
    if first and second and abs(first.cost - second.cost) > _NEAR:
        return (first, None) if first.cost < second.cost else (None, second)
    return first, second


def _no_base(query: Query, index: PaperIndex, year: int, later: Found | None) -> Answer:
    if later is None:
        return not_found(query, index)
    return Answer(
        query, "no_base", found=False, main=(later.best,), years=years_of(query.subjects[0], query, index),
        values={"year": str(year), "base_year": str(year - 1)},
    )


def _one_of_each(matches: list[Match]) -> list[Figure]:
    """Return the nearest stated amount and percentage of change."""
    kept: dict[Aspect, Fact] = {}
    for match in matches:
        kept.setdefault(match.fact.aspect, match.fact)
    return [kept[aspect] for aspect in (Aspect.CHANGE, Aspect.CHANGE_PERCENT) if aspect in kept]


def _premise(query: Query, stated: list[Figure]) -> bool | None:
    """Return whether the direction that the question presumes is the one stated; None where neither is known."""
    if query.direction is None or not stated:
        return None
    return (stated[0].value > 0) == (query.direction == "up") if not isinstance(stated[0].value, str | None) else None


def _stated_share(subject: Subject, query: Query, index: PaperIndex, year: int | None) -> list[Match]:
    free = query.model_copy(update={"kind": None, "unit": None})
    matches = matches_of(subject, free, index, frozenset({Aspect.SHARE}))
    return [m for m in matches if m.fact.year in (year or index.paper.year, None) and m.cost < 0.9]


def _every(query: Query, index: PaperIndex) -> list[Found]:
    years = query.years or (None,)
    founds = [find(subject, query, index, year) for subject in query.subjects for year in years]
    return [f for f in founds if f]


def _steepest(query: Query, index: PaperIndex, subject: Subject, years: tuple[int, ...]) -> Answer:
    """Return the year whose change on the year before is the largest in the direction asked."""
    every = years_of(subject, query, index)
    steps = []
    for year in years:
        if year - 1 in every:
            later, earlier = _pair(subject, query, index, year, year - 1)
            step = later and earlier and percent_change(later.best, earlier.best)
            amount = later and earlier and difference(later.best, earlier.best)
            if step and amount:
                steps.append((step, amount))
    if not steps:
        return not_found(query, index)
    falling = query.direction == "down"
    steps.sort(key=lambda pair: pair[0].value, reverse=(query.largest != falling))
    figures = tuple(figure for pair in steps for figure in (pair[1], pair[0]))
    return Answer(query, "steepest", main=figures)


def _size(fact: Fact) -> object:
    return fact.value


