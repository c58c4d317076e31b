"""How far a fact is from what is asked about, by the terms of both.

Only sets of terms are compared, and many facts share theirs, so what was reckoned once is remembered.
"""

from __future__ import annotations

from functools import lru_cache

from knowledge.facts import Fact, Kind, State
from knowledge.terms import ancestors, terms

SIDES = frozenset({"revenue", "expenditure"})
"""The two sides of a budget: a question may name one where no label does."""
SETTINGS = frozenset({"project", "basic", "government_fund", "state_capital", "three_public"})
"""What a whole table may be about; a figure that stands in such a table is a narrower one."""
SENTENCE, TABLE, SHEET = range(3)
"""Where a fact stands: in a sentence, in a table, in one of a single project or goal."""
_WHOLES = SIDES | {"grand_total", "this_year"}
_JOINED = frozenset({"three_public", "meeting", "training"})
"""What one table tells side by side: “三公”经费及会议费、培训费支出预算表."""
_UNDER = 0.3
"""What it costs that a fact is about something asked for only by what it stands under."""
_BESIDE = 0.8
"""What it costs that a fact only stands beside what is asked for: 会议费 in a table of 三公经费及会议费."""
_FUNDING = frozenset({"general_budget", "fiscal_appropriation"})
_FUNDED = 0.4
"""What it costs that the money is said to be of the general budget: 一般公共预算拨款安排的三公经费."""
_NARROW = frozenset({"government_fund", "state_capital"})
_NARROWED = 0.5
"""What it costs that a sentence stands under one of the smaller budgets: its 年末结转 is not the department's."""
_DEEPER = 0.3
"""What it costs for each whole that an unasked-for part stands under: 人员经费 is further away than 基本支出."""
_OTHER_SIDE = 0.05
"""A subject of expenditure is looked up where it is spent, though revenue tables may list it too."""
_WRONG_SIDE = 1.0
_UNKNOWN = 1.0
"""What it costs that a fact carries a label of its own that nobody asked for."""
_CONFINED = 0.35
"""What it costs that a figure stands in the sheet of a single project or goal."""
_SETTING = 0.03
_UNITLESS = 0.2
_UNITED = frozenset({Kind.COUNT, Kind.MONEY})
_BLANK = 0.6
_PROSE = 0.02
_WORDS_CELL = 0.03


@lru_cache(maxsize=8192)
def above(named: frozenset[str]) -> frozenset[str]:
    """Return the wholes that any of the terms is a part of, however far up."""
    return frozenset().union(*(ancestors(term) for term in named))


def said_of(fact: Fact) -> frozenset[str]:
    """Return every term that may be said of a fact: its own, those it stands under, and their wholes."""
    return _with_wholes(fact.terms | fact.context)


@lru_cache(maxsize=8192)
def _with_wholes(named: frozenset[str]) -> frozenset[str]:
    return named | above(named)


@lru_cache(maxsize=16384)
def cost_of_words(
    own: frozenset[str],
    context: frozenset[str],
    place: int,
    wanted: frozenset[str],
    has_codes: bool,
    free: frozenset[str],
) -> float:
    """Return what the terms of a fact cost, and those that it stands under, by where it stands."""
    cost = _cost_of_terms(own, context, place != SENTENCE, wanted, has_codes, free)
    cost += _cost_of_side(own, context, wanted, free)
    if place == SHEET:
        cost += _CONFINED
    return cost + _SETTING * len((context & SETTINGS) - free)


def with_cost_of_value(cost: float, fact: Fact) -> float:
    """Return the cost with what it costs that a value is blank, lacks its unit, is words or stands in a sentence."""
    if fact.unit is None and fact.kind in _UNITED and fact.value is not None:
        cost += _UNITLESS
    if fact.state is State.BLANK:
        cost += _BLANK
    if fact.table is None:
        return cost + _PROSE
    return cost + _WORDS_CELL if fact.kind is Kind.WORDS else cost


def _cost_of_terms(
    own: frozenset[str],
    context: frozenset[str],
    in_table: bool,
    wanted: frozenset[str],
    has_codes: bool,
    free: frozenset[str],
) -> float:
    """Return what a fact's unasked terms cost, and what it costs not to be about those asked for itself."""
    cost = 0.0
    coded = has_codes and not (wanted and _is_row(wanted))
    for term in own - free:
        if term.startswith("label:"):
            cost += 0.0 if coded else _UNKNOWN
        elif term in _FUNDING and wanted & own - _FUNDING - SIDES:
            cost += _FUNDED
        else:
            cost += lean(term) + _DEEPER * len(ancestors(term) - free)
    if not in_table:
        cost += _NARROWED * len((context & _NARROW) - free)
        if own and own <= _WHOLES and not context.isdisjoint(_FUNDING - free):
            cost += _FUNDED  # 支出总计 under 财政拨款收支 is not all that is spent
    if not own and in_table:
        # the total of a table whose title joins several things is none of them by itself
        cost += sum(lean(term) for term in context - free - SIDES - SETTINGS if ":" not in term)
    elif in_table and own <= wanted and len(context & _JOINED) > 1 and _is_row(own):
        # nor is the total of one unit's row in it
        cost += sum(lean(term) for term in context & _JOINED - free)
    for term in () if wanted <= own else wanted - SIDES - own:
        beside = own and not any(t.startswith("label:") for t in own) and term not in above(own)
        cost += _BESIDE if beside else _UNDER
    return cost


@lru_cache(maxsize=8192)
def _is_row(own: frozenset[str]) -> bool:
    """Return whether terms only say in whose row a figure stands."""
    return all(term.startswith("label:") for term in own)


def _cost_of_side(
    own: frozenset[str], context: frozenset[str], wanted: frozenset[str], free: frozenset[str]
) -> float:
    """Return what it costs that a fact is of another side of the budget than the one asked for."""
    cost = _OTHER_SIDE if "revenue" in context and "revenue" not in free else 0.0
    side = wanted & SIDES
    if not side:
        return cost
    if side <= own or side <= context:
        return cost
    said = own | context | above(own)
    return cost + (0.0 if side <= said else _OTHER_SIDE if not said & SIDES else _WRONG_SIDE)


def on_other_side(fact: Fact, side: frozenset[str]) -> bool:
    """Return whether a fact is of the other side of the budget alone than the one asked for."""
    said = _sides_said(fact.terms, fact.context)
    return bool(said) and not side <= said


@lru_cache(maxsize=16384)
def _sides_said(own: frozenset[str], context: frozenset[str]) -> frozenset[str]:
    return (own | context | above(own)) & SIDES


def lean(term: str) -> float:
    """Return what it costs a reading when a fact has this term unasked."""
    known = terms().get(term)
    return known.lean if known else _UNKNOWN
