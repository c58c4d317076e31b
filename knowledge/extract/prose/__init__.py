"""Running text → facts: figures, changes, shares, reasons, uses, definitions and whole sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.document import Finding, Table
from knowledge.extract.about import Identity
from knowledge.extract.prose.figures import figures_in
from knowledge.extract.prose.folded import fold
from knowledge.extract.prose.passages import Passage
from knowledge.extract.prose.subjects import Subject, is_plain_term
from knowledge.extract.prose.telling import facts_of
from knowledge.extract.prose.words import facts_in_words, is_glossary
from knowledge.extract.sections import Outline
from knowledge.facts import Aspect, Fact, Kind

_COUNTED = frozenset({Kind.PEOPLE, Kind.COUNT})
_BARE_VALUE = 8
"""Characters up to which words with a figure are a value, no sentence (4000 通, 90%以上)."""


def facts_in_prose(
    outline: Outline, about: Identity
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """Given the narrative under its headings, return what it says, and what is wrong with it."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    for section in outline.sections:
        # What a glossary says of amounts is law or custom, not this paper's money.
        before: Subject | None = None
        for passage in () if is_glossary(section) else section.passages:
            told, found = facts_of(passage, about, before)
            before = _first_told(told)
            facts += told
            findings += found
    return (*facts, *facts_in_words(outline.sections, about)), tuple(findings)


def _first_told(facts: Sequence[Fact]) -> Subject | None:
    """Return what the first amount of money of a paragraph is about, which the next may go on about."""
    first = next((f for f in facts if f.kind is Kind.MONEY and f.aspect is Aspect.AMOUNT), None)
    if first is None:
        return None
    return Subject(first.label, first.terms, first.context, phase=first.phase, fact=first.id)


def facts_in_notes(tables: Iterable[Table], about: Identity) -> tuple[Fact, ...]:
    """Given tables, return the people and things that the notes below them count: 实有人员72人，其中在职46人.

    Amounts of money in notes explain the table's own cells, which tell them already.
    """
    told: list[Fact] = []
    for table in tables:
        for number, note in enumerate(table.notes, 1):
            passage = Passage(note.text, note.place, f"t{table.index}.n{number}")
            told += facts_of(passage, about)[0]
    return tuple(fact for fact in told if fact.kind in _COUNTED and fact.value is not None)


def facts_of_words(fact: Fact, about: Identity) -> tuple[Fact, ...]:
    """Given a cell's or a field's words, return the facts that their sentences tell; none for a bare value.

    A cell that holds one figure and nothing before it (4000 通, 90%以上) is a value, no sentence.
    """
    if fact.kind is not Kind.WORDS or not isinstance(fact.value, str) or not _tells(fact.value):
        return ()
    own = fact.terms | fact.context
    passage = Passage(fact.value, fact.citation.place, f"{fact.id}.w", context=own)
    told, _ = facts_of(passage, about)
    return tuple(_in_cell(part, fact) for part in told)


def _in_cell(part: Fact, cell: Fact) -> Fact:
    """A part of a cell's words. What is general (财政拨款) is so of the cell's own project or row alone."""
    named = part.terms
    if is_plain_term(named):
        named |= {term for term in part.context if term.startswith("label:")}
    return replace(
        part,
        id=part.id.replace(".w.", ".w"),
        terms=named,
        context=part.context - named,
        table=cell.table,
        row=cell.row,
        column=cell.column,
        codes=part.codes or cell.codes,
    )


def _tells(words: str) -> bool:
    figures = figures_in(fold(words).text)
    return bool(figures) and len(words) > _BARE_VALUE and figures[0].start > 1
