"""Where papers lie before they are asked about: what is known of each without loading it, and how it is loaded."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Protocol

from knowledge.facts import Paper, Phase
from knowledge.terms import squash

_PARTS_OF_PLACES = re.compile(r".+?(?:自治区|自治州|特别行政区|省|市|区|县|旗|盟)")

_LONGEST_NAME = 120
"""Characters of a label by which anybody would call a thing."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """Whose disclosure it is, of which year and kind: enough to choose a paper, and cheap to list."""

    document: str
    """The document's id, which `FactBase.index` and `Query.document` take."""
    title: str
    department: str
    year: int
    phase: Phase
    place: str | None = None
    """The province, city or district that the department's name begins with."""
    level: str | None = None
    """部门, 单位, 本级 or 汇总, where the source says so."""

    @property
    def names(self) -> tuple[str, ...]:
        """The department's name, and what is left of it without its place, part after part; the longest first.

        >>> PaperHead("d", "", "上海市普陀区财政局", 2024, Phase.BUDGET, "上海市普陀区").names
        ('上海市普陀区财政局', '普陀区财政局', '财政局')
        """
        names = [self.department]
        rest = self.place or ""
        while rest and names[-1].startswith(rest) and len(names[-1]) > len(rest):
            part = _PARTS_OF_PLACES.match(rest)
            length = part.end() if part else len(rest)
            names.append(names[-1][length:])
            rest = rest[length:]
        return tuple(names)


def head_of(paper: Paper) -> PaperHead:
    """Given a paper, return what is known of it without its tables and facts."""
    return PaperHead(
        document=paper.source.id,
        title=paper.title,
        department=paper.department,
        year=paper.year,
        phase=paper.phase,
        place=paper.place,
        level=paper.level,
    )


class Shelf(Protocol):
    """Papers that are listed cheaply and loaded one by one."""

    @property
    def heads(self) -> tuple[PaperHead, ...]:
        """What is known of each paper, in the order in which they are listed; no document id twice."""

    def paper(self, document: str) -> Paper:
        """Return the paper of this document id, whole; raise KeyError where there is none."""

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the documents in which a label holds these words, in the order of `heads`."""


class HeldPapers:
    """A shelf of papers that are in memory already."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        """Take the papers; one whose document id is taken (two files of one name) gets a numbered one."""
        self._papers: dict[str, Paper] = {}
        for paper in papers:
            held = renamed(paper, free_id(paper.source.id, self._papers))
            self._papers[held.source.id] = held
        self._labels: dict[str, frozenset[str]] = {}

    @property
    def heads(self) -> tuple[PaperHead, ...]:
        """What is known of each paper, in the order given."""
        return tuple(head_of(paper) for paper in self._papers.values())

    def paper(self, document: str) -> Paper:
        """Return the paper of this document id."""
        return self._papers[document]

    def holding(self, words: str) -> tuple[str, ...]:
        """Return the ids of the documents in which a label holds these words."""
        wanted = squash(words)
        return tuple(
            document
            for document in self._papers
            if any(wanted in label for label in self._labels_of(document))
        )

    def _labels_of(self, document: str) -> frozenset[str]:
        """Return the labels of a paper, gathered once: it does not change."""
        found = self._labels.get(document)
        if found is None:
            found = self._labels[document] = labels_of(self._papers[document])
        return found


def labels_of(paper: Paper) -> frozenset[str]:
    """Given a paper, return the labels of its facts, squashed; those too long to be a name are none."""
    labels = {squash(label) for label in {fact.label for fact in paper.facts}}
    return frozenset(label for label in labels if 0 < len(label) <= _LONGEST_NAME)


def free_id(wanted: str, taken: Container[str]) -> str:
    """Given an id and those that are taken, return it, or it with the next free number.

    >>> free_id("预算", {"预算", "预算~2"})
    '预算~3'
    """
    numbered = (f"{wanted}~{number}" for number in count(2))
    return next(each for each in chain((wanted,), numbered) if each not in taken)


def renamed(paper: Paper, document: str) -> Paper:
    """Given a paper and a document id, return it under this id, its citations too."""
    if paper.source.id == document:
        return paper
    facts = tuple(
        replace(fact, citation=replace(fact.citation, document=document)) for fact in paper.facts
    )
    return replace(paper, source=replace(paper.source, id=document), facts=facts)
