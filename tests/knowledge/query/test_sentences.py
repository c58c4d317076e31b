"""A sentence of a text over several pages is cited on its own page, and duties are quoted by the item."""

from __future__ import annotations

import pytest

from knowledge.base import PaperIndex
from knowledge.document import Paragraph, Place, Source
from knowledge.extract.about import Identity
from knowledge.extract.prose.words import facts_in_words
from knowledge.extract.sections import outline_of
from knowledge.facts import Paper, Phase
from knowledge.query.duties import duties_told
from knowledge.query.model import Op, Query

_PAGES = [
    (3, "一、主要职责"),
    (3, "主要职责是："),
    (3, "（一）负责轨道交通行业管理工作，组织编制建设方案。"),
    (3, "（二）负责轨道交通建设项目施工许可。"),
    (4, "（三）负责轨道交通执法工作，拟订地铁保护区。"),
    (4, "（四）承办市政府交办的其他轨道交通工作。"),
]


@pytest.fixture(scope="module")
def index() -> PaperIndex:
    """A paper whose duties go on over the page."""
    prose = [Paragraph(text, Place(page=page)) for page, text in _PAGES]
    facts = facts_in_words(outline_of(prose).sections, Identity("d", "甲", "甲市轨道交通局", 2026))
    source = Source("d", "d.pdf", "pdf", "")
    return PaperIndex.of(
        Paper(source, "甲", "甲市轨道交通局", 2026, Phase.BUDGET, (), tuple(facts), ())
    )


@pytest.mark.parametrize(
    ("words", "page", "said"),
    [
        ((("地铁", "保护区"),), 4, "拟订地铁保护区"),
        ((("施工许可",), ("轨道交通",)), 3, "施工许可"),
    ],
)
def test_the_item_that_tells_of_it_is_quoted_with_its_page(
    words: tuple[tuple[str, ...], ...], page: int, said: str, index: PaperIndex
) -> None:
    told = duties_told(Query(op=Op.WORDS, told=words), index)
    ((place, quote),) = told.places
    assert (place.page, said in quote) == (page, True)


@pytest.mark.parametrize("words", [(("轨道交通",),), (("民航",), ("铁路",))])
def test_what_every_item_holds_or_none_tells_nothing(
    words: tuple[tuple[str, ...], ...], index: PaperIndex
) -> None:
    assert not duties_told(Query(op=Op.WORDS, told=words), index).found
