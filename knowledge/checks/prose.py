"""Prose and tables → agreement: a sentence's amount is the amount that a table prints for the same thing."""

from __future__ import annotations

from collections import defaultdict

from knowledge.checks.sums import Identity, fault, number, same_amount, told, where
from knowledge.facts import Aspect, Fact, Kind, Paper

_SOURCES = frozenset(
    {
        "fiscal_appropriation",
        "general_budget",
        "government_fund",
        "state_capital",
        "fiscal_account",
        "unit_funds",
        "carryover_in",
    }
)
_NATURES = frozenset({"basic", "project", "personnel_funds", "public_use_funds"})
_UNSAID = frozenset({"grand_total", "this_year"})
_GOALS = "goals"
"""What a form of performance is about: it counts all the money at hand, with what is carried over."""

_OF_A_PROJECT = frozenset(
    {"form:project_application", "form:project_evaluation", "form:project_performance"}
)
"""Forms whose money is one project's, whatever fund its line is called by."""

Key = tuple[frozenset[str], int | None, object]


def prose_agreements_in(paper: Paper) -> list[Identity]:
    """Given a paper, compare each amount of its prose with what its tables print for the same thing.

    The tables of one thing may tell of several scopes (all money, the general budget alone); a sentence
    agrees where one of them has its amount, and differs only where all tables of its own scope have another.
    """
    tables: dict[Key, list[Fact]] = defaultdict(list)
    for fact in paper.facts:
        if fact.table is not None and _counts(fact) and not fact.context & _OF_A_PROJECT:
            tables[_key(fact, fact.terms)].append(fact)
    found = []
    for fact in paper.facts:
        if fact.table is None and _counts(fact):
            found += [_compared(fact, tables.get(_key(fact, side), [])) for side in _sides(fact)]
    return [identity for identity in found if identity]


def _counts(fact: Fact) -> bool:
    known = fact.aspect is Aspect.AMOUNT and fact.kind is Kind.MONEY and number(fact) is not None
    return known and bool(fact.terms) and ".w" not in fact.id


def _sides(fact: Fact) -> list[frozenset[str]]:
    """收支总预算 is the total of both sides: each is compared."""
    both = frozenset({"revenue", "expenditure"})
    return [fact.terms - {side} for side in sorted(both)] if both <= fact.terms else [fact.terms]


def _key(fact: Fact, named: frozenset[str]) -> Key:
    return named - _SOURCES - _UNSAID, fact.year, fact.phase


def _scope(fact: Fact) -> frozenset[str]:
    return (fact.terms | fact.context) & (_SOURCES | _NATURES)


def _holds_more(other: Fact, fact: Fact) -> bool:
    """Whether a form of goals tells of all the money at hand, and the sentence of this year's alone."""
    return _GOALS in other.context and "this_year" in fact.terms - other.terms


def _compared(fact: Fact, printed: list[Fact]) -> Identity | None:
    if any(same_amount(fact, other) for other in printed):
        return Identity("prose")
    own = [
        other
        for other in printed
        if number(other) and _scope(other) == _scope(fact) and not _holds_more(other, fact)
    ]
    if not own or any(not same_amount(own[0], other) for other in own):
        return None
    values = {
        "prose": told(fact),
        "prose_where": where(fact),
        "table": told(own[0]),
        "table_where": where(own[0]),
        "label": fact.label,
    }
    return Identity("prose", fault("prose_differs", "warning", (fact, own[0]), **values))
