"""A thing described before it is called by its name: 法庭维修那个“两庭”建设 asks for 两庭建设 alone.

So too where the name stands in brackets behind the description, or behind 就是: 帮扶村里那块(乡村振兴).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from intents.lexicon import marks
from intents.mentions import How, Mention, Sort
from intents.rules.terms import FUNDS, GENERIC, concept_terms
from knowledge import PaperIndex, Subject

_THINGS = frozenset({Sort.LABEL, Sort.CONCEPT})
_KEPT = frozenset({*FUNDS, "basic", "project"})
"""What narrows a thing however it is described: 财政拨款里帮扶村里那块(乡村振兴)."""
_AT_LARGE = GENERIC | _KEPT | {"expenditure", "revenue"}
_PROJECT_TERMS = frozenset({"project", "project_name"})
_FEWEST = 3
"""Characters of a name that stands for what is described before it."""


def without_description(mentions: tuple[Mention, ...], index: PaperIndex) -> tuple[Mention, ...]:
    """Return the mentions without a label that was named only in part, where 那个 and one said in full follow it.

    Where the paper tells of both together (an indicator of a project) the first says whose the second is.
    """
    found = list(_without_words_before(mentions, index))
    named = [i for i, m in enumerate(found) if m.sort is Sort.LABEL]
    for first, second in itertools.pairwise(named):
        described, called = found[first], found[second]
        between = [m.text for m in found[first + 1 : second] if m.sort is Sort.FILLER]
        is_apart = len(between) < second - first - 1
        if is_apart or described.how is not How.PART or called.how is not How.SAID:
            continue
        if (
            between
            and between[-1] in marks("that_called")
            and not _together(described, called, index)
        ):
            found[first] = replace(described, sort=Sort.FILLER, labels=(), blocks=False)
    return tuple(found)


def _without_words_before(mentions: tuple[Mention, ...], index: PaperIndex) -> tuple[Mention, ...]:
    """Return the mentions without the words that describe a thing whose name follows in brackets or behind 就是."""
    for position, called in enumerate(mentions):
        start = _start_of_name(mentions, position)
        if start is None or called.how is not How.SAID or len(called.text) < _FEWEST:
            continue
        if _describes(mentions[: start + 1], called, index):
            return (*map(_passed_over, mentions[:start]), *mentions[start:])
    return mentions


def _start_of_name(mentions: Sequence[Mention], position: int) -> int | None:
    """Return where a name alone in brackets begins, or one behind 就是; None where a thing is named otherwise."""
    called = mentions[position]
    at_large = called.sort is Sort.CONCEPT and _AT_LARGE.issuperset(called.concepts)
    if called.sort not in _THINGS or at_large or not position:
        return None
    before = mentions[position - 1]
    behind = mentions[position + 1].text if position + 1 < len(mentions) else ""
    if before.text == "(" and behind == ")":
        pointed = _points(mentions[: position - 1])
        return position - 1 if pointed else None
    said = before.sort is Sort.FILLER and before.text in marks("that_is")
    return position - 1 if said and position > 1 else None


def _points(mentions: Sequence[Mention]) -> bool:
    """Return whether a description ends by pointing at money (那块, 的钱), or with what is asked of it."""
    said = "".join(m.text for m in mentions)
    asked = any("how_much" in m.ops() for m in mentions[-2:])
    return asked or said.endswith((*marks("pointing_ends"), *marks("ends_asking")))


def _describes(mentions: Sequence[Mention], called: Mention, index: PaperIndex) -> bool:
    """Return whether words are no more than a description: not all is named by them, nor told of together with it."""
    things = [m for m in mentions if m.sort in _THINGS]
    loose = [m for m in mentions if m.sort in {Sort.RESIDUE, Sort.TOPIC} and len(m.text) > 1]
    named_in_part = [m for m in things if m.sort is Sort.LABEL and m.how is How.PART]
    said = [m for m in things if m.sort is Sort.LABEL and m.how is How.SAID]
    if said or not (loose or named_in_part):
        return False
    if mentions[-1].text not in marks("that_is") and _are_of_project(loose, index):
        return False
    return not any(len(m.labels) == 1 and _together(m, called, index) for m in named_in_part)


def _are_of_project(loose: Sequence[Mention], index: PaperIndex) -> bool:
    """Return whether a word that nothing explains stands in a project's name: 驻京那笔(差旅费) is that project's."""
    words = [m.text for m in loose if m.text not in marks("of_rows_at_large")]
    projects = (fact.label for fact in index.paper.facts if _PROJECT_TERMS & fact.context)
    return bool(words) and any(word in label for label in set(projects) for word in words)


def _passed_over(mention: Mention) -> Mention:
    if mention.sort is Sort.CONCEPT and set(mention.concepts) & _KEPT:
        return mention
    if mention.sort not in {*_THINGS, Sort.RESIDUE, Sort.TOPIC, Sort.DEPARTMENT}:
        return mention
    sort = Sort.CUE if mention.cues else Sort.FILLER
    return replace(mention, sort=sort, concepts=(), labels=(), topic=None, blocks=False, soft=False)


def _together(one: Mention, other: Mention, index: PaperIndex) -> bool:
    """Return whether the paper tells of anything under both names."""
    return any(
        index.tells_of(Subject(terms=frozenset(pair), name=""))
        for pair in itertools.product(_terms(one), _terms(other))
        if len(set(pair)) > 1
    )


def _terms(mention: Mention) -> tuple[str, ...]:
    every = (term for concept in mention.concepts for term in concept_terms(concept))
    return (*mention.labels, *every)
