"""Things named side by side with no word between them → each as a thing of its own: 工会经费 福利费, 货物 服务 金额.

The paper tells which are such: rows of one column that stand as deep as each other, columns of one row, or figures of
one sentence, none of which is printed under another. A row beside what it stands under stays one thing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from intents.lexicon import marks
from intents.mentions import How, Mention, Sort
from intents.rules.terms import GENERIC, concept_terms
from knowledge import (
    Aspect,
    Fact,
    PaperIndex,
    Subject,
    codes_named,
    meant_by,
    said_of,
    standard_name,
)

_LABEL = "label:"
_FEWEST, _MOST = 2, 5
_ASPECTS = frozenset({Aspect.AMOUNT, Aspect.TARGET})
_ECONOMIC, _OF_SUBJECT = "35", 5
"""What the codes of what money is paid for begin with, and how long those are that have no parts."""
_Slot = tuple[object, ...]
_Group = tuple[Mention, ...]


def siblings_apart(
    group: _Group,
    mentions: Sequence[Mention],
    index: PaperIndex,
    subjects_of: Callable[[_Group], list[Subject]],
) -> tuple[_Group, ...]:
    """Given the mentions of one subject, return those of each thing that they name side by side; else the group alone.

    What is named beside them (a unit, a fund, a project) is said of each.
    """
    named = [m for m in group if not (m.sort is Sort.CONCEPT and set(m.concepts) <= GENERIC)]
    if len(named) < _FEWEST or any(map(index.tells_of, subjects_of(group))):
        return (group,)
    for size in range(_FEWEST, min(len(named), _MOST) + 1):
        for start in range(len(named) - size + 1):
            things = named[start : start + size]
            if not _are_beside(things, mentions) or not _are_siblings(things, index):
                continue
            each = [tuple(m for m in group if m is one or m not in things) for one in things]
            if all(any(map(index.tells_of, subjects_of(one))) for one in each):
                return tuple(each)
    return (group,)


def _are_beside(things: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    """Return whether things are named whole, with nothing between but words for an amount: no 的, no 里."""
    if any(m.how is How.PART and len(m.labels) > 1 for m in things):
        return False  # 工资奖金: of a word that may mean several rows nobody named one
    inside = (m for m in mentions if things[0].end <= m.start < things[-1].start)
    return all(m in things or m.text in marks("amounts") | marks("joins") for m in inside)


def _are_siblings(things: Sequence[Mention], index: PaperIndex) -> bool:
    """Return whether some place of the paper prints all things as deep as each other, and none under another."""
    if all(map(_is_paid_for, things)):
        return True  # in whatever tables they stand, half of a table or sentences
    places = [_places_of(thing, index) for thing in things]
    common = set(places[0]).intersection(*places[1:])
    return any(
        all(_stand_apart(a, b) for a, b in itertools.combinations(facts, 2))
        for slot in common
        for facts in itertools.islice(itertools.product(*(p[slot][:3] for p in places)), 30)
    )


def _is_paid_for(thing: Mention) -> bool:
    """Return whether a thing is a subject of the economic classification, of those that have no parts: 差旅费."""
    names = [standard_name(term) for reading in _readings(thing) for term in reading]
    codes = (code for name in (thing.text, *names) for code in codes_named(name))
    return any(code[0] in _ECONOMIC and len(code) == _OF_SUBJECT for code in codes)


def _places_of(thing: Mention, index: PaperIndex) -> dict[_Slot, list[Fact]]:
    """Return the figures of a thing by the places in which others may stand beside them."""
    found: dict[_Slot, list[Fact]] = {}
    for fact in _facts_of(thing, index):
        for slot in _slots(fact):
            found.setdefault(slot, []).append(fact)
    return found


def _facts_of(thing: Mention, index: PaperIndex) -> Iterator[Fact]:
    if thing.codes and not thing.labels:
        every = (index.by_code.get(code, frozenset[int]()) for code in thing.codes)
        yield from (index.paper.facts[i] for i in sorted(frozenset().union(*every)))
        return
    for reading in _readings(thing):
        sets = [index.about.get(term, frozenset[int]()) for term in reading]
        for i in sorted(frozenset.intersection(*sets)) if sets else ():
            fact = index.paper.facts[i]
            if fact.aspect in _ASPECTS and reading <= fact.terms:
                yield fact


def _readings(thing: Mention) -> list[frozenset[str]]:
    if thing.sort is Sort.LABEL:
        return [frozenset({label}) for label in thing.labels]
    every = (concept_terms(concept) for concept in thing.concepts)
    return [frozenset().union(*map(meant_by, terms)) for terms in every]


def _slots(fact: Fact) -> Iterator[_Slot]:
    """Yield the places of a figure: its column of rows as deep, its row, or its sentence."""
    if fact.table is None:
        yield fact.citation.place.page, fact.citation.place.line
        return
    above = sum(term.startswith(_LABEL) for term in fact.context)
    depth = tuple(map(len, fact.codes)) or above
    yield fact.table, "column", fact.column, depth
    yield fact.table, "row", fact.row


def _stand_apart(one: Fact, other: Fact) -> bool:
    """Return whether two figures are of different things, and neither is a part of the other."""
    if one.id == other.id or one.kind is not other.kind or one.id == other.parent:
        return False
    alike = one.terms <= said_of(other) or other.terms <= said_of(one)
    return not alike and one.parent != other.id
