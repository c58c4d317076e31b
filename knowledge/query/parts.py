"""Composition: what a figure is made up of, which part is largest, which exceed a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, State
from knowledge.query.arithmetic import share
from knowledge.query.choosing import YUAN, Found, in_yuan, same_value
from knowledge.query.economic import asks_economic, basic_by_economic, economic_parts
from knowledge.query.find import LEVELS, find, find_whole
from knowledge.query.lookup import ambiguous, distinct, lookup, not_found, notices_of
from knowledge.query.model import Answer, Notice, Op, Query, Subject
from knowledge.query.projects import is_unit_row, listed_projects, only_some
from knowledge.query.rows import add_up, divided_row, is_economic, is_row
from knowledge.terms import ancestors

_CODE_DIGITS = {1: 3, 2: 5, 3: 7}
"""How long a subject's code is at its level: 208, 20801, 2080109; 302, 30205."""
_TOTALS = frozenset({"grand_total", "this_year"})
_HALVES = frozenset({"basic", "project"})
_AT_LARGE = frozenset({"expenditure", *_TOTALS, "fiscal_appropriation", "general_budget"})
_MOST = 10
_MOST_LISTED = 12
_SOURCES = frozenset({"fiscal_appropriation", "general_budget"})
_MOST_SHARES = 4
_COMPARING = frozenset({Op.EXTREME, Op.THRESHOLD})
_ROUNDED = Decimal("1.001")
"""How much larger than its whole a part may be printed."""
_FEW_ROWS = 3
"""Of fewer rows that hold a total, the others are no division of anything."""


def composition(query: Query, index: PaperIndex, most: int | None = _MOST) -> Answer:
    """Return the parts of what is asked about, largest first, and how many others are blank.

    All of them come back where `most` is None.
    """
    divided = _divided(query, index)
    if divided is None:
        return not_found(query, index)
    whole, children = divided
    filled = [fact for fact in children if fact.value]
    if not filled:
        return lookup(query.model_copy(update={"op": Op.LOOKUP}), index)
    blank = len([fact for fact in children if fact.state is State.BLANK])
    notices = [*notices_of((whole,), index)]
    if blank and len(filled) < len(children):
        notices.append(Notice("blank_rows", (("count", str(blank)),), facts=tuple(children[:1])))
    ordered = sorted(filled, key=_size, reverse=True)[:most]
    shares = (
        [s for s in (share(part, whole.best) for part in ordered[:_MOST_SHARES]) if s]
        if len(ordered) < _MOST
        else []
    )
    return Answer(query, "parts", main=(whole.best, *ordered, *shares), notices=tuple(notices))


def is_divided(query: Query, index: PaperIndex) -> bool:
    """Return whether `composition` would tell parts of a query's subject."""
    divided = _divided(query, index)
    return divided is not None and any(fact.value for fact in divided[1])


def _divided(query: Query, index: PaperIndex) -> tuple[Found, tuple[Fact, ...]] | None:
    """Return a figure and what it is made up of, blank or not; None where the subject has no figure."""
    subject = query.subjects[0]
    year = query.years[0] if query.years else None
    whole = find_whole(subject, query, index, year)
    if whole is None:
        return None
    said = query.op is Op.PARTS and query.by == "economic"
    economic = economic_parts(query, whole.best, index) if said or query.op in _COMPARING else ()
    if economic:
        return whole, economic
    if _is_only_economic(query):
        at_large = query.by == "economic" and subject.terms <= _AT_LARGE | _SOURCES
        return (basic_by_economic(query, index) if at_large else None) or (whole, ())
    if query.by == "functional" and query.level is None and subject.terms <= _AT_LARGE:
        return _functional(query, whole, index)
    if query.level:
        whole, children = _levelled(query, whole, index)
    else:
        children = children_of(whole, index, subject)
    if not any(fact.value for fact in children) and query.level in {None, 1}:
        whole = find(subject, query, index, year) or whole
        children = children_of(whole, index, subject)
    return _where_divided(whole, children, query, index)


def _functional(query: Query, whole: Found, index: PaperIndex) -> tuple[Found, tuple[Fact, ...]]:
    """Return a figure with the classes that it is spent for; 基本支出 and 项目支出 are no classes of that kind."""
    classed = _levelled(query.model_copy(update={"level": 1}), whole, index)
    if any(fact.value for fact in classed[1]):
        return classed
    children = children_of(whole, index, query.subjects[0])
    found = _where_divided(whole, children, query, index)
    return (whole, ()) if any(fact.terms & _HALVES for fact in found[1]) else found


def _where_divided(
    whole: Found, children: tuple[Fact, ...], query: Query, index: PaperIndex
) -> tuple[Found, tuple[Fact, ...]]:
    """Return a figure with its parts from another table that prints the same, where its own divides it no further."""
    if not any(fact.value for fact in children):
        for same in whole.same:
            other = replace(whole, best=same)
            found = (
                _at_level(query, other, index)
                if query.level
                else children_of(other, index, query.subjects[0])
            )
            if any(fact.value for fact in found):
                return other, found
    return whole, children


