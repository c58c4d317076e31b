"""Several questions in one message: its clauses, each understood in the light of the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from intents.conversation import Conversation
from intents.kinds_of_row import all_of_last, asks_in_full, kind_of_row
from intents.lexicon import alternatives, marks, says_any
from intents.mentions import Sort, Vocabulary, find_mentions
from intents.outcomes import Assumed, Beyond, Outcome, Understood
from intents.rules.carried import column_of, in_post, in_unit_of
from intents.rules.terms import subject_of
from intents.text import fold
from knowledge import FactBase, Kind, Op, Query, answer, standard_name

Reading = Callable[[str, Conversation], Outcome]
"""What a clause, read by itself in a conversation, is understood as."""

_CLAUSE = re.compile(r"[?？;；,，。!！\n]+")
_MOST_CLAUSES = 3
_UNPLACED = frozenset({"unplaced", "topic", "no_rule"})
"""Why a clause may be left unanswered beside one that is answered."""
_ALL_SPENDING = frozenset({"expenditure"})
_REVENUE = frozenset({"revenue"})
_TO_BUY = {
    "official_vehicles": ("vehicles_to_buy", "vehicle_purchase"),
    "large_equipment": ("equipment_to_buy",),
}
"""Things there are, and what asks for those to be bought."""
_COST_OF = {
    "reception_people": "reception",
    "reception_batches": "reception",
    "abroad_people": "abroad",
    "abroad_groups": "abroad",
}
"""Things counted, and what is spent on them."""


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
    clauses = _clauses_of(text)
    if not clauses:
        return None
    numbers = sum(_asks_number(clause) for clause in clauses) > 1 or any(
        map(asks_in_full, clauses[1:])
    )
    opening = re.sub(rf"(?:{alternatives('opens_at_end')})+$", "", clauses[0])
    several = numbers or sum(map(_asks, (opening, *clauses[1:]))) > 1
    answered = isinstance(whole, Understood) and answers_something(whole, base)
    if answered and not several:
        return None
    parts = _read_clauses(clauses, base, vocabulary, conversation, read)
    if parts is None or not _better_in_parts(parts, whole, base, several=several):
        return None
    if answered and not numbers and not _names_more(parts, whole):
        return None
    return parts, tuple(clauses)


def _clauses_of(text: str) -> list[str]:
    """Return the two or three clauses of a message that may each ask something; none of any other message."""
    clauses: list[str] = []
    scopes = tuple(marks("scope_ends"))
    for clause in filter(str.strip, _CLAUSE.split(text)):
        within = clauses and clauses[-1].endswith(scopes) and says_any(clauses[-1], "subject_said")
        # 301科目下，津贴补贴多少 is one question
        clauses.append(f"{clauses.pop()},{clause}" if within else clause)
    apart = 1 < len(clauses) <= _MOST_CLAUSES and not says_any(text, "taking_away")
    return clauses if apart else []


def in_part(
    text: str,
    whole: Outcome,
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
    read: Reading,
) -> tuple[Understood, tuple[str, ...]] | None:
    """Return what the first clauses of a message ask, where later ones ask what nothing can place: those are told.

    公务接待费多少，主要请了谁: the figure is told, and that the rest is not answered. The clause that is answered
    stands first, whole by itself; one left unanswered asks something of its own, and never only narrows the first.
    """
    clauses = _clauses_of(text)
    unplaced = isinstance(whole, Beyond) and whole.reason in _UNPLACED
    if not unplaced or not clauses:
        return None
    queries: list[Query] = []
    assumed: list[Assumed] = []
    left: list[str] = []
    for clause in clauses:
        outcome = read(clause, conversation)
        if _is_told(outcome, base) and isinstance(outcome, Understood):
            outcome = _of_the_same(outcome, queries, clause, base, vocabulary)
            queries += outcome.queries
            assumed += outcome.assumed
            conversation = conversation.after(outcome.queries[-1])
        elif queries and _is_left(clause, outcome):
            left.append(clause)
        else:
            return None
    if not left or not _asks(clauses[0]):
        return None
    assumed.append(Assumed("unanswered", "，".join(left)))
    return Understood(tuple(dict.fromkeys(queries)), tuple(assumed)), tuple(clauses)


def _is_told(outcome: Outcome, base: FactBase) -> bool:
    """Return whether a clause is answered, by figures or a text of its own and not by a sentence found for it."""
    return (
        isinstance(outcome, Understood)
        and answers_something(outcome, base)
        and not any(query.op is Op.PASSAGE for query in outcome.queries)
    )


def _is_left(clause: str, outcome: Outcome) -> bool:
    """Return whether a clause asks something that nothing can place; one that only narrows what is asked does not."""
    unplaced = isinstance(outcome, Beyond) and outcome.reason in _UNPLACED and not outcome.final
    asks = _asks(clause) or says_any(clause, "asking_words")
    return unplaced and asks and not says_any(clause, "narrowing")


def _names_more(parts: Understood, whole: Outcome) -> bool:
    """Return whether clauses ask of all that the whole does, and of a thing of its own besides."""
    told = whole.queries if isinstance(whole, Understood) else ()
    known = {subject.terms for query in told for subject in query.subjects}
    named = {subject.terms for query in parts.queries for subject in query.subjects}
    return known < named and _ALL_SPENDING not in named - known


def answers_something(outcome: Understood, base: FactBase) -> bool:
    """Return whether the paper answers any of the questions understood."""
    return any(answer(query, base).found for query in outcome.queries)


def _asks_number(clause: str) -> bool:
    return says_any(clause, "asking_number")


def _asks(clause: str) -> bool:
    """Return whether a clause asks for a number, or whether something is so: 今年还要买新车伐."""
    whether = clause.endswith(tuple(marks("asking_at_end"))) or says_any(clause, "asking_whether")
    return _asks_number(clause) or (whether and not clause.endswith(tuple(marks("what_at_end"))))


def _better_in_parts(parts: Understood, whole: Outcome, base: FactBase, *, several: bool) -> bool:
    """Return whether the clauses of a message tell more than it does as a whole."""
    understood = isinstance(whole, Understood)
    half = understood and not several
    first, *others = parts.queries
    reckoned = [query for query in others if query.op not in {Op.LOOKUP, Op.WORDS, Op.DEFINE}]
    fails = not several and not all(answer(query, base).found for query in reckoned)
    if not answer(first, base).found or (half and len(parts.queries) < 2) or fails:
        return False  # what is not disclosed is not made up for by what is said after it
    if (
        isinstance(whole, Understood)
        and whole.queries[0].op is Op.EXTREME
        and answers_something(whole, base)
    ):
        return False  # 哪个最大，多少钱，占几成: all of it is told of the largest
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
        if asks_in_full(clause):
            queries, named = [*named, *queries], []  # what was named before is asked for, too
        outcome = (
            _bought_of_last(clause, queries, base, vocabulary)
            or all_of_last(clause, queries, base)
            or read(clause, conversation)
        )
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
        outcome = _of_its_money(outcome)
        alone = [query for query in named if len(query.subjects) == 1]
        outcome = _of_the_same(outcome, [*alone, *queries], clause, base, vocabulary)
        only_names = _only_names(clause, outcome, base, vocabulary)
        (named if only_names else queries).extend(outcome.queries)
        assumed += [a for a in outcome.assumed if a.kind != "carried"]
        conversation = conversation.after(outcome.queries[-1])
    if named and any(query.op is Op.SHARE for query in queries):
        return None  # 三公经费里，服务中心占百分之几: what is divided was named in the other clause
    if named and queries and _is_at_large(queries[0]):
        return None  # 水库维护和日常运行那块，支出合计多少: what was named is what is asked about
    queries = _largest_first(queries or named)
    return Understood(tuple(dict.fromkeys(queries)), tuple(assumed)) if queries else None


def _largest_first(queries: list[Query]) -> list[Query]:
    """Return questions with the one for the largest part before the one for all parts: 钱从哪来，哪块最多.

    It is what the message comes to.
    """
    if [query.op for query in queries] != [Op.PARTS, Op.EXTREME]:
        return queries
    return queries[::-1] if queries[0].subjects == queries[1].subjects else queries


def _of_the_same(
    outcome: Understood, queries: list[Query], clause: str, base: FactBase, vocabulary: Vocabulary
) -> Understood:
    """Return a clause that names nothing, or only a column, as asked of what was named before it.

    换几辆车，预算花多少; 某科目基本支出多少，项目支出多少; 支队收入多少，编制几个.
    """
    said = [q for q in queries if q.subjects and q.subjects[0].terms != _ALL_SPENDING]
    (query, *others) = outcome.queries
    if not said or others or query.op is not Op.LOOKUP or says_any(clause, "whole_budget"):
        return outcome
    if _is_at_large(query) and not said[-1].subjects[0].terms & _REVENUE:
        (counted,) = said[-1].subjects[:1]
        cost = next((_COST_OF[term] for term in counted.terms if term in _COST_OF), None)
        thing = counted if cost is None else subject_of(cost)
        same = query.model_copy(update={"subjects": (thing,), "kind": Kind.MONEY})
        return replace(outcome, queries=(same,))
    row, index = said[-1].subjects[0], base.index()
    columns = tuple(
        (says_any(clause, "of_it_too") and kind_of_row(row, subject, index))
        or column_of(row, subject, index)
        for subject in query.subjects
    )
    if not _points_at_all(clause, vocabulary, index.paper.year):
        units = vocabulary.unit_terms
        columns = tuple(in_unit_of(row, subject, units) for subject in columns)
    if not says_any(clause, "posts_said"):
        columns = in_post((row, *columns), index)[1:]
    return replace(outcome, queries=(query.model_copy(update={"subjects": columns}),))


def _is_at_large(query: Query) -> bool:
    """Return whether spending is asked for without a word of what on."""
    return len(query.subjects) == 1 and query.subjects[0].terms == _ALL_SPENDING


def _points_at_all(clause: str, vocabulary: Vocabulary, year: int) -> bool:
    """Return whether a clause points at the department as a whole: 你们局三公多少."""
    pointing = {Sort.HERE, Sort.DEPARTMENT}
    return any(m.sort in pointing for m in find_mentions(fold(clause), vocabulary, year))


def _bought_of_last(
    clause: str, queries: list[Query], base: FactBase, vocabulary: Vocabulary
) -> Understood | None:
    """Return how many vehicles, or pieces of equipment, are bought, behind how many there are: 车几辆，今年添置几部.

    None where the clause names something of its own, or asks for money.
    """
    year = base.index().paper.year
    counted = [q for q in queries if q.op is Op.LOOKUP and len(q.subjects) == 1]
    had = next((term for term in _TO_BUY if counted and term in counted[-1].subjects[0].terms), "")
    if not had or not says_any(clause, "vehicles_bought") or says_any(clause, "money"):
        return None
    named = {
        concept
        for m in find_mentions(fold(clause), vocabulary, year)
        if m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CODE}
        for concept in m.concepts or (m.text,)
    }
    if not named <= {*_TO_BUY[had], had, "procurement", "vehicle"}:
        return None
    term = _TO_BUY[had][0]
    bought = Query(
        op=Op.LOOKUP, subjects=(subject_of(term),), kind=Kind.COUNT, unit=counted[-1].unit
    )
    return Understood((bought,))


def _is_its_score(outcome: Understood, queries: list[Query]) -> bool:
    """Return whether a clause only asks for the score that is told with the project: 哪个得分最低，得了多少分."""
    (query, *others) = outcome.queries
    of_score = bool(queries) and queries[-1].op is Op.EXTREME and queries[-1].per == "score"
    named = all(says_any(subject.name, "scores") for subject in query.subjects)
    return of_score and not others and query.op is Op.LOOKUP and named


def _of_its_money(outcome: Understood) -> Understood:
    """Return a clause that asks how much of the money was spent as asked of the project whose score was asked for.

    某项目自评多少分？钱花完了吗: it is not the score of which anything is completed.
    """
    (query, *others) = outcome.queries
    scored = [s for s in query.subjects if s.terms and s.one_of and says_any(s.name, "scores")]
    if others or query.op is not Op.COMPLETION or not scored:
        return outcome
    (project, *_) = scored
    name = "".join(standard_name(term) for term in sorted(project.terms))
    asked = project.model_copy(update={"one_of": frozenset[str](), "name": name})
    return replace(outcome, queries=(query.model_copy(update={"subjects": (asked,)}),))


def _only_names(clause: str, outcome: Understood, base: FactBase, vocabulary: Vocabulary) -> bool:
    """Return whether a clause asks nothing and only names what the next one asks about: 项目支出里，哪个最大."""
    if any(query.op not in {Op.LOOKUP, Op.WORDS} for query in outcome.queries):
        return False
    mentions = find_mentions(fold(clause), vocabulary, base.index().paper.year)
    return not _asks(clause) and not any(
        m.sort is Sort.YEAR or (m.sort is Sort.CUE and m.ops() - {"parent"}) for m in mentions
    )
