"""Shares: of a part in its whole, stated or reckoned."""

from __future__ import annotations

from decimal import Decimal

from knowledge.base import Match, PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.arithmetic import share, share_of_sum
from knowledge.query.choosing import Found, in_yuan
from knowledge.query.find import find, find_whole, matches_of
from knowledge.query.lookup import ambiguous, lookup, not_found, notices_of, undecided
from knowledge.query.model import Answer, Derived, Query, Subject
from knowledge.query.rows import row_over, rows_above, stands_under
from knowledge.terms import ancestors, standard_name, terms

_SIDES = frozenset({"expenditure", "revenue"})
_NEUTRAL = frozenset({"grand_total", "this_year"})
_TOTALS = _SIDES | _NEUTRAL
_BASIC, _PROJECT = frozenset({"personnel_funds", "public_use_funds"}), frozenset({"project"})
_ALL = Decimal(100)
_FUNDS = frozenset({"general_budget", "government_fund", "state_capital", "fiscal_appropriation"})
_KINDS_OF_SPENDING = frozenset({"basic", "project", "personnel_funds", "public_use_funds"})
_ROUNDED = Decimal("0.1")
"""How far a stated share may be from the one reckoned: papers round them."""
_DIVIDED = frozenset({"personnel_funds", "public_use_funds"})
"""Funds of which an economic subject is a part, where it stands in their column: 电费 in that of 公用经费."""


def share_of(query: Query, index: PaperIndex) -> Answer:
    """Return the first subject's share of the second, or of its whole."""
    if len(query.subjects) > 2 or query.together:
        return _shares(query, index)
    if len(query.subjects) == 2 and _is_side(query.subjects[0]) and not _is_side(query.subjects[1]):
        # 收入结构里其他收入占多少: the whole was said first
        query = query.model_copy(update={"subjects": query.subjects[::-1]})
    part_subject = query.subjects[0]
    if len(query.subjects) == 1 and len(query.years) == 2:
        return _of_years(query, index)
    year = query.years[0] if query.years else None
    stated = _stated_share(part_subject, query, index, year) if len(query.subjects) == 1 else []
    if stated:
        return _told(query, stated)
    part = find(part_subject, query, index, year)
    if part is None:
        return not_found(query, index)
    if len(query.subjects) > 1 and (part.rivals or not _is_side(query.subjects[1])):
        part = _within(part_subject, query.subjects[1], query, index) or part
    if part.rivals:
        return ambiguous(query, part)
    beside = _row_total(part.best, part_subject, index) if len(query.subjects) == 1 else None
    if beside is not None:
        return _reckoned(query, index, part, beside)
    whole_subject = _whole_asked(query, part.best, index)
    free = query.model_copy(update={"kind": part.best.kind, "unit": None, "tables": frozenset()})
    whole = _whole_of_part(part.best, whole_subject, free, index)
    if whole is None:
        return not_found(query.model_copy(update={"subjects": (whole_subject,)}), index)
    return undecided(query, (whole,)) or _as_stated(_reckoned(query, index, part, whole), index)


def _are_apart(subjects: tuple[Subject, ...]) -> bool:
    """Return whether one of two things stands under 基本支出 and the other is 项目支出: neither is a part."""
    kinds = [next((k for k in (_BASIC, _PROJECT) if _under(s, k)), None) for s in subjects]
    return len(kinds) == 2 and set(kinds) == {_BASIC, _PROJECT}


def _under(subject: Subject, kind: frozenset[str]) -> bool:
    core = subject.terms - _TOTALS
    return bool(core) and core <= kind and not subject.codes and not subject.one_of


def _whole_of_part(part: Fact, subject: Subject, query: Query, index: PaperIndex) -> Found | None:
    """Return the whole's figure: in the part's own table where it stands there, else wherever it does."""
    over = row_over(part, subject, index)
    if over is not None and over.value:
        return Found(over)
    beside = total_beside(part, subject, index) or _of_same_money(part, subject, query, index)
    return beside or find_whole(subject, query, index, part.year)


def _of_same_money(part: Fact, subject: Subject, query: Query, index: PaperIndex) -> Found | None:
    """Return a kind of spending in the funds that a part is of: 人员经费 of 一般公共预算 is no part of all 基本支出.

    None where the paper tells no such figure, or the part is of no funds in particular.
    """
    funds = (part.terms | part.context) & _FUNDS
    if not funds or not subject.terms or not subject.terms <= _KINDS_OF_SPENDING:
        return None
    wanted = subject.model_copy(update={"terms": subject.terms | funds})
    found = find(wanted, query, index, part.year)
    if found is None or found.rivals or found.best.phase is not part.phase:
        return None
    is_same = subject.terms | funds <= found.best.terms | found.best.context
    return found if is_same and (in_yuan(found.best) or 0) >= (in_yuan(part) or 0) else None


def _whole_asked(query: Query, part: Fact, index: PaperIndex) -> Subject:
    """Return what a share is to be taken in: what is named as the whole, else what the part is taken to be part of."""
    if len(query.subjects) > 1:
        return query.subjects[1]
    asked = query.subjects[0]
    return _named_above(part, asked, index) or _of_funds(whole_of(part), asked)


