"""A project pointed at: by itself the one spoken of before (这个项目总共多少钱), behind a name that name's own kind."""

from __future__ import annotations

import itertools
from dataclasses import replace

from intents.conversation import Conversation
from intents.lending import Lent
from intents.lexicon import marks, marks_in_order, says_any
from intents.mentions import How, Mention, Sort
from intents.outcomes import Understood
from intents.reading import by_rules
from intents.rules import View
from intents.rules.terms import GENERIC
from knowledge import FactBase, PaperIndex, Query, answer, squash

_PROJECT = "project"
_LABEL = "label:"
_AT_LARGE = GENERIC | {"expenditure"}
_LONGEST_BEFORE = 2
"""Characters that may stand before what points back: 那这个项目, 请问该项目."""


def points_at_that_project(view: View) -> bool:
    """Return whether a message asks of a project spoken of before and names none: 这个项目总共多少钱."""
    at = _pointing(view.mentions, view.text)
    if at is None or view.codes or view.tables or view.left_over() or view.topics():
        return False
    before = [m for m in view.mentions[:at] if m.sort is not Sort.YEAR]
    led = sum(len(m.text) for m in before) <= _LONGEST_BEFORE
    labelled = any(m.sort is Sort.LABEL for m in view.mentions)
    return led and not labelled and view.concepts() - _AT_LARGE == {_PROJECT}


def project_spoken_of(view: View, conversation: Conversation, base: FactBase) -> Lent | None:
    """Return what is asked of the project spoken of before; None where the last question told of none."""
    at = _pointing(view.mentions, view.text)
    labels = tuple(sorted(_labels_before(conversation)))
    if at is None or not labels:
        return None
    pointing = view.mentions[at]
    named = Mention(pointing.start, pointing.start, Sort.LABEL, "", labels=labels)
    before, behind = view.mentions[:at], view.mentions[at + 1 :]
    for mentions in ((*before, named, pointing, *behind), (*before, named, *behind)):
        outcome, _ = by_rules(replace(view, mentions=mentions), base)
        queries = outcome.queries if isinstance(outcome, Understood) else ()
        if len(queries) == 1 and answer(queries[0], base).found:
            return Lent(queries[0], "、".join(label.removeprefix(_LABEL) for label in labels))
    return None


def without_apposition(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """Return the mentions without a 这个项目 that only says of the name before it that it is a project's.

    Where a field of the project is asked for behind it (某某经费这个项目资金总额); by itself it stays.
    """
    at = _pointing(mentions, text)
    if at is None:
        return mentions
    before = [m for m in mentions[:at] if m.sort in {Sort.LABEL, Sort.CONCEPT}]
    behind = any(m.sort is Sort.LABEL for m in mentions[at + 1 :])
    if not behind or not before or before[-1].sort is not Sort.LABEL:
        return mentions
    kept = replace(mentions[at], sort=Sort.FILLER, blocks=False, concepts=())
    return (*mentions[:at], kept, *mentions[at + 1 :])


def of_project_named(mentions: tuple[Mention, ...], index: PaperIndex) -> tuple[Mention, ...]:
    """Return the mentions with words of an indicator's name read as the project's of whose name they are a part.

    Where 这个项目 follows them and one project alone is so called: 社区工作者那个项目自评多少分 is not how an
    indicator of that name scored.
    """
    found = list(mentions)
    for position, (named, behind) in enumerate(itertools.pairwise(mentions)):
        points = named.sort is Sort.LABEL and behind.text in marks("that_project")
        if not points or named.how is not How.PART:
            continue
        projects = _projects(index)
        called = {label for label in projects if named.text in label}
        if len(called) == 1 and projects.isdisjoint(named.labels):
            found[position] = replace(named, labels=tuple(called))
    return tuple(found)


def _projects(index: PaperIndex) -> set[str]:
    """Return the labels that are names of projects which the paper tells of on sheets of their own."""
    facts = (index.paper.facts[i] for i in index.about.get("project_name", ()))
    names = (f"{_LABEL}{squash(str(fact.value))}" for fact in facts if fact.value)
    return {label for label in names if label in index.about}


def _labels_before(conversation: Conversation) -> frozenset[str]:
    """Return the label that the last question named, or that all readings have which it was asked back about."""
    last: tuple[Query, ...] = ()
    if conversation.asked_back:
        last = tuple(query for _, query in conversation.options if query is not None)
    elif conversation.last is not None and not conversation.lost:
        last = (conversation.last,)
    named = [
        frozenset(t for s in query.subjects for t in s.terms | s.one_of if t.startswith(_LABEL))
        for query in last
        if len(query.subjects) == 1 and not query.of
    ]
    if not named or len(named) < len(last):
        return frozenset()
    return frozenset.intersection(*named)


def _pointing(mentions: tuple[Mention, ...], text: str) -> int | None:
    """Return which mention is the project that words point at; None where none is."""
    if not says_any(text, "that_project"):
        return None
    spans = [
        (start, start + len(word))
        for word in marks_in_order("that_project")
        if (start := text.find(word)) >= 0
    ]
    for position, mention in enumerate(mentions):
        inside = any(a <= mention.start < b for a, b in spans)
        if mention.sort is Sort.CONCEPT and mention.concepts == (_PROJECT,) and inside:
            return position
    return None
