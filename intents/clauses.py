"""Several questions in one message: its clauses, each understood in the light of the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from intents.conversation import Conversation
from intents.lexicon import says_any
from intents.mentions import Sort, Vocabulary, find_mentions
from intents.outcomes import Assumed, Beyond, Outcome, Understood
from intents.rules.carried import column_of
from intents.text import fold
from knowledge import FactBase, Kind, Op, Query, answer

Reading = Callable[[str, Conversation], Outcome]
"""What a clause, read by itself in a conversation, is understood as."""

_CLAUSE = re.compile(r"[?？;；,，。!！\n]+")
_MOST_CLAUSES = 3
_ALL_SPENDING = frozenset({"expenditure"})
_REVENUE = frozenset({"revenue"})


def in_clauses(
    text: str,
    whole: Outcome,
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
    read: Reading,
) -> tuple[Understood, tuple[str, ...]] | None:
    """Given a message and what it is understood as on the whole, return what its clauses ask, and the clauses.

    None where they tell no more than the whole does.
    """
    clauses = [c for c in _CLAUSE.split(text) if c.strip()]
    several = sum(_asks_number(clause) for clause in clauses) > 1
    if not 1 < len(clauses) <= _MOST_CLAUSES or says_any(text, "taking_away"):
        return None
    if isinstance(whole, Understood) and answers_something(whole, base) and not several:
        return None
    parts = _read_clauses(clauses, base, vocabulary, conversation, read)
    if parts is None or not _better_in_parts(parts, whole, base, several=several):
        return None
    return parts, tuple(clauses)


def answers_something(outcome: Understood, base: FactBase) -> bool:
    """Return whether the paper answers any of the questions understood."""
    return any(answer(query, base).found for query in outcome.queries)


def _asks_number(clause: str) -> bool:
    return says_any(clause, "asking_number")


def _better_in_parts(parts: Understood, whole: Outcome, base: FactBase, *, several: bool) -> bool:
    """Return whether the clauses of a message tell more than it does as a whole."""
    understood = isinstance(whole, Understood)
    half = understood and not several
    first, *others = parts.queries
    reckoned = [query for query in others if query.op not in {Op.LOOKUP, Op.WORDS, Op.DEFINE}]
    fails = not several and not all(answer(query, base).found for query in reckoned)
    if not answer(first, base).found or (half and len(parts.queries) < 2) or fails:
        return False  # what is not disclosed is not made up for by what is said after it
    joined = isinstance(whole, Understood) and len(whole.queries[0].subjects) >= 2
    return not (several and joined and len(parts.queries) < 2)


def _read_clauses(
    clauses: list[str],
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
    read: Reading,
) -> Understood | None:
    """Return two or three questions in one sentence, each understood in the light of the one before."""
    queries: list[Query] = []
    named: list[Query] = []
    assumed: list[Assumed] = []
    for clause in clauses:
        outcome = read(clause, conversation)
        if isinstance(outcome, Understood) and any(
            query.op is Op.PASSAGE for query in outcome.queries
        ):
            return None  # a sentence quoted for half a question would answer what was not asked
        if not isinstance(outcome, Understood):
            if (
                isinstance(outcome, Beyond)
                and outcome.reason in {"chat", "no_rule"}
                and not outcome.word
                and not outcome.has_budget
                and not _asks_number(clause)
            ):
                continue
            return None
        if _is_its_score(outcome, queries):
            continue
        outcome = _of_the_same(outcome, queries, clause, base)
        only_names = _only_names(clause, outcome, base, vocabulary)
        (named if only_names else queries).extend(outcome.queries)
        assumed += [a for a in outcome.assumed if a.kind != "carried"]
        conversation = conversation.after(outcome.queries[-1])
    if named and any(query.op is Op.SHARE for query in queries):
        return None  # 三公经费里，服务中心占百分之几: what is divided was named in the other clause
    queries = queries or named
    return Understood(tuple(dict.fromkeys(queries)), tuple(assumed)) if queries else None


def _of_the_same(
    outcome: Understood, queries: list[Query], clause: str, base: FactBase
) -> Understood:
    """Return a clause that names nothing, or only a column, as asked of what was named before it.

    换几辆车，预算花多少; 某科目基本支出多少，项目支出多少.
    """
    said = [q for q in queries if q.subjects and q.subjects[0].terms != _ALL_SPENDING]
    (query, *others) = outcome.queries
    if not said or others or query.op is not Op.LOOKUP or says_any(clause, "whole_budget"):
        return outcome
    at_large = len(query.subjects) == 1 and query.subjects[0].terms == _ALL_SPENDING
    if at_large and not said[-1].subjects[0].terms & _REVENUE:
        same = query.model_copy(update={"subjects": said[-1].subjects[:1], "kind": Kind.MONEY})
        return replace(outcome, queries=(same,))
    row, index = said[-1].subjects[0], base.index()
    columns = tuple(column_of(row, subject, index) for subject in query.subjects)
    return replace(outcome, queries=(query.model_copy(update={"subjects": columns}),))


def _is_its_score(outcome: Understood, queries: list[Query]) -> bool:
    """Return whether a clause only asks for the score that is told with the project: 哪个得分最低，得了多少分."""
    (query, *others) = outcome.queries
    of_score = bool(queries) and queries[-1].op is Op.EXTREME and queries[-1].per == "score"
    named = all(says_any(subject.name, "scores") for subject in query.subjects)
    return of_score and not others and query.op is Op.LOOKUP and named


def _only_names(clause: str, outcome: Understood, base: FactBase, vocabulary: Vocabulary) -> bool:
    """Return whether a clause asks nothing and only names what the next one asks about: 项目支出里，哪个最大."""
    if any(query.op not in {Op.LOOKUP, Op.WORDS} for query in outcome.queries):
        return False
    mentions = find_mentions(fold(clause), vocabulary, base.index().paper.year)
    return not _asks_number(clause) and not any(
        m.sort is Sort.YEAR or (m.sort is Sort.CUE and m.ops() - {"parent"}) for m in mentions
    )
