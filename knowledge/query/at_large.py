"""What is asked of all money, or of one fund: no answer to a question of a thing of which nothing is told."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.query.model import Query, Subject

_AT_LARGE = frozenset(
    {
        *("grand_total", "this_year"),
        *("expenditure", "revenue", "budget_total", "accounts_total"),
        *("fiscal_appropriation", "general_budget", "government_fund", "state_capital"),
        *("carryover_in", "carryover_out"),
    }
)
"""What says of which money, or of all of it: it is no answer where nothing is told of the thing named before it."""


def tells_at_large(query: Query, missing: Sequence[tuple[Subject, int | None]]) -> bool:
    """Return whether nothing is told of the thing asked about first, and of the others only what is at large."""
    first, *others = query.subjects
    lost = {subject for subject, _ in missing}
    named = any(t.startswith("label:") for t in first.terms | first.one_of) or first.codes
    large = all(s.terms <= _AT_LARGE and not s.codes and not s.one_of for s in others)
    return bool(others) and first in lost and bool(named) and large
