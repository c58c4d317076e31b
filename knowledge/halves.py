"""A disclosure that was published in two files, its tables in one and its words in the other → one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.document import Block, Document, Finding, Grid, Place, Source
from knowledge.facts import Kind, Paper

_AND = "+"
_PARTY = re.compile(r"^(?:中共|中国共产党)")


def are_halves(one: Paper, other: Paper) -> bool:
    """Return whether two papers are one disclosure: the same one's, and only one has tables, only the other words.

    A paper with both is whole; the same disclosure twice is no pair of halves.
    """
    if not _is_same(one, other):
        return False
    worded, tabled = (one, other) if _tells_in_words(one) else (other, one)
    return is_of_words(worded) and _has_forms(tabled) and not _tells_in_words(tabled)


def is_of_words(paper: Paper) -> bool:
    """Return whether a paper has only the words of a disclosure, and none of its forms of amounts."""
    return _tells_in_words(paper) and not _has_forms(paper)


def lacks_a_half(one: Paper, whole: Paper) -> bool:
    """Return whether a paper has only the tables, or only the words, of another one that has both."""
    whole_has_both = _has_forms(whole) and _tells_in_words(whole)
    return whole_has_both and _is_same(one, whole) and _has_forms(one) != _tells_in_words(one)


def together(documents: Sequence[Document], source: Source) -> Document:
    """Given the documents that make one disclosure, return them as one, the one with most words first.

    Each place says which file it is in.
    """
    ordered = sorted(
        documents, key=lambda document: sum(isinstance(b, Grid) for b in document.blocks)
    )
    names = [_name(document) for document in ordered]
    blocks = [
        _block_in(block, name)
        for document, name in zip(ordered, names, strict=True)
        for block in document.blocks
    ]
    findings = [
        _finding_in(finding, name)
        for document, name in zip(ordered, names, strict=True)
        for finding in document.findings
    ]
    pages = [document.pages for document in ordered if document.pages]
    return Document(source, tuple(blocks), tuple(findings), sum(pages) or None)


def source_of(documents: Sequence[Document]) -> Source:
    """Return the source that stands for several files: it is named for the first, its digest holds theirs."""
    first = documents[0].source
    return replace(first, digest=_AND.join(sorted(d.source.digest for d in documents)))


def digests_in(digest: str) -> tuple[str, ...]:
    """Return the digests of the files that a paper was read from.

    >>> digests_in("ab"), digests_in("ab+cd")
    (('ab',), ('ab', 'cd'))
    """
    return tuple(digest.split(_AND))


def _is_same(one: Paper, other: Paper) -> bool:
    named = _PARTY.sub("", one.department) == _PARTY.sub("", other.department)
    levels = {level for level in (one.level, other.level) if level}
    return named and (one.year, one.phase) == (other.year, other.phase) and len(levels) < 2


def _has_forms(paper: Paper) -> bool:
    """Return whether it has forms of amounts; one that is filled in, of performance, is often appended to the words."""
    filled_in = {table.form for table in paper.tables if not table.columns}
    of_money = {fact.table for fact in paper.facts if fact.kind is Kind.MONEY}
    return any(t.form and t.form not in filled_in and t.index in of_money for t in paper.tables)


def _tells_in_words(paper: Paper) -> bool:
    return any(fact.table is None and isinstance(fact.value, Decimal) for fact in paper.facts)


def _name(document: Document) -> str:
    return re.split(r"[/\\]", document.source.path)[-1]


def _block_in(block: Block, name: str) -> Block:
    if isinstance(block, Grid):
        cells = tuple(replace(cell, place=cell.place.at(file=name)) for cell in block.cells)
        return replace(block, cells=cells, place=block.place.at(file=name))
    turns = tuple((start, place.at(file=name)) for start, place in block.turns)
    return replace(block, place=block.place.at(file=name), turns=turns)


def _finding_in(finding: Finding, name: str) -> Finding:
    places = finding.places or (Place(),)
    return replace(finding, places=tuple(place.at(file=name) for place in places))
