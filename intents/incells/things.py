"""The things that a question names, and whether a figure is of one of them however it is printed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intents.lexicon import marks
from intents.mentions import How, Mention, Sort
from intents.rules import View
from intents.rules.terms import GENERIC, concept_terms
from knowledge import Fact, codes_named, meant_by, said_of, standard_name

_LABEL = "label:"
_IDLE = GENERIC | {"subject_list"}
_SIDE = frozenset({"expenditure"})
_OF_PROJECTS = frozenset({"project", "project_name"})
_PROJECT_FORM = "form:project"
_COLUMNS = ("kinds_of_spending", "kinds_of_money", "sides_of_money", "kinds_of_people")
_FEWEST = 4
"""Characters of a name that may be a part of another row's name."""


def things_in(groups: Sequence[Sequence[Mention]]) -> tuple[Mention, ...]:
    """Return the mentions of things in groups of them, but for those that only say that a budget is spoken of."""
    named = (m for group in groups for m in group)
    return tuple(m for m in named if not (m.sort is Sort.CONCEPT and set(m.concepts) <= _IDLE))


def said_otherwise(things: Sequence[Mention], view: View) -> Iterator[tuple[Mention, ...]]:
    """Yield the things named with one of them as the rows that may be meant by it, too.

    A unit by its code; a label as every row whose name holds it (业务用房物业管理费 for 业务用房物业管理费(2026年)).
    """
    for position, mention in enumerate(things):
        labels = _labels_of_unit(mention, view) or _rows_named(mention, view)
        if labels and set(labels) != set(mention.labels):
            other = replace(mention, sort=Sort.LABEL, how=How.PART, labels=labels, codes=())
            yield (*things[:position], other, *things[position + 1 :])


def _labels_of_unit(mention: Mention, view: View) -> tuple[str, ...]:
    if mention.sort is not Sort.CODE:
        return ()
    index = view.index
    facts = (index.paper.facts[i] for code in mention.codes for i in index.by_code.get(code, ()))
    return tuple(sorted({term for fact in facts for term in fact.terms & view.units}))


def _rows_named(mention: Mention, view: View) -> tuple[str, ...]:
    if mention.sort is not Sort.LABEL or mention.how is How.PART or len(mention.text) < _FEWEST:
        return ()
    rows = (term for name, term in view.index.labels().items() if mention.text in name)
    found = tuple(rows)
    return () if view.units.intersection((*found, *mention.labels)) else found


def are_alike(columns: Sequence[Mention], view: View) -> bool:
    """Return whether things side by side are columns of one kind: 基本支出 项目支出, 人员经费 公用经费, 单价 数量."""
    if any(m.how is How.PART for m in columns):
        return False
    inside = [m for m in view.mentions if columns[0].end <= m.start < columns[-1].start]
    between = [m for m in inside if m not in columns and m.sort is Sort.FILLER]
    if any(m.text not in marks("joins") | marks("amounts") for m in between):
        return False
    heads = frozenset(f"{_LABEL}{head}" for head in marks("heads_of_lists"))
    said = [frozenset(itertools.chain(*_readings(m))) for m in columns]
    return any(all(one and one <= kind for one in said) for kind in (*map(marks, _COLUMNS), heads))


def names_row(things: Sequence[Mention]) -> bool:
    """Return whether any of the things named is a row by its own name or its code."""
    return any(m.sort in {Sort.LABEL, Sort.CODE} for m in things)


def tells_of(fact: Fact, things: Sequence[Mention], view: View) -> bool:
    """Return whether a figure is of all the things named, and of no row or column beside them that nobody named."""
    coded = any(code in fact.codes for m in things for code in m.codes)
    named = {label for m in things for label in m.labels}
    own = {term for term in fact.terms if term.startswith(_LABEL)}
    return (coded or own <= named) and all(accounts(m, fact, view) for m in things)


def accounts(mention: Mention, fact: Fact, view: View) -> bool:
    """Return whether a figure is of what a mention names: by its terms, what it stands under, its codes or its name."""
    said = said_of(fact)
    if fact.table is not None:
        said |= view.index.table_terms[fact.table]
    if any(reading <= said for reading in _readings(mention)):
        return True
    if mention.sort is Sort.CODE:
        return all(any(own.startswith(code) for own in fact.codes) for code in mention.codes)
    if any(own.startswith(code) for code in classed(mention, view) for own in fact.codes):
        return True
    if mention.sort is Sort.CONCEPT and _goes_without(mention, fact, said):
        return True
    return _is_in_name(mention, fact, view)


def _readings(mention: Mention) -> list[frozenset[str]]:
    """Return the terms of which all must be said, one set a reading."""
    if mention.sort is Sort.LABEL:
        return [frozenset({label}) for label in mention.labels]
    every = (concept_terms(concept) for concept in mention.concepts)
    return [frozenset().union(*map(meant_by, terms)) for terms in every]


def classed(mention: Mention, view: View) -> frozenset[str]:
    """Return the codes of the classes that a mention names, whose parts stand in rows of longer codes."""
    if mention.sort is Sort.CONCEPT and mention.text in marks("institutions_said"):
        return marks("institution_classes")
    if mention.sort is not Sort.LABEL or set(mention.labels) & view.units:
        return frozenset()
    return frozenset(c for label in mention.labels for c in codes_named(standard_name(label)))


def _goes_without(mention: Mention, fact: Fact, said: frozenset[str]) -> bool:
    """Return whether a word says no more of a figure than what it is in any case: spending, of a project."""
    if set(mention.concepts) <= _SIDE:
        return "revenue" not in said
    in_project = any(term.startswith(_PROJECT_FORM) for term in fact.context)
    called = not mention.text.endswith(tuple(marks("halves_said"))) and "basic" not in said
    return set(mention.concepts) <= _OF_PROJECTS and (in_project or called)


def _is_in_name(mention: Mention, fact: Fact, view: View) -> bool:
    """Return whether the words are a part of a figure's own name: 体育 of 用于体育事业的彩票公益金支出."""
    if set(mention.labels) & view.units:
        return False
    return any(mention.text in standard_name(t) for t in fact.terms if t.startswith(_LABEL))
