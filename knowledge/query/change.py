"""Changes and their reasons: what the source states, and the same reckoned from its figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge.base import Match, PaperIndex
from knowledge.facts import Aspect, Fact, Phase
from knowledge.query import sums
from knowledge.query.arithmetic import difference, percent_change, total
from knowledge.query.bases import (
    LEFT,
    amount_of_change,
    base_of,
    beside_base,
    in_unit_of,
    is_misprinted,
    left_before,
    level_of,
    percent_of_stated,
    stated_facts,
)
from knowledge.query.choosing import Found
from knowledge.query.find import (
    CHANGES,
    find,
    is_bare_row,
    is_mere_part,
    is_of_another,
    matches_of,
    years_of,
)
from knowledge.query.lookup import ambiguous, finding_notices, not_found, notices_of
from knowledge.query.model import Answer, Figure, Op, Query, Subject
from knowledge.query.signs import signs
from knowledge.terms import terms

_NEAR = 0.8
_ALL = frozenset({"revenue", "expenditure", "grand_total", "this_year"})
_FUNDS = frozenset({"fiscal_appropriation", "general_budget", "government_fund", "state_capital"})
_BASE = 2
"""So many characters tell what a change is counted from: 执行, 决算."""


def change(query: Query, index: PaperIndex) -> Answer:
    """Return by how much the subject changed: on the year before, or between the years asked for."""
    subject = query.subjects[0]
    if len(query.subjects) == 2 and len(query.years) < 2:
        return sums.between_subjects(query, index)
    if len(query.years) >= 2:
        return _between_years(query, index, query.years[0], query.years[-1])
    year = query.years[0] if query.years else index.paper.year
    if year < index.paper.year:
        # "比 2025 年" names the base, "2025 年比上年" the later one; the rules give both years where they know
        return _between_years(query, index, year - 1, year)
    stated = stated_changes(subject, query, index, year)
    both = None if stated else _undecided(query, index, year)
    if both:
        return ambiguous(query, both)
    later, earlier = pair(subject, query, index, year, year - 1)
    if not stated and (query.base or not (later and earlier)):
        return _of_parts(query, later, index) or _no_base(query, index, year, later)
    main: list[Figure] = one_of_each(stated)
    quotes = reasons_near(main, subject, index)
    computed = difference(later.best, earlier.best) if later and earlier else None
    percent: Figure | None = percent_change(later.best, earlier.best) if later and earlier else None
    if percent is None and later and not any(f.unit == "%" for f in main):
        percent = percent_of_stated(later, main, index)
    if not main:
        main = [figure for figure in (computed, percent) if figure]
        computed = percent = None
    facts = [fact for fact in main if isinstance(fact, Fact)]
    notices = finding_notices(facts, index)
    main += [figure for figure in (computed, percent) if figure]
    if query.percent:
        main.sort(key=lambda figure: figure.unit != "%")
    answer = Answer(query, "change", main=tuple(main), quotes=quotes, notices=tuple(notices))
    answer = replace(answer, values={"year": str(year), "base_year": str(year - 1)})
    return _with_levels(answer, later, earlier, index)


def _of_parts(query: Query, later: Found | None, index: PaperIndex) -> Answer | None:
    """Return the change of a whole as the sum of its parts' stated changes; None where one of them states none."""
    (subject, *_), year = query.subjects, index.paper.year
    if len(subject.terms) != 1 or query.base or later is None:
        return None
    told = parts_changed(next(iter(subject.terms)), year, later.best, index)
    summed = total(told) if told and len(told) > 1 else None
    if summed is None:
        return None
    moved = replace(summed, what="difference", year=year, base_year=year - 1)
    return Answer(
        query,
        "change",
        main=(moved,),
        parts=(later.best,),
        values={"year": str(year), "base_year": str(year - 1)},
    )


def parts_changed(term: str, year: int, like: Fact, index: PaperIndex) -> list[Fact] | None:
    """Return the stated changes of the parts that a term has, one of each or of its own parts; None where one lacks."""
    found: list[Fact] = []
    parts = [name for name, known in terms().items() if known.parent == term]
    for part in parts:
        own = Subject(terms=frozenset({part}))
        query = Query(op=Op.CHANGE, subjects=(own,), kind=like.kind)
        stated = amount_of_change(one_of_each(stated_changes(own, query, index, year)))
        below = [stated] if stated else parts_changed(part, year, like, index)
        if not below:
            return None
        found += [in_unit_of(f, like) for f in below]
    return found or None


