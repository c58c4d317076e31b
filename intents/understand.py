"""A question → what it asks: the second chain on one page.

fold → mentions → view → rules → Understood | Unclear | Beyond, with the trace of how it came about.
A question is answered when each of its weighty words is explained and one reading survives the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from intents.assuming import assumptions
from intents.beyond import beyond_of, is_empty
from intents.carrying import with_carryover_said
from intents.conversation import Conversation
from intents.dialogue import (
    names_only_department,
    settled,
    whole_of,
)
from intents.glossed import said_outright
from intents.hanging import says_too_little, shares_nothing
from intents.inrows import in_rows
from intents.inwords import in_words
from intents.joint import taken_apart
from intents.leeway import (
    of_one_clause,
    with_amount,
    with_change,
    with_figure_reached,
    with_less,
    with_purchases,
    with_year_before,
)
from intents.lending import Lent, names_of
from intents.lends import in_pieces, lends
from intents.lexicon import marks, says_any, traced
from intents.mentions import (
    Mention,
    Sort,
    Vocabulary,
    as_meant,
    as_procured,
    find_mentions,
)
from intents.of_units import kept_within
from intents.openings import without_openings
from intents.outcomes import Assumed, Beyond, Outcome, Unclear, Understood
from intents.passages import passage_words, told_of
from intents.printed import with_last_as_printed
from intents.reading import Step, by_rules, shown_mention
from intents.rules import View
from intents.rules.terms import subject_of
from intents.text import Folded, fold
from intents.turning import meant_by_turn
from intents.undisclosed import undisclosed_in
from knowledge import FactBase, Kind, Op, PaperIndex, Query, answer

_CLAUSE = re.compile(r"[?？;；,，。!！\n]+")
_MOST_CLAUSES = 3
_USUAL = tuple(
    Query(op=Op.LOOKUP, subjects=(subject_of(term),))
    for term in ("expenditure", "project", "three_public")
)
"""What is offered where money is asked about and nothing is named."""
_ALL_SPENDING = frozenset({"expenditure"})
_LONGEST = 300
"""Questions longer than this are cut to their last part: what is asked stands at the end."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was understood as, and how."""

    outcome: Outcome
    trace: tuple[Step, ...]
    traditional: bool = False


def understanding_of(
    question: str, base: FactBase, vocabulary: Vocabulary, conversation: Conversation | None = None
) -> Understanding:
    """Given a question as typed and the conversation so far, return what it asks."""
    conversation = with_last_as_printed(conversation or Conversation(), base)
    index = base.index()
    picked = conversation.picked(question)
    if picked is not None:
        return Understanding(Understood((picked,)), (Step("picked", question),))
    folded = fold(question)
    if is_empty(folded):
        return Understanding(Beyond("empty"), (Step("folded", folded.text),))
    apart = taken_apart(
        of_one_clause(with_carryover_said(said_outright(without_openings(folded.text)))), vocabulary
    )
    if apart != folded.text:
        folded = fold(apart)
    typed = folded
    if len(folded.text) > _LONGEST:
        folded = fold(question[-_LONGEST:])
        typed = fold(folded.text)
    meant = meant_by_turn(folded.text, index.paper.year, conversation)
    if meant.query is not None:
        outcome = Understood((meant.query,), (Assumed("carried", names_of(meant.query)),))
        return Understanding(outcome, (Step("recalled", folded.text),), folded.traditional)
    if meant.text != folded.text:
        conversation = meant.conversation
        typed = replace(fold(meant.text), traditional=folded.traditional)
        folded = typed
    return _understood(typed, folded, base, vocabulary, conversation)