def _is_only_economic(query: Query) -> bool:
    """Return whether what is compared are economic subjects, so that no functional ones may stand in for them."""
    if query.op is Op.PARTS and query.by == "economic":
        return True
    if query.op not in _COMPARING or not asks_economic(query):
        return False
    terms = query.subjects[0].terms
    return query.by == "economic" or query.level is not None or not terms <= {"basic", *_SOURCES}


def extreme(query: Query, index: PaperIndex) -> Answer:
    """Return the largest or smallest part of what is asked about."""
    answer = _compared(query, index)
    if answer.shape == "lookup":
        # nothing is printed that it is made up of: the whole is no part
        return replace(not_found(query, index), values={"undivided": "yes"})
    if answer.shape != "parts":
        return answer
    parts = tuple(f for f in answer.main if isinstance(f, Fact))
    if answer.parts and is_row(query.subjects[0]):
        parts = _divided_further(answer.parts[0], parts, query, index)
    ordered = sorted(parts, key=_size, reverse=query.largest)
    first, last = query.ranks or (1, 3)
    wanted = ordered[first - 1 : last]
    if not wanted:
        return not_found(query, index)
    whole = answer.parts[0] if answer.parts else None
    of_whole = share(wanted[0], whole) if query.percent and whole is not None else None
    return Answer(
        query,
        "extreme",
        main=(*wanted, of_whole) if of_whole else tuple(wanted),
        also=answer.parts,
        notices=answer.notices,
    )


def _compared(query: Query, index: PaperIndex) -> Answer:
    """Return what is compared, and in `parts` what it is of: projects, the rows under the one named, a composition."""
    listed = listed_projects(query, index)
    if listed is not None:
        total = () if listed.whole is None else (listed.whole,)
        return Answer(query, "parts", main=listed.items, parts=total, notices=only_some(listed))
    answer = _rows_under(query, index) or _by_name(query, index)
    if answer.shape != "parts":
        return answer
    whole, *parts = (f for f in answer.main if isinstance(f, Fact))
    return replace(answer, main=tuple(parts), parts=(whole,))


def _divided_further(
    whole: Fact, parts: Sequence[Fact], query: Query, index: PaperIndex
) -> tuple[Fact, ...]:
    """Return the parts; what an only one that is all of the whole is made up of (农林水支出 is all 林业和草原)."""
    filled = [part for part in parts if part.value]
    if len(filled) != 1 or query.level is not None or not same_value(filled[0], whole):
        return tuple(parts)
    (only,) = filled
    named = Subject(terms=only.terms, codes=frozenset(only.codes[:1]), name=only.label)
    below = _rows_under(query.model_copy(update={"subjects": (named,)}), index)
    if below is None or below.shape != "parts":
        return tuple(parts)
    _, *further = (f for f in below.main if isinstance(f, Fact))
    return _divided_further(only, further, query, index) if further else tuple(parts)


def _rows_under(query: Query, index: PaperIndex) -> Answer | None:
    """Return the rows under the one that is named, largest first; None where the paper prints no such row."""
    (subject,) = query.subjects
    divided = divided_row(subject, query, index) if is_row(subject) else None
    if divided is None:
        return None
    if divided.rivals:
        return ambiguous(query, Found(divided.whole, rivals=divided.rivals))
    filled = sorted((f for f in divided.parts if f.value), key=_size, reverse=True)
    return Answer(
        query,
        "parts",
        main=(divided.whole, *filled),
        notices=notices_of((Found(divided.whole),), index),
    )


def _by_name(query: Query, index: PaperIndex) -> Answer:
    """Return the composition of a figure; nothing where projects are asked for by name and no table lists them."""
    if query.listing and "project" in query.subjects[0].terms:
        return not_found(query, index)
    return composition(query, index, None)


def threshold(query: Query, index: PaperIndex) -> Answer:
    """Return the parts (or the figure itself) above or below the bound."""
    if query.bound is None:
        return not_found(query, index)
    answer = _compared(query, index)
    if answer.shape != "parts":
        return not_found(query, index) if query.level and answer.found else answer
    limit = query.bound.value * YUAN.get(query.bound.unit or "", Decimal(1))
    over = [
        f
        for f in answer.main
        if isinstance(f, Fact)
        and (in_yuan(f) or 0) != limit
        and ((in_yuan(f) or 0) > limit) == query.bound.above
    ]
    return Answer(
        query,
        "threshold",
        main=tuple(over[:_MOST_LISTED]),
        values={"count": str(len(over))},
        parts=answer.parts,
        notices=answer.notices,
    )


