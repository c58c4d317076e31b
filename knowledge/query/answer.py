"""A query in, an answer out: which operation answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from knowledge.base import FactBase, PaperIndex
from knowledge.facts import Fact, Kind
from knowledge.query import (
    across,
    agreement,
    among,
    averages,
    bases,
    bounds,
    change,
    codes,
    counts,
    duties,
    empty,
    execution,
    explained,
    lookup,
    papers,
    parts,
    passages,
    places,
    reasons,
    remainders,
    shares,
    steps,
    sums,
    units,
    verification,
    words,
    years,
)
from knowledge.query.arithmetic import total
from knowledge.query.model import Answer, Op, Query, Subject
from knowledge.query.nearness import SIDES
from knowledge.query.people import in_persons
from knowledge.query.whose import with_whose
from knowledge.terms import terms

_MOST_REMEMBERED = 2000
_MOST_RECENT = 32


def answer(query: Query, base: FactBase) -> Answer:
    """Return what the fact base says to a query."""
    recent = base.recent.get(id(query))
    if recent is not None and recent[0] is query:
        return recent[1]
    found = base.answered.get(query)
    if found is None:
        found = (
            across.across(query, lambda each: answer(each, base))
            if query.of
            else with_whose(_answer(query, base.index(query.document)), base.index(query.document))
        )
        _remember(base.answered, query, found)
    if len(base.recent) >= _MOST_RECENT:
        base.recent.clear()
    base.recent[id(query)] = query, found
    return found


def prepare_answers(base: FactBase) -> None:
    """Find now what is told of all spending and all revenue of a base's first paper, and what may be asked next of it.

    Most facts stand under them, and everybody asks for them.
    """
    for side in SIDES:
        subjects = (Subject(terms=frozenset({side})),)
        for op in _PROOFS:
            is_answered(Query(op=op, subjects=subjects), base)
        answer(Query(op=Op.LOOKUP, subjects=subjects, kind=Kind.MONEY), base)


def keep_answer(query: Query, told: Answer, base: FactBase) -> None:
    """Given a query that names its paper, keep as its answer what was told to it by the paper seen by itself."""
    if not query.of and query not in base.answered:
        said = told.query.model_copy(update={"document": query.document})
        _remember(base.answered, query, replace(told, query=said))


def is_answered(query: Query, base: FactBase) -> bool:
    """Return whether a question that says an operation and one subject, and no more, is answered as what it asks.

    What is not the operation's own answer (the whole instead of its parts) does not count. It is what
    `answer` would say, found without ranking and citing what it would say it with.
    """
    proved = base.proved.get(query)
    if proved is None:
        proof = _PROOFS.get(query.op)
        if proof is None or query in base.answered:
            found = answer(query, base)
            proved = found.found and found.shape == query.op.value
        else:
            proved = _proved(proof, query, base.index(query.document))
        _remember(base.proved, query, proved)
    return proved


def _proved(proof: Callable[[Query, PaperIndex], bool], query: Query, index: PaperIndex) -> bool:
    if proof(query, index):
        return True
    named = codes.named_by_code(query, index)
    return named is not None and proof(named, index)


_V = TypeVar("_V")


def _remember(known: dict[Query, _V], query: Query, found: _V) -> None:
    """Keep what was found of a query; the papers of a base do not change."""
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[query] = found


def _named(query: Query) -> bool:
    return any(t.startswith("label:") for s in query.subjects for t in s.terms | s.one_of)


def _answer(query: Query, index: PaperIndex) -> Answer:
    """Return what the paper tells; of a row that is asked for by its code, what it tells of it by its name alone."""
    found = _told(query, index)
    named = None if found.found else codes.named_by_code(query, index)
    again = _told(named, index) if named is not None else found
    return again if again.found else found


def _told(query: Query, index: PaperIndex) -> Answer:
    found = next((made for wanted, made in _VARIANTS if wanted(query)), _OPERATIONS[query.op])(
        query, index
    )
    return in_persons(found) if query.op is Op.LOOKUP and query.kind is Kind.PEOPLE else found


def _people(query: Query, index: PaperIndex) -> Answer:
    """Return how many people there are; of a table that lists units without a total, their sum and each of them."""
    found = lookup.lookup(query, index)
    main = found.main[0] if found.shape == "lookup" and len(found.main) == 1 else None
    rows = sums.rows_beside(main, index) if isinstance(main, Fact) else ()
    summed = total(rows) if len(rows) > 1 else None
    return replace(found, shape="sum", main=(summed, *rows), parts=()) if summed else found


def _looked_up(query: Query, index: PaperIndex) -> Answer:
    """Return a year's figure as printed, else as the stated change on it gives it."""
    found = lookup.lookup(query, index)
    told = found.main[0] if found.main else None
    misprinted = isinstance(told, Fact) and bases.is_misprinted(told)
    if found.shape != "not_found" and not misprinted:
        return found
    return change.stated_base(query.subjects[0], query, index, query.years[0]) or found


