"""Questions that the paper answers in words or with a place: where, why, whose business, what it means.

Such an answer holds no figure of its own: at worst it quotes a neighbouring sentence, with its place. What a figure
must account for, it may pass over: a word left over keeps it back only where it is the thing asked about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from intents.inwords.asked import (
    Form,
    asks_for_figure,
    asks_for_money,
    form_of,
    gives_way,
    says,
)
from intents.inwords.left import aside_of, content_of, leniently, names_office, runs_of
from intents.lexicon import marks, marks_in_order
from intents.mentions import Sort, Vocabulary
from intents.outcomes import Beyond, Outcome, Unclear, Understood
from intents.rules import View
from intents.rules.terms import GENERIC, concept_terms, kind_of, subject_of
from knowledge import FactBase, Kind, Op, Query, answer

_BESIDE_REASON = frozenset(
    {"times", "excluded", "share", "complement", "percent", "define", "exists", "how_much", "what"}
)
"""What may be said beside a reason asked for, and is not asked itself."""
_MOST_REASONS = 3
_MOST_PLACES = 2


__all__ = ["form_of", "in_words"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, what became of it so far, and the paper that it is asked of."""

    view: View
    outcome: Outcome
    base: FactBase
    vocabulary: Vocabulary


def in_words(view: View, outcome: Outcome, base: FactBase, vocabulary: Vocabulary) -> Outcome:
    """Given a question and what became of it, return the paper's own words or the place that it asks for.

    The outcome as it was where it stands already, where a figure is asked for, or where the paper has no such words.
    """
    form = form_of(view)
    if form is None or not gives_way(outcome, form, view.text, base):
        return outcome
    told = _TELLING[form](_Asked(view, outcome, base, vocabulary))
    return told if told is not None else outcome


def _where(asked: _Asked) -> Outcome | None:
    """Return the place of what is named; else the table or heading that is called by the words left."""
    view, base = asked.view, asked.base
    words, aside = content_of(view, Form.WHERE, asked.vocabulary), aside_of(view)
    in_table = says(view.text, "a_table_asked")
    if _is_placed(asked.outcome, base, in_table=in_table):
        return None
    told = words or tuple((word,) for word in aside)
    query = Query(op=Op.WHERE, told=told, words=aside if words else (), in_table=in_table)
    by_name = bool(told) and in_table and answer(query, base).values.get("by") == "title"
    if not by_name and isinstance(asked.outcome, Beyond | Unclear):
        placed = leniently(view, base, {Op.WHERE, Op.TABLE})
        if isinstance(placed, Unclear):
            several = any(len(each.subjects) > 1 for each in placed.queries)
            return Understood(placed.queries[: 1 if several else _MOST_PLACES])
        if placed is not None:
            return placed
    return _answered(query, base) if told else None


def _is_placed(outcome: Outcome, base: FactBase, *, in_table: bool) -> bool:
    """Return whether an outcome tells of a place already, of one in a table where such is asked for."""
    if not isinstance(outcome, Understood):
        return False
    answers = [
        answer(query, base)
        for query in outcome.queries
        if query.op in {Op.WHERE, Op.TABLE, Op.TABLES}
    ]
    return any(
        a.found and (not in_table or not a.main or any(f.table is not None for f in a.facts()))
        for a in answers
    )


def _reason(asked: _Asked) -> Outcome | None:
    view, base = asked.view, asked.base
    if isinstance(asked.outcome, Unclear):
        return _with_reasons(asked.outcome, base)
    words = content_of(view, Form.REASON, asked.vocabulary)
    number = view.number[0] if view.number else None
    query = Query(
        op=Op.REASON, told=words, number=number, unit=view.number[1] if view.number else None
    )
    if words and number is not None and answer(query, base).values.get("by") == "number":
        return Understood((query,))
    told = leniently(_without_figures(view), base, {Op.REASON})
    if told is not None:
        return _with_reasons(told, base) if isinstance(told, Unclear) else told
    if asks_for_figure(view) and view.number is None:
        return None
    found = _answered(query, base) if words else None
    if found is None and isinstance(asked.outcome, Beyond):
        # a message that was understood is told that the paper gives no reason
        return leniently(_without_figures(view), base, {Op.REASON}, found=False)
    return found


def _without_figures(view: View) -> View:
    """Return a question without the figures that it says of a change, which explain nothing: 翻了一倍多, 少了三百万."""
    passed = tuple(
        replace(m, sort=Sort.FILLER, cues=(), number=None)
        if m.sort is Sort.NUMBER or (m.sort is Sort.CUE and m.ops() <= _BESIDE_REASON)
        else m
        for m in view.mentions
    )
    return replace(view, mentions=passed)


