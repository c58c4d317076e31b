"""Which fact a subject means in a year: the nearest one, where else it stands, and who disagrees."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.base import Match, PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.choosing import TIER, Found, choose, same_value
from knowledge.query.model import Query, Subject
from knowledge.terms import Term, ancestors, in_heads, parts_below, terms

LEVELS = frozenset({Aspect.AMOUNT, Aspect.TARGET})
CHANGES = frozenset({Aspect.CHANGE, Aspect.CHANGE_PERCENT})
_FUNDS = frozenset({"fiscal_appropriation", "general_budget"})
_SIDES_ALONE = (frozenset({"expenditure"}), frozenset({"revenue"}))
_SPENT = "expenditure"
_HALVES = frozenset({"basic", "project"})
_REVENUE_FORM = "form:revenue"
_OF_ALL = frozenset(
    {
        "revenue",
        "expenditure",
        "fiscal_appropriation",
        "general_budget",
        "government_fund",
        "state_capital",
    }
    | {"unit_funds", "other_income", "carryover_in", "carryover_out", "grand_total", "this_year"}
)
"""What is asked of the department: one project's sheet prints its own share under the same name."""
_APART = frozenset({"three_public", "vehicle"})
"""Wholes whose parts papers print in rows of their own, among other things."""
_MOST_KEPT = 200
_MOST_FOUND = 32
"""One question, and what may be asked next of its answer, look for fewer figures than these."""
_FIGURES = frozenset({Kind.MONEY, Kind.PEOPLE, Kind.COUNT, Kind.PERCENT})

_BOTH_SIDES = frozenset({"revenue", "expenditure"})


def find(subject: Subject, query: Query, index: PaperIndex, year: int | None) -> Found | None:
    """Return what `subject` means in `year`; None where the paper says nothing of it.

    A year of None is the paper's own, or, where nothing stands there, the latest year disclosed.
    An answer and what may be asked next look for the same figures several times over.
    """
    said = subject.terms, subject.codes, subject.one_of
    key = *said, query.kind, query.unit, query.tables, query.numeric, query.phase, year
    if key not in index.found:
        if len(index.found) >= _MOST_FOUND:
            index.found.clear()
        index.found[key] = _found(subject, query, index, year)
    found: Found | None = index.found[key]
    return found


def _found(subject: Subject, query: Query, index: PaperIndex, year: int | None) -> Found | None:
    matches = without_parts(matches_of(subject, query, index), subject, index)
    if subject.terms <= _OF_ALL and not (subject.codes or subject.one_of or query.tables):
        matches = _of_the_department(matches, index)
    matches = _without_bounds(_without_weights(matches, subject, index), subject, query, index)
    if query.numeric:
        matches = figures_only(matches) or matches
    if subject.terms and not (subject.codes or subject.one_of):
        matches = _of_itself(matches, subject.terms)
    if is_bare_row(subject) and not query.tables:
        matches = _of_its_budget(matches)
    phase = query.phase or index.paper.phase
    of_phase = [m for m in matches if m.fact.phase is phase]
    of_row = not query.phase and (subject.codes or is_bare_row(subject))
    before = [m for m in matches if m.fact.year == year] if of_row else []
    # what was spent is never answered with what was planned; only where neither was said may the other stand in
    matches = of_phase if query.phase else of_phase or matches
    own = [m for m in matches if m.fact.year in (index.paper.year, None)]
    if year is not None:
        other = year != index.paper.year
        # of a row's year before, only what was spent may be told: 上年执行数
        found = choose([m for m in matches if m.fact.year == year] or (before if other else []))
        return (
            None
            if found
            and own
            and other
            and is_of_another(found.best, own[0].fact, subject)
            and not _told_beside(found.best, own)
            else found
        )
    if own and (not matches or own[0].cost <= matches[0].cost + 0.7):
        return _as_in_tables(choose(own), index)
    if not matches:
        return None
    latest = max((m.fact.year or 0) for m in matches if m.cost <= matches[0].cost + TIER)
    found = choose([m for m in matches if m.fact.year == latest])
    return found and Found(found.best, found.same, found.differing, found.rivals, True, found.cost)