def _within(part: Subject, whole: Subject, query: Query, index: PaperIndex) -> Found | None:
    """Return the part's figure among those of the whole's own money (column 基本支出); None where there is none."""
    within = part.model_copy(update={"terms": part.terms | whole.terms})
    found = find(within, query, index, query.years[0] if query.years else None)
    if found is None or not found.best.value or found.rivals or whole.codes or whole.one_of:
        return None
    return found if whole.terms <= found.best.terms | found.best.context else None


def _within_other(query: Query, index: PaperIndex) -> Found | None:
    part, whole = query.subjects
    return _within(part, whole, query, index)


def _told(query: Query, stated: list[Match]) -> Answer:
    """Return a share as the source states it."""
    return Answer(query, "share", main=(stated[0].fact,), also=tuple(m.fact for m in stated[1:3]))


def _as_stated(reckoned: Answer, index: PaperIndex) -> Answer:
    """Return the share that the source states in another total of the side named, where it states one.

    Papers tell shares in the total with what was carried over, or in the one without.
    """
    query, value = reckoned.query, reckoned.main[0] if reckoned.found else None
    if len(query.subjects) < 2 or not _is_side(query.subjects[1]):
        return reckoned
    year = query.years[0] if query.years else None
    stated = [
        m
        for m in _stated_share(query.subjects[0], query, index, year)
        if _is_of(m.fact, query.subjects[0], query, index)
    ]
    near = any(
        isinstance(value, Derived)
        and isinstance(m.fact.value, Decimal)
        and abs(m.fact.value - value.value) <= _ROUNDED
        for m in stated
    )
    return _told(query, stated) if stated and not near else reckoned


def _is_of(stated: Fact, part: Subject, query: Query, index: PaperIndex) -> bool:
    """Return whether a stated share is one of the whole that is named: its figures come to it."""
    free = query.model_copy(update={"tables": frozenset()})
    portion = find(part, free, index, stated.year)
    whole = find(query.subjects[1], free, index, stated.year)
    if portion is None or whole is None or not isinstance(stated.value, Decimal):
        return False
    reckoned = (share(portion.best, fact) for fact in (whole.best, *whole.rivals))
    return any(s is not None and abs(s.value - stated.value) <= _ROUNDED for s in reckoned)


def _is_side(subject: Subject) -> bool:
    """Return whether a subject is all that comes in or all that is spent."""
    core = subject.terms - _NEUTRAL
    return bool(core) and core <= _SIDES and not subject.codes and not subject.one_of


def _reckoned(query: Query, index: PaperIndex, part: Found, whole: Found) -> Answer:
    """Return the share of a figure in another, with its arithmetic."""
    if _is_same(part.best, whole.best):
        return not_found(query, index)  # of itself nothing is a share: another whole is meant
    if _are_apart(query.subjects) and _within_other(query, index) is None:
        return Answer(query, "not_part", found=False, main=(whole.best, part.best))
    if len(query.subjects) == 2 and _holds(part.best, whole.best, index):
        part, whole = whole, part  # 基本支出当中人员经费占几成: the whole was said first
    computed = share(part.best, whole.best)
    if computed is None:
        return lookup(query, index)
    return Answer(
        query,
        "share",
        main=(computed,),
        parts=(part.best, whole.best),
        notices=notices_of((part, whole), index),
    )


def _is_same(part: Fact, whole: Fact) -> bool:
    """Return whether a figure and its whole are one thing by two names: 支出总计 and 本年支出合计."""
    return part.terms - _NEUTRAL == whole.terms - _NEUTRAL and part.value == whole.value


def _holds(first: Fact, second: Fact, index: PaperIndex) -> bool:
    """Return whether the first of two figures is a whole that the second, smaller, is a part of.

    A part is known by its term, or by the row that it stands under in a table.
    """
    a, b = in_yuan(first), in_yuan(second)
    if a is None or b is None or a <= b:
        return False
    above = frozenset().union(*(ancestors(term) for term in second.terms))
    core = first.terms - _NEUTRAL
    if core and core <= _SIDES:
        return core <= second.terms | second.context | above
    return bool(first.terms & (above - _SIDES)) or stands_under(first, second, index)


def _named_above(part: Fact, subject: Subject, index: PaperIndex) -> Subject | None:
    """Return the row above a part's that is named with it (住房保障支出里面购房补贴); None where none is."""
    above = rows_above(part, index)
    named = [term for term in above if term in subject.terms and term not in part.terms]
    return Subject(terms=frozenset(named[-1:]), name=above[named[-1]]) if named else None


