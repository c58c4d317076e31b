"""The field's terms as the rules need them: what a concept stands for, what kind its values are, how it is named."""

from __future__ import annotations

from functools import lru_cache

from intents.lexicon import lexicon
from knowledge import Kind, Subject, known_terms, standard_name

FUNDS = ("fiscal_appropriation", "general_budget", "government_fund", "state_capital")
"""Money that both sides of a budget speak of: as a source of revenue, and as what is spent of it."""
SOURCES = frozenset(
    {
        *FUNDS,
        "fiscal_account",
        "unit_funds",
        "institution_income",
        "business_income",
        "superior_grant",
        "affiliate_payment",
        "other_income",
    }
)
"""What money comes in from."""
GENERIC = frozenset({"budget_total", "accounts_total", "grand_total"})
"""Concepts that only say that a budget is spoken of when something else is named beside them."""


def subject_of(term: str) -> Subject:
    """Return a subject that is one term, under its standard name."""
    return Subject(terms=frozenset({term}), name=standard_name(term))


def terms_counted_in(unit: str | None) -> str | None:
    """Return the term whose things are counted in a unit (辆: the department's vehicles)."""
    return next((t.id for t in known_terms().values() if unit in t.unit), None) if unit else None


@lru_cache(maxsize=1)
def kinds_counted() -> dict[str, Kind]:
    """Return unit → kind, for a number that is typed with its unit (三辆, 46人)."""
    return {unit: Kind(term.kind) for term in known_terms().values() for unit in term.unit}


def concept_terms(concept: str) -> frozenset[str]:
    """Return the terms that a concept stands for."""
    return lexicon().concepts[concept].stands_for


def kind_of(term: str) -> str:
    """Return the kind of a term's values; money where nothing else is said."""
    known = known_terms().get(term)
    return known.kind if known else "money"


def names_of(term: str) -> tuple[str, ...]:
    """Return the names that papers print for a term; none for a label."""
    known = known_terms().get(term)
    return known.names if known else ()