def _as_in_tables(found: Found | None, index: PaperIndex) -> Found | None:
    """Return what the tables print for a total of both sides that a sentence tells, where they differ from it.

    财政拨款收入支出总计0.3万元: the tables have one row for what came in and one for what was spent, with one sum.
    """
    if found is None or found.best.table is not None or not found.best.terms >= _BOTH_SIDES:
        return found
    told = found.best
    sides = []
    for side in sorted(_BOTH_SIDES):
        terms = told.terms - _BOTH_SIDES | {side}
        rows = index.match(Subject(terms=terms), aspects=LEVELS, kinds=frozenset({Kind.MONEY}))
        sides += [
            m.fact
            for m in rows
            if m.fact.terms == terms
            and m.fact.table is not None
            and (m.fact.year, m.fact.phase) == (told.year, told.phase)
        ][:1]
    if len(sides) < len(_BOTH_SIDES) or not same_value(*sides) or same_value(sides[0], told):
        return found
    return Found(sides[0], (sides[1],), (told,), cost=found.cost)


def _of_the_department(matches: Sequence[Match], index: PaperIndex) -> Sequence[Match]:
    """Return the matches outside of the sheets of single projects; all of them in a paper that has only such."""
    if not index.confined:
        return matches
    return [m for m in matches if m.fact.table not in index.confined] or matches


def _of_itself(matches: Sequence[Match], wanted: frozenset[str]) -> Sequence[Match]:
    """Return the matches without totals that only stand under what is asked for, where it is told by its own name.

    支出预算 3062 万元 in a sentence, and the 总计 of a table of what government funds are spent on, as near as that.
    """
    near = [m for m in matches if m.cost <= matches[0].cost + TIER]
    own = [m.fact for m in near if wanted <= m.fact.terms]
    if not own or len(own) == len(near):
        return matches
    aside = {
        m.fact.id
        for m in near
        if not wanted & m.fact.terms and any(_is_alike(m.fact, f) for f in own)
    }
    return [m for m in matches if m.fact.id not in aside] if aside else matches


def _is_alike(fact: Fact, other: Fact) -> bool:
    """Return whether two facts are of one kind, year and phase."""
    return (fact.kind, fact.year, fact.phase) == (other.kind, other.year, other.phase)


def without_parts(matches: Sequence[Match], subject: Subject, index: PaperIndex) -> Sequence[Match]:
    """Return the matches that are not only of a part of the whole asked about, in the same order."""
    if len(subject.terms) > 1 and _SPENT in subject.terms and _is_divided(matches):
        return []  # a unit's 基本支出 and 项目支出, each in a table of its own: neither is its spending
    if is_all_of_row(subject):
        matches = _of_whole_unit(_without_purchases(matches, subject))
    if (
        subject.codes
        or not subject.terms
        or (len(subject.terms) > 1 and not subject.terms & _APART)
    ):
        return matches  # nothing can be a mere part of these
    whole, *others = subject.terms
    below = parts_below(whole)
    if not (others or below):
        return matches
    key = id(matches), subject.terms
    known = index.whole.get(key)
    if known is not None and known[0] is matches:
        return known[1]
    if others:
        kept = [m for m in matches if not _stands_for_whole(m.fact, subject)]
    else:
        term = terms().get(whole)
        kept = [m for m in matches if not _is_part(m.fact, whole, term, below)]
    if len(index.whole) >= _MOST_KEPT:
        index.whole.clear()
    index.whole[key] = matches, kept
    return kept


def is_all_of_row(subject: Subject) -> bool:
    """Return whether all the money of what a label names is asked for, none of its halves: 支队的财政拨款."""
    labels = {term for term in subject.terms if term.startswith("label:")}
    return bool(labels) and bool(subject.terms - labels) and subject.terms - labels <= _OF_ALL


def _without_purchases(matches: Sequence[Match], subject: Subject) -> Sequence[Match]:
    """Return the matches without rows of what is procured for the thing asked about, which are no totals of it."""
    if "procurement" in subject.terms:
        return matches
    return [m for m in matches if "procurement" not in m.fact.terms | m.fact.context]