def total_beside(part: Fact, whole: Subject, index: PaperIndex) -> Found | None:
    """Return the total that a part's own table prints for it: of its column, or of its row where it is a total.

    Other tables total other money (财政拨款 alone, without what was carried over): no part of them is this one.
    """
    if not whole.terms or not whole.terms <= _SIDES or part.table is None or part.row is None:
        return None
    rows = index.paper.tables[part.table].rows
    is_total = rows[part.row].is_total
    beside = [
        f
        for f in index.in_table(part.table)
        if f.row is not None
        and f.year == part.year
        and f.phase is part.phase
        and f.kind is part.kind
        and f.id != part.id
        and rows[f.row].half == rows[part.row].half
        and (
            (f.row == part.row and f.terms <= _TOTALS)
            if is_total
            else (f.column == part.column and rows[f.row].is_total)
        )
        and (in_yuan(f) or 0) >= (in_yuan(part) or 0)
    ]
    beside.sort(key=lambda f: ("this_year" not in f.terms, "grand_total" not in f.terms))
    return Found(beside[0]) if beside else None


def _row_total(part: Fact, subject: Subject, index: PaperIndex) -> Found | None:
    """Return the total of the row that a part is a column of, where the row and the column are both asked for.

    宣教中心的人员经费占比多少: of what the 宣教中心 has, and not of what all have for their people.
    """
    column = subject.terms & _DIVIDED
    row = {term for term in subject.terms if term.startswith("label:")}
    if not column or not row or not subject.terms <= part.terms or part.table is None:
        return None
    totals = [
        f
        for f in index.in_row(part)
        if f.id != part.id
        and (f.year, f.phase, f.kind) == (part.year, part.phase, part.kind)
        and f.terms == part.terms - column
        and (in_yuan(f) or 0) >= (in_yuan(part) or 0)
    ]
    return Found(totals[0]) if len(totals) == 1 else None


def _of_years(query: Query, index: PaperIndex) -> Answer:
    """Return one year's figure as a share of another year's: the year said first in the year said last."""
    part, whole = (find(query.subjects[0], query, index, year) for year in query.years)
    computed = share(part.best, whole.best) if part and whole else None
    if not part or not whole or computed is None:
        return not_found(query, index)
    return Answer(
        query,
        "share",
        main=(computed,),
        parts=(part.best, whole.best),
        notices=notices_of((part, whole), index),
    )


def _shares(query: Query, index: PaperIndex) -> Answer:
    """Return the shares of several parts in the last subject, which is their whole."""
    *parts, last = query.subjects
    year = query.years[0] if query.years else None
    founds = [f for f in (find(part, query, index, year) for part in parts) if f]
    if not founds or len(founds) < len(parts):
        return not_found(query, index)
    named = last.terms or last.codes or last.one_of
    whole_subject = last if named else _whole_of_all([found.best for found in founds])
    whole = _whole_of_part(founds[0].best, whole_subject, query, index)
    if whole is None:
        return not_found(query.model_copy(update={"subjects": (whole_subject,)}), index)
    both = undecided(query, (*founds, whole))
    if both is not None:
        return both
    if query.together:
        return _taken_together(query, index, founds, whole)
    computed = [s for s in (share(f.best, whole.best) for f in founds) if s]
    if len(computed) < len(parts):
        return not_found(query, index)
    return Answer(
        query,
        "shares",
        main=tuple(computed),
        parts=(*(f.best for f in founds), whole.best),
        notices=notices_of((*founds, whole), index),
    )


def _taken_together(query: Query, index: PaperIndex, founds: list[Found], whole: Found) -> Answer:
    """Return the share of a sum in a whole; not found where the parts come to more than it."""
    facts = [found.best for found in founds]
    computed = share_of_sum(facts, whole.best)
    if computed is None or computed.value > _ALL:
        return not_found(query, index)
    return Answer(
        query,
        "share",
        main=(computed,),
        parts=(*facts, whole.best),
        notices=notices_of((*founds, whole), index),
    )


def _of_funds(whole: Subject, part: Subject) -> Subject:
    """Return the whole of the same money as the part: 基本支出在一般公共预算支出中占比 is of that budget's spending."""
    funds = part.terms & _FUNDS if whole.terms <= _SIDES else frozenset[str]()
    return whole.model_copy(update={"terms": whole.terms | funds})


def whole_of(part: Fact) -> Subject:
    """Return what a fact is taken to be a part of: its column's funds, its parent term, else all of its side."""
    column = part.terms & _DIVIDED
    if column and any(term.startswith("label:") for term in part.terms):
        (funds,) = sorted(column)[:1]
        return Subject(terms=column, name=standard_name(funds))
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


def _whole_of_all(parts: list[Fact]) -> Subject:
    """Return what several facts are taken to be parts of: the whole of each where it is one, else all spending."""
    first, *others = (whole_of(part) for part in parts)
    if all(other.terms == first.terms for other in others):
        return first
    return Subject(terms=frozenset({"expenditure"}), name=standard_name("expenditure"))


def _stated_share(
    subject: Subject, query: Query, index: PaperIndex, year: int | None
) -> list[Match]:
    free = query.model_copy(update={"kind": None, "unit": None})
    matches = matches_of(subject, free, index, frozenset({Aspect.SHARE}))
    return [
        m
        for m in matches
        if m.fact.year in (year or index.paper.year, None)
        and m.cost < 0.9
        and (m.fact.kind is Kind.PERCENT or m.fact.unit)  # a cell headed 占比 that holds an amount
    ]
