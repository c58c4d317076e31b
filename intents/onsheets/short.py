"""Whether an answer tells less than a question asks of a project: another kind of thing, or one thing of two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.lexicon import says_any
from intents.onsheets.asked import Piece, Want
from intents.outcomes import Outcome, Understood
from knowledge import Answer, Aspect, Fact, FactBase, Kind, Op, answer

_PARTIAL = frozenset({"unanswered"})
_IN_WORDS = frozenset(
    {Want.REASON, Want.PROBLEM, Want.GRADE, Want.BASIS, Want.WHO, Want.WHEN, Want.LOST}
)
_PLACED = frozenset({Op.WHERE, Op.TABLE, Op.TABLES})


def falls_short(outcome: Outcome, pieces: Sequence[Piece], base: FactBase) -> bool:
    """Return whether what became of a question does not tell all that its pieces ask."""
    if not isinstance(outcome, Understood):
        return True
    told = [answer(query, base) for query in outcome.queries]
    if not all(a.found for a in told) or any(a.kind in _PARTIAL for a in outcome.assumed):
        return True
    if any(query.op in _PLACED for query in outcome.queries):
        return True
    facts = [fact for each in told for fact in each.facts()]
    if any(piece.is_rate for piece in pieces) and not any(map(_tells_rate, facts)):
        return True
    if any(query.op is not Op.LOOKUP for query in outcome.queries):
        return False  # changes, shares, parts, sentences: what is asked is no one cell
    wants = {want for piece in pieces for want in piece.wants}
    return any(_lacks(want, pieces, told) for want in wants)


def _tells_rate(fact: Fact) -> bool:
    return says_any(fact.label, "rates_printed") or "/" in (fact.unit or "")


def _lacks(want: Want, pieces: Sequence[Piece], told: Sequence[Answer]) -> bool:
    facts = [fact for each in told for fact in each.facts()]
    if want is Want.QUANTITY:
        counted = any(piece.units for piece in pieces)
        done = any(says_any(piece.text, "done_said") for piece in pieces)
        if counted and done and all(fact.aspect is Aspect.TARGET for fact in facts):
            return True
        return counted and all(fact.kind is Kind.MONEY or _is_in_words(fact) for fact in facts)
    if want is Want.SCORE:
        return not _called(facts, "heads_of_scores")
    if want in {Want.ACTUAL, Want.BOTH}:
        return not any(
            says_any(fact.citation.place.column or "", "heads_of_actuals") for fact in facts
        )
    return want in _IN_WORDS and all(fact.kind not in {Kind.WORDS, Kind.DATE} for fact in facts)


def _is_in_words(fact: Fact) -> bool:
    return fact.kind is Kind.WORDS and not any(c.isdigit() for c in fact.printed)


def _called(facts: Iterable[Fact], group: str) -> bool:
    return any(says_any(fact.label, group) for fact in facts)