def _of_whole_unit(matches: Sequence[Match]) -> Sequence[Match]:
    """Return the matches without those of a unit's 基本支出 or 项目支出 alone, which are no totals of it.

    It is a unit where the table of what comes in has a row of it. Of the funds printed in that row, of which the
    one asked for is the sum, the only one that is not nothing is all of it.
    """
    whole = [m for m in matches if not _HALVES & (m.fact.terms | m.fact.context)]
    comes_in = [m for m in whole if _REVENUE_FORM in m.fact.context and m.fact.value is not None]
    if not comes_in or len(whole) == len(matches):
        return matches
    filled = [m for m in comes_in if m.fact.value]
    rows = {(m.fact.table, m.fact.row) for m in comes_in}
    alone = len(filled) == 1 and len(rows) == 1
    return [m for m in whole if m not in comes_in or m in filled] if alone else whole


def _of_its_budget(matches: Sequence[Match]) -> Sequence[Match]:
    """Return the matches without what tables of other things tell, where the table of what comes in has the row.

    A unit's budget is no asset that is to be bought for it, though the table of such has a row of its name, too.
    """
    near = [m for m in matches if m.cost <= matches[0].cost + TIER]
    if not any(_REVENUE_FORM in m.fact.context and m.fact.value for m in near):
        return matches
    return [m for m in matches if m.fact.kind is not Kind.MONEY or not _is_aside(m.fact)]


def _is_aside(fact: Fact) -> bool:
    """Return whether a figure stands in a table of a known form that tells neither what comes in nor what is spent."""
    said = fact.context | fact.terms
    return any(term.startswith("form:") for term in said) and said.isdisjoint(_OF_ALL)


def is_of_another(fact: Fact, own: Fact, subject: Subject) -> bool:
    """Return whether a row's figure of another table is not of what the row's own is: 2018 年三公, 2019 年部门预算.

    Only where the row alone is asked for, and nothing of what its columns are.
    """
    if not is_bare_row(subject) or None in {fact.table, own.table} or fact.table == own.table:
        return False
    said, before = ({t for t in f.terms | f.context if t in terms()} for f in (own, fact))
    return not (said <= before or before <= said)


def _told_beside(fact: Fact, own: Sequence[Match]) -> bool:
    """Return whether the table of another year's figure prints the row's own as well, with the same value."""
    return any(
        m.fact.table == fact.table and same_value(m.fact, own[0].fact)
        for m in own
        if m.fact.kind is own[0].fact.kind
    )


def is_bare_row(subject: Subject) -> bool:
    """Return whether a subject is a row by its name alone, which may stand in tables of different things."""
    named = bool(subject.terms) and all(term.startswith("label:") for term in subject.terms)
    return named and not subject.codes and not subject.one_of


def _is_divided(matches: Sequence[Match]) -> bool:
    """Return whether all that is told of a thing's spending is told of its 基本支出 or of its 项目支出."""
    halves = [_HALVES & (m.fact.terms | m.fact.context) for m in matches if m.fact.value]
    return all(halves) and frozenset[str]().union(*halves) >= _HALVES


def is_mere_part(fact: Fact, subject: Subject) -> bool:
    """Return whether a fact is only of a part of the whole asked about: 基本支出 where 支出 is.

    A part never stands for its whole; what a table or a sentence says under the whole's own name does.
    """
    if subject.codes:
        return False
    if len(subject.terms) > 1:
        return _stands_for_whole(fact, subject)
    if len(subject.terms) != 1:
        return False
    (whole,) = subject.terms
    return _is_part(fact, whole, terms().get(whole), parts_below(whole))


def _is_part(fact: Fact, whole: str, known: Term | None, below: frozenset[str]) -> bool:
    """Return whether a fact is of a part of a whole, whose term is known and has parts below it, and not of itself."""
    own, context = fact.terms, fact.context
    if whole in own or whole in context:
        return False
    if known is not None and known.kind != fact.kind:
        return False  # 几批次、多少人 are counted of a reception, and are no parts of what it costs
    return not (below.isdisjoint(own) and below.isdisjoint(context))


def _stands_for_whole(fact: Fact, subject: Subject) -> bool:
    """Return whether a fact, of several terms asked for, has one only as its part: 接待费 for 公用经费里的三公."""
    above = frozenset().union(*(ancestors(term) for term in fact.terms))
    return bool((subject.terms - fact.terms - fact.context) & above & _APART)


def find_whole(subject: Subject, query: Query, index: PaperIndex, year: int | None) -> Found | None:
    """Return what `subject` means as the whole of its parts: of all spending or revenue, this year's.

    A grand total also holds what was carried over, which is no part of what the year was spent on.
    """
    alone = subject.terms - _FUNDS in _SIDES_ALONE and not subject.codes and not subject.one_of
    if alone:
        wanted = Subject(terms=subject.terms | {"this_year"}, name=subject.name)
        found = find(wanted, query, index, year)
        if found and "this_year" in found.best.terms and found.best.value:
            return found
    return find(subject, query, index, year)


