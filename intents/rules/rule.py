"""A rule: a kind of question, when it is one, and the query that it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intents.rules.view import View
from knowledge import Query

STRONG = frozenset(
    {
        "change",
        "percent",
        "reason",
        "share",
        "trend",
        "most",
        "least",
        "above",
        "below",
        "per_month",
        "per_head",
        "per_day",
        "per_thing",
        "per_vehicle",
        "per_batch",
        "per_guest",
        "per_group",
        "per_traveller",
        "average",
        "times",
        "if_enough",
        "balance",
        "agree",
        "faults",
        "define",
        "use",
        "asof",
        "which_year",
        "list_tables",
        "where",
        "compared",
        "basis",
        "who",
        "complement",
        "which_of",
        "completion",
        "against_budget",
        "excluded",
        "excluded_end",
        "minus",
        "versus",
        "versus_less",
    }
)
"""Cues that change what is asked: a rule that does not account for one of them must not answer."""


@dataclass(frozen=True)
class Rule:
    """One kind of question."""

    name: str
    asks: str
    """What kind of question it is, for the trace."""
    reader: Callable[[View], Query | None]
    """What makes a query of a question in which a cue is said that the rule needs."""
    needs: frozenset[str]
    """Cues of which one must be said; empty where it may read a question without any."""
    accounts: frozenset[str]
    """The strong cues that it explains."""
    right: tuple[str, ...]
    """Questions that it must answer about the shipped disclosure."""
    wrong: tuple[str, ...] = ()
    """Questions that it must leave to others."""
    about: str = "budget"
    """What sort of paper its examples ask."""

    def read(self, view: View) -> Query | None:
        """Return what the rule makes of a question; None where it is none of its kind."""
        if self.needs and self.needs.isdisjoint(view.ops):
            return None
        return self.reader(view)

    def unexplained(self, view: View) -> frozenset[str]:
        """Return the strong cues of a question that the rule does not explain."""
        return (view.ops & STRONG) - self.accounts