def _with_levels(
    answer: Answer, later: Found | None, earlier: Found | None, index: PaperIndex
) -> Answer:
    """Return a change with the figures of the two years; last year's reckoned where nothing changed after all.

    Where it is asked by how much a figure fell and it did not, both years' figures are what there is to tell.
    """
    filled = not any(f and f.best.value is None for f in (earlier, later))
    earlier = earlier if filled else None
    both = tuple(f.best for f in (later, earlier) if f)
    main = [f for f in answer.main if not in_words(f)] or list(answer.main)
    amount = amount_of_change(main)
    if amount is None or earlier is not None:
        return replace(answer, main=tuple(main), parts=both)
    level = level_of(amount, later.best if later else None, index)
    if level is None:
        return replace(answer, main=tuple(main), parts=both)
    figures = [in_unit_of(f, level) if isinstance(f, Fact) else f for f in main]
    if presumes_wrongly(answer.query, amount):
        reckoned = base_of(amount, level, index)
        figures += [reckoned] if reckoned else []
    return replace(answer, main=tuple(figures), parts=(level,))


def in_words(figure: Figure) -> bool:
    """Return whether a change is told in words that give no figure: 基本持平."""
    return isinstance(figure, Fact) and isinstance(figure.value, str)


def presumes_wrongly(query: Query, changed: Figure) -> bool:
    """Return whether a question presumes a rise or a fall and the figure did not go that way; 基本持平 is neither."""
    if not isinstance(changed.value, Decimal):
        return True
    if changed.value == 0:
        return True
    return query.direction is not None and (changed.value > 0) != (query.direction == "up")


def is_told(query: Query, index: PaperIndex) -> bool:
    """Return whether `change` would tell a change of a query's one subject on the year before."""
    subject, year = query.subjects[0], index.paper.year
    if stated_changes(subject, query, index, year):
        return True
    return not _undecided(query, index, year) and all(pair(subject, query, index, year, year - 1))


def _undecided(query: Query, index: PaperIndex, year: int) -> Found | None:
    """Return the figures between which a part of a label does not decide; None where it does."""
    subject = query.subjects[0]
    if len(subject.one_of) < 2:
        return None
    free = query.model_copy(update={"years": (), "percent": False})
    both = find(subject, free, index, year)
    return both if both and both.rivals else None


def stated_base(subject: Subject, query: Query, index: PaperIndex, year: int) -> Answer | None:
    """Return a year's figure reckoned from the next year's and its stated change; None where either is missing.

    2026 年 90.15 万元，比 2025 年减少 1.41 万元: 2025 年 90.15 + 1.41.
    """
    stated = [
        m.fact
        for m in stated_changes(subject, query, index, year + 1)
        if m.fact.base_year == year and isinstance(m.fact.value, Decimal)
    ]
    amounts = [f for f in stated if f.aspect is Aspect.CHANGE] or stated
    later = find(subject, query.model_copy(update={"years": ()}), index, year + 1)
    asked = later.best if later and not later.rivals else None
    if not amounts or not _may_tell(amounts[0], query, index):
        return None
    computed = base_of(amounts[0], asked, index)
    if computed is None:
        return None
    level, changed = computed.operands
    return Answer(
        query,
        "base",
        main=(computed,),
        parts=(level, changed),
        notices=tuple(finding_notices([changed, level], index)),
    )


def _may_tell(changed: Fact, query: Query, index: PaperIndex) -> bool:
    """Return whether a change gives last year's figure of the phase asked for: what was spent, only from 执行数."""
    spent = query.phase is Phase.FINAL_ACCOUNTS and index.paper.phase is Phase.BUDGET
    return not spent or any(word in (changed.base or "") for word in signs().spent_bases)


def _is_counted_from(fact: Fact, base: str | None) -> bool:
    """Return whether a stated change is counted from what the question says (执行 of 2025年执行数)."""
    return base is None or base[:_BASE] in (fact.base or "")


