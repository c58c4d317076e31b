"""Small things that a question says and that change nothing of what is asked, and two things asked in one breath."""

from __future__ import annotations

import re
from dataclasses import replace

from intents.lexicon import marks, says_any
from intents.mentions import Mention, Sort
from intents.outcomes import Outcome, Understood
from intents.reading import by_rules
from intents.rules import View
from intents.rules.leading import asks_amount_first
from intents.rules.terms import SOURCES, kind_of
from intents.rules.terms import names_of as names_of_term
from knowledge import Aspect, Fact, FactBase, Kind, Op, Query, State, answer

_OF_ROWS = frozenset({Aspect.AMOUNT, Aspect.TARGET})
_OPENED = re.compile(r"([^,;。?!]{2,12}(?:里面|里头|里边|当中|之中|里|中)),(?=[^,;。?!]{3,})")


_ASKED_TOO = {
    Op.REASON: ("change", "compared", "reason"),
    Op.SHARE: ("share",),
    Op.COMPLETION: ("completion",),
}
"""What the amount may be asked for before: its cues."""


def of_one_clause(text: str) -> str:
    """Return a question without the mark behind a whole that is only opened: 三公里面，出国那一块留了多少."""
    opened = _OPENED.match(text)
    shared = says_any(text, "of_a_whole")
    if opened is None or shared or says_any(opened[1], "asking_number"):
        return text
    return opened[1] + text[opened.end() :]


def with_amount(outcome: Outcome, view: View) -> Outcome:
    """Return a question for what a thing is used for with its amount first, where that is asked too: 金额及用途."""
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.USE]:
        return outcome
    named = any(m.text in marks("amounts") for m in view.mentions)
    if not (named or view.has("how_much") or asks_amount_first(view, "use")):
        return outcome
    (use,) = outcome.queries
    amount = Query(op=Op.LOOKUP, subjects=use.subjects, years=use.years, tables=use.tables)
    return replace(outcome, queries=(amount, use))


def with_amount_first(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return a question for a reason or a stated share or rate with the amount first, where that is asked.

    预算及增减原因; 决算数及完成率.
    """
    if not isinstance(outcome, Understood) or len(outcome.queries) != 1:
        return outcome
    (query,) = outcome.queries
    others = _ASKED_TOO.get(query.op)
    fiscal = view.index.paper.year
    if others is None or not asks_amount_first(view, *others) or len(query.subjects[:3]) == 3:
        return outcome
    if query.years and fiscal not in query.years:
        return outcome
    told = answer(query, base)
    stated = query.op is Op.REASON or all(isinstance(figure, Fact) for figure in told.main)
    if not told.found or not stated or told.shape == "no_reason":
        return outcome  # of a share that is reckoned, the amount is among its figures
    amount = Query(op=Op.LOOKUP, subjects=query.subjects[:1], tables=query.tables)
    return replace(outcome, queries=(amount, query)) if answer(amount, base).found else outcome


def with_sources(outcome: Outcome, base: FactBase) -> Outcome:
    """Return a question for all revenue less some of its sources as one for all its sources, where no figure is left.

    除了财政拨款以外的收入有多少: where the paper prints no 财政拨款 as a part, the sources tell what the others are.
    """
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.REMAINDER]:
        return outcome
    (query,) = outcome.queries
    whole, *apart = query.subjects
    if whole.terms != {"revenue"} or not all(s.terms and s.terms <= SOURCES for s in apart):
        return outcome
    parts = Query(op=Op.PARTS, subjects=query.subjects, years=query.years)
    told = not answer(query, base).found and answer(parts, base).found
    return replace(outcome, queries=(parts,)) if told else outcome


def with_bound(outcome: Outcome, view: View) -> Outcome:
    """Return a lookup asked of the tables of targets, where what an indicator is to reach is asked: 差旅费的指标值.

    Only where a row of its name stands among the budget's own, too.
    """
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.LOOKUP]:
        return outcome
    (query,) = outcome.queries
    if query.tables or len(query.subjects) != 1 or not says_any(view.text, "bounds_asked"):
        return outcome
    (subject,) = query.subjects
    of_row = bool(subject.terms) and all(term.startswith("label:") for term in subject.terms)
    told = view.index.match(subject, aspects=frozenset({Aspect.TARGET})) if of_row else ()
    tables = frozenset(m.fact.table for m in told if m.fact.table in view.index.targeted)
    beside = view.index.match(subject, aspects=_OF_ROWS) if tables else ()
    if all(m.fact.table in view.index.targeted for m in beside):
        return outcome
    narrowed = query.model_copy(update={"tables": tables})
    return replace(outcome, queries=(narrowed,))


def with_purchases(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return a question for the amount of procurement with what is bought for it, where that is asked and told."""
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.LOOKUP]:
        return outcome
    (query,) = outcome.queries
    procured = len(query.subjects) == 1 and query.subjects[0].terms == {"procurement"}
    if not procured or not says_any(view.text, "what_is_bought"):
        return outcome
    use = Query(op=Op.USE, subjects=query.subjects, years=query.years)
    return replace(outcome, queries=(query, use)) if answer(use, base).found else outcome


