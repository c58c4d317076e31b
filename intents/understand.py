"""A question → what it asks: the second chain on one page.

fold → mentions → view → rules → Understood | Unclear | Beyond, with the trace of how it came about.
A question is answered when each of its weighty words is explained and one reading survives the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from intents.assuming import assumptions
from intents.beyond import beyond_of, is_empty
from intents.called_otherwise import without_description
from intents.carrying import with_carryover_said
from intents.clauses import answers_something, in_clauses, in_part
from intents.conversation import Conversation
from intents.counted_projects import projects_counted
from intents.dialogue import (
    names_only_department,
    settled,
    whole_of,
)
from intents.glossed import said_outright
from intents.hanging import says_too_little, shares_nothing
from intents.incells import in_cells
from intents.indicators import with_both_columns
from intents.inrows import in_rows
from intents.inwords import in_words
from intents.joint import taken_apart
from intents.last_year import asks_plainly, in_own_year
from intents.leeway import (
    of_one_clause,
    with_amount,
    with_amount_first,
    with_bound,
    with_change,
    with_figure_denied,
    with_figure_reached,
    with_less,
    with_purchases,
    with_sources,
    with_year_before,
)
from intents.lending import Lent, in_sense_of_last, names_of
from intents.lends import in_pieces, lends
from intents.lexicon import marks, traced
from intents.mentions import (
    Mention,
    Sort,
    Vocabulary,
    as_meant,
    as_procured,
    find_mentions,
)
from intents.of_units import kept_within
from intents.onsheets import on_sheets
from intents.openings import without_openings
from intents.outcomes import Assumed, Beyond, Outcome, Unclear, Understood
from intents.passages import passage_words, told_of
from intents.printed import with_last_as_printed
from intents.reading import Step, Steps, by_rules, shown_mentions
from intents.rules import View
from intents.rules.terms import subject_of
from intents.scope_said import with_scope_first
from intents.tails import with_ends_of_names
from intents.text import Folded, fold
from intents.that_project import of_project_named, without_apposition
from intents.turning import meant_by_turn
from intents.undisclosed import beside_undisclosed, undisclosed_in
from knowledge import FactBase, Op, PaperIndex, Query, answer

_USUAL = tuple(
    Query(op=Op.LOOKUP, subjects=(subject_of(term),))
    for term in ("expenditure", "project", "three_public")
)
"""What is offered where money is asked about and nothing is named."""
_LONGEST = 300
"""Questions longer than this are cut to their last part: what is asked stands at the end."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was understood as, and how."""

    outcome: Outcome
    trace: Steps
    traditional: bool = False

    def steps(self) -> Iterator[Step]:
        """Yield the lines of the trace, those among them that were left for when they are asked for."""
        for step in self.trace:
            yield from (step,) if isinstance(step, Step) else step.found()


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
    said = with_scope_first(said_outright(without_openings(folded.text)))
    said = with_ends_of_names(of_one_clause(with_carryover_said(said)), vocabulary)
    apart = taken_apart(said, vocabulary)
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
    found = _understood(typed, folded, base, vocabulary, conversation)
    return _in_own_year(found, folded, base, vocabulary, conversation) or found


