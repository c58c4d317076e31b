"""Duties and tasks: the items of them that tell of what is asked about, in the source's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.model import Answer, Query
from knowledge.query.sentences import place_of
from knowledge.query.signs import signs
from knowledge.query.weighing import held_by

_ITEM = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。；;\n]*[。；;]?")
_LONGEST_ITEM = 110
"""A longer item is quoted by the sentence."""
_TASKS = "year_tasks"
_SHORTEST = 6
_MOST = 3
_NEAR = 0.6
"""What tells nearly as much as the first is quoted beside it."""


def duties_told(query: Query, index: PaperIndex) -> Answer:
    """Return the items of the duties that hold the most of what is asked about; not found where none tells of it.

    Those of the year's tasks where they are the subject: half of what is asked about must stand in one of them.
    """
    tasks = any(_TASKS in subject.terms for subject in query.subjects)
    items = _items(_task_texts(index) if tasks else duty_texts(index))
    texts = [text for _, text in items]
    held = held_by(texts, query.told)
    best = next((each for each in held if each.rare or len(each.forms) > 1), None)
    if best is None or (tasks and len(best.forms) * 2 < len(query.told)):
        return Answer(query, "not_found", found=False)
    near = [each for each in held if each.rare == best.rare and each.score >= best.score * _NEAR]
    once: dict[str, Fact] = {}
    for each in near:
        fact, text = items[each.position]
        once.setdefault(text, fact)
    told = [(fact, text) for text, fact in once.items()][:_MOST]
    return Answer(
        query,
        "passage",
        places=tuple((place_of(text, fact, index), text) for fact, text in told),
        quotes=tuple(fact for fact, _ in told),
    )


def duty_texts(index: PaperIndex) -> tuple[Fact, ...]:
    """Return the passages that tell the department's duties: by their own name, else by their heading."""
    told = index.of_aspect(Aspect.TEXT)
    fields = (f for f in index.of_aspect(Aspect.AMOUNT) if f.kind is Kind.WORDS)
    named = tuple(f for f in (*told, *fields) if "duties" in f.terms)
    headed = tuple(
        f for f in told if "duties" in f.context or signs().duties_headed.search(_heading(f))
    )
    return named or headed


def _task_texts(index: PaperIndex) -> tuple[Fact, ...]:
    """Return the passages and fields that tell what the department is to do in the year."""
    told = (*index.of_aspect(Aspect.TEXT), *index.of_aspect(Aspect.AMOUNT))
    return tuple(f for f in told if f.kind is Kind.WORDS and _TASKS in f.terms | f.context)


def _tells(part: str) -> bool:
    """Return whether a piece of the duties tells one, and does not only lead up to them."""
    return len(part) >= _SHORTEST and not part.endswith((":", "："))


def _heading(fact: Fact) -> str:
    return (fact.citation.place.section or "").rpartition(" / ")[2]


def _items(texts: Iterable[Fact]) -> list[tuple[Fact, str]]:
    """Return each item of some passages, the sentences of a long one apart, with the passage it stands in."""
    found = []
    for fact in texts:
        for item in _ITEM.findall(str(fact.value or "")):
            parts = [item] if len(item) <= _LONGEST_ITEM else _SENTENCE.findall(item)
            found += [(fact, part.strip()) for part in parts if _tells(part.strip())]
    return found