def with_year_before(outcome: Outcome, view: View) -> Outcome:
    """Return a lookup of what was heard to have happened again with last year's figure: 听说今年又买车了，花了多少.

    Where it did not, last year's figure is what the hearsay may be of. Only where that is told.
    """
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.LOOKUP]:
        return outcome
    (query,) = outcome.queries
    fiscal = view.index.paper.year
    heard = says_any(view.text, "hearsay")
    again = says_any(view.text, "once_more")
    if not (heard and again) or len(query.subjects) != 1 or query.years not in {(), (fiscal,)}:
        return outcome
    before = query.model_copy(update={"years": (fiscal - 1,), "kind": Kind.MONEY, "unit": None})
    return replace(outcome, queries=(query, before))


def with_change(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return a question whether and why a thing changed with its change first, where the paper gives no reason.

    三公比上年是增是减，为什么: what went up or down is told although why is not.
    """
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.REASON]:
        return outcome
    neutral = any(c.op == "change" and c.direction is None for c in view.cues)
    (why,) = outcome.queries
    if not neutral or answer(why, base).found:
        return outcome
    change = Query(op=Op.CHANGE, subjects=why.subjects, years=why.years, tables=why.tables)
    return replace(outcome, queries=(change, why)) if answer(change, base).found else outcome


def with_figure_denied(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return a question why there is none of a thing with its figure first, where there is some: 接待费怎么没了."""
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.REASON]:
        return outcome
    (why,) = outcome.queries
    denied = view.has("exists", "empty") or any(
        "reason" in m.ops() and says_any(m.text, "denying") for m in view.mentions
    )
    if (
        not denied
        or len(why.subjects) != 1
        or view.index.paper.year not in (why.years or view.years or (view.index.paper.year,))
    ):
        return outcome
    amount = Query(op=Op.LOOKUP, subjects=why.subjects, tables=why.tables)
    told = answer(amount, base)
    some = told.found and any(isinstance(f, Fact) and f.state is State.VALUE for f in told.main)
    return replace(outcome, queries=(amount, why)) if some else outcome


def with_figure_reached(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return a lookup where it is asked what a figure went to (涨到多少), and there is none to compare it with.

    Where the change was asked for beside it (多少，比上年变化如何), that it is not told is said too.
    """
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.CHANGE]:
        return outcome
    (query,) = outcome.queries
    if not query.reached or answer(query, base).found:
        return outcome
    lookup = query.model_copy(update={"op": Op.LOOKUP, "direction": None, "percent": False})
    alone = says_any(view.text, "went_to")
    this_year = set(view.years) <= {view.index.paper.year} or view.year_is_base
    if not answer(lookup, base).found or not (alone or this_year):
        return outcome
    return replace(outcome, queries=(lookup,) if alone else (lookup, query))


def with_less(view: View, base: FactBase) -> Outcome | None:
    """Return what a message asks without the department's people at large: 给职工发的购房补贴, 领导出国考察的预算.

    What is spent on everybody is the figure as printed. None where nothing else is named, where it is people that
    are asked for, or where it does not make a figure of money of the question.
    """
    persons = [
        m
        for m in view.mentions
        if m.sort is Sort.CONCEPT and (m.text in marks("persons") or _said_twice(m, view))
    ]
    others = any(m.sort in {Sort.CONCEPT, Sort.LABEL} and m not in persons for m in view.mentions)
    if not persons or not others or view.kind in {Kind.PEOPLE, Kind.COUNT}:
        return None
    passed = tuple(
        replace(m, sort=Sort.FILLER, concepts=()) if m in persons else m for m in view.mentions
    )
    outcome, _ = by_rules(replace(view, mentions=passed), base)
    if not isinstance(outcome, Understood):
        return None
    told = answer(outcome.queries[0], base)
    figures = told.main[:1] if told.found else ()
    facts = [
        f
        for figure in figures
        for f in ((figure,) if isinstance(figure, Fact) else figure.operands)
    ]
    return outcome if facts and all(fact.kind is Kind.MONEY for fact in facts) else None


def _said_twice(mention: Mention, view: View) -> bool:
    """Return whether people are named that the thing itself is named after: 发给退休老同志的退休费."""
    names = [
        n[:2] for c in mention.concepts if kind_of(c) == "people" for n in names_of_term(c)[:1]
    ]
    things = [m.text for m in view.mentions if m.sort is Sort.LABEL]
    return any(name in thing for name in names for thing in things)
