"""An indicator asked for in both columns of its row: 分类准确率目标多少、实际多少 is its target and what it did."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks, says_any
from intents.outcomes import Outcome, Understood
from intents.rules import View
from knowledge import Aspect, Fact, FactBase, Op, Query, Subject, answer, squash

_LABEL = "label:"


def with_both_columns(outcome: Outcome, view: View, base: FactBase) -> Outcome:
    """Return a lookup of an indicator with what was reached beside what was to be, where both are asked for.

    Only where its row prints both, each once.
    """
    if not isinstance(outcome, Understood) or [q.op for q in outcome.queries] != [Op.LOOKUP]:
        return outcome
    if not (says_any(view.text, "target_said") and says_any(view.text, "reached_said")):
        return outcome
    (query,) = outcome.queries
    rows = [s for s in query.subjects if not _is_column(s)]
    labels = [_row_of(s) for s in rows]
    if len(rows) != 1 or not labels[0].terms:
        return outcome
    targets = [f for f in _told(labels[0], query, view) if f.aspect is Aspect.TARGET]
    beside = [_reached_beside(target, view) for target in targets]
    if len(targets) != 1 or len(beside[0]) != 1:
        return outcome
    asked = tuple(_exactly(fact, query) for fact in (targets[0], *beside[0]))
    told = [answer(q, base) for q in asked]
    if not all(t.found and len(t.main) == 1 for t in told):
        return outcome
    return replace(outcome, queries=asked)


def _is_column(subject: Subject) -> bool:
    """Return whether a subject only names a column of such a table: 实际完成值."""
    names = {term.removeprefix(_LABEL) for term in subject.terms | subject.one_of}
    return (
        bool(names)
        and not subject.codes
        and names <= marks("target_columns") | marks("reached_columns")
    )


def _row_of(subject: Subject) -> Subject:
    """Return a subject without the words for what such tables are of: 绩效自评中的某率."""
    labels = frozenset(term for term in subject.terms if term.startswith(_LABEL))
    return subject.model_copy(update={"terms": labels})


def _told(row: Subject, query: Query, view: View) -> list[Fact]:
    """Return the facts of the paper's year that bear all the names of a row, in it or over it."""
    year = query.years[0] if query.years else view.index.paper.year
    matches = view.index.match(row, aspects=frozenset({Aspect.TARGET}))
    return [
        m.fact
        for m in matches
        if m.fact.year == year and row.terms <= m.fact.terms | m.fact.context
    ]


def _reached_beside(target: Fact, view: View) -> list[Fact]:
    """Return the facts of the same row that tell what was reached."""
    return [
        f
        for f in view.index.in_row(target)
        if f.id != target.id
        and squash((f.citation.place.column or "").split("/")[-1]) in marks("reached_columns")
        and f.value is not None
    ]


def _exactly(fact: Fact, query: Query) -> Query:
    """Return the question for a fact of a table by all that it is about."""
    tables = frozenset({fact.table}) if fact.table is not None else frozenset[int]()
    subject = Subject(terms=fact.terms, name=fact.label)
    return query.model_copy(update={"subjects": (subject,), "tables": tables, "numeric": False})