def stated_changes(subject: Subject, query: Query, index: PaperIndex, year: int) -> list[Match]:
    """Return the changes that the source itself states for a subject, nearest first."""
    free = query.model_copy(update={"kind": None, "unit": None})
    matches = matches_of(subject, free, index, CHANGES)
    if not matches or subject.one_of:
        subject = _as_spending(subject, index)
        matches = matches_of(subject, free, index, CHANGES)
    matches = [
        m
        for m in matches
        if not is_against_budget(m.fact)
        and not _is_of_a_part(m.fact, subject)
        and not is_mere_part(m.fact, subject)
        and _is_counted_from(m.fact, query.base)
    ]
    level = find(subject, free, index, year) if matches and is_bare_row(subject) else None
    matches = [m for m in matches if not level or not is_of_another(m.fact, level.best, subject)]
    # what only stands under a thing does not speak beside what is of the thing itself
    own = [m for m in matches if subject.terms and subject.terms <= m.fact.terms]
    matches = _of_no_fund(own, subject) or own or matches
    near = [
        m
        for m in matches
        if (m.fact.year in (year, None) or _misprinted_base(m.fact, year))
        and m.cost <= matches[0].cost + 0.2
        and m.cost < 1.3
    ]
    return [
        m._replace(fact=replace(m.fact, year=year)) if _misprinted_base(m.fact, year) else m
        for m in near
    ]


def _of_no_fund(matches: list[Match], subject: Subject) -> list[Match]:
    """Return the changes of all that came in or was spent, without those of one fund: 财政拨款支出 is not 支出."""
    if not subject.terms <= _ALL:
        return matches
    return [m for m in matches if m.fact.terms <= _ALL and m.fact.context.isdisjoint(_FUNDS)]


def _as_spending(subject: Subject, index: PaperIndex) -> Subject:
    """Return a subject of spending as sentences name it: 住房公积金 of a table is 住房公积金支出 in the text."""
    terms = frozenset(
        f"{term}支出" if term.startswith("label:") and f"{term}支出" in index.about else term
        for term in subject.terms
    )
    one_of = frozenset(t for t in subject.one_of if f"{t}支出" not in subject.one_of)
    if not terms and len(one_of) == 1:
        terms, one_of = one_of, frozenset()
    return subject.model_copy(update={"terms": terms, "one_of": one_of})


def _is_of_a_part(fact: Fact, subject: Subject) -> bool:
    """Return whether a change is of something narrower, that only stands under what is asked for."""
    narrower = any(t.startswith("label:") and t not in subject.terms for t in fact.terms)
    return narrower and not subject.terms & fact.terms


def is_against_budget(fact: Fact) -> bool:
    """Return whether a stated change compares a year with its own budget (比年初预算增加)."""
    against = fact.base is not None and fact.base_year == fact.year and fact.base_year is not None
    return against and not is_misprinted(fact)


def _misprinted_base(fact: Fact, year: int) -> bool:
    """Return whether a sentence that compares a year with itself is taken to be of the year after it."""
    return fact.year == year - 1 and is_misprinted(fact)


