"""Whose row a figure stands in: the unit above it, where the question names it, is told with the figure."""

from __future__ import annotations

from dataclasses import replace

from knowledge.base import PaperIndex
from knowledge.facts import Fact
from knowledge.query.model import Answer, Derived, Figure
from knowledge.subjects import is_subject_name
from knowledge.terms import squash


def with_whose(answer: Answer, index: PaperIndex) -> Answer:
    """Return an answer with each figure under the name of the row above it that was asked for: 支队 · 办公费.

    The names of subjects are left out: a row of one is known by its own.
    """
    asked = frozenset(
        t
        for s in answer.query.subjects
        for t in s.terms | s.one_of
        if t.startswith("label:") and not is_subject_name(t.removeprefix("label:"))
    )
    if not asked or answer.query.of:
        return answer
    main = tuple(_figure_named(figure, asked, index) for figure in answer.main)
    parts = tuple(_named(fact, asked, index) for fact in answer.parts)
    return replace(answer, main=main, parts=parts)


def _figure_named(figure: Figure, asked: frozenset[str], index: PaperIndex) -> Figure:
    if isinstance(figure, Derived):
        operands = tuple(_named(fact, asked, index) for fact in figure.operands)
        return replace(figure, operands=operands)
    return _named(figure, asked, index)


def _named(fact: Fact, asked: frozenset[str], index: PaperIndex) -> Fact:
    if fact.table is None or fact.row is None or not asked & fact.context - fact.terms:
        return fact
    path = index.paper.tables[fact.table].rows[fact.row].path[:-1]
    above = [row for row in path if f"label:{squash(row)}" in asked]
    told = not above or above[-1] in fact.label
    return fact if told else replace(fact, label=f"{above[-1]} · {fact.label}")
