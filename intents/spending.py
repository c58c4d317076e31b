"""What was spent in the end of the thing asked about before, and how much of it that is: 那实际花出去的呢."""

from __future__ import annotations

from intents.conversation import Conversation
from intents.lexicon import says_any
from intents.mentions import Sort
from intents.rules import View
from intents.rules.rule import STRONG
from intents.rules.terms import GENERIC
from knowledge import Op, Phase, Query, Subject

_RATE = "completion_rate"
_SPENT, _RECEIVED = "expenditure", "revenue"
_AT_LARGE = GENERIC | {_SPENT, _RECEIVED, "fiscal_appropriation", "general_budget"}
"""What a department has as a whole: what was spent of it is asked for outright."""


def spent_of_last(view: View, last: Query) -> Query | None:
    """Return what was spent of the thing asked about last, where a message names no other: 那最后真用了没."""
    if last.op not in {Op.LOOKUP, Op.CHANGE, Op.PARTS} or len(last.subjects) != 1:
        return None
    (asked,) = last.subjects
    said = says_any(view.text, "in_the_end")
    if not said or view.ops & STRONG or not _names_spending_alone(view):
        return None
    if asked.terms <= _AT_LARGE and not asked.codes and not asked.one_of:
        return None
    final = view.index.paper.phase is Phase.FINAL_ACCOUNTS
    return Query(
        op=Op.LOOKUP,
        subjects=(_spent(asked, view),),
        years=view.years or last.years,
        kind=last.kind,
        phase=None if final else Phase.FINAL_ACCOUNTS,
    )


def share_spent(view: View, conversation: Conversation) -> Query | None:
    """Return how much of what was planned, or received, was spent of the thing asked about: 等于才用了百分之多少."""
    last = conversation.last
    if last is None or last.op is not Op.LOOKUP or len(last.subjects) != 1:
        return None
    if view.concepts() == {_RATE} and not view.ops - {"completion", "how_much", "what", "percent"}:
        alone = all(m.concepts == (_RATE,) for group in view.groups for m in group)
        at_large = last.subjects[0].terms <= _AT_LARGE
        return None if at_large or not alone else _rate_of(last.subjects[0], last)
    asks = bool(view.ops) and view.ops <= {"percent", "share", "how_much", "what"}
    if not asks or not view.has("percent", "share") or not _names_spending_alone(view):
        return None
    if not says_any(view.text, "used_up"):
        return None
    asked, before = last.subjects[0], conversation.earlier[-1:]
    other = before[0].subjects if before and before[0].op is Op.LOOKUP else ()
    sides = len(other) == 1 and other != last.subjects
    if sides and other[0].terms - {_RECEIVED} == asked.terms - {_SPENT}:
        return Query(op=Op.SHARE, subjects=(asked, *other), years=last.years[-1:])
    return _rate_of(asked, last)


def _rate_of(subject: Subject, last: Query) -> Query:
    return Query(op=Op.COMPLETION, subjects=(subject,), years=last.years[-1:])


def _names_spending_alone(view: View) -> bool:
    """Return whether a message names nothing but that money is spent."""
    named = [m for group in view.groups for m in group]
    spends = all(m.sort is Sort.CONCEPT and set(m.concepts) <= GENERIC | {_SPENT} for m in named)
    return spends and not (view.codes or view.tables or view.left_over() or view.topics())


def _spent(subject: Subject, view: View) -> Subject:
    """Return a thing on the side of spending, where the paper tells both sides of it."""
    spent = subject.model_copy(update={"terms": subject.terms - {_RECEIVED} | {_SPENT}})
    rows = any(term.startswith("label:") for term in subject.terms)
    return spent if _RECEIVED in subject.terms or (rows and view.index.tells_of(spent)) else subject