def reasons_near(figures: list[Figure], subject: Subject, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the reasons that stand in the sentence of the changes, else those for the subject itself."""
    lines = {place for f in figures if isinstance(f, Fact) for place in _near_to(f)}
    told = {f.terms for f in figures if isinstance(f, Fact)}
    reasons = index.of_aspect(Aspect.REASON)
    here = [
        f
        for f in reasons
        if not lines.isdisjoint(_near_to(f))
        and (subject.terms <= f.terms | f.context or not subject.terms or f.terms in told)
    ]
    here = [f for f in here if f.terms in told] or here
    if not here:
        matches = index.match(subject, aspects=frozenset({Aspect.REASON}))
        here = [m.fact for m in matches if m.cost <= matches[0].cost + 0.2 and m.cost < 1.6]
        here = here or _of_equal_whole(figures, subject, index)
    kept: dict[object, Fact] = {}
    for fact in here:
        kept.setdefault(fact.value, fact)
    return tuple(kept.values())[:2]


def _near_to(fact: Fact) -> tuple[object, ...]:
    """Return the line and page that a fact stands on, and its paragraph, which may go on over the page."""
    place = fact.citation.place
    return (place.line, place.page), fact.id.rpartition(".")[0]


def _of_equal_whole(figures: list[Figure], subject: Subject, index: PaperIndex) -> list[Fact]:
    """Return the reasons of the whole that alone changed by its part: 公务用车购置及运行费, where none is bought."""
    wholes = {terms()[t].parent for t in subject.terms if t in terms()} - {None}
    moved = amount_of_change([f for f in figures if not in_words(f)]) if len(wholes) == 1 else None
    same = moved is not None and any(
        f.terms == wholes and f.value == moved.value and f.unit == moved.unit
        for f in index.of_aspect(Aspect.CHANGE)
    )
    return [f for f in index.of_aspect(Aspect.REASON) if f.terms == wholes] if same else []


def _between_years(query: Query, index: PaperIndex, first: int, second: int) -> Answer:
    subject = query.subjects[0]
    earlier_year, later_year = min(first, second), max(first, second)
    later, earlier = pair(subject, query, index, later_year, earlier_year)
    stated: list[Figure] = []
    quotes: tuple[Fact, ...] = ()
    if later_year - earlier_year == 1 and later_year == index.paper.year:
        stated = one_of_each(stated_changes(subject, query, index, later_year))
        quotes = reasons_near(stated, subject, index)
    computed: list[Figure] = []
    if later and earlier:
        computed = [
            f
            for f in (
                difference(later.best, earlier.best),
                percent_change(later.best, earlier.best),
            )
            if f
        ]
    if later and stated and not computed and not any(f.unit == "%" for f in stated):
        reckoned = percent_of_stated(later, stated, index)
        computed = [reckoned] if reckoned else []
    if not computed and not stated and later:
        added = _of_parts(query, later, index) if later_year == index.paper.year else None
        return added or _no_base(query, index, later_year, later)
    if not computed and not stated:
        return not_found(query, index)
    notices = [*finding_notices(stated_facts(stated), index)]
    if later and earlier:
        notices += notices_of((later, earlier), index)
    if query.percent:
        stated.sort(key=lambda figure: figure.unit != "%")
        computed.sort(key=lambda figure: figure.unit != "%")
    told = Answer(
        query,
        "change",
        main=(*stated, *computed),
        quotes=quotes,
        notices=tuple(dict.fromkeys(notices)),
        values={"year": str(later_year), "base_year": str(earlier_year)},
    )
    return _with_levels(told, later, earlier, index)


def pair(
    subject: Subject, query: Query, index: PaperIndex, later: int, earlier: int
) -> tuple[Found | None, Found | None]:
    """Return the subject's figures in two years, of one kind; None where one of them is only a part's."""
    free = query.model_copy(update={"years": (), "percent": False})
    first, second = find(subject, free, index, later), find(subject, free, index, earlier)
    if first and not second and later == earlier + 1 and subject.terms >= LEFT:
        second = left_before(first.best, subject, free, index)
    if second and _misprinted_base(second.best, later):
        second = None  # the year before is named where the year itself is meant: no figure to compare with
    if first and second:
        first = beside_base(first, second, subject, free, index, later)
    if first and second and abs(first.cost - second.cost) > _NEAR:
        return (first, None) if first.cost < second.cost else (None, second)
    return first, second


def _no_base(query: Query, index: PaperIndex, year: int, later: Found | None) -> Answer:
    if later is None:
        return not_found(query, index)
    return Answer(
        query,
        "no_base",
        found=False,
        main=(later.best,),
        years=years_of(query.subjects[0], query, index),
        values={"year": str(year), "base_year": str(year - 1)},
    )


def one_of_each(matches: list[Match]) -> list[Figure]:
    """Return the nearest stated amount and percentage of change."""
    kept: dict[Aspect, Fact] = {}
    for match in matches:
        kept.setdefault(match.fact.aspect, match.fact)
    return [kept[aspect] for aspect in (Aspect.CHANGE, Aspect.CHANGE_PERCENT) if aspect in kept]