def labels_of_code(subject: Subject, index: PaperIndex) -> frozenset[str]:
    """Return the name that all rows of a subject's code bear; nothing where they bear none in common."""
    facts = (index.paper.facts[i] for code in subject.codes for i in index.by_code.get(code, ()))
    names = [
        frozenset(term for term in fact.terms if term.startswith("label:"))
        for fact in facts
        if subject.codes <= frozenset(fact.codes)
    ]
    return frozenset.intersection(*names) if names else frozenset[str]()


def matches_of(
    subject: Subject, query: Query, index: PaperIndex, aspects: frozenset[Aspect] = LEVELS
) -> Sequence[Match]:
    """Return the facts that a subject may mean in any year, nearest first."""
    kinds = frozenset({query.kind}) if query.kind else None
    if query.kind is Kind.PEOPLE:
        subject = subject.model_copy(update={"terms": in_heads(subject.terms)})
    if len(subject.codes) == 1 and not (subject.terms or subject.one_of):
        # a code is its row: a column of it (商品和服务支出) is no nearer than its total
        subject = subject.model_copy(update={"terms": labels_of_code(subject, index)})
    return index.match(subject, aspects=aspects, kinds=kinds, unit=query.unit, tables=query.tables)


def figures_only(matches: Sequence[Match]) -> list[Match]:
    """Return the matches that hold, or could hold, a number; a target's own words too where they hold one."""
    return [m for m in matches if m.fact.kind in _FIGURES or _is_bound(m.fact)]


def _is_bound(fact: Fact) -> bool:
    """Return whether a fact is what an indicator is to reach, in words that hold a number: 不低200天."""
    return fact.aspect is Aspect.TARGET and any(c.isdigit() for c in str(fact.value or ""))


def _without_weights(
    matches: Sequence[Match], subject: Subject, index: PaperIndex
) -> Sequence[Match]:
    """Return the matches but for how much an indicator weighs; all of them where there are no others."""
    if not (index.targeted and any(m.fact.table in index.targeted for m in matches)):
        return matches
    return [m for m in matches if not _only_weighs(m.fact, subject, index)] or matches


def _without_bounds(
    matches: Sequence[Match], subject: Subject, query: Query, index: PaperIndex
) -> Sequence[Match]:
    """Return the matches without what a sheet's indicator may cost at most, where budgets print a row of its name.

    差旅费 is what the tables of expenditure give it; that a project is to keep it below an amount is another thing.
    """
    if query.tables or not is_bare_row(subject) or not index.targeted:
        return matches
    bounds = [m for m in matches if m.fact.aspect is Aspect.TARGET]
    planned = bounds and any(
        m.fact.aspect is Aspect.AMOUNT
        and m.fact.kind is Kind.MONEY
        and m.fact.value
        and m.fact.row is not None
        and m.fact.table not in index.targeted
        and subject.terms <= m.fact.terms
        for m in matches
    )
    return [m for m in matches if m not in bounds] if planned else matches


def _only_weighs(fact: Fact, subject: Subject, index: PaperIndex) -> bool:
    """Return whether a figure tells how much an indicator weighs (权重, 分值), and that is not asked for.

    It stands beside what the indicator is to reach, in a column of its own.
    """
    if fact.aspect is not Aspect.AMOUNT or fact.table not in index.targeted:
        return False
    if fact.kind not in _FIGURES:
        return False
    return any(
        beside.aspect is Aspect.TARGET and fact.terms - beside.terms - subject.terms
        for beside in index.in_row(fact)
    )


def years_of(subject: Subject, query: Query, index: PaperIndex) -> tuple[int, ...]:
    """Return the years for which a subject's figure is disclosed, first to last.

    Only facts about as near as the nearest one count: a part's figure is not the whole's.
    """
    matches = [
        m
        for m in without_parts(matches_of(subject, query, index), subject, index)
        if m.fact.value is not None
    ]
    if not matches:
        return ()
    near = matches[0].cost + 0.75
    return tuple(sorted({m.fact.year for m in matches if m.fact.year and m.cost <= near}))