def _understood(
    typed: Folded,
    folded: Folded,
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Understanding:
    """Return what a message asks, read as a whole, else clause by clause."""
    index = base.index()
    whole, trace = _read(typed, base, index, vocabulary, conversation)
    clauses = [c for c in _CLAUSE.split(folded.text) if c.strip()]
    several = sum(_asks_number(clause) for clause in clauses) > 1
    if isinstance(whole, Understood) and not _answers_nothing(whole, base) and not several:
        return Understanding(whole, trace, folded.traditional)
    unplaced = set(whole.word.split("、")) if isinstance(whole, Beyond) else set()
    quoted = any(folded.text[start:end] in unplaced for start, end in folded.quoted)
    settled = isinstance(whole, Beyond) and (whole.final or whole.reason == "lost")
    reckoned = says_any(folded.text, "taking_away")
    if 1 < len(clauses) <= _MOST_CLAUSES and not quoted and not settled and not reckoned:
        parts = _read_clauses(clauses, base, index, vocabulary, conversation)
        if parts is not None and _better_in_parts(parts, whole, base, several=several):
            step = Step("clauses", " | ".join(clauses))
            return Understanding(parts, (*trace, step), folded.traditional)
    return Understanding(whole, trace, folded.traditional)


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


def _read(
    folded: Folded,
    base: FactBase,
    index: PaperIndex,
    vocabulary: Vocabulary,
    conversation: Conversation,
    *,
    in_part: bool = False,
) -> tuple[Outcome, tuple[Step, ...]]:
    """Return what a message asks, or a clause of it (`in_part`), which is not searched for the rows it may mean."""
    folded = as_meant(folded, vocabulary, index.paper.year)
    steps = [Step("folded", folded.text)]
    found = find_mentions(folded, vocabulary, index.paper.year)
    found = as_procured(found, asked=_of_procurement(conversation))
    mentions = tuple(with_quotations(found, folded, vocabulary))
    steps.append(
        Step("mentions", "  ".join(shown_mention(m) for m in mentions if m.sort is not Sort.MARK))
    )
    beyond = beyond_of(folded.text, mentions, vocabulary)
    last, years = conversation.last, conversation.years
    units = vocabulary.unit_terms, vocabulary.member_terms, vocabulary.own_level
    view = View(folded.text, mentions, index, last, years, *units)
    if beyond is not None and beyond.final:
        told = in_words(view, beyond, base, vocabulary)
        return told, (*steps, Step("beyond", beyond.reason))
    if conversation.asked and names_only_department(view):
        again = replace(conversation, asked="", lost=False)
        return _read(fold(conversation.asked), base, index, vocabulary, again)
    lent = lends(view, conversation, base)
    if says_too_little(view, conversation, lent):
        return Beyond("lost"), (*steps, Step("beyond", "lost"))
    if lent is not None and (not lent.names_own or answer(lent.query, base).found):
        return _lent(lent, steps)
    outcome, tried = by_rules(view, base)
    outcome = kept_within(_defined_instead(outcome, view, base), view, conversation)
    if isinstance(outcome, Unclear):
        outcome = settled(outcome, view, conversation, base)
    if lent is None and _fails(outcome, base):
        outcome = with_less(view, base) or in_pieces(view, base) or outcome
    alone = isinstance(outcome, Understood) and not _answers_nothing(outcome, base)
    alone = alone and not shares_nothing(view)
    if lent is not None and not alone:
        return _lent(lent, steps)
    if isinstance(outcome, Understood):
        assumed = assumptions(mentions, folded)
        outcome = replace(outcome, assumed=assumed, whole=whole_of(view, conversation))
    outcome, step = _weighed(_with_its_own(outcome, view, base), beyond, view, base, vocabulary)
    told, quoted = _otherwise(view, outcome, base, vocabulary, in_part=in_part)
    return told, (*steps, *tried, *step, *quoted)


def _otherwise(
    view: View, outcome: Outcome, base: FactBase, vocabulary: Vocabulary, *, in_part: bool
) -> tuple[Outcome, tuple[Step, ...]]:
    """Return the paper's own words or the row that a message asks for, where nothing answered it, else that."""
    failed = _fails(outcome, base)
    left = undisclosed_in(outcome, view, vocabulary, failed=failed)
    told, stage = in_words(view, left, base, vocabulary), "in words"
    if told is left is outcome and not in_part and failed:
        told, stage = in_rows(view, left, base, vocabulary), "in rows"
    return told, (Step(stage, type(told).__name__),) if told is not left else ()


def _fails(outcome: Outcome, base: FactBase) -> bool:
    if isinstance(outcome, Understood):
        return _answers_nothing(outcome, base)
    return isinstance(outcome, Beyond) and not outcome.final


def _weighed(
    outcome: Outcome, beyond: Beyond | None, view: View, base: FactBase, vocabulary: Vocabulary
) -> tuple[Outcome, tuple[Step, ...]]:
    """Return what the rules made of a message, or why it lies beyond the paper, or the paper's own words for it."""
    if beyond is not None and not (isinstance(outcome, Understood) and beyond.yields):
        return beyond, (Step("beyond", beyond.reason),)
    if not isinstance(outcome, Beyond):
        return outcome, ()
    if outcome.reason == "no_rule" and not view.groups and _asks_for_money(view):
        return Unclear(_USUAL), (Step("unclear", traced("nothing_named")),)
    if outcome.final:
        return outcome, ()
    told = _by_words(view, outcome, base, vocabulary)
    return told, (Step("passage", type(told).__name__),)


def _with_its_own(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return an outcome with what belongs to its answer: amounts, purchases, the year before, the change."""
    outcome = with_purchases(with_amount(outcome, view), view, base)
    outcome = with_change(with_year_before(outcome, view), view, base)
    return with_figure_reached(outcome, base)


def _of_procurement(conversation: Conversation) -> bool:
    """Return whether the last question was about what is procured."""
    last = None if conversation.lost else conversation.last
    return last is not None and any("procurement" in s.terms for s in last.subjects)


def _defined_instead(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return the glossary's words where it is asked what a thing is made up of and no table divides it."""
    if not isinstance(outcome, Understood) or len(outcome.queries) != 1:
        return outcome
    (query,) = outcome.queries
    asks = view.has("parts") and not view.years and not view.has("how_much", "sum", "most", "least")
    asks = asks and not query.both_phases
    if not asks or query.op not in {Op.PARTS, Op.LOOKUP} or len(query.subjects) != 1:
        return outcome
    if answer(query, base).shape != Op.LOOKUP.value:
        return outcome
    defined = Query(op=Op.DEFINE, subjects=query.subjects)
    return Understood((defined,), outcome.assumed) if answer(defined, base).found else outcome


def _lent(lent: Lent, steps: list[Step]) -> tuple[Outcome, tuple[Step, ...]]:
    queries = (lent.query,) if lent.also is None else (lent.query, lent.also)
    outcome = Understood(queries, (Assumed("carried", lent.said),), lent.whole)
    return outcome, (*steps, Step("carried", lent.said))


def _asks_number(clause: str) -> bool:
    return says_any(clause, "asking_number")


def _asks_for_money(view: View) -> bool:
    """Return whether a message speaks of money or figures and of nothing in particular (经费, 小计为多少)."""
    words = {m.text for m in view.mentions}
    bare = (
        not any(m.sort is Sort.RESIDUE for m in view.mentions)
        and not view.topics()
        and not view.ops - {"how_much", "exists", "what", "sum"}
    )
    return bare and (
        bool(words & marks("money")) or (view.has("how_much") and bool(words & marks("cells")))
    )


def with_quotations(
    mentions: list[Mention], folded: Folded, vocabulary: Vocabulary
) -> list[Mention]:
    """Return the mentions with quoted words that name nothing made to weigh: what is quoted is meant."""
    found = list(mentions)
    for start, end in folded.quoted:
        if end - start >= len(folded.text) - 1:
            continue
        inside = [m for m in found if m.start < end and m.end > start]
        word = vocabulary.words.get(folded.text[start:end])
        if word is not None and (word.is_header or (word.cues and end - start > 2)):
            continue
        if inside and all(m.sort in {Sort.FILLER, Sort.RESIDUE, Sort.CUE} for m in inside):
            for mention in inside:
                found[found.index(mention)] = replace(
                    mention, sort=Sort.RESIDUE, blocks=True, cues=()
                )
    return found


def _by_words(view: View, outcome: Beyond, base: FactBase, vocabulary: Vocabulary) -> Outcome:
    """Return a quoted passage that holds all the words asked about, else the refusal as it was."""
    told = told_of(view, vocabulary)
    if told is not None and answer(told, base).found:
        return Understood((told,))
    words = passage_words(view, vocabulary)
    if words:
        query = Query(op=Op.PASSAGE, words=words)
        if answer(query, base).found:
            return Understood((query,))
    return outcome


def _read_clauses(
    clauses: list[str],
    base: FactBase,
    index: PaperIndex,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Understood | None:
    """Return two or three questions in one sentence, each understood in the light of the one before."""
    queries: list[Query] = []
    named: list[Query] = []
    assumed: list[Assumed] = []
    for clause in clauses:
        outcome, _ = _read(fold(clause), base, index, vocabulary, conversation, in_part=True)
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
        outcome = _of_the_same(outcome, queries, clause)
        only_names = _only_names(clause, outcome, base, vocabulary)
        (named if only_names else queries).extend(outcome.queries)
        assumed += [a for a in outcome.assumed if a.kind != "carried"]
        conversation = conversation.after(outcome.queries[-1])
    if named and any(query.op is Op.SHARE for query in queries):
        return None  # 三公经费里，服务中心占百分之几: what is divided was named in the other clause
    queries = queries or named
    return Understood(tuple(dict.fromkeys(queries)), tuple(assumed)) if queries else None


def _of_the_same(outcome: Understood, queries: list[Query], clause: str) -> Understood:
    """Return a clause that names nothing as asked of what was named before it: 换几辆车，预算花多少."""
    said = [q for q in queries if q.subjects and q.subjects[0].terms != _ALL_SPENDING]
    bare = [(q.op, q.subjects[0].terms if q.subjects else None) for q in outcome.queries]
    whole = says_any(clause, "whole_budget")
    if not said or whole or bare != [(Op.LOOKUP, _ALL_SPENDING)]:
        return outcome
    (query,) = outcome.queries
    same = query.model_copy(update={"subjects": said[-1].subjects[:1], "kind": Kind.MONEY})
    return replace(outcome, queries=(same,))


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


def _answers_nothing(outcome: Understood, base: FactBase) -> bool:
    return not any(answer(query, base).found for query in outcome.queries)
