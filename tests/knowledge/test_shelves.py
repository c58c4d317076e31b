"""Papers are listed without being loaded, loaded when asked about, and never mixed up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from knowledge import FactBase, Paper, PaperHead, head_of
from knowledge.base import _MOST_LOADED
from knowledge.shelves import renamed
from tests.knowledge.query.small import paper_of


class Counted:
    """A shelf that tells how often each paper was taken from it."""

    def __init__(self, papers: list[Paper]) -> None:
        self._papers = {paper.source.id: paper for paper in papers}
        self.taken: Counter[str] = Counter()

    @property
    def heads(self) -> tuple[PaperHead, ...]:
        return tuple(head_of(paper) for paper in self._papers.values())

    def paper(self, document: str) -> Paper:
        self.taken[document] += 1
        return self._papers[document]

    def holding(self, words: str) -> tuple[str, ...]:
        return tuple(self._papers) if words else ()


def _named(document: str) -> Paper:
    return renamed(paper_of(), document)


def test_listing_loads_nothing_and_each_paper_is_loaded_once() -> None:
    shelf = Counted([_named("甲"), _named("乙")])
    base = FactBase(shelf)
    assert [head.document for head in base.sources] == ["甲", "乙"]
    assert not shelf.taken
    assert base.index("乙") is base.index("乙")
    assert shelf.taken == {"乙": 1}


def test_the_first_is_asked_about_where_none_is_named() -> None:
    base = FactBase([_named("甲"), _named("乙")])
    assert base.index().paper.source.id == "甲"


def test_no_more_than_a_bounded_number_stays_in_memory_and_those_asked_last_do() -> None:
    documents = [f"文件{number}" for number in range(_MOST_LOADED + 1)]
    shelf = Counted([_named(document) for document in documents])
    base = FactBase(shelf)
    for document in documents[:-1]:
        base.index(document)
    base.index(documents[0])
    base.index(documents[-1])  # one too many: the one asked longest ago goes
    base.index(documents[0])
    base.index(documents[1])
    assert shelf.taken[documents[0]] == 1
    assert shelf.taken[documents[1]] == 2


def test_two_files_of_one_name_are_two_papers_and_their_citations_tell_which() -> None:
    first, second = _named("预算"), replace(_named("预算"), year=2025)
    base = FactBase([first, second])
    assert [(head.document, head.year) for head in base.sources] == [
        ("预算", first.year),
        ("预算~2", 2025),
    ]
    cited = {fact.citation.document for fact in base.index("预算~2").paper.facts}
    assert cited == {"预算~2"}


def test_an_unknown_document_is_an_error() -> None:
    with pytest.raises(KeyError):
        FactBase([_named("甲")]).index("丙")


def test_the_documents_in_which_a_label_holds_words() -> None:
    paper = _named("甲")
    label = paper.facts[0].label
    other = replace(_named("乙"), facts=())
    base = FactBase([paper, other])
    assert base.holding(label[:2]) == ("甲",)
    assert base.holding("没有这样的标签") == ()