def _looked_up_or_told(query: Query, index: PaperIndex) -> Answer:
    """Return the figure as printed; of a thing that is told only by what is counted of it, the source's words.

    国有资产多少 is not answered with 购置车辆 0 辆: the paragraph that counts vehicles and equipment is.
    """
    found = lookup.lookup(query, index)
    if (
        found.shape not in {"lookup", "ambiguous"}
        or query.kind is not None
        or len(query.subjects) != 1
    ):
        return found
    facts = [figure for figure in found.main if isinstance(figure, Fact)]
    asked = {t for t in query.subjects[0].terms if t in terms() and terms()[t].kind == "money"}
    counted = any(fact.kind in {Kind.COUNT, Kind.PEOPLE, Kind.PERCENT} for fact in facts)
    if not counted or not asked or any(asked & fact.terms for fact in facts):
        return found
    told = words.words(query.model_copy(update={"op": Op.WORDS}), index)
    return told if told.found and told.shape == "words" and told.quotes else found


def _used_for(query: Query, index: PaperIndex) -> Answer:
    """Return what a thing is for in the source's words; where it does not say, what it is divided into."""
    found = words.use(query, index)
    if found.found or len(query.subjects) != 1:
        return found
    divided = parts.composition(query.model_copy(update={"op": Op.PARTS}), index)
    whole = next((f.label for f in divided.facts()), "")
    named_alike = sum(f.label == whole for f in divided.facts()) > 1
    if divided.found and divided.shape == Op.PARTS.value and not named_alike:
        return divided
    printed = (
        divided.found or lookup.lookup(query.model_copy(update={"op": Op.LOOKUP}), index).found
    )
    name = query.subjects[0].name
    return replace(found, values={"no_use": name}) if printed else found


_OPERATIONS: dict[Op, Callable[[Query, PaperIndex], Answer]] = {
    Op.LOOKUP: _looked_up_or_told,
    Op.CHANGE: change.change,
    Op.REASON: reasons.reason,
    Op.SHARE: shares.share_of,
    Op.PARTS: parts.composition,
    Op.COUNT: counts.count,
    Op.COMPLETION: execution.completion,
    Op.AGAINST_BUDGET: execution.against_budget,
    Op.TREND: years.trend,
    Op.SUM: sums.sum_over,
    Op.AVERAGE: averages.average,
    Op.RATIO: sums.between_subjects,
    Op.EXTREME: parts.extreme,
    Op.THRESHOLD: parts.threshold,
    Op.REMAINDER: remainders.remainder,
    Op.ABSENT: papers.absent,
    Op.VACANCY: averages.vacancy,
    Op.WORDS: words.words,
    Op.USE: _used_for,
    Op.DEFINE: words.define,
    Op.WHERE: words.where,
    Op.TABLE: papers.table,
    Op.TABLES: papers.tables,
    Op.CODE: papers.code,
    Op.NUMBER: papers.number,
    Op.BALANCE: papers.balance,
    Op.AGREE: agreement.agree,
    Op.FAULTS: papers.faults,
    Op.IDENTITY: papers.identity,
    Op.AS_OF: words.as_of,
    Op.EMPTY: empty.empty,
    Op.PASSAGE: passages.passage,
}
_PROOFS: dict[Op, Callable[[Query, PaperIndex], bool]] = {
    Op.CHANGE: change.is_told,
    Op.PARTS: parts.is_divided,
    Op.REASON: reasons.has_reason,
    Op.WHERE: lambda query, index: index.tells_of(query.subjects[0]),
}
_VARIANTS: tuple[tuple[Callable[[Query], bool], Callable[[Query, PaperIndex], Answer]], ...] = (
    (lambda q: q.op is Op.CHANGE and q.verify, verification.verified),
    (lambda q: q.op is Op.AVERAGE and q.per == "year", years.average_over),
    (lambda q: q.op is Op.AVERAGE and q.per in averages.THINGS, averages.per_counted),
    (lambda q: q.op is Op.THRESHOLD and q.per == "itself", bounds.bounded),
    (lambda q: q.op is Op.THRESHOLD and q.per == "year", years.threshold_years),
    (lambda q: q.op is Op.EXTREME and q.per == "year", years.extreme_year),
    (lambda q: q.op is Op.EXTREME and q.per == "change", steps.extreme_change),
    (lambda q: q.op is Op.EXTREME and q.per in {"unit", "member"}, units.largest_unit),
    (lambda q: q.op is Op.EXTREME and q.per == "score", units.by_score),
    (lambda q: q.op is Op.EXTREME and len(q.subjects) > 1, among.among),
    (lambda q: q.op is Op.PARTS and len(q.subjects) > 1, remainders.besides),
    (lambda q: q.op is Op.LOOKUP and q.both_phases, lookup.in_both_phases),
    (lambda q: q.op is Op.LOOKUP and bool(q.kinds), lookup.in_kinds),
    (lambda q: q.op is Op.LOOKUP and q.kind is Kind.PEOPLE and not _named(q), _people),
    (lambda q: q.op is Op.LOOKUP and len(q.years) == len(q.subjects) == 1, _looked_up),
    (lambda q: q.op is Op.TABLE and not q.tables, papers.promised),
    (lambda q: q.op is Op.WHERE and bool(q.told), places.where_told),
    (lambda q: q.op is Op.WHERE and bool(q.tables) and not q.subjects, places.where_tables),
    (lambda q: q.op is Op.WORDS and bool(q.told), duties.duties_told),
    (lambda q: q.op is Op.CODE and not any(s.codes for s in q.subjects), codes.codes_told),
    (lambda q: q.op is Op.REASON and bool(q.told), explained.reason_told),
    (lambda q: q.op is Op.DEFINE and bool(q.told), explained.definition_told),
)
"""Operations whose answer depends on more than their name, the first that fits."""