def _in_own_year(
    found: Understanding,
    folded: Folded,
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Understanding | None:
    """Return a question for 去年 of accounts as one for their own year, which the answer says.

    Where it goes on from another, only where they do not answer it of the year before.
    """
    outcome, index = found.outcome, base.index()
    if not isinstance(outcome, Understood) or not asks_plainly(outcome.queries, index.paper.year):
        return None
    goes_on = conversation.last is not None
    own = None if goes_on and answers_something(outcome, base) else in_own_year(folded.text, index)
    if own is None:
        return None
    text, word, year = own
    again = _understood(fold(text), fold(text), base, vocabulary, conversation)
    if not isinstance(again.outcome, Understood) or not answers_something(again.outcome, base):
        return None
    assumed = (*again.outcome.assumed, Assumed("repaired", year, word))
    return replace(again, outcome=replace(again.outcome, assumed=assumed))


def _understood(
    typed: Folded,
    folded: Folded,
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Understanding:
    """Return what a message asks; the cells of a project's sheet that it asks for, where it is else not answered."""
    found = _as_said(typed, folded, base, vocabulary, conversation)
    told = on_sheets(folded, found.outcome, base, vocabulary)
    if told is found.outcome:
        return found
    return replace(
        found, outcome=told, trace=(*found.trace, Step("on sheets", type(told).__name__))
    )


def _as_said(
    typed: Folded,
    folded: Folded,
    base: FactBase,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Understanding:
    """Return what a message asks, read as a whole, else clause by clause."""
    index = base.index()
    whole, trace = _read(typed, base, index, vocabulary, conversation)
    unplaced = set(whole.word.split("、")) if isinstance(whole, Beyond) else set()
    quoted = any(folded.text[start:end] in unplaced for start, end in folded.quoted)
    settled = isinstance(whole, Beyond) and (whole.final or whole.reason == "lost")

    def read(clause: str, before: Conversation) -> Outcome:
        return _read(fold(clause), base, index, vocabulary, before, in_part=True)[0]

    if not quoted and not settled:
        found = in_clauses(folded.text, whole, base, vocabulary, conversation, read)
        found = found or in_part(folded.text, whole, base, vocabulary, conversation, read)
        if found is not None:
            parts, clauses = found
            step = Step("clauses", " | ".join(clauses))
            return Understanding(parts, (*trace, step), folded.traditional)
    return Understanding(whole, trace, folded.traditional)


def _read(
    folded: Folded,
    base: FactBase,
    index: PaperIndex,
    vocabulary: Vocabulary,
    conversation: Conversation,
    *,
    in_part: bool = False,
) -> tuple[Outcome, Steps]:
    """Return what a message asks, or a clause of it (`in_part`), which is not searched for the rows it may mean."""
    folded = as_meant(folded, vocabulary, index.paper.year)
    steps = [Step("folded", folded.text)]
    found = find_mentions(folded, vocabulary, index.paper.year)
    found = as_procured(found, asked=_of_procurement(conversation))
    mentions = tuple(with_quotations(found, folded, vocabulary))
    mentions = without_apposition(of_project_named(mentions, index), folded.text)
    mentions = without_description(mentions, index)
    steps.append(Step("mentions", partial(shown_mentions, mentions)))
    beyond = beyond_of(folded.text, mentions, vocabulary)
    last, years = conversation.last, conversation.years
    units = vocabulary.unit_terms, vocabulary.member_terms, vocabulary.own_level
    view = View(folded.text, mentions, index, last, years, *units)
    view = in_sense_of_last(view, None if conversation.lost else last)
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
        outcome = _with_leeway(view, outcome, base, vocabulary) or outcome
    alone = isinstance(outcome, Understood) and answers_something(outcome, base)
    alone = alone and not shares_nothing(view)
    if lent is not None and not alone:
        return _lent(lent, steps)
    if isinstance(outcome, Understood):
        assumed = assumptions(mentions, folded)
        outcome = replace(outcome, assumed=assumed, whole=whole_of(view, conversation))
    outcome, step = _weighed(_with_its_own(outcome, view, base), beyond, view, base, vocabulary)
    told, quoted = _otherwise(view, outcome, base, vocabulary, in_part=in_part)
    return told, (*steps, *tried, *step, *quoted)


def _with_leeway(
    view: View, outcome: Outcome, base: FactBase, vocabulary: Vocabulary
) -> Outcome | None:
    """Return what a message that nothing answers asks with less, in pieces, or of a cell; None where that fails too."""
    return (
        with_less(view, base)
        or in_pieces(view, base)
        or projects_counted(view, outcome, base)
        or beside_undisclosed(view, base, vocabulary)
        or in_cells(view, outcome, base)
    )


def _otherwise(
    view: View, outcome: Outcome, base: FactBase, vocabulary: Vocabulary, *, in_part: bool
) -> tuple[Outcome, Steps]:
    """Return the paper's own words or the row that a message asks for, where nothing answered it, else that."""
    failed = _fails(outcome, base)
    left = undisclosed_in(outcome, view, vocabulary, failed=failed)
    told, stage = in_words(view, left, base, vocabulary), "in words"
    if told is left is outcome and not in_part and failed:
        told, stage = in_rows(view, left, base, vocabulary), "in rows"
    return told, (Step(stage, type(told).__name__),) if told is not left else ()


def _fails(outcome: Outcome, base: FactBase) -> bool:
    if isinstance(outcome, Understood):
        return not answers_something(outcome, base)
    return isinstance(outcome, Beyond) and not outcome.final


def _weighed(
    outcome: Outcome, beyond: Beyond | None, view: View, base: FactBase, vocabulary: Vocabulary
) -> tuple[Outcome, Steps]:
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
    outcome = with_both_columns(outcome, view, base)
    outcome = with_purchases(with_amount(with_bound(outcome, view), view), view, base)
    outcome = with_sources(with_amount_first(outcome, view, base), base)
    outcome = with_change(with_year_before(outcome, view), view, base)
    outcome = with_figure_denied(outcome, view, base)
    return with_figure_reached(outcome, view, base)


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


def _lent(lent: Lent, steps: list[Step]) -> tuple[Outcome, Steps]:
    queries = (lent.query,) if lent.also is None else (lent.query, lent.also)
    outcome = Understood(queries, (Assumed("carried", lent.said),), lent.whole)
    return outcome, (*steps, Step("carried", lent.said))


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
