"""How many projects have goals, or were evaluated, and how much they come to, however the two words are put."""

from __future__ import annotations

from intents.lexicon import says_any
from intents.outcomes import Outcome, Understood
from intents.rules import View
from intents.rules.terms import subject_of
from knowledge import FactBase, Kind, Op, Query, answer

_GOALS, _EVALUATED = "performance_projects", "evaluated_projects"
_OF_PERFORMANCE = frozenset({"goals", "performance_management", _GOALS, _EVALUATED})
_OF_PROJECTS = frozenset({"project", "project_name", "budget_total"})
_ASKED = frozenset({Op.LOOKUP, Op.WORDS})


def projects_counted(view: View, outcome: Outcome, base: FactBase) -> Outcome | None:
    """Given a question that names goals or 自评 and projects, and found nothing, return their number, or their amount.

    编了绩效目标的项目有几个，涉及资金多少: the paper prints both beside one name for the two.
    """
    if not isinstance(outcome, Understood) or len(outcome.queries) > 1:
        return None
    (query,) = outcome.queries
    named = frozenset[str]().union(*(s.terms | s.one_of for s in query.subjects))
    of_both = named & _OF_PERFORMANCE and named & (_OF_PROJECTS | {_GOALS, _EVALUATED})
    if not of_both or named - _OF_PERFORMANCE - _OF_PROJECTS or query.op not in _ASKED:
        return None
    own = _EVALUATED if says_any(view.text, "self_evaluated") else _GOALS
    money = view.kind is Kind.MONEY or view.speaks_of_money()
    kinds = [Kind.MONEY] if money or says_any(view.text, "sums_of_money") else []
    kinds += [Kind.COUNT] if says_any(view.text, "projects_numbered") else []
    asked = [
        Query(op=Op.LOOKUP, subjects=(subject_of(own),), years=query.years, kind=kind)
        for kind in kinds
    ]
    found = bool(asked) and all(answer(one, base).found for one in asked)
    return Understood(tuple(asked), outcome.assumed) if found else None