def _with_reasons(outcome: Unclear, base: FactBase) -> Outcome | None:
    """Return the readings of which the paper says why, where they are few."""
    asked = [q.model_copy(update={"op": Op.REASON, "percent": False}) for q in outcome.queries]
    told = [query for query in asked if answer(query, base).shape == "reason"]
    return Understood(tuple(told)) if 0 < len(told) <= _MOST_REASONS else None


def _meaning(asked: _Asked) -> Outcome | None:
    view, base = asked.view, asked.base
    told = leniently(view, base, {Op.DEFINE})
    if told is not None:
        return told
    words = content_of(view, Form.MEANING, asked.vocabulary)
    if not words or (asks_for_figure(view) and len(words) > 1):
        return None
    whole = _answered(Query(op=Op.DEFINE, told=words), base)
    if whole is not None:
        return whole
    each = [Query(op=Op.DEFINE, told=((run,),)) for run in runs_of(view, asked.vocabulary)]
    found = [query for query in each if answer(query, base).found]
    return Understood(tuple(found)) if 0 < len(found) <= _MOST_PLACES else None


def _duty(asked: _Asked) -> Outcome | None:
    """Return the items of the duties that tell of what is asked about, else all of them where they are asked for."""
    view, base = asked.view, asked.base
    words = content_of(view, Form.DUTY, asked.vocabulary)
    duties = subject_of("duties")
    named = names_office(view, asked.vocabulary)
    if (
        not named
    ):  # where to complain or apply is a service: of whose duty it is, the thing must tell
        words = tuple(forms for forms in words if forms[0] not in marks("service_acts"))
    if words:
        found = _answered(Query(op=Op.WORDS, subjects=(duties,), told=words), base)
        if found is not None:
            return found
    if isinstance(asked.outcome, Understood):
        figure = says(view.text, "asks_duty_only") and not asks_for_figure(view)
        return Beyond("no_rule", has_budget=True) if figure else None
    known = any(form in asked.vocabulary.text for forms in words for form in forms)
    if says(view.text, "asks_duties") or (known and named):
        return _answered(Query(op=Op.WORDS, subjects=(duties,)), base)
    return None


def _measures(asked: _Asked) -> Outcome | None:
    """Return what of the year's tasks, else of the duties, tells what is done about the thing asked about."""
    words = content_of(asked.view, Form.MEASURES, asked.vocabulary)
    scopes = (subject_of("year_tasks"), subject_of("duties"))
    found = None
    for scope in scopes if words else ():
        query = Query(op=Op.WORDS, subjects=(scope,), told=words)
        found = found or _answered(query, asked.base)
    if found is None and isinstance(asked.outcome, Understood):
        return Beyond("no_rule", has_budget=True)  # what is done about it no figure tells
    return found


def _structure(asked: _Asked) -> Outcome | None:
    """Return what the paper says of its offices and units."""
    view, base = asked.view, asked.base
    if view.kind in {Kind.MONEY, Kind.PEOPLE} or asks_for_money(view) or _names_counted(view):
        return None
    said = tuple(word for word in marks_in_order("asks_structure") if word in view.text)
    numeric = says(view.text, "asks_number_of")
    query = Query(op=Op.WORDS, subjects=(subject_of("member_units"),), words=said, numeric=numeric)
    told = answer(query, base)
    quoted = "".join(f"{fact.value}{fact.citation.quote}" for fact in told.facts())
    others = content_of(view, Form.STRUCTURE, asked.vocabulary)
    known = f"{quoted}{asked.vocabulary.text}"
    named = [any(form in known for form in forms) for forms in others]
    return Understood((query,)) if told.found and (not named or any(named)) else None


_TELLING = {
    Form.WHERE: _where,
    Form.REASON: _reason,
    Form.MEANING: _meaning,
    Form.DUTY: _duty,
    Form.MEASURES: _measures,
    Form.STRUCTURE: _structure,
}


def _names_counted(view: View) -> bool:
    """Return whether money, people or things are named: what they amount to is another question."""
    return any(
        kind_of(term) in {"money", "people", "count"}
        for m in view.mentions
        if m.sort is Sort.CONCEPT and not GENERIC.issuperset(m.concepts)
        for concept in m.concepts
        for term in concept_terms(concept)
    )


def _answered(query: Query, base: FactBase) -> Outcome | None:
    return Understood((query,)) if answer(query, base).found else None