def _at_level(query: Query, whole: Found, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the subjects of one level below a figure, by the length of their codes, from one column of its table."""
    for fact in (whole.best, *whole.same, *_totals_like(whole.best, index)):
        if fact.table is None:
            continue
        wanted = _CODE_DIGITS.get(query.level or 0)
        own = next(iter(fact.codes), "")
        rows = tuple(
            f
            for f in index.in_table(fact.table)
            if f.column == fact.column
            and f.codes
            and len(f.codes[0]) == wanted
            and is_economic(f.codes[0]) == is_economic(own, default=query.by == "economic")
            and f.codes[0].startswith(own)
            and f.id != fact.id
        )
        if rows:
            return rows
    return ()


def _levelled(query: Query, whole: Found, index: PaperIndex) -> tuple[Found, tuple[Fact, ...]]:
    """Return the subjects of a level with the figure that they stand below: the year's own money, else all of it."""
    rows = _at_level(query, whole, index)
    if rows:
        return whole, rows
    other = find(query.subjects[0], query, index, query.years[0] if query.years else None)
    found = _at_level(query, other, index) if other else ()
    return (other, found) if other and found else (whole, ())


def subjects_below(query: Query, whole: Found, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the subjects of the level asked for that stand below a figure.

    None where other figures are as near, unless what they come to tells that they are of this one.
    """
    below, rows = _levelled(query, whole, index)
    filled = tuple(f for f in rows if f.value)
    return filled if not below.rivals or add_up(filled, below.best) else ()


def _totals_like(whole: Fact, index: PaperIndex) -> list[Fact]:
    """Return the totals of other tables that come to the same: those of 财政拨款支出, where it is all spending."""
    return [
        f
        for f in index.paper.facts
        if f.table is not None
        and f.row is not None
        and f.year == whole.year
        and f.terms >= whole.terms - _TOTALS
        and same_value(f, whole)
        and index.paper.tables[f.table].rows[f.row].is_total
    ]


def children_of(whole: Found, index: PaperIndex, subject: Subject) -> tuple[Fact, ...]:
    """Return the parts of a figure from the first kind of division that the paper prints for it.

    By the source's own 其中; by the rows below it in its table; by the known parts of its term; for a
    whole table's total, by the table's rows of the outermost level.
    """
    spent = "expenditure" in whole.best.terms
    for facts in (whole.best, *(f for f in whole.same if not (spent and "revenue" in f.terms))):
        for divide in (_by_parent, _by_rows, _by_terms):
            parts = tuple(f for f in divide(facts, index) if f.phase is facts.phase)
            found = _of_one_side(parts, subject)
            if any(f.value for f in found) and all(_fits_in(f, facts) for f in found):
                return found
    return ()


def _fits_in(part: Fact, whole: Fact) -> bool:
    """Return whether a figure may be a part of another: it is no more than the whole, but for the rounding."""
    own, every = in_yuan(part), in_yuan(whole)
    return own is None or every is None or every <= 0 or own <= every * _ROUNDED


def _of_one_side(facts: tuple[Fact, ...], subject: Subject) -> tuple[Fact, ...]:
    """Return the parts on the side asked about, where a table sets money's source beside its use."""
    uses = {f.id for f in facts if "expenditure" in _above(f)}
    sources = {f.id for f in facts if f.terms and f.terms <= _SOURCES}
    if not uses or not sources:
        return facts
    other = uses if "revenue" in subject.terms else sources
    return tuple(f for f in facts if f.id not in other)


def _above(fact: Fact) -> frozenset[str]:
    return frozenset().union(*(ancestors(term) for term in fact.terms))


def _by_parent(fact: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    return tuple(
        f
        for f in index.parts_of(fact)
        if f.aspect in LEVELS and f.kind is fact.kind and not is_unit_row(f, index)
    )


def _by_rows(fact: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the facts of the same column (or half) one level below the fact's row."""
    if fact.table is None or fact.row is None:
        return ()
    table = index.paper.tables[fact.table]
    own = table.rows[fact.row]
    cells = [
        f
        for f in index.in_table(fact.table)
        if f.column == fact.column
        and f.row is not None
        and f.row != fact.row
        and table.rows[f.row].half == own.half
        and not table.rows[f.row].is_total
    ]
    if not own.is_total:
        cells = [
            f
            for f in cells
            if f.row is not None and table.rows[f.row].path[: len(own.path)] == own.path
        ]
    if not cells:
        return ()
    depth = min(len(table.rows[f.row].path) for f in cells if f.row is not None)
    level = tuple(f for f in cells if f.row is not None and len(table.rows[f.row].path) == depth)
    if all(is_unit_row(f, index) for f in level):
        return ()
    # what every row has is the column's (本年支出), and makes no row a total
    shared = frozenset.intersection(*(f.terms for f in level))
    parts = tuple(f for f in level if not _is_side_total(f, shared))
    return () if len(parts) < len(level) < _FEW_ROWS else parts


def _by_terms(fact: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the facts of the same row whose terms are parts of the fact's term."""
    if len(fact.terms) == 0:
        return ()
    return distinct(
        f
        for f in index.in_row(fact)
        if f.aspect is Aspect.AMOUNT
        and f.kind is fact.kind
        and f.year == fact.year
        and f.id != fact.id
        and len(f.terms) == 1
        and any(term in ancestors(own) for term in fact.terms for own in f.terms)
    )


def _is_side_total(fact: Fact, shared: frozenset[str]) -> bool:
    return bool(
        (fact.terms - shared) & {"grand_total", "this_year", "carryover_in", "carryover_out"}
    )


def _size(fact: Fact) -> Decimal:
    return in_yuan(fact) or Decimal(0)
